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

test('a 429 may tell of the limit in its headers, or nothing at all', async (t) => {
  const { create, request, simulator } = await startSimulator(t);
  const headersOf = ({ headers }: Response) =>
    ['retry-after', 'ratelimit', 'ratelimit-policy'].map((name) => headers.get(name));
  simulator.faults.add({ endpoint: '*', kind: 'rate_limit', times: 1 });
  assert.deepEqual(headersOf(await request('/payments')), [null, null, null]);
  simulator.faults.add({
    endpoint: '*',
    kind: 'rate_limit',
    retryAfter: 2,
    rateLimitHeaders: true,
    times: 2,
  });
  assert.deepEqual(headersOf(await request('/payments/tr_x')), [
    '2',
    '"get-v2-payments";r=0;t=2;mollie-burst=60',
    '"get-v2-payments";q=20;w=3;mollie-burst=60',
  ]);
  assert.equal(headersOf(await create())[1], '"post-v2-payments";r=0;t=2;mollie-burst=60');
});

test('a create may be told that its key is in use; tried again, it runs', async (t) => {
  const { create, request, simulator } = await startSimulator(t);
  simulator.faults.add({ endpoint: '*', kind: 'conflict', times: 2 });
  assert.equal((await request('/payments')).status, 200);
  for (let n = 0; n < 2; n += 1) {
    const refused = await create({}, KEY);
    assert.equal(refused.status, 409);
    assert.equal(refused.headers.get('idempotent-replayed'), null);
  }
  assert.equal(simulator.ledger.list().length, 0);
  const made = await create({}, KEY);
  assert.deepEqual([made.status, made.headers.get('idempotent-replayed')], [201, null]);
});

test('a fault with a share happens as often as it is drawn, and only then counts', async (t) => {
  const draws = [0.8, 0.2, 0.7];
  const { request, simulator } = await startSimulator(t, { random: () => draws.shift()! });
  simulator.faults.add({ endpoint: 'methods', kind: 'error', share: 0.3, times: 1 });
  const statuses = [];
  for (let n = 0; n < 3; n += 1) statuses.push((await request('/methods')).status);
  assert.deepEqual(statuses, [200, 500, 200]);
});

test('an error 410 says that it is gone', async (t) => {
  const { request, simulator } = await startSimulator(t);
  simulator.faults.add({ endpoint: 'get', kind: 'error', status: 410 });
  assert.equal(((await (await request('/payments/tr_x')).json()) as { title: string }).title, 'Gone');
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
    { endpoint: 'create', kind: 'error', share: 2 },
    { endpoint: 'get', kind: 'conflict' },
    { endpoint: 'methods', kind: 'checkout_missing' },
    { endpoint: 'get', kind: 'checkout_missing', origin: 'https://pay.bank.example' },
    { endpoint: 'get', kind: 'checkout_elsewhere', origin: 'javascript:alert(1)' },
    { endpoint: 'get', kind: 'checkout_elsewhere', origin: 'https://pay.bank.example/path' },
    { endpoint: 'get', kind: 'error', onceChosen: true },
    { endpoint: 'get', kind: 'error', rateLimitHeaders: true },
  ];
  for (const fault of wrong) assert.throws(() => simulator.faults.add(fault as FaultRequest), TypeError);
  assert.deepEqual(simulator.faults.list(), []);
});
