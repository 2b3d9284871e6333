import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, type TestContext, test } from 'node:test';
import { applyPayments } from '../../proxy/invoice/apply-payments.ts';
import { newDocument } from '../../proxy/invoice/document.ts';
import type { MolliePayment } from '../../proxy/mollie/payment.ts';
import { createVerifier, type InvoiceToken } from '../../proxy/token/index.ts';
import type { AttemptView } from '../../shared/api.ts';
import { createInterfered } from '../help/interfered-store.ts';
import { type Claims, createStage, INVOICE_SECRET, type Stage } from '../help/stage.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

const fault = (...[request]: Parameters<typeof stage.simulator.faults.add>) =>
  stage.simulator.faults.add(request);
const amounts = () => stage.simulator.ledger.list().map(({ amount }) => amount.value);
const creates = () => stage.simulator.requests.list({ endpoint: 'create' });
const idOf = ({ payment }: { payment: unknown }) => (payment as AttemptView).id;
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('after a chargeback, the payment that made up for it completes the invoice', async () => {
  const first = await stage.attempt();
  stage.simulator.settle(first, 'paid');
  stage.simulator.chargeBack(first, '50.00');
  await stage.simulator.idle();
  await stage.advance(6 * DAY);
  const second = await stage.attempt();
  stage.simulator.settle(second, 'paid');
  await stage.simulator.idle();
  const view = await stage.view();
  const paidAt = view.attempts!.find(({ id }) => id === second)!.paidAt;
  assert.deepEqual([view.status, view.completedAt], ['paid', paidAt]);
});

test('facts that change while an older payment is cancelled decide what is asked', async () => {
  stage.simulator.chooseMethod(await stage.attempt({ rev: 1, total: '131.00' }), 'banktransfer');
  await stage.put({ rev: 2 });
  fault({ endpoint: 'cancel', kind: 'slow', ms: 400, times: 1 });
  const paying = stage.pay({ rev: 2 }, { expect: '121.00' });
  await after(150);
  await stage.put({ rev: 3, paidElsewhere: '100.00' });
  const { status, body } = await paying;
  assert.deepEqual([status, body.error.code], [409, 'amount_changed']);
  assert.deepEqual(amounts(), ['131.00']);
});

test('facts put in the same second while a payment is made are noticed', async () => {
  const iat = Math.floor(stage.now() / SECOND);
  await stage.view({ iat });
  for (let race = 0; race < 10; race++) {
    const sub = `race-${race}`;
    const [paid] = await Promise.all([
      stage.pay({ sub, iat }),
      stage.put({ sub, iat, paidElsewhere: '100.00' }),
    ]);
    const { invoice, payment } = paid.body;
    assert.equal(payment.amount.value, invoice.due.value);
  }
});

test('a definite no ends an attempt: the next is another one, for what is due then', async () => {
  for (const kind of [{ status: 401 }, { status: 403 }, { status: 404 }, { status: 429 }]) {
    const sub = `refused-${kind.status}`;
    fault({ endpoint: 'create', kind: 'error', ...kind, times: 1 });
    assert.ok((await stage.pay({ sub, rev: 1 })).status >= 500);
    const { status, body } = await stage.pay({ sub, rev: 2, total: '50.00' });
    assert.deepEqual([status, body.payment.amount.value], [201, '50.00'], String(kind.status));
    const story = await stage.story({ sub, rev: 2, total: '50.00' });
    assert.ok(!story.includes('payment.put_aside'), String(kind.status));
  }
  assert.deepEqual(new Set(amounts()), new Set(['50.00']));
});

test('the background finds payments, and makes none', async () => {
  fault({ endpoint: 'create', kind: 'lost', executed: false, times: 1 });
  await stage.pay({ rev: 1 });
  await stage.put({ rev: 2, void: true });
  for (let minute = 0; minute < 60; minute++) {
    await stage.advance(MINUTE);
    await stage.proxy.watch();
  }
  assert.equal(creates().length, 1);
  assert.deepEqual(amounts(), []);
  assert.ok((await stage.story({ rev: 2, void: true })).includes('payment.put_aside'));
});

