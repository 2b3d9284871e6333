import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, eur, startReceiver, startSimulator } from './help.ts';

test('a payment that is paid without an authorisation tells nothing of captures', async (t) => {
  const { created, get, simulator } = await startSimulator(t);
  const { id } = await created();
  simulator.settle(id, 'paid', { method: 'creditcard' });
  const paid = await get(id, '?embed=captures');
  assert.ok(!('amountCaptured' in paid) && !('captureBefore' in paid));
  assert.deepEqual(paid._embedded, { captures: [] });
});

test('an authorised payment tells until when it can be captured', async (t) => {
  const { created, get, simulator } = await startSimulator(t);
  for (const [method, captureBefore] of [
    ['klarna', '2026-12-19T09:00:00+00:00'],
    ['creditcard', '2026-11-28T09:00:00+00:00'],
  ] as const) {
    const { id } = await created();
    simulator.settle(id, 'authorized', { method });
    const authorized = await get(id);
    assert.equal(authorized.captureBefore, captureBefore);
    assert.deepEqual(authorized.amountCaptured, eur('0.00'));
    assert.ok(!('amountRemaining' in authorized));
  }
});

test('a payment is paid once all of it is captured, and its shop is told', async (t) => {
  const { created, get, request, simulator, mollie } = await startSimulator(t);
  const { url, received } = await startReceiver(t);
  const { id } = await created({ webhookUrl: url });
  simulator.settle(id, 'authorized', { method: 'klarna' });
  simulator.capture(id, '60.00');
  const partly = await get(id);
  assert.deepEqual([partly.status, partly.amountCaptured], ['authorized', eur('60.00')]);
  simulator.capture(id);
  const paid = await get(id);
  assert.deepEqual([paid.status, paid.amountCaptured], ['paid', eur('100.00')]);
  assert.deepEqual(paid.amountRemaining, eur('100.00'));
  assert.ok(!('captureBefore' in paid));
  await simulator.idle();
  assert.equal(received.length, 3);

  const captures = await mollie.paymentCaptures.page({ paymentId: id });
  assert.deepEqual(
    captures.map(({ amount }) => amount),
    [eur('40.00'), eur('60.00')],
  );
  const [last] = captures;
  assert.equal((await mollie.paymentCaptures.get(last!.id, { paymentId: id })).id, last!.id);
  assert.ok(paid._links.captures?.href.endsWith(`/payments/${id}/captures`));
  assert.equal((await request(`/payments/${id}/captures/cpt_unknown`)).status, 404);
});

test('captured in part and released, it is paid with less, of which no more goes back', async (t) => {
  const { created, get, control, mollie, simulator } = await startSimulator(t);
  const { url, received } = await startReceiver(t);
  const { id } = await created({ webhookUrl: url });
  simulator.settle(id, 'authorized', { method: 'creditcard' });
  assert.equal((await control(`/payments/${id}/captures`, 'POST', { amount: '60.00' })).status, 201);
  await simulator.idle();
  const before = received.length;
  assert.equal((await control(`/payments/${id}/release`, 'POST')).status, 200);
  await simulator.idle();
  assert.equal(received.length, before + 1);
  const paid = await get(id);
  assert.deepEqual([paid.status, paid.amountCaptured, paid.amount], ['paid', eur('60.00'), eur('100.00')]);
  assert.deepEqual(paid.amountRemaining, eur('60.00'));
  await assert.rejects(mollie.paymentRefunds.create({ paymentId: id, amount: eur('60.01') }), {
    statusCode: 422,
  });
  assert.deepEqual(simulator.chargeBack(id).amount, eur('60.00'));
});

test('an authorisation ends by its release or its time; what was captured by then is paid', async (t) => {
  const { created, get, simulator } = await startSimulator(t);
  const authorized = async (captured?: string) => {
    const { id } = await created();
    simulator.settle(id, 'authorized', { method: 'creditcard' });
    if (captured) simulator.capture(id, captured);
    return id;
  };
  const released = await authorized();
  simulator.release(released);
  const [forgotten, partly, settled] = [await authorized(), await authorized('10.00'), await authorized()];
  simulator.settle(settled, 'paid');
  await simulator.advance(7 * DAY - 1000);
  assert.equal((await get(forgotten)).status, 'authorized');
  await simulator.advance(1000);
  const ends = [];
  for (const id of [released, forgotten, partly, settled]) {
    const { status, amountCaptured } = await get(id);
    ends.push([status, amountCaptured]);
  }
  assert.deepEqual(ends, [
    ['canceled', eur('0.00')],
    ['expired', eur('0.00')],
    ['paid', eur('10.00')],
    ['paid', eur('100.00')],
  ]);
});

test('no more is captured than was authorised, and nothing that was not', async (t) => {
  const { created, simulator } = await startSimulator(t);
  const { id } = await created();
  assert.throws(() => simulator.capture(id), { status: 422 });
  simulator.settle(id, 'authorized', { method: 'klarna' });
  for (const amount of ['100.01', '0.00', '1']) {
    assert.throws(() => simulator.capture(id, amount), { status: 422 });
  }
  simulator.capture(id, '99.99');
  assert.throws(() => simulator.capture(id, '0.02'), { status: 422 });
  simulator.capture(id, '0.01');
  assert.throws(() => simulator.release(id), { status: 422 });
});

test('what was captured of an authorised payment goes back, and no more', async (t) => {
  const { created, get, mollie, simulator } = await startSimulator(t);
  const { id } = await created();
  simulator.settle(id, 'authorized', { method: 'creditcard' });
  for (const refused of [() => simulator.refund(id), () => simulator.chargeBack(id)]) {
    assert.throws(refused, { status: 422 });
  }
  simulator.capture(id, '60.00');
  await assert.rejects(mollie.paymentRefunds.create({ paymentId: id, amount: eur('60.01') }), {
    statusCode: 422,
  });
  await mollie.paymentRefunds.create({ paymentId: id, amount: eur('25.00') });
  assert.throws(() => simulator.chargeBack(id, '60.01'), { status: 422 });
  simulator.chargeBack(id, '5.00');
  const { status, amountRefunded, amountRemaining, amountChargedBack } = await get(id);
  assert.deepEqual(
    [status, amountRefunded, amountRemaining, amountChargedBack],
    ['authorized', eur('25.00'), eur('35.00'), eur('5.00')],
  );
  simulator.capture(id);
  assert.deepEqual((await get(id)).amountRemaining, eur('75.00'));
});

test('a method that authorises by itself is captured at once where it is paid at once', async (t) => {
  const { created, get, simulator } = await startSimulator(t);
  const { id } = await created();
  simulator.settle(id, 'paid', { method: 'klarna' });
  assert.deepEqual((await get(id)).amountCaptured, eur('100.00'));
});
