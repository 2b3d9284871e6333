import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type Claims, createStage, type Stage } from '../help/stage.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

test('what was paid elsewhere is not asked again', async () => {
  const claims = { paidElsewhere: '21.00' };
  const { status, body } = await stage.pay(claims);
  assert.equal(status, 201);
  assert.deepEqual(body.payment.amount, { currency: 'EUR', value: '100.00' });

  stage.simulator.settle((body.payment as { id: string }).id, 'paid', { method: 'ideal' });
  await stage.simulator.idle();
  const view = await stage.view(claims);
  assert.equal(view.status, 'paid');
  assert.equal(view.completedAt, view.attempts![0]!.paidAt);
  assert.equal(view.remaining.value, '0.00');
  assert.deepEqual(await stage.story(claims), ['invoice.seen', 'payment.created', 'payment.paid']);
});

test('the status is named in the language of the request, then of the token, then in English', async () => {
  const claims = { paidElsewhere: '121.00', locale: 'de_DE' };
  const label = async (headers: Record<string, string>, given: Claims = claims) =>
    (await stage.call('GET', '/v1/invoice', { token: await stage.payer(given), headers })).body.label;
  assert.equal(await label({ 'accept-language': 'nl-BE, nl;q=0.9, en;q=0.8' }), 'Betaald');
  assert.equal(await label({ 'accept-language': 'fr' }), 'Bezahlt');
  assert.equal(
    await label({ 'accept-language': 'fr' }, { ...claims, sub: 'invoice-2', locale: 'fr_FR' }),
    'Paid',
  );
});

test('more paid elsewhere lowers the next payment, and the older one is named with its expiry', async () => {
  const first = await stage.attempt({ rev: 1, paidElsewhere: '21.00' });
  const view = await stage.put({ rev: 2, paidElsewhere: '71.00' });
  assert.equal(view.due.value, '50.00');
  assert.deepEqual(view.reasons, ['older_attempt_open', 'test_mode']);

  const refused = await stage.pay({ rev: 1, paidElsewhere: '21.00' }, { expect: '100.00' });
  assert.equal(refused.status, 409);
  assert.equal(refused.body.error.code, 'amount_changed');
  assert.equal((refused.body as { invoice: { due: { value: string } } }).invoice.due.value, '50.00');
  assert.equal(stage.simulator.requests.list({ endpoint: 'create' }).length, 1);

  const { status, body } = await stage.pay({ rev: 2, paidElsewhere: '71.00' }, { expect: '50.00' });
  assert.equal(status, 201);
  assert.equal(body.payment.amount.value, '50.00');
  const older = body.invoice.attempts!.find(({ id }) => id === first)!;
  assert.deepEqual(body.invoice.stillPayable, [{ amount: older.amount, expiresAt: older.expiresAt }]);
  assert.ok(body.invoice.reasons.includes('older_attempt_open'));
});

test('paying both is overpaid; a refund of the excess is paid; a chargeback is owed again by the same link', async () => {
  const claims = { rev: 2, paidElsewhere: '71.00' };
  const first = await stage.attempt({ rev: 1, paidElsewhere: '21.00' });
  const second = await stage.attempt(claims);
  stage.simulator.settle(first, 'paid');
  stage.simulator.settle(second, 'paid');
  await stage.simulator.idle();
  const overpaid = await stage.view(claims);
  assert.equal(overpaid.status, 'overpaid');
  assert.equal(overpaid.excess.value, '100.00');

  stage.simulator.refund(first, { amount: '100.00' });
  await stage.simulator.idle();
  const paid = await stage.view(claims);
  assert.deepEqual([paid.status, paid.excess.value, paid.remaining.value], ['paid', '0.00', '0.00']);
  assert.equal(paid.link, overpaid.link);

  stage.simulator.chargeBack(second);
  await stage.simulator.idle();
  const back = await stage.view(claims);
  assert.deepEqual([back.status, back.due.value, back.canPay], ['charged_back', '50.00', true]);
  assert.equal(back.completedAt, null);
  assert.equal(back.link, overpaid.link);
  const again = await stage.pay(claims);
  assert.deepEqual([again.status, again.body.payment.amount.value], [201, '50.00']);
});