test('two tabs make one payment where the profile has bank transfer only', async () => {
  stage.simulator.settings.methods = ['banktransfer'];
  const answers = await Promise.all(Array.from({ length: 5 }, () => stage.pay()));
  assert.equal(new Set(answers.map(({ body }) => idOf(body))).size, 1);
  assert.equal(idOf((await stage.pay()).body), idOf(answers[0]!.body));
  assert.deepEqual(amounts(), ['121.00']);
});

test('what was expected is compared in the currency of the newest facts', async () => {
  await stage.put({ rev: 2, currency: 'JPY', total: '1000' });
  const { status, body } = await stage.pay({ rev: 1, currency: 'EUR', total: '10.00' }, { expect: '10.00' });
  assert.deepEqual([status, body.error.code], [409, 'amount_changed']);
  assert.deepEqual(amounts(), []);
});

test('a refusal is about the amount that was refused', async () => {
  stage.simulator.settings.limits = {
    ...stage.simulator.settings.limits,
    ideal: { minimum: '1.00', maximum: null },
  };
  stage.simulator.settings.methods = ['ideal'];
  assert.equal((await stage.pay({ rev: 1, total: '0.50' })).status, 422);
  const view = await stage.put({ rev: 2, total: '121.00' });
  assert.ok(!view.reasons.includes('below_minimum'));
});

test('a payment that Mollie no longer knows is over once it has run out', async () => {
  await stage.attempt();
  fault({ endpoint: 'get', kind: 'error', status: 404 });
  await stage.advance(20 * MINUTE);
  const view = await stage.view();
  assert.deepEqual([view.attempts![0]!.status, view.stillPayable], ['expired', []]);
});

test('an old answer after a final one changes no figure', async () => {
  const verify = createVerifier({ invoiceSecrets: [INVOICE_SECRET], invoiceJwks: [] }, stage.now);
  const { facts } = (await verify(await stage.payer())) as InvoiceToken;
  const base = newDocument({ account: 'default', mode: 'test' }, facts, stage.now());
  const payment: MolliePayment = {
    ...{
      id: 'tr_observed',
      mode: 'test',
      currency: 'EUR',
      amount: 12100,
      method: 'ideal',
      cancelable: false,
    },
    ...{ createdAt: '2026-11-21T09:00:00+00:00', expiresAt: null, paidAt: '2026-11-21T09:01:00+00:00' },
    ...{
      refunded: 2100,
      chargedBack: 0,
      checkoutUrl: null,
      redirectUrl: null,
      dashboardUrl: null,
      bankTransfer: null,
    },
    ...{ chargedBackAt: null, otherCurrencies: [], captured: null, captureBefore: null },
    ...{ metadata: null, description: '', locale: null, hasWebhook: true, status: 'paid', statusSince: null },
  };
  const seen = { id: payment.id, n: 1, credential: '', webhooks: true };
  const { document } = applyPayments(base, [{ ...seen, payment }], 'look', stage.now());
  const old: MolliePayment = { ...payment, status: 'open', paidAt: null, refunded: 0 };
  const again = applyPayments(document, [{ ...seen, payment: old }], 'look', stage.now());
  const { status, refunded, paidAt } = again.document.attempts[0]!;
  assert.deepEqual([status, refunded, paidAt, again.log], ['paid', 2100, payment.paidAt, []]);
});

test('a withdrawn invoice names the checkout that may still work, and leads nobody there', async () => {
  await stage.attempt({ rev: 1 });
  const view = await stage.put({ rev: 2, void: true });
  assert.equal(view.stillPayable.length, 1);
  assert.ok(view.reasons.includes('older_attempt_open'));
  assert.equal(view.payment!.checkoutUrl, null);
});

test('a payment that was refused does not settle the currency', async () => {
  stage.simulator.settings.methods = [];
  await stage.pay({ rev: 1, currency: 'USD' });
  assert.equal((await stage.put({ rev: 2, currency: 'EUR' })).total.currency, 'EUR');
});

