import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyPayments } from '../../proxy/invoice/apply-payments.ts';
import type { InvoiceDocument } from '../../proxy/invoice/document.ts';
import { storeFacts } from '../../proxy/invoice/facts.ts';
import { DAY, HOUR, MINUTE } from '../../proxy/lib/clock.ts';
import type { MolliePayment } from '../../proxy/mollie/payment.ts';
import { openStore } from '../../proxy/store/index.ts';
import type { Store } from '../../proxy/store/store.ts';
import type { Facts } from '../../proxy/token/claims.ts';
import type { PaymentStatus } from '../../shared/api.ts';
import { documentsOf, REALM } from '../help/documents.ts';
import { createStage } from '../help/stage.ts';

/** Payments that may be made for one invoice in a day. */
const A_DAY = 100;

/** An attempt can still change, or is still to be told to the host, for so many days. */
const KEPT_DAYS = 3;

/** What an attempt may take, with all that Mollie can say of it. */
const ATTEMPT_BYTES = 1000;

/** No document may be larger: each read of a status reads all of it. */
const MOST_BYTES = 20_000 + KEPT_DAYS * A_DAY * ATTEMPT_BYTES;

const ATTEMPTS = 10 * A_DAY;

/** How many attempts are walked through the front door, one an hour, and when the first of them can no longer change. */
const WALKED = 90;
const STEADY = 60;

const START = Date.parse('2026-11-21T09:00:00Z');

/** Facts that fill a token. */
const FACTS: Facts = {
  sub: '😀'.repeat(100),
  rev: 1,
  iat: START / 1000,
  number: 'n'.repeat(50),
  date: '2026-11-01',
  dueDate: '2026-12-01',
  currency: 'EUR',
  total: 12_100,
  paidElsewhere: 0,
  booked: Array.from({ length: 60 }, (_, index) => `tr_booked${index}`),
  void: false,
  description: 'd'.repeat(255),
  url: `https://shop.example.com/${'u'.repeat(500)}`,
  locale: 'nl_NL',
};

function payment(n: number, status: PaymentStatus, now: number): MolliePayment {
  const id = `tr_${String(n).padStart(30, 'x')}`;
  return {
    id,
    mode: 'test',
    status,
    currency: 'EUR',
    amount: 12_100,
    method: 'creditcard',
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + 15 * MINUTE).toISOString(),
    paidAt: null,
    refunded: 0,
    chargedBack: 0,
    cancelable: false,
    checkoutUrl: `https://www.mollie.com/checkout/select-method/${id}/${'c'.repeat(60)}`,
    redirectUrl: `https://pay.example.com/pay/${'s'.repeat(26)}?lang=nl`,
    dashboardUrl: `https://my.mollie.com/dashboard/org_12345678/payments/${id}`,
    bankTransfer: null,
    metadata: {},
    description: FACTS.description,
    locale: FACTS.locale,
    hasWebhook: true,
    statusSince: null,
    ...{ chargedBackAt: null, otherCurrencies: [], captured: null, captureBefore: null },
  };
}

const bytesOf = (document: unknown) => Buffer.byteLength(JSON.stringify(document));

/** The size of the largest document that a store was given, in bytes. */
function measured(store: Store): { store: Store; largest(): number } {
  let largest = 0;
  return {
    store: {
      ...store,
      update: (key, change) =>
        store.update(key, (current) => {
          const changed = change(current);
          if (changed) largest = Math.max(largest, bytesOf(changed.value));
          return changed;
        }),
    },
    largest: () => largest,
  };
}

test('a document holds days of attempts that failed, not weeks, with a host that hears of none', async () => {
  const { store, largest } = measured(openStore('memory:'));
  let now = START;
  const documents = documentsOf(
    store,
    () => now,
    () => {},
  );
  const slug = 's'.repeat(32);
  const see = (n: number, ...statuses: PaymentStatus[]) =>
    documents.change(slug, (newest) => {
      const updates = statuses.map((status) => {
        const seen = payment(n, status, now);
        return { id: seen.id, n, credential: 'key', webhooks: true, payment: seen };
      });
      return applyPayments(newest, updates, 'webhook', now);
    });
  let document: InvoiceDocument = await documents.changeOrCreate(slug, (newest) =>
    storeFacts(newest, { realm: REALM, given: FACTS, put: true }, now),
  );
  for (let n = 1; n <= ATTEMPTS; n++) {
    now += DAY / A_DAY;
    document = await see(n, 'open', (['failed', 'expired', 'canceled'] as const)[n % 3]!);
  }
  assert.equal(document.attempts.length + document.attemptsOmitted, ATTEMPTS);
  assert.equal(document.nextN, ATTEMPTS + 1);
  assert.ok(document.outbox.length > 1);
  assert.ok(document.attempts.length >= 2 * A_DAY, 'none is dropped that can still change');
  assert.ok(largest() < MOST_BYTES, `${largest()} bytes`);
  await store.close();
});

test('a document stops growing when one customer fails to pay again and again', async () => {
  const { store, largest } = measured(openStore('memory:'));
  const stage = await createStage({ storage: store });
  try {
    let early = 0;
    for (let n = 1; n <= WALKED; n++) {
      stage.simulator.settle(await stage.attempt(), 'failed');
      await stage.simulator.idle();
      await stage.advance(HOUR);
      if (n === STEADY) early = largest();
    }
    const view = await stage.view();
    assert.equal(view.status, 'open');
    assert.ok(largest() < early + 100, `${early} bytes, later ${largest()}`);
  } finally {
    await stage.close();
  }
});
