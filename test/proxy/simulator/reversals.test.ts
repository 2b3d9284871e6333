import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eur, startReceiver, startSimulator } from './help.ts';

test('a refund by the API is pending, counts at once, and can be cancelled', async (t) => {
  const { mollie, created, simulator, get, request } = await startSimulator(t);
  const { id } = await created();
  simulator.settle(id, 'paid');
  const refund = await mollie.paymentRefunds.create({
    paymentId: id,
    amount: eur('30.00'),
    description: 'Back',
  });
  assert.equal(refund.status, 'pending');
  assert.deepEqual((await get(id)).amountRefunded, eur('30.00'));
  assert.deepEqual((await get(id)).amountRemaining, eur('70.00'));
  assert.deepEqual(
    (await mollie.paymentRefunds.page({ paymentId: id })).map((each) => each.id),
    [refund.id],
  );
  assert.equal((await mollie.paymentRefunds.get(refund.id, { paymentId: id })).description, 'Back');
  await mollie.paymentRefunds.cancel(refund.id, { paymentId: id });
  assert.deepEqual((await get(id)).amountRefunded, eur('0.00'));
  assert.equal((await request(`/payments/${id}/refunds/re_unknown`)).status, 404);
});

test('a refund of more than is left, of an unpaid payment, or twice at once is refused', async (t) => {
  const { mollie, created, simulator } = await startSimulator(t);
  const { id } = await created();
  const refund = (value: string) => mollie.paymentRefunds.create({ paymentId: id, amount: eur(value) });
  await assert.rejects(refund('1.00'), { statusCode: 422 });
  simulator.settle(id, 'paid');
  await assert.rejects(refund('100.01'), {
    statusCode: 422,
    message: 'The amount is higher than the maximum',
  });
  await refund('10.00');
  await assert.rejects(refund('10.00'), { statusCode: 409, message: 'A duplicate refund has been detected' });
  await simulator.advance(10_000);
  await refund('10.00');
});

test('a chargeback lowers nothing but what is left, and is listed until and after its reversal', async (t) => {
  const { mollie, created, simulator, get } = await startSimulator(t);
  const { id } = await created();
  simulator.settle(id, 'paid');
  const { id: chargebackId } = simulator.chargeBack(id);
  const charged = await get(id);
  assert.equal(charged.status, 'paid');
  assert.deepEqual(charged.amountChargedBack, eur('100.00'));
  assert.deepEqual(charged.amountRemaining, eur('0.00'));
  simulator.reverseChargeback(id, chargebackId);
  assert.ok(!('amountChargedBack' in (await get(id))));
  const [chargeback] = await mollie.paymentChargebacks.page({ paymentId: id });
  assert.equal(chargeback?.reversedAt, '2026-11-21T09:00:00+00:00');
});

test('webhooks tell of refunds that are processed, done or failed, and of chargebacks both ways', async (t) => {
  const { created, simulator } = await startSimulator(t);
  const { url, received } = await startReceiver(t);
  const { id } = await created({ webhookUrl: url });
  const count = async () => {
    await simulator.idle();
    return received.length;
  };
  simulator.settle(id, 'paid');
  assert.equal(await count(), 1);
  const refund = simulator.refund(id, { amount: '10.00', status: 'pending' });
  assert.equal(await count(), 1);
  simulator.setRefundStatus(id, refund.id, 'processing');
  simulator.setRefundStatus(id, refund.id, 'refunded');
  assert.equal(await count(), 3);
  const chargeback = simulator.chargeBack(id, '5.00');
  assert.equal(await count(), 4);
  simulator.reverseChargeback(id, chargeback.id);
  assert.equal(await count(), 5);
});