test('what was said in between is older than the same said later', async () => {
  const iat = Math.floor(stage.now() / SECOND);
  await stage.view({ rev: 1, iat: iat - 20, total: '10.00' });
  await stage.view({ rev: 1, iat, total: '10.00' });
  assert.equal((await stage.view({ rev: 1, iat: iat - 10, total: '20.00' })).total.value, '10.00');
});

test('a payment that cannot be read is somebody else’s, and stands in nobody’s way', async () => {
  const other = await createStage();
  await other.attempt({ sub: 'foreign' });
  Object.assign(other.simulator.ledger.list()[0]!, { status: 'unheard_of', metadata: null });
  await other.restart();
  assert.equal((await other.pay()).status, 201);
  await other.close();
});

test('a 400 that stays is a refusal, told after few calls', async () => {
  fault({ endpoint: 'create', kind: 'error', status: 400 });
  const { status, body } = await stage.pay();
  assert.deepEqual([status, body.error.code], [502, 'mollie_rejected']);
  assert.ok(stage.asked().length <= 2, String(stage.asked()));
});

test('a webhook while Mollie refuses the key is to come again', async () => {
  const id = await stage.attempt();
  const path = new URL(stage.simulator.ledger.get(id).webhookUrl!).pathname;
  fault({ endpoint: 'get', kind: 'error', status: 401, times: 1 });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await stage.call('POST', path, { body: `id=${id}`, headers });
  assert.deepEqual([answer.status, answer.body.error.code], [503, 'mollie_unavailable']);
  assert.ok(answer.headers.get('retry-after'));
});

test('an error that repeats bears the reference that the log knows', async () => {
  fault({ endpoint: 'create', kind: 'error', status: 500 });
  const first = await stage.pay();
  const second = await stage.pay();
  assert.equal(second.body.error.reference, first.body.error.reference);
  const { entries } = (await stage.call('GET', '/v1/invoice/log', { token: await stage.merchant() })).body;
  assert.ok(entries.some(({ reference }) => reference === first.body.error.reference));
});

test('what a 500 may have made is not forgotten for a no that follows it', async (t) => {
  await Promise.all(
    [401, 404, 429].map(async (status) => {
      const own = await createStage();
      t.after(() => own.close());
      for (const answer of [500, status]) {
        own.simulator.faults.add({
          endpoint: 'create',
          kind: 'error',
          status: answer,
          executed: true,
          times: 1,
        });
      }
      assert.ok((await own.pay()).status >= 500, String(status));
      const { status: found, body } = await own.pay();
      const made = own.simulator.ledger.list().map(({ id }) => id);
      assert.deepEqual([found, made], [200, [idOf(body)]], String(status));
      const told = status === 401 ? 'payment.rejected' : 'payment.uncertain';
      assert.deepEqual(await own.story(), ['invoice.seen', told, 'payment.created'], String(status));
    }),
  );
});

test('a payment that Mollie made in flight is answered as it is by then', async () => {
  fault({ endpoint: 'webhook', kind: 'drop' });
  fault({ endpoint: 'create', kind: 'error', status: 500, executed: true, times: 1 });
  fault({ endpoint: 'create', kind: 'conflict', times: 1 });
  const paying = stage.pay();
  while (amounts().length === 0) await after(20);
  stage.simulator.settle(stage.simulator.ledger.list()[0]!.id, 'paid');
  const { status, body } = await paying;
  assert.deepEqual([status, body.error?.code], [409, 'nothing_due']);
  assert.deepEqual(amounts(), ['121.00']);
});

test('a payment that is paid instead of cancelled is not asked a second time', async () => {
  const id = await stage.attempt({ rev: 1, total: '131.00' });
  stage.simulator.chooseMethod(id, 'banktransfer');
  await stage.put({ rev: 2 });
  fault({ endpoint: 'webhook', kind: 'drop' });
  fault({ endpoint: 'cancel', kind: 'slow', ms: 400, times: 1 });
  const paying = stage.pay({ rev: 2 });
  await after(150);
  stage.simulator.settle(id, 'paid');
  const { status, body } = await paying;
  assert.deepEqual([status, body.error?.code], [409, 'nothing_due']);
  assert.deepEqual(amounts(), ['131.00']);
});