test('a refund that fails and a chargeback that is reversed count no more', async () => {
  const id = await stage.attempt();
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  const refund = stage.simulator.refund(id, { amount: '21.00', status: 'pending' });
  await stage.advance(MINUTE);
  assert.equal((await stage.view()).status, 'partially_refunded');
  stage.simulator.setRefundStatus(id, refund.id, 'failed');
  const chargeback = stage.simulator.chargeBack(id);
  await stage.simulator.idle();
  assert.equal((await stage.view()).status, 'charged_back');
  stage.simulator.reverseChargeback(id, chargeback.id);
  await stage.simulator.idle();
  const view = await stage.view();
  assert.deepEqual([view.status, view.refunded.value, view.chargedBack.value], ['paid', '0.00', '0.00']);
  assert.ok(view.completedAt);
});

test('a refund of what was owed is forgiven, not asked again', async () => {
  const id = await stage.attempt();
  stage.simulator.settle(id, 'paid');
  stage.simulator.refund(id);
  await stage.simulator.idle();
  const view = await stage.view();
  assert.deepEqual([view.status, view.due.value, view.canPay], ['refunded', '0.00', false]);
  assert.deepEqual((await stage.pay()).body.error.code, 'nothing_due');
});

test('what the books have taken over from here is not counted twice', async () => {
  const id = await stage.attempt({ rev: 1, paidElsewhere: '21.00' });
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  const view = await stage.put({ rev: 2, paidElsewhere: '121.00', booked: [id] });
  assert.deepEqual([view.status, view.paid.value, view.paidElsewhere.value], ['paid', '100.00', '21.00']);
});

test('books that take a payment from here for one from elsewhere are noticed; the payer sees Paid', async () => {
  const id = await stage.attempt({ rev: 1, paidElsewhere: '21.00' });
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  const claims = { rev: 2, paidElsewhere: '121.00' };
  const merchant = await stage.put(claims);
  assert.deepEqual([merchant.status, merchant.excess.value], ['overpaid', '100.00']);
  assert.ok(merchant.reasons.includes('maybe_booked_twice'));
  const payer = (await stage.call('GET', '/v1/invoice', { token: await stage.payer(claims) })).body;
  assert.deepEqual([payer.status, payer.label, payer.excess.value], ['paid', 'Paid', '0.00']);
  assert.ok(!payer.reasons.includes('maybe_booked_twice'));

  const mended = await stage.put({ rev: 3, paidElsewhere: '121.00', booked: [id] });
  assert.deepEqual([mended.status, mended.reasons.includes('maybe_booked_twice')], ['paid', false]);
});

test('books that take two payments from here for one sum from elsewhere are noticed as well', async () => {
  for (const [rev, total] of ['50.00', '121.00'].entries()) {
    stage.simulator.settle(await stage.attempt({ rev, total }), 'paid');
    await stage.simulator.idle();
  }
  const view = await stage.put({ rev: 2, paidElsewhere: '121.00' });
  assert.ok(view.reasons.includes('maybe_booked_twice'));
  const later = await stage.put({ rev: 3, paidElsewhere: '121.00', description: 'the same' });
  assert.ok(later.reasons.includes('maybe_booked_twice'));
});

test('after a chargeback is reversed, the invoice was completed when it first was', async () => {
  const first = await stage.attempt({ rev: 1, total: '50.00' });
  stage.simulator.settle(first, 'paid');
  await stage.simulator.idle();
  await stage.advance(2 * DAY);
  const second = await stage.attempt({ rev: 2 });
  stage.simulator.settle(second, 'paid');
  await stage.simulator.idle();
  const { completedAt, attempts } = await stage.view({ rev: 2 });
  assert.equal(completedAt, attempts![0]!.paidAt);
  const { id } = stage.simulator.chargeBack(first);
  await stage.simulator.idle();
  assert.equal((await stage.view({ rev: 2 })).completedAt, null);
  await stage.advance(DAY);
  stage.simulator.reverseChargeback(first, id);
  await stage.simulator.idle();
  assert.equal((await stage.view({ rev: 2 })).completedAt, completedAt);
});

