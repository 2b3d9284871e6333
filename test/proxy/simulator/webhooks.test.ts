import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PaymentStatus } from '../../../demo/mollie/records.ts';
import { DAY, HOUR, MINUTE, START, startReceiver, startSimulator } from './help.ts';

test('a webhook is a form with the id and nothing else', async (t) => {
  const { created, simulator } = await startSimulator(t);
  const { url, received } = await startReceiver(t);
  const { id } = await created({ webhookUrl: url });
  simulator.settle(id, 'paid');
  await simulator.idle();
  const [webhook] = received;
  assert.equal(webhook?.body, `id=${id}`);
  assert.equal(webhook?.headers['content-type'], 'application/x-www-form-urlencoded');
  assert.equal(webhook?.headers['user-agent'], 'Mollie HTTP client/1.0');
});

test('webhooks tell of final and authorized payments, not of open and pending ones', async (t) => {
  const told: Record<PaymentStatus, number> = {
    open: 0,
    pending: 0,
    authorized: 1,
    paid: 1,
    canceled: 1,
    expired: 1,
    failed: 1,
  };
  const { created, simulator } = await startSimulator(t);
  for (const [status, count] of Object.entries(told) as [PaymentStatus, number][]) {
    const { url, received } = await startReceiver(t);
    const { id } = await created({ webhookUrl: url });
    simulator.settle(id, status);
    await simulator.idle();
    assert.equal(received.length, count, status);
  }
});

test('a webhook is repeated ten times over 26 hours, and then no more', async (t) => {
  const { created, simulator } = await startSimulator(t);
  const { url, received } = await startReceiver(
    t,
    Array.from({ length: 20 }, () => 500),
  );
  const { id } = await created({ webhookUrl: url });
  simulator.settle(id, 'paid');
  await simulator.advance(3 * DAY);
  assert.equal(received.length, 10);
  const minutes = simulator.webhooks.deliveries().map(({ at }) => (at - START) / MINUTE);
  assert.deepEqual(minutes, [0, 1, 3, 7, 15, 31, 60, 120, 240, 1560]);
});

test('a webhook is repeated until a 2xx comes', async (t) => {
  const { created, simulator } = await startSimulator(t);
  const { url, received } = await startReceiver(t, [503, 404, 204]);
  const { id } = await created({ webhookUrl: url });
  simulator.settle(id, 'paid');
  await simulator.advance(2 * DAY);
  assert.equal(received.length, 3);
});

test('a receiver that does not answer in time is asked again', async (t) => {
  const { created, simulator } = await startSimulator(t, { webhookTimeout: 50, now: () => START });
  const hanging = await startSimulator(t);
  hanging.simulator.faults.add({ endpoint: '*', kind: 'hang' });
  const { id } = await created({ webhookUrl: `${hanging.endpoint}/payments` });
  simulator.settle(id, 'paid');
  await simulator.advance(MINUTE);
  assert.equal(simulator.webhooks.deliveries().length, 2);
  assert.ok(simulator.webhooks.deliveries().every(({ status, error }) => status === null && error !== null));
});

test('a redirect turns the webhook into a GET without the id', async (t) => {
  const { created, simulator } = await startSimulator(t);
  const { url, received } = await startReceiver(t, [302]);
  const { id } = await created({ webhookUrl: url });
  simulator.settle(id, 'paid');
  await simulator.idle();
  assert.deepEqual(
    received.map(({ method, body }) => [method, body]),
    [
      ['POST', `id=${id}`],
      ['GET', ''],
    ],
  );
});

test('dropped webhooks never come, others are not held up', async (t) => {
  const { created, simulator } = await startSimulator(t);
  const { url, ids } = await startReceiver(t);
  simulator.faults.add({ endpoint: 'webhook', kind: 'drop', times: 1 });
  const [lost, told] = [await created({ webhookUrl: url }), await created({ webhookUrl: url })];
  simulator.settle(lost.id, 'paid');
  simulator.settle(told.id, 'paid');
  await simulator.advance(2 * DAY);
  assert.deepEqual(ids(), [told.id]);
  assert.equal(simulator.webhooks.deliveries()[0]?.error, 'dropped');
});

test('webhooks can come twice, late, and in the wrong order', async (t) => {
  const { created, simulator } = await startSimulator(t);
  const { url, ids } = await startReceiver(t);
  const [a, b] = [await created({ webhookUrl: url }), await created({ webhookUrl: url })];

  simulator.faults.add({ endpoint: 'webhook', kind: 'double', times: 1 });
  simulator.settle(a.id, 'failed');
  await simulator.idle();
  assert.deepEqual(ids(), [a.id, a.id]);

  simulator.faults.add({ endpoint: 'webhook', kind: 'delay', ms: HOUR, times: 1 });
  simulator.settle(a.id, 'paid');
  await simulator.advance(HOUR - 1);
  const before = ids().filter((id) => id === a.id).length;
  await simulator.advance(1);
  assert.equal(ids().filter((id) => id === a.id).length, before + 1);

  const c = await created({ webhookUrl: url });
  simulator.faults.add({ endpoint: 'webhook', kind: 'reorder', times: 1 });
  simulator.settle(b.id, 'paid');
  simulator.settle(c.id, 'paid');
  await simulator.idle();
  assert.deepEqual(ids().slice(-2), [c.id, b.id]);
});

test('a webhook that nothing overtakes still comes', async (t) => {
  const { created, simulator } = await startSimulator(t);
  const { url, ids } = await startReceiver(t);
  simulator.faults.add({ endpoint: 'webhook', kind: 'reorder', times: 1 });
  const { id } = await created({ webhookUrl: url });
  simulator.settle(id, 'paid');
  await simulator.idle();
  assert.deepEqual(ids(), []);
  await simulator.advance(MINUTE);
  assert.deepEqual(ids(), [id]);
});

test('an early webhook comes before the answer to the create, with the money where it is told so', async (t) => {
  const { create, simulator } = await startSimulator(t);
  const { url, received } = await startReceiver(t);
  simulator.faults.add({ endpoint: 'webhook', kind: 'early', status: 'paid', times: 1 });
  const answer = (await (await create({ webhookUrl: url })).json()) as { id: string; status: string };
  assert.deepEqual(
    received.map(({ body }) => body),
    [`id=${answer.id}`],
  );
  assert.equal(answer.status, 'open');
  assert.equal(simulator.ledger.get(answer.id).status, 'paid');
});

test('pending may be told at random', async (t) => {
  const draws = [0.1, 0.9, 0.49, 0.5];
  const { created, simulator } = await startSimulator(t, { random: () => draws.shift()! });
  const { url, ids } = await startReceiver(t);
  simulator.faults.add({ endpoint: 'webhook', kind: 'pending', share: 0.5 });
  const payments = [];
  for (let n = 0; n < 4; n += 1) {
    const { id } = await created({ webhookUrl: url });
    payments.push(id);
    simulator.settle(id, 'pending');
    await simulator.idle();
  }
  assert.deepEqual(ids(), [payments[0], payments[2]]);
  assert.deepEqual(draws, []);
});

test('pending is told where it is switched on', async (t) => {
  const { created, simulator } = await startSimulator(t);
  const { url, ids } = await startReceiver(t);
  simulator.faults.add({ endpoint: 'webhook', kind: 'pending' });
  const { id } = await created({ webhookUrl: url });
  simulator.settle(id, 'pending');
  await simulator.idle();
  assert.deepEqual(ids(), [id]);
});