test('what is paid while another is cancelled is not cancelled after that', async () => {
  stage.simulator.settings.methods = ['banktransfer'];
  fault({ endpoint: 'cancel', kind: 'error', status: 403, times: 1 });
  await stage.attempt({ rev: 1, total: '100.00' });
  const second = await stage.attempt({ rev: 2 });
  await stage.put({ rev: 3, void: true });
  const cancels = () => stage.simulator.requests.list({ endpoint: 'cancel' }).length;
  const before = cancels();
  fault({ endpoint: 'cancel', kind: 'slow', ms: 800, times: 1 });
  const watching = stage.proxy.watch();
  while (cancels() === before) await after(10);
  stage.simulator.settle(second, 'paid');
  await stage.simulator.idle();
  await watching;
  assert.deepEqual([before, cancels()], [1, 2]);
});

test('what a lost answer may have made is not forgotten for a no to the next try', async () => {
  for (const status of [401, 404, 429]) {
    const sub = `tried-${status}`;
    const known = amounts().length;
    fault({ endpoint: 'create', kind: 'lost', times: 1 });
    fault({ endpoint: 'create', kind: 'error', status, executed: true, times: 1 });
    assert.equal((await stage.pay({ sub })).status, 503);
    assert.ok((await stage.pay({ sub })).status >= 500);
    assert.equal((await stage.pay({ sub })).status, 200, String(status));
    assert.equal(amounts().length, known + 1);
  }
});

test('a refusal of what is sent again ends it: the next try asks anew', async () => {
  fault({ endpoint: 'create', kind: 'lost', executed: false, times: 1 });
  await stage.pay();
  stage.simulator.settings.methods = [];
  assert.equal((await stage.pay()).body.error.code, 'no_methods');
  stage.simulator.settings.methods = ['ideal'];
  await stage.advance(MINUTE);
  assert.equal((await stage.pay()).status, 201);
});

test('a payment that Mollie does not find yet is answered as Mollie made it', async () => {
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  fault({ endpoint: 'get', kind: 'not_found', times: 1 });
  await stage.pay();
  const { status, body } = await stage.pay();
  assert.deepEqual([status, idOf(body)], [200, stage.simulator.ledger.list()[0]!.id]);
});

test('a payment found again keeps the address that it was made with, where Mollie leaves it out', async () => {
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  fault({ endpoint: 'get', kind: 'checkout_missing' });
  await stage.pay();
  const { status, body } = await stage.pay();
  assert.equal(status, 200);
  assert.ok(body.payment.checkoutUrl);
});

test('what a webhook tells before the answer to a create is newer than that answer', async () => {
  fault({ endpoint: 'webhook', kind: 'pending' });
  fault({ endpoint: 'webhook', kind: 'early', status: 'pending', times: 1 });
  const { status, body } = await stage.pay();
  assert.deepEqual([status, body.error?.code], [409, 'payment_pending']);
  assert.deepEqual(await stage.story(), ['invoice.seen', 'payment.created', 'payment.pending']);
});

test('a refusal is one for all who wait for it, also at another server', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
  t.after(() => rm(folder, { recursive: true }));
  await stage.close();
  stage = await createStage({ env: { STORAGE_URL: `sqlite:${folder}/store.db` } });
  stage.simulator.settings.methods = [];
  fault({ endpoint: 'create', kind: 'slow', ms: 600, times: 1 });
  const first = stage.pay();
  while (creates().length === 0) await after(20);
  const another = stage.another();
  const headers = { authorization: `Bearer ${await stage.merchant()}` };
  const elsewhere = another.request('/v1/invoice/payments', { method: 'POST', headers });
  const others = Array.from({ length: 4 }, () => stage.pay());
  const statuses = (await Promise.all([first, elsewhere, ...others])).map(({ status }) => status);
  await another.close();
  assert.deepEqual(new Set(statuses), new Set([422]));
  assert.equal(new Set(creates().map(({ idempotencyKey }) => idempotencyKey)).size, 1);
  assert.deepEqual(await stage.story(), ['invoice.seen', 'payment.rejected']);
});

/** What can happen between the last look and the intent: what comes before, and what is due after it. */
type Happening = { facts: Claims; happen: () => unknown; due: string };

