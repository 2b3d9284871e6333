import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { createStage, type Stage } from '../help/stage.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const webhookOf = (id: string) => new URL(stage.simulator.ledger.get(id).webhookUrl!).pathname;
const send = (path: string, id: string) => stage.call('POST', path, { body: `id=${id}`, headers: FORM });
const stored = async () =>
  (await stage.call('POST', '/v1/invoices', { body: { tokens: [await stage.merchant()] } })).body
    .invoices[0]!;

test('a webhook makes the payment right without anybody looking', async () => {
  stage.simulator.settle(await stage.attempt(), 'paid');
  await stage.simulator.idle();
  assert.equal((await stored()).status, 'paid');
  assert.ok(!(await stage.view()).reasons.includes('webhook_silent'));
});

test('a webhook that comes before our own write finds its invoice', async () => {
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'early', status: 'paid', times: 1 });
  const { status, body } = await stage.pay();
  await stage.simulator.idle();
  assert.deepEqual([status, body.error?.code], [409, 'nothing_due']);
  const view = await stage.view();
  assert.deepEqual([view.status, view.attempts!.length], ['paid', 1]);
});

test('a thousand repetitions of a webhook change nothing after the first', async () => {
  const id = await stage.attempt();
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  const story = await stage.story();
  const path = webhookOf(id);
  for (let batch = 0; batch < 20; batch++)
    await Promise.all(Array.from({ length: 50 }, () => send(path, id)));
  assert.deepEqual(await stage.story(), story);
  assert.equal((await stage.view()).paid.value, '121.00');
});

test('webhooks in the wrong order never take a payment back', async () => {
  const id = await stage.attempt();
  await stage.advance(15 * MINUTE - 60 * SECOND);
  const second = await stage.attempt();
  stage.simulator.settle(second, 'paid');
  await stage.simulator.idle();
  await stage.advance(5 * MINUTE);
  assert.equal(stage.simulator.ledger.get(id).status, 'expired');
  assert.equal((await stored()).status, 'paid');
});

test('a wrong MAC is 404, and Mollie is not asked', async () => {
  const id = await stage.attempt();
  const path = webhookOf(id);
  stage.simulator.requests.clear();
  for (const wrong of [
    `${path.slice(0, -1)}${path.endsWith('a') ? 'b' : 'a'}`,
    path.replace('/1/', '/2/'),
    `${path}a`,
    path.slice(0, -1),
  ]) {
    assert.equal((await send(wrong, id)).status, 404, wrong);
  }
  assert.deepEqual(stage.asked(), []);
});

test('an id that is not of this invoice is of no concern, and stores nothing', async () => {
  const own = await stage.attempt();
  const other = await stage.attempt({ sub: 'other' });
  stage.simulator.settle(other, 'paid');
  await stage.simulator.idle();
  const answer = await send(webhookOf(own), other);
  assert.equal(answer.status, 200);
  assert.deepEqual([(await stored()).status, (await stored()).attempts!.length], ['open', 1]);
});

test('a payment is taken up at the address that was made for it, and at no other', async () => {
  const first = await stage.attempt({ rev: 1, total: '100.00' });
  stage.simulator.faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay({ rev: 2 });
  const second = stage.simulator.ledger.list().find(({ id }) => id !== first)!.id;
  assert.equal((await send(webhookOf(first), second)).status, 200);
  assert.equal((await stored()).attempts!.length, 1);
  assert.equal((await send(webhookOf(second), second)).status, 200);
  assert.equal((await stored()).attempts!.length, 2);
});

test('an id that Mollie does not know yet is asked for again for ten minutes, then given up', async () => {
  const path = webhookOf(await stage.attempt());
  assert.equal((await send(path, 'tr_neverHeardOfIt')).status, 503);
  await stage.advance(11 * MINUTE);
  assert.equal((await send(path, 'tr_neverHeardOfIt')).status, 200);
});

