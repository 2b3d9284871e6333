import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, LIVE_KEY, startSimulator } from './help.ts';

const KEY = { 'idempotency-key': 'attempt-1' };

test('a repeated key is answered with the first answer, though the payment moved on', async (t) => {
  const { create, simulator } = await startSimulator(t);
  const first = await create({}, KEY);
  const payment = (await first.json()) as { id: string };
  assert.equal(first.headers.get('idempotent-replayed'), null);
  simulator.settle(payment.id, 'paid');
  const second = await create({}, KEY);
  assert.equal(second.status, 201);
  assert.equal(second.headers.get('idempotent-replayed'), 'true');
  assert.deepEqual(await second.json(), payment);
  assert.equal(simulator.ledger.list().length, 1);
});

test('the official client gets the same payment for the same key', async (t) => {
  const { mollie, order } = await startSimulator(t);
  const first = await mollie.payments.create({ ...order(), idempotencyKey: 'k' });
  const second = await mollie.payments.create({ ...order(), idempotencyKey: 'k' });
  assert.equal(second.id, first.id);
  assert.notEqual((await mollie.payments.create(order())).id, first.id);
});

test('the same key with another body or at another endpoint is a 400', async (t) => {
  const { create, created, request, simulator } = await startSimulator(t);
  await create({}, KEY);
  assert.equal((await create({ description: 'Other' }, KEY)).status, 400);
  const { id } = await created();
  simulator.settle(id, 'paid');
  const headers = { ...KEY, 'content-type': 'application/json' };
  assert.equal(
    (await request(`/payments/${id}/refunds`, { method: 'POST', headers, body: '{}' })).status,
    400,
  );
});

test('the same key while the first request is running is a 409', async (t) => {
  const { create, simulator } = await startSimulator(t);
  simulator.faults.add({ endpoint: 'create', kind: 'slow', ms: 300, times: 1 });
  const first = create({}, KEY);
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal((await create({}, KEY)).status, 409);
  assert.equal((await first).status, 201);
  assert.equal((await create({}, KEY)).headers.get('idempotent-replayed'), 'true');
});

test('a key is forgotten after an hour', async (t) => {
  const { create, simulator } = await startSimulator(t);
  await create({}, KEY);
  await simulator.advance(HOUR - 1000);
  assert.equal((await create({}, KEY)).headers.get('idempotent-replayed'), 'true');
  await simulator.advance(1000);
  assert.equal((await create({ description: 'Other' }, KEY)).status, 201);
  assert.equal(simulator.ledger.list().length, 2);
});

test('an error of the caller is remembered, one of the server is not', async (t) => {
  const { create, simulator } = await startSimulator(t);
  assert.equal((await create({ description: '' }, KEY)).status, 422);
  assert.equal((await create({ description: '' }, KEY)).headers.get('idempotent-replayed'), 'true');

  simulator.faults.add({ endpoint: 'create', kind: 'error', status: 422, times: 1 });
  assert.equal((await create({}, { 'idempotency-key': 'b' })).status, 422);
  assert.equal((await create({}, { 'idempotency-key': 'b' })).status, 422);

  simulator.faults.add({ endpoint: 'create', kind: 'error', status: 500, times: 1 });
  assert.equal((await create({}, { 'idempotency-key': 'c' })).status, 500);
  assert.equal((await create({}, { 'idempotency-key': 'c' })).status, 201);
});

test('keys belong to the API key that used them', async (t) => {
  const { create, simulator } = await startSimulator(t);
  await create({}, KEY);
  const live = await create({}, { ...KEY, authorization: `Bearer ${LIVE_KEY}` });
  assert.equal(live.headers.get('idempotent-replayed'), null);
  assert.equal(simulator.ledger.list('live').length, 1);
});