const HAPPENINGS: Record<string, (own: Stage) => Promise<Happening>> = {
  'an older payment is paid': async ({ attempt, simulator }) => {
    const id = await attempt({ rev: 1 });
    return { facts: { rev: 2, total: '300.00' }, happen: () => simulator.settle(id, 'paid'), due: '179.00' };
  },
  'a payment is charged back': async ({ attempt, simulator }) => {
    const id = await attempt({ rev: 1 });
    simulator.settle(id, 'paid');
    return {
      facts: { rev: 2, total: '300.00' },
      happen: () => simulator.chargeBack(id, '21.00'),
      due: '200.00',
    };
  },
  'what was too much is refunded': async ({ attempt, simulator, advance }) => {
    const first = await attempt({ rev: 1 });
    await advance(14 * MINUTE);
    const second = await attempt({ rev: 1 });
    for (const id of [first, second]) simulator.settle(id, 'paid');
    simulator.chargeBack(first, '121.00');
    simulator.chargeBack(second, '10.00');
    return { facts: { rev: 1 }, happen: () => simulator.refund(second, { amount: '50.00' }), due: '60.00' };
  },
  'a part is captured that the books hold already': async ({ attempt, simulator }) => {
    const id = await attempt({ rev: 1 });
    simulator.settle(id, 'authorized', { method: 'creditcard' });
    const facts = { rev: 2, total: '300.00', paidElsewhere: '121.00', booked: [id] };
    return { facts, happen: () => simulator.capture(id, '60.00'), due: '118.00' };
  },
  'the merchant goes on without a payment': async (own) => {
    const id = await own.attempt({ rev: 1 });
    own.simulator.settle(id, 'pending', { method: 'paypal' });
    await own.view({ rev: 1 });
    own.simulator.faults.add({ endpoint: 'get', kind: 'not_found' });
    await own.advance(11 * MINUTE);
    const facts = { rev: 2, total: '300.00' };
    const happen = () => own.pay(facts, { without: [id], expect: '1.00' });
    return { facts, happen, due: '300.00' };
  },
  'the facts change': async ({ put }) => ({
    facts: { rev: 1 },
    happen: () => put({ rev: 2, total: '130.00' }),
    due: '130.00',
  }),
};

for (const [name, prepare] of Object.entries(HAPPENINGS)) {
  test(`${name} between look and intent: what is due is decided again`, async (t) => {
    const { stage: own, before } = await createInterfered(t);
    const { facts, happen, due } = await prepare(own);
    await own.simulator.idle();
    await own.put(facts);
    const known = own.simulator.ledger.list().length;
    before(
      ({ intent }) => intent !== null,
      async () => {
        await happen();
        await own.simulator.idle();
      },
    );
    const { body } = await own.pay(facts);
    assert.equal(body.payment?.amount.value, due);
    const sent = own.simulator.requests.list({ endpoint: 'create' }).slice(known);
    assert.deepEqual(
      sent.map((one) => JSON.parse(one.body).amount.value),
      [due],
    );
    assert.ok(!(await own.story(facts)).includes('payment.put_aside'));
  });
}

test('an intent that another writes while the merchant goes on without a payment is not written over', async (t) => {
  const { stage: own, before } = await createInterfered(t);
  const id = await own.attempt({ rev: 1 });
  own.simulator.faults.add({ endpoint: 'get', kind: 'not_found' });
  await own.advance(11 * MINUTE);
  before(
    ({ attempts }) => attempts.some(({ isDisregarded }) => isDisregarded),
    async () => {
      own.simulator.faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
      const headers = { 'accept-language': 'nl' };
      await own.call('POST', '/v1/invoice/payments', { token: await own.payer({ rev: 1 }), headers });
    },
  );
  assert.equal((await own.pay({ rev: 1 }, { without: [id] })).status, 200);
  const [, lost, ...repeated] = own.simulator.requests.list({ endpoint: 'create' });
  assert.deepEqual(
    repeated.map(({ idempotencyKey, body }) => [idempotencyKey, body]),
    [[lost!.idempotencyKey, lost!.body]],
  );
});