test('the ten minutes are those of the payment, however long the invoice is known', async () => {
  const claims = { rev: 1, iat: Math.floor(stage.now() / SECOND) };
  await stage.put(claims);
  await stage.advance(60 * MINUTE);
  stage.simulator.faults.add({ endpoint: 'create', kind: 'lost', executed: false, times: 1 });
  await stage.pay(claims);
  const asked = JSON.parse(stage.simulator.requests.list({ endpoint: 'create' })[0]!.body);
  const path = new URL(asked.webhookUrl).pathname;
  assert.equal((await send(path, 'tr_neverHeardOfIt')).status, 503);
  await stage.attempt(claims);
  await stage.advance(9.5 * MINUTE);
  assert.equal((await send(path, 'tr_neverHeardOfIt')).status, 503);
  await stage.advance(MINUTE);
  assert.equal((await send(path, 'tr_neverHeardOfIt')).status, 200);
});

test('a payment that is known is asked for again for ten minutes where Mollie does not find it', async () => {
  const id = await stage.attempt();
  stage.simulator.faults.add({ endpoint: 'get', kind: 'not_found' });
  assert.equal((await send(webhookOf(id), id)).status, 503);
  await stage.advance(11 * MINUTE);
  assert.equal((await send(webhookOf(id), id)).status, 200);
});

test('a webhook while Mollie is down is refused, so that Mollie calls again, and then it is right', async () => {
  const id = await stage.attempt();
  const fault = stage.simulator.faults.add({ endpoint: 'get', kind: 'error', status: 500 });
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  assert.equal((await stored()).status, 'open');
  stage.simulator.faults.clear(fault.id);
  await stage.advance(MINUTE);
  assert.equal((await stored()).status, 'paid');
});

test('the same for a payment that is only to be taken up, however long ago it was asked for', async () => {
  stage.simulator.faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay();
  await stage.advance(11 * MINUTE);
  const { id } = stage.simulator.ledger.list()[0]!;
  const fault = stage.simulator.faults.add({ endpoint: 'get', kind: 'garbage' });
  assert.equal((await send(webhookOf(id), id)).status, 503);
  stage.simulator.faults.clear(fault.id);
  assert.equal((await send(webhookOf(id), id)).status, 200);
  assert.equal((await stored()).attempts!.length, 1);
});

test('without an address that Mollie can reach, no webhook is asked for', async () => {
  const sent: Record<string, unknown>[] = [];
  const { createProxy } = await import('../help/checked/index.ts');
  const proxy = createProxy({
    env: {
      MOLLIE_API_KEY: 'test_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM',
      INVOICE_SECRET: 'an invoice secret of at least 32 bytes',
      PROXY_SECRET: 'a proxy secret of at least thirty-two bytes',
      STORAGE_URL: 'memory:',
    },
    clock: stage.now,
    log: () => {},
    fetch: async (_url, init) => {
      if (init?.method !== 'POST')
        return Response.json({ count: 0, _embedded: { payments: [] }, _links: {} });
      sent.push(JSON.parse(String(init?.body)));
      return new Response('{}', { status: 500 });
    },
  });
  const headers = { authorization: `Bearer ${await stage.payer()}` };
  await proxy.request('/v1/invoice/payments', { method: 'POST', headers });
  assert.ok(sent.length > 0);
  assert.ok(!('webhookUrl' in sent[0]!));
  assert.match(String(sent[0]!.redirectUrl), /^http:\/\/localhost:3000\/pay\//);
  await proxy.close();
});

test('a payment whose metadata were replaced is still told of by its webhook', async () => {
  const own = await stage.attempt();
  Object.assign(stage.simulator.ledger.get(own), { metadata: { order: 7 } });
  stage.simulator.settle(own, 'paid');
  await stage.simulator.idle();
  const token = await stage.payer();
  const { body } = await stage.call('POST', '/v1/invoices', { body: { tokens: [token] } });
  assert.equal(body.invoices[0]!.status, 'paid');
});
