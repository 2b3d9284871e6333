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

test('Mollie may give back more than was paid', async (t) => {
  const { created, simulator, get, control } = await startSimulator(t);
  const { id } = await created();
  simulator.settle(id, 'paid');
  simulator.refund(id, { amount: '70.00' });
  assert.equal((await control(`/payments/${id}/refunds`, 'POST', { amount: '50.00' })).status, 201);
  const paid = await get(id);
  assert.deepEqual(paid.amountRefunded, eur('120.00'));
  assert.deepEqual(paid.amountRemaining, eur('0.00'));
});

test('a merchant may give back so much more as is allowed', async (t) => {
  const { mollie, created, simulator, get } = await startSimulator(t, {
    settings: { refundsBeyond: '25.00' },
  });
  const { id } = await created({ amount: eur('0.01') });
  simulator.settle(id, 'paid');
  assert.deepEqual((await get(id)).amountRemaining, eur('25.01'));
  const refund = (value: string) => mollie.paymentRefunds.create({ paymentId: id, amount: eur(value) });
  await assert.rejects(refund('25.02'), {
    statusCode: 422,
    message: 'The amount is higher than the maximum',
  });
  await refund('25.01');
  const paid = await get(id);
  assert.deepEqual([paid.amountRefunded, paid.amountRemaining], [eur('25.01'), eur('0.00')]);
});

test('a refund without an amount is of what the merchant still has', async (t) => {
  const { created, simulator, get } = await startSimulator(t, { settings: { refundsBeyond: '25.00' } });
  const { id } = await created();
  simulator.settle(id, 'paid');
  simulator.chargeBack(id, '30.00');
  simulator.refund(id);
  const paid = await get(id);
  assert.deepEqual([paid.amountRefunded, paid.amountRemaining], [eur('70.00'), eur('55.00')]);
});

test('a chargeback may be counted in another currency than the payment', async (t) => {
  const { created, simulator, get, request, control } = await startSimulator(t);
  const { id } = await created();
  simulator.settle(id, 'paid');
  const listed = async () => {
    const answer = await request(`/payments/${id}/chargebacks`);
    const { _embedded } = (await answer.json()) as {
      _embedded: { chargebacks: Record<'amount' | 'settlementAmount', object>[] };
    };
    return _embedded.chargebacks.map(({ amount, settlementAmount }) => [amount, settlementAmount]);
  };
  const usd = (value: string) => ({ currency: 'USD', value });
  const part = simulator.chargeBack(id, { amount: '44.10', currency: 'USD', taken: '40.00' });
  assert.deepEqual(await listed(), [[usd('44.10'), eur('-40.00')]]);
  assert.deepEqual((await get(id)).amountChargedBack, eur('40.00'));
  simulator.reverseChargeback(id, part.id);

  await control(`/payments/${id}/chargebacks`, 'POST', { currency: 'USD', amount: '109.90' });
  assert.deepEqual((await listed())[0], [usd('109.90'), eur('-100.00')]);
  assert.deepEqual((await get(id)).amountChargedBack, eur('100.00'));

  const foreign = await created({ amount: usd('50.00') });
  simulator.settle(foreign.id, 'paid', { method: 'creditcard' });
  simulator.chargeBack(foreign.id, { amount: '45.00', currency: 'EUR' });
  const { amountChargedBack, _embedded } = await get(foreign.id, '?embed=chargebacks');
  const [chargeback] = (_embedded as { chargebacks: Record<string, object>[] }).chargebacks;
  assert.deepEqual(amountChargedBack, usd('50.00'));
  assert.deepEqual([chargeback?.amount, chargeback?.settlementAmount], [eur('45.00'), eur('-45.00')]);
});

test('a chargeback of more than was paid, or in no currency of Mollie’s, is refused', async (t) => {
  const { created, simulator } = await startSimulator(t);
  const { id } = await created();
  simulator.settle(id, 'paid');
  for (const wrong of ['100.01', { amount: '1.00', currency: 'XXX' }, { currency: 'USD', taken: '100.01' }]) {
    assert.throws(() => simulator.chargeBack(id, wrong), { status: 422 });
  }
  assert.deepEqual(simulator.ledger.get(id).chargebacks, []);
});

test('a chargeback leaves what can be refunded as it was, and is listed until and after its reversal', async (t) => {
  const { mollie, created, simulator, get } = await startSimulator(t);
  const { id } = await created();
  simulator.settle(id, 'paid');
  const { id: chargebackId } = simulator.chargeBack(id);
  const charged = await get(id);
  assert.equal(charged.status, 'paid');
  assert.deepEqual(charged.amountChargedBack, eur('100.00'));
  assert.deepEqual(charged.amountRemaining, eur('100.00'));
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