test('an intent that another writes just before is not written over, and its payment counts as the other one', async (t) => {
  const { stage: own, before } = await createInterfered(t);
  await own.put();
  before(
    ({ intent }) => intent !== null,
    async () => {
      own.simulator.faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
      const headers = { 'accept-language': 'nl' };
      await own.call('POST', '/v1/invoice/payments', { token: await own.payer(), headers });
    },
  );
  assert.equal((await own.pay()).status, 200);
  const [lost, ...repeated] = own.simulator.requests.list({ endpoint: 'create' });
  assert.deepEqual(
    repeated.map(({ idempotencyKey, body }) => [idempotencyKey, body]),
    [[lost!.idempotencyKey, lost!.body]],
  );
});

test('what is paid while Mollie refuses to cancel it is not told as refused', async (t) => {
  const { stage: own, before } = await createInterfered(t);
  own.simulator.settings.methods = ['banktransfer'];
  const id = await own.attempt({ rev: 1 });
  await own.put({ rev: 2, void: true });
  own.simulator.faults.add({ endpoint: 'cancel', kind: 'error', status: 422 });
  before(
    ({ attempts }) => attempts.some(({ cancelable }) => !cancelable),
    async () => {
      own.simulator.settle(id, 'paid');
      await own.simulator.idle();
    },
  );
  await own.proxy.watch();
  const story = await own.story({ rev: 2, void: true });
  assert.deepEqual(
    ['payment.paid', 'payment.cancel_refused'].map((event) => story.includes(event)),
    [true, false],
  );
});

test('a number that was refused between look and intent is not sent again', async (t) => {
  const { stage: own, before } = await createInterfered(t);
  await own.put();
  before(
    ({ intent }) => intent !== null,
    async () => {
      own.simulator.faults.add({ endpoint: 'create', kind: 'error', status: 404, times: 1 });
      await own.pay();
    },
  );
  assert.equal((await own.pay()).status, 201);
  const keys = own.simulator.requests.list({ endpoint: 'create' }).map((one) => one.idempotencyKey);
  assert.equal(new Set(keys).size, 2);
});

/** A request writes an intent, and Mollie answers it with 429; before, another server has sent the same, and has no answer. */
async function sentByTwo(t: TestContext, between: () => Promise<unknown> = async () => {}): Promise<void> {
  await stage.close();
  const folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
  t.after(() => rm(folder, { recursive: true }));
  const [isSending, mayGoOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let sent = 0;
  // However slow the machine is, nobody is too late.
  t.mock.method(AbortSignal, 'timeout', () => new AbortController().signal);
  stage = await createStage({
    env: { STORAGE_URL: `sqlite:${folder}/store.db` },
    async fetch(url, init) {
      if (init?.method === 'POST' && sent++ === 0) {
        isSending.resolve();
        await mayGoOn.promise;
      }
      return fetch(url, init);
    },
  });
  const first = stage.pay({ rev: 1 });
  await isSending.promise;
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  const other = stage.another();
  const headers = { authorization: `Bearer ${await stage.payer({ rev: 1 })}` };
  const second = await other.request('/v1/invoice/payments', { method: 'POST', headers });
  await between();
  fault({ endpoint: 'create', kind: 'rate_limit', times: 1 });
  mayGoOn.resolve();
  assert.deepEqual([(await first).status >= 400, second.status], [true, 503]);
  await other.close();
  // Without what it knows of the limit.
  await stage.restart();
}

test('that Mollie refuses one of two servers which send one create says nothing of what the other has made', async (t) => {
  await sentByTwo(t);
  assert.equal((await stage.pay({ rev: 1 })).status, 200);
  assert.deepEqual(amounts(), ['121.00']);
});

test('nor where it was put aside before the refusal', async (t) => {
  await sentByTwo(t, () => stage.put({ rev: 2, void: true }));
  await stage.advance(2 * MINUTE);
  await stage.proxy.watch();
  assert.deepEqual(await stage.story({ rev: 2, void: true }), [
    ...['invoice.seen', 'payment.uncertain', 'invoice.changed', 'payment.put_aside', 'payment.created'],
  ]);
});
