import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FaultRequest } from '../../../demo/mollie/faults.ts';
import { MINUTE, startSimulator } from './help.ts';

const KEY = { 'idempotency-key': 'attempt-1' };

test('an error comes as often as told, and at the endpoint it is for', async (t) => {
  const { create, request, simulator } = await startSimulator(t);
  simulator.faults.add({ endpoint: 'create', kind: 'error', status: 503, times: 2 });
  assert.equal((await request('/payments')).status, 200);
  assert.equal((await create()).status, 503);
  assert.equal((await create()).status, 503);
  assert.equal((await create()).status, 201);
  assert.deepEqual(simulator.faults.list(), []);
});

test('a fault of everything lasts until it is cleared', async (t) => {
  const { request, simulator } = await startSimulator(t);
  simulator.faults.add({ endpoint: '*', kind: 'error' });
  for (const path of ['/payments', '/methods', '/profiles/me'])
    assert.equal((await request(path)).status, 500);
  simulator.faults.clear();
  assert.equal((await request('/methods')).status, 200);
});

test('a 429 names its Retry-After, and the client does not repeat it', async (t) => {
  const { mollie, request, simulator } = await startSimulator(t);
  simulator.faults.add({ endpoint: 'list', kind: 'rate_limit', retryAfter: 7, times: 2 });
  assert.equal((await request('/payments')).headers.get('retry-after'), '7');
  await assert.rejects(mollie.payments.page(), { statusCode: 429 });
  assert.equal(simulator.requests.list({ endpoint: 'list' }).length, 2);
});

test('more requests a second than are allowed get a 429', async (t) => {
  const { request } = await startSimulator(t, { settings: { requestsPerSecond: 2 } });
  const statuses = [];
  for (let n = 0; n < 3; n += 1) statuses.push((await request('/methods')).status);
  assert.deepEqual(statuses, [200, 200, 429]);
});

test('a hanging request is never answered and does nothing', async (t) => {
  const { request, order, simulator } = await startSimulator(t);
  simulator.faults.add({ endpoint: 'create', kind: 'hang', times: 1 });
  const init = {
    method: 'POST',
    body: JSON.stringify(order()),
    headers: { 'content-type': 'application/json' },
  };
  await assert.rejects(request('/payments', { ...init, signal: AbortSignal.timeout(200) }), {
    name: 'TimeoutError',
  });
  assert.equal(simulator.ledger.list().length, 0);
  assert.equal(simulator.requests.list()[0]?.status, null);
  assert.equal((await request('/payments', init)).status, 201);
});

test('a lost answer leaves the payment behind, and the same key finds it', async (t) => {
  const { create, simulator } = await startSimulator(t);
  simulator.faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
  await assert.rejects(create({}, KEY), TypeError);
  const [payment] = simulator.ledger.list();
  const again = await create({}, KEY);
  assert.equal(((await again.json()) as { id: string }).id, payment?.id);
  assert.equal(again.headers.get('idempotent-replayed'), 'true');
});

test('a connection that breaks before the work was done leaves nothing', async (t) => {
  const { create, simulator } = await startSimulator(t);
  simulator.faults.add({ endpoint: 'create', kind: 'lost', executed: false, times: 1 });
  await assert.rejects(create({}, KEY), TypeError);
  assert.equal(simulator.ledger.list().length, 0);
});

test('an error may hide that the work was done', async (t) => {
  const { create, simulator } = await startSimulator(t);
  simulator.faults.add({ endpoint: 'create', kind: 'error', status: 502, executed: true, times: 1 });
  assert.equal((await create({}, KEY)).status, 502);
  assert.equal(simulator.ledger.list().length, 1);
  assert.equal((await create({}, KEY)).headers.get('idempotent-replayed'), 'true');
  assert.equal(simulator.ledger.list().length, 1);
});

test('a slow answer takes its time', async (t) => {
  const { request, simulator } = await startSimulator(t);
  simulator.faults.add({ endpoint: 'methods', kind: 'slow', ms: 150, times: 1 });
  const before = performance.now();
  assert.equal((await request('/methods')).status, 200);
  assert.ok(performance.now() - before >= 145);
});

test('answers may be pages, no JSON, or about another amount', async (t) => {
  const { created, get, mollie, simulator } = await startSimulator(t);
  const { id } = await created();
  simulator.faults.add({ endpoint: 'get', kind: 'html', times: 1 });
  await assert.rejects(mollie.payments.get(id), { statusCode: undefined });
  simulator.faults.add({ endpoint: 'get', kind: 'garbage', times: 1 });
  await assert.rejects(mollie.payments.get(id), { statusCode: undefined });
  simulator.faults.add({ endpoint: 'get', kind: 'wrong_amount', times: 1 });
  assert.deepEqual((await get(id)).amount, { currency: 'EUR', value: '101.00' });
  assert.deepEqual((await get(id)).amount, { currency: 'EUR', value: '100.00' });
});

test('a payment may not be found for a while after its creation', async (t) => {
  const { created, request, simulator } = await startSimulator(t);
  simulator.faults.add({ endpoint: 'get', kind: 'not_found', ms: MINUTE });
  const { id } = await created();
  assert.equal((await request(`/payments/${id}`)).status, 404);
  await simulator.advance(MINUTE);
  assert.equal((await request(`/payments/${id}`)).status, 200);
});

test('a fault that there is not is refused', async (t) => {
  const { simulator } = await startSimulator(t);
  const wrong: unknown[] = [
    { endpoint: 'nowhere', kind: 'error' },
    { endpoint: 'create', kind: 'drop' },
    { endpoint: 'webhook', kind: 'error' },
    { endpoint: 'create', kind: 'error', times: 0 },
    { endpoint: 'create', kind: 'error', status: 200 },
    { endpoint: 'webhook', kind: 'early', status: 'rich' },
    { endpoint: 'create', kind: 'error', often: true },
    { endpoint: 'create', kind: 'garbage', executed: false },
  ];
  for (const fault of wrong) assert.throws(() => simulator.faults.add(fault as FaultRequest), TypeError);
  assert.deepEqual(simulator.faults.list(), []);
});
