import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { startHost } from '../help/notified-host.ts';
import { createStage, type Stage } from '../help/stage.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

let stage: Stage;
let host: Awaited<ReturnType<typeof startHost>>;
beforeEach(async () => {
  host = await startHost(SECRET);
  stage = await createStage({ env: { NOTIFY_URL: host.url, NOTIFY_SECRET: SECRET } });
  stage.simulator.settings.methods = ['ideal', 'creditcard', 'klarna', 'paypal', 'banktransfer'];
});
afterEach(async () => {
  await stage.close();
  await host.close();
});

const told = async () => {
  await stage.simulator.idle();
  await stage.idle();
  return host.heard.map(({ type }) => type);
};

/** An attempt of the invoice that was authorised. */
async function authorized(): Promise<string> {
  const id = await stage.attempt();
  stage.simulator.settle(id, 'authorized', { method: 'klarna' });
  await stage.simulator.idle();
  return id;
}

test('of an authorised payment what was captured is paid, and only the rest is pending', async () => {
  const id = await authorized();
  assert.equal((await stage.view()).pending.value, '121.00');
  stage.simulator.capture(id, '60.00');
  await stage.simulator.idle();
  const view = await stage.view();
  assert.deepEqual([view.paid.value, view.pending.value, view.remaining.value], ['60.00', '61.00', '61.00']);
  assert.ok(view.reasons.includes('captured_in_part'));
  const [attempt] = view.attempts!;
  assert.deepEqual([attempt!.status, attempt!.captured!.value], ['authorized', '60.00']);
  assert.ok(attempt!.captureBefore);
  assert.ok((await stage.story()).includes('payment.captured'));
});

test('what is captured in part and then let go counts as what was captured', async () => {
  const id = await authorized();
  stage.simulator.capture(id, '60.00');
  stage.simulator.release(id);
  await stage.simulator.idle();
  const view = await stage.view();
  assert.deepEqual([view.status, view.paid.value, view.due.value], ['partially_paid', '60.00', '61.00']);
  assert.equal((await stage.pay()).body.payment.amount.value, '61.00');
  const booked = await stage.view({ rev: 9_999_999_999, paidElsewhere: '60.00', booked: [id] });
  assert.deepEqual([booked.paidElsewhere.value, booked.due.value], ['0.00', '61.00']);
  const payer = await stage.call('GET', '/v1/invoice', { token: await stage.payer() });
  assert.ok(!payer.body.reasons.includes('captured_in_part'));
});

test('what is captured in whole is paid, as any other', async () => {
  const id = await authorized();
  stage.simulator.capture(id);
  await stage.simulator.idle();
  const view = await stage.view();
  assert.deepEqual(
    [view.status, view.paid.value, view.reasons.includes('captured_in_part')],
    ['paid', '121.00', false],
  );
  assert.equal(view.completedAt, view.attempts![0]!.paidAt);
  assert.deepEqual(await told(), ['invoice.paid']);
});

test('money that comes after the withdrawal is too much, and everybody is told', async () => {
  const id = await stage.attempt({ rev: 1 });
  await stage.put({ rev: 2, void: true });
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  const view = await stage.view({ rev: 2, void: true });
  assert.deepEqual([view.status, view.remaining.value, view.excess.value], ['void', '0.00', '121.00']);
  assert.ok(view.reasons.includes('paid_although_void'));
  assert.ok((await stage.story({ rev: 2, void: true })).includes('invoice.paid_although_void'));
  assert.deepEqual(await told(), ['invoice.overpaid']);
  stage.simulator.refund(id);
  await told();
  const given = await stage.view({ rev: 2, void: true });
  assert.deepEqual([given.excess.value, given.refunded.value], ['0.00', '121.00']);
});

test('what was paid elsewhere is no excess of a withdrawn invoice, and money of before is', async () => {
  const elsewhere = await stage.put({ sub: 'elsewhere', void: true, paidElsewhere: '121.00' });
  assert.deepEqual([elsewhere.excess.value, elsewhere.remaining.value], ['0.00', '0.00']);
  const id = await stage.attempt({ rev: 1 });
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  const view = await stage.put({ rev: 2, void: true });
  assert.deepEqual([view.excess.value, view.reasons.includes('paid_although_void')], ['121.00', false]);
  assert.deepEqual(await told(), ['invoice.paid', 'invoice.overpaid']);
});