test('a payment that was charged back for good completes nothing', async () => {
  const first = await stage.attempt();
  stage.simulator.settle(first, 'paid');
  stage.simulator.chargeBack(first);
  await stage.simulator.idle();
  await stage.advance(2 * DAY);
  const second = await stage.attempt();
  stage.simulator.settle(second, 'paid');
  const { id } = stage.simulator.chargeBack(second, '50.00');
  await stage.simulator.idle();
  stage.simulator.reverseChargeback(second, id);
  await stage.simulator.idle();
  const { completedAt, attempts } = await stage.view();
  assert.equal(completedAt, attempts!.find((attempt) => attempt.id === second)!.paidAt);
});

test('facts that close an invoice complete it when they are first stored', async () => {
  stage.simulator.settle(await stage.attempt({ rev: 1 }), 'paid');
  await stage.simulator.idle();
  await stage.put({ rev: 2, total: '150.00' });
  await stage.advance(2 * DAY);
  const before = stage.now() - 1000;
  const { completedAt } = await stage.put({ rev: 3, total: '150.00', paidElsewhere: '29.00' });
  assert.ok(Date.parse(completedAt!) >= before, String(completedAt));
});

test('an older token changes no fact, but still shows and pays what is due by the newest', async () => {
  await stage.put({ rev: 5, total: '80.00' });
  const { body } = await stage.pay({ rev: 4, total: '999.00' });
  assert.equal(body.payment.amount.value, '80.00');
  assert.equal((await stage.view({ rev: 4, total: '999.00' })).total.value, '80.00');
});

test('of two facts with one revision the later wins, and the log says so', async () => {
  const iat = Math.floor(stage.now() / 1000);
  await stage.view({ rev: 1, iat: iat - 10, total: '10.00' });
  assert.equal((await stage.view({ rev: 1, iat, total: '20.00' })).total.value, '20.00');
  assert.equal((await stage.view({ rev: 1, iat: iat - 5, total: '30.00' })).total.value, '20.00');
  assert.deepEqual(await stage.story({ rev: 1, iat, total: '20.00' }), ['invoice.seen', 'invoice.same_rev']);
});

test('what the host puts expressly counts, even in the same second', async () => {
  const iat = Math.floor(stage.now() / 1000);
  await stage.view({ iat, total: '10.00' });
  assert.equal((await stage.view({ iat, total: '20.00' })).total.value, '10.00');
  assert.equal((await stage.put({ iat, total: '20.00' })).total.value, '20.00');
});

test('another currency is taken until a payment was made, and refused after', async () => {
  await stage.put({ rev: 1, currency: 'USD' });
  assert.equal((await stage.put({ rev: 2 })).total.currency, 'EUR');
  await stage.attempt({ rev: 2 });
  const { status, body } = await stage.call('PUT', '/v1/invoice', {
    token: await stage.merchant({ rev: 3, currency: 'USD' }),
  });
  assert.deepEqual([status, body.error.code], [409, 'currency_changed']);
});

test('a withdrawn invoice and a credit note cannot be paid', async () => {
  const withdrawn = await stage.put({ rev: 1, void: true });
  assert.deepEqual([withdrawn.status, withdrawn.canPay, withdrawn.reasons[0]], ['void', false, 'void']);
  assert.equal((await stage.pay({ rev: 1, void: true })).body.error.code, 'void');
  const credit = { sub: 'credit', total: '-50.00' };
  assert.equal((await stage.view(credit)).status, 'nothing_due');
  assert.equal((await stage.pay(credit)).body.error.code, 'nothing_due');
  assert.equal(stage.simulator.requests.list().length, 0);
});

test('yen have no decimals, and forint have two at Mollie', async () => {
  const yen = await stage.pay({ sub: 'yen', currency: 'JPY', total: '1000' });
  const asked = stage.simulator.requests
    .list({ endpoint: 'create' })
    .map(({ body }) => JSON.parse(body).amount);
  assert.deepEqual(asked, [{ currency: 'JPY', value: '1000' }]);
  assert.ok([201, 422].includes(yen.status));
  assert.equal((await stage.view({ sub: 'forint', currency: 'HUF', total: '1500.00' })).due.value, '1500.00');
});

test('a test key shows the mode on every view', async () => {
  assert.equal((await stage.view()).mode, 'test');
  assert.ok((await stage.view()).reasons.includes('test_mode'));
});
