import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AttemptView } from '../../shared/api.ts';
import { audit, listed } from './audit.ts';
import { cents } from './expected-balance.ts';
import { histories, type Step, TROUBLES } from './history.ts';
import { Life } from './life.ts';
import { TRIES } from './property-runs.ts';
import { record } from './results.ts';
import { type Place, placeIn } from './store-place.ts';

const MINUTE = 60_000;

/** A day in which nothing goes wrong any more: after each of these the background works and the host states its facts. */
const DAY = [1, 14, 45, 4 * 60, 19 * 60].map((minutes) => minutes * MINUTE);

/** How it went on: the invoice needs no payment, was paid, or was paid after what the merchant's view told to do. */
type Way = 'withdrawn' | 'nothingDue' | 'paid' | 'paidWithout' | 'paidAfterTheEnd';

async function wayOut(life: Life): Promise<Way> {
  const view = await life.refreshed();
  const told = JSON.stringify(view);
  const create = () => life.call('POST', '/v1/invoice/payments', { body: {} });
  if (view.status === 'void' || cents(view.remaining.value) === 0) {
    assert.equal(view.canPay, false, told);
    const { status, body } = await create();
    const isVoid = view.status === 'void';
    assert.deepEqual([status, body.error?.code], [409, isVoid ? 'void' : 'nothing_due'], told);
    return isVoid ? 'withdrawn' : 'nothingDue';
  }
  let way: Way = 'paid';
  let answer = await create();
  if (cents(view.due.value) === 0) {
    assert.equal(answer.body.error?.code, 'payment_pending', told);
    assert.ok(view.reasons.includes('payment_pending'), told);
    const underWay = view.attempts!.filter(({ status }) => status === 'pending' || status === 'authorized');
    const hidden = underWay.filter(({ notVisibleSince }) => notVisibleSince !== null);
    if (hidden.length > 0) {
      assert.ok(view.reasons.includes('not_visible'), told);
      way = 'paidWithout';
      answer = await life.goOnWithoutHidden();
    }
    if (hidden.length < underWay.length && answer.status >= 300) {
      way = 'paidAfterTheEnd';
      await life.endUnderWay();
      answer = await create();
    }
  } else assert.ok(view.canPay, told);
  const { status, body } = answer;
  assert.ok(status === 200 || status === 201, `${status} ${JSON.stringify(body)}\n${told}`);
  const { id, amount, checkoutUrl } = body.payment as AttemptView;
  assert.deepEqual([amount, checkoutUrl !== null], [body.invoice.due, true]);
  assert.equal(life.simulator.ledger.get(id).status, 'open');
  await life.pay(id);
  const { remaining, refunded } = await life.refreshed();
  const more = cents(remaining.value) - (cents(body.invoice.remaining.value) - cents(amount.value));
  // What was given back is owed again as far as more than the total was ever paid, as after a chargeback.
  assert.ok(more >= 0 && more <= cents(refunded.value), told);
  return way;
}

async function live(steps: readonly Step[], keysComeBack: boolean, place: Place): Promise<Way> {
  const life = await Life.begin(place);
  try {
    for (const step of steps) await life.take(step);
    await life.calm();
    if (keysComeBack) await life.take({ do: 'change keys', to: 'all' });
    for (const ms of DAY) {
      await life.pass(ms);
      await life.take({ do: 'state facts', change: {} });
    }
    const way = await wayOut(life);
    const violations = audit(await life.end());
    assert.equal(violations.length, 0, listed(violations));
    return way;
  } finally {
    await life.close();
  }
}

for (const store of ['memory', 'sqlite']) {
  test(`whatever has happened to an invoice, there is a way to have it paid within a day, on ${store}`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const counts = { histories: 0, withdrawn: 0, nothingDue: 0, paid: 0, paidWithout: 0, paidAfterTheEnd: 0 };
    const property = fc.asyncProperty(
      histories(25),
      fc.constantFrom(...TROUBLES),
      fc.boolean(),
      async (before, trouble, keysComeBack) => {
        const history = counts.histories++;
        counts[await live([...before, ...trouble], keysComeBack, placeIn(folder, history, store))]++;
      },
    );
    await fc.assert(property, TRIES);
    assert.ok(counts.paid + counts.paidWithout + counts.paidAfterTheEnd > 0, JSON.stringify(counts));
    record(`way-out-${store}`, counts);
  });
}