test('what is booked without being held as paid elsewhere makes nothing due again', async () => {
  const id = await stage.attempt({ rev: 1 });
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  const view = await stage.put({ rev: 2, booked: [id] });
  assert.deepEqual([view.status, view.paidElsewhere.value, view.due.value], ['paid', '0.00', '0.00']);
  assert.ok(view.reasons.includes('maybe_not_booked'));
  const mended = await stage.put({ rev: 3, booked: [id], paidElsewhere: '121.00' });
  assert.ok(!mended.reasons.includes('maybe_not_booked'));
  const givenBack = await stage.put({ rev: 4, booked: [id], paidElsewhere: '-1.00' });
  assert.deepEqual([givenBack.paidElsewhere.value, givenBack.due.value], ['-122.00', '122.00']);
});

test('a chargeback in another currency is shown and logged, and locks nothing', async () => {
  const id = await stage.attempt();
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  stage.simulator.chargeBack(id, { amount: '131.50', currency: 'USD', taken: '121.00' });
  await stage.simulator.idle();
  const view = await stage.view();
  assert.deepEqual(
    [view.status, view.chargedBack.value, view.due.value],
    ['charged_back', '121.00', '121.00'],
  );
  assert.deepEqual(view.attempts![0]!.otherCurrencies, [{ currency: 'USD', value: '131.50' }]);
  assert.ok(view.chargedBackAt);
  assert.ok((await stage.story()).includes('payment.other_currency'));
  assert.equal((await stage.pay()).status, 201);
});

test('more can be given back than was paid', async () => {
  const id = await stage.attempt();
  stage.simulator.settle(id, 'paid');
  stage.simulator.refund(id, { amount: '125.00' });
  await stage.simulator.idle();
  const view = await stage.view();
  assert.deepEqual([view.status, view.refunded.value, view.due.value], ['refunded', '125.00', '0.00']);
});

test('a clock that is set back stops no look, no telling and no payment', async () => {
  let back = 0;
  await stage.close();
  stage = await createStage({
    env: { NOTIFY_URL: host.url, NOTIFY_SECRET: SECRET },
    simulator: { now: () => Date.now() - back },
  });
  const id = await stage.attempt();
  const other = await stage.attempt({ sub: 'told' });
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  await stage.advance(MINUTE);
  await stage.proxy.watch();
  await stage.view();
  host.answer(503);
  stage.simulator.settle(other, 'paid');
  await stage.advance(6 * SECOND);
  assert.equal((await stage.view({ sub: 'told' })).status, 'paid');
  await stage.idle();
  back = 2 * HOUR;
  host.answer(204);
  stage.simulator.settle(id, 'paid');
  assert.equal((await stage.view()).status, 'paid');
  for (let minute = 0; minute < 5; minute++) {
    await stage.advance(MINUTE);
    await stage.proxy.watch();
    await stage.idle();
  }
  assert.equal(host.accepted.size, 2);
  const third = await stage.attempt({ sub: 'third' });
  stage.simulator.settle(third, 'paid');
  for (let minute = 0; minute < 5; minute++) {
    await stage.advance(MINUTE);
    await stage.proxy.watch();
  }
  const tokens = [await stage.payer({ sub: 'third' })];
  const { body } = await stage.call('POST', '/v1/invoices', { body: { tokens } });
  assert.equal(body.invoices[0]!.status, 'paid');
});

test('a Retry-After of a day holds up the background for five minutes at most', {
  timeout: 60_000,
}, async (t) => {
  const id = await stage.attempt();
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  stage.simulator.faults.add({ endpoint: 'create', kind: 'rate_limit', retryAfter: 86_400, times: 1 });
  await stage.pay({ sub: 'limited' });
  stage.simulator.settle(id, 'paid');
  const now = performance.now.bind(performance);
  t.mock.method(performance, 'now', () => now() + 5 * MINUTE);
  await stage.advance(5 * MINUTE);
  await stage.proxy.watch();
  assert.equal((await stage.story()).includes('payment.paid'), true);
});

test('what is on its way, or was captured, counts also where it had ended before', async () => {
  const first = await stage.attempt({ sub: 'pending' });
  stage.simulator.settle(first, 'expired');
  await stage.simulator.idle();
  stage.simulator.settle(first, 'pending', { method: 'paypal' });
  const second = await stage.attempt({ sub: 'captured' });
  stage.simulator.settle(second, 'expired');
  await stage.simulator.idle();
  stage.simulator.settle(second, 'authorized', { method: 'klarna' });
  stage.simulator.capture(second, '60.00');
  await stage.simulator.idle();
  await stage.advance(2 * MINUTE);
  assert.equal((await stage.view({ sub: 'pending' })).pending.value, '121.00');
  const { paid, pending } = await stage.view({ sub: 'captured' });
  assert.deepEqual([paid.value, pending.value], ['60.00', '61.00']);
});
