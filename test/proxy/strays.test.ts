import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { FaultRequest } from '../../demo/mollie/faults.ts';
import type { AttemptView } from '../../shared/api.ts';
import { createStage, type Stage } from '../help/stage.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

const fault = (request: FaultRequest) => stage.simulator.faults.add(request);
const payments = () => stage.simulator.ledger.list();
const statusOf = (id: string) => stage.simulator.ledger.get(id).status;
const idOf = ({ payment }: { payment: unknown }) => (payment as AttemptView).id;
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What came of a create that was put aside, once Mollie has told of it; the invoice asks for 121.00 again. */
async function stray(): Promise<string> {
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay({ rev: 1 });
  await stage.put({ rev: 2, total: '100.00' });
  await stage.put({ rev: 3 });
  const [payment] = payments();
  stage.simulator.webhooks.notify(payment!);
  await stage.simulator.idle();
  return payment!.id;
}

test('once Pay has led to what came of a create that was put aside, it is not cancelled any more', async () => {
  const id = await stray();
  const { status, body } = await stage.pay({ rev: 3 });
  assert.deepEqual([status, idOf(body)], [200, id]);
  stage.simulator.chooseMethod(id, 'banktransfer');
  await stage.advance(6 * SECOND);
  assert.ok((await stage.view({ rev: 3 })).payment!.bankTransfer);
  await stage.proxy.watch();
  assert.equal(statusOf(id), 'open');
});

test('the same where the invoice asks for other amounts while Mollie answers', async () => {
  fault({ endpoint: 'create', kind: 'slow', ms: 800, times: 1 });
  const pressed = stage.pay({ rev: 1 });
  await after(250);
  await stage.put({ rev: 2, total: '100.00' });
  await stage.put({ rev: 3 });
  const id = idOf((await pressed).body);
  stage.simulator.chooseMethod(id, 'banktransfer');
  await stage.advance(6 * SECOND);
  await stage.view({ rev: 3 });
  await stage.proxy.watch();
  assert.equal(statusOf(id), 'open');
});

test('what nobody was sent to keeps nobody from paying, however many there are', async () => {
  stage.simulator.settings.methods = ['ideal'];
  for (let rev = 1; rev <= 5; rev++) {
    fault({ endpoint: 'create', kind: 'lost', times: 1 });
    await stage.pay({ rev, total: `${100 + rev}.00` });
  }
  await stage.put({ rev: 6 });
  for (const payment of payments()) stage.simulator.webhooks.notify(payment);
  await stage.simulator.idle();
  await stage.advance(2 * MINUTE);
  assert.equal((await stage.view({ rev: 6 })).stillPayable.length, 5);
  assert.equal((await stage.pay({ rev: 6 })).status, 201);
});

test('while Mollie wants no requests, nothing is sought in vain until it is given up', async () => {
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay({ rev: 1 });
  await stage.put({ rev: 2, total: '100.00' });
  fault({ endpoint: 'webhook', kind: 'drop' });
  fault({ endpoint: 'list', kind: 'rate_limit', retryAfter: 1, times: 1 });
  for (const minutes of [1, 5, 15, 60, 24 * 60]) {
    await stage.advance(minutes * MINUTE);
    await stage.proxy.watch();
  }
  await after(1100);
  await stage.advance(2 * MINUTE);
  await stage.proxy.watch();
  const { attempts } = (
    await stage.call('GET', '/v1/invoice', { token: await stage.merchant({ rev: 2, total: '100.00' }) })
  ).body;
  assert.deepEqual(
    attempts!.map(({ id }) => id),
    payments().map(({ id }) => id),
  );
});

test('what came of a create that was put aside is cancelled, also where a resync finds it', async () => {
  stage.simulator.settings.methods = ['banktransfer'];
  fault({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay({ rev: 1 });
  await stage.put({ rev: 2, total: '100.00' });
  await stage.proxy.resync();
  await stage.advance(2 * MINUTE);
  await stage.proxy.watch();
  assert.equal(payments()[0]!.status, 'canceled');
});

test('a create that is put aside while it waits for its turn is not sent', async () => {
  const others = Array.from({ length: 16 }, (_, n) => ({ sub: `other ${n}` }));
  for (const one of others) await stage.attempt(one);
  fault({ endpoint: 'create', kind: 'lost', executed: false, times: 1 });
  await stage.pay({ rev: 1 });
  const { link } = await stage.put({ rev: 1 });
  const creates = () => stage.simulator.requests.list({ endpoint: 'create' }).length;
  await stage.advance(10 * SECOND);
  stage.simulator.requests.clear();
  fault({ endpoint: 'get', kind: 'slow', ms: 3000 });
  const busy = others.map(async (one) =>
    stage.call('POST', '/v1/invoice/refresh', { token: await stage.merchant(one) }),
  );
  while (stage.asked().length < others.length) await after(5);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const press = stage.call('POST', new URL(link).pathname, { headers });
  await after(300);
  await stage.put({ rev: 2, void: true });
  await Promise.all([...busy, press]);
  assert.equal(creates(), 0);
});
