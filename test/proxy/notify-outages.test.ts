import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { InvoiceDocument } from '../../proxy/invoice/document.ts';
import { unconfirmedNotification } from '../../proxy/invoice/outbox.ts';
import { openStore } from '../../proxy/store/index.ts';
import type { Store } from '../../proxy/store/store.ts';
import { startHost } from '../help/notified-host.ts';
import { type Claims, createStage, type Stage } from '../help/stage.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

let folder: string;
let host: Awaited<ReturnType<typeof startHost>>;
let stage: Stage;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
  host = await startHost(SECRET);
  const env = { NOTIFY_URL: host.url, NOTIFY_SECRET: SECRET, STORAGE_URL: `sqlite:${folder}/store.db` };
  stage = await createStage({ env });
});
afterEach(async () => {
  // First, so that nobody waits for one that hangs.
  await host.close();
  await stage.close();
  await rm(folder, { recursive: true });
});

const settle = async (...args: Parameters<typeof stage.simulator.settle>) => {
  stage.simulator.settle(...args);
  await stage.simulator.idle();
  await stage.idle();
};

/** Lets `times` rounds of the background pass, one after each `pause`. */
async function watch(times: number, pause: number): Promise<void> {
  for (let round = 0; round < times; round++) {
    await stage.advance(pause);
    await stage.proxy.watch();
    await stage.idle();
  }
}

/** Type and payment of each notification that the host has accepted. */
const accepted = () =>
  host.heard
    .filter(({ id }) => host.accepted.has(id))
    .map(({ type, data }) => [type, data.payment?.id] as const);

test('of two part payments and many failed attempts in half a day of outage, each payment is told by name', async () => {
  host.answer(503);
  const facts = { total: '121.00' };
  const first = await stage.attempt({ ...facts, rev: 1, paidElsewhere: '81.00' });
  await stage.put({ ...facts, rev: 2 });
  await settle(first, 'paid');
  const second = await stage.attempt({ ...facts, rev: 3, paidElsewhere: '41.00' });
  await stage.put({ ...facts, rev: 4 });
  await settle(second, 'paid');
  const failed: string[] = [];
  for (let n = 0; n < 32; n++) {
    failed.push(await stage.attempt({ ...facts, rev: 4 }));
    await settle(failed.at(-1)!, 'failed');
    await stage.advance(20 * MINUTE);
  }
  await stage.restart();
  host.answer(204);
  host.heard.length = 0;
  await watch(10, HOUR);
  assert.deepEqual(
    accepted().filter(([type]) => type.startsWith('invoice.')),
    [
      ['invoice.partially_paid', first],
      ['invoice.partially_paid', second],
    ],
  );
  const ended = accepted().filter(([type]) => type === 'payment.failed');
  // Of those without money the newest are told; how many is ours to choose.
  assert.ok(ended.length >= 10);
  assert.deepEqual(
    ended.map(([, id]) => id),
    failed.slice(-ended.length),
  );
});

test('a payment that is long over is named still, after more attempts than are listed', async () => {
  host.answer(503);
  const id = await stage.attempt();
  await settle(id, 'failed');
  await watch(50, HOUR);
  for (const tries = host.heard.length; host.heard.length === tries; ) await watch(1, HOUR);
  // The next try comes four hours after the last one.
  await stage.advance(3 * HOUR + 20 * MINUTE);
  host.answer(204);
  await stage.restart();
  for (let n = 0; n < 22; n++) {
    await settle(await stage.attempt(), 'failed');
    await stage.advance(7 * SECOND);
  }
  await watch(1, 40 * MINUTE);
  assert.deepEqual(accepted().at(-1), ['payment.failed', id]);
  await settle(await stage.attempt(), 'failed');
  assert.ok(!(await stage.view()).attempts!.some((attempt) => attempt.id === id));
});

test('a host that hangs holds up no look, of no invoice, in no server', async () => {
  host.answer(500);
  const claims = Array.from({ length: 25 }, (_, n): Claims => ({ sub: `hanging ${n}`, rev: 1 }));
  for (const one of claims) await settle(await stage.attempt(one), 'paid');
  host.hang();
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  const lost: Claims[] = [
    { sub: 'another', rev: 1 },
    { ...claims[24], rev: 2, total: '200.00' },
  ];
  for (const one of lost) stage.simulator.settle(await stage.attempt(one), 'paid');
  await stage.advance(62 * SECOND);
  const began = performance.now();
  const other = stage.another();
  await stage.proxy.watch();
  await stage.proxy.watch();
  assert.ok(performance.now() - began < 5 * SECOND);
  const tokens = await Promise.all(lost.map((one) => stage.payer(one)));
  const { body } = await stage.call('POST', '/v1/invoices', { body: { tokens } });
  assert.deepEqual(
    body.invoices.map(({ status }) => status),
    ['paid', 'paid'],
  );
  // What is being sent is nobody's work meanwhile.
  assert.deepEqual([await stage.proxy.watch(), await other.watch()], [0, 0]);
  await host.close();
  await other.close();
});

test('a server that ends leaves what waits behind a host that hangs to others', async () => {
  host.answer(500);
  for (let n = 0; n < 12; n++) await settle(await stage.attempt({ sub: `hanging ${n}` }), 'paid');
  host.hang();
  host.heard.length = 0;
  await stage.advance(MINUTE);
  await stage.proxy.watch();
  const sent = host.heard.length;
  assert.ok(sent < 12, `${sent} at once`);
  const closed = stage.restart();
  await host.close();
  await closed;
  assert.equal(host.heard.length, sent);
});

test('a test payment is told as test when test runs again, and never as live', async () => {
  host.answer(503);
  const id = await stage.attempt();
  await settle(id, 'paid');
  host.answer(204);
  host.heard.length = 0;
  const live = { MOLLIE_API_KEY: `live_${'x'.repeat(30)}`, PUBLIC_URL: 'https://pay.example.com' };
  await stage.restart(live);
  await watch(5 * 24, HOUR);
  assert.equal(host.heard.length, 0);
  await stage.restart();
  await watch(25, HOUR);
  assert.deepEqual(accepted(), [['invoice.paid', id]]);
  assert.equal(host.heard[0]!.data.invoice.mode, 'test');
});

test('what cannot name its invoice after a lost store waits, however long, until the host does', async () => {
  // Four bytes each: no room for it in the payment's metadata.
  const claims = { sub: '🧾'.repeat(200) };
  const id = await stage.attempt(claims);
  await settle(id, 'paid');
  host.heard.length = 0;
  await stage.restart({ STORAGE_URL: `sqlite:${folder}/emptied.db` });
  await stage.proxy.resync();
  stage.simulator.chargeBack(id);
  await stage.simulator.idle();
  await watch(4, DAY);
  assert.equal(host.heard.length, 0);
  host.answer(503);
  await stage.put(claims);
  await watch(3, MINUTE);
  host.answer(204);
  await watch(2, HOUR);
  assert.deepEqual(accepted().at(-1), ['invoice.charged_back', id]);
  assert.equal(host.heard.at(-1)!.data.invoice.id, claims.sub);
});

test('an invoice that the store had lost is told as unconfirmed, by no payment', async () => {
  await stage.put();
  const slug = (await stage.view()).link.split('/').at(-1)!;
  const store: Store = openStore(`sqlite:${folder}/store.db`);
  const now = stage.now();
  await store.update(slug, (value) => {
    const outbox = [unconfirmedNotification(now)];
    return { value: { ...(value as InvoiceDocument), outbox }, due: now, log: [] };
  });
  await store.close();
  await watch(1, SECOND);
  const [told] = host.heard;
  assert.deepEqual([told!.type, told!.data.payment], ['invoice.unconfirmed', null]);
});

test('while no host is named, what it is to hear waits and is no work', async () => {
  // The account's own work comes first, and is due once a day.
  assert.equal(await stage.proxy.watch(), 1);
  host.answer(503);
  const id = await stage.attempt();
  await settle(id, 'paid');
  await stage.restart({ NOTIFY_URL: undefined, NOTIFY_SECRET: undefined });
  await stage.advance(MINUTE);
  assert.deepEqual([await stage.proxy.watch(), await stage.proxy.watch()], [1, 0]);
  host.answer(204);
  host.heard.length = 0;
  await stage.restart();
  await watch(25, HOUR);
  assert.deepEqual(accepted(), [['invoice.paid', id]]);
});

test('that a payment ended is told, however many others did, where it has brought money', async () => {
  host.answer(503);
  const id = await stage.attempt();
  await settle(id, 'authorized', { method: 'klarna' });
  stage.simulator.capture(id, '60.00');
  await stage.simulator.idle();
  await settle(id, 'expired');
  for (let n = 0; n < 21; n++) {
    await settle(await stage.attempt(), 'failed');
    await stage.advance(10 * MINUTE);
  }
  host.heard.length = 0;
  host.answer(204);
  await watch(6, 2 * HOUR);
  const told = accepted().filter(([, payment]) => payment === id);
  assert.deepEqual(
    told.map(([type]) => type),
    ['invoice.partially_paid', 'payment.expired'],
  );
});

test('what a hundred invoices have to tell a host that is down delays no look', async () => {
  host.answer(503);
  for (let n = 0; n < 100; n++) await settle(await stage.attempt({ sub: `told ${n}` }), 'paid');
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  await stage.advance(2 * MINUTE);
  stage.simulator.settle(await stage.attempt({ sub: 'lost' }), 'paid');
  await stage.advance(MINUTE);
  // One round follows the other while there is work.
  while ((await stage.proxy.watch()) > 0);
  const tokens = [await stage.payer({ sub: 'lost' })];
  const { body } = await stage.call('POST', '/v1/invoices', { body: { tokens } });
  assert.equal(body.invoices[0]!.status, 'paid');
});

for (const [story, ends] of [
  ['the operator trusts it', 'trust'],
  ['a customer’s token confirms it', 'token'],
] as const) {
  test(`a restored invoice is told to the host, also where ${story} before that`, async () => {
    const id = await stage.attempt({ rev: 1 });
    stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
    stage.simulator.settle(id, 'paid');
    await stage.restart({ STORAGE_URL: `sqlite:${folder}/emptied.db` });
    host.heard.length = 0;
    host.answer(503);
    await stage.proxy.resync(() => {}, { trust: ends === 'trust' });
    await stage.advance(2 * SECOND);
    if (ends === 'token') await stage.call('GET', '/v1/invoice', { token: await stage.payer({ rev: 1 }) });
    host.answer(204);
    await watch(2, HOUR);
    assert.deepEqual(
      host.heard.map(({ type, data }) => [
        type,
        data.invoice.status,
        (data.invoice.reasons as string[]).includes('unconfirmed'),
      ]),
      [['invoice.unconfirmed', 'paid', false]],
    );
  });
}

test('any token says which invoice it is that the host is to hear of', async () => {
  const sub = '🧾'.repeat(200);
  const id = await stage.attempt({ sub, rev: 2 });
  await settle(id, 'paid');
  await stage.restart({ STORAGE_URL: `sqlite:${folder}/emptied.db` });
  await stage.proxy.resync();
  host.heard.length = 0;
  stage.simulator.chargeBack(id);
  await stage.simulator.idle();
  const older = { sub, rev: 1, iat: Math.floor(stage.now() / SECOND) - 60 };
  const { body } = await stage.call('GET', '/v1/invoice', { token: await stage.payer(older) });
  assert.equal(body.id, sub);
  await watch(1, MINUTE);
  assert.deepEqual(
    host.heard.map(({ type, data }) => [type, data.invoice.id]),
    [
      ['invoice.unconfirmed', sub],
      ['invoice.charged_back', sub],
    ],
  );
});

test('money that a resync finds for an invoice that was not lost is told and logged', async () => {
  stage.simulator.faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay({ rev: 1 });
  stage.simulator.faults.add({ endpoint: 'list', kind: 'lost' });
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  await stage.put({ rev: 2, total: '100.00' });
  for (const pause of [2 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, DAY]) await watch(1, pause);
  stage.simulator.faults.clear();
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  const [payment] = stage.simulator.ledger.list();
  stage.simulator.settle(payment!.id, 'paid');
  host.heard.length = 0;
  await stage.proxy.resync();
  await watch(1, HOUR);
  assert.deepEqual(accepted(), [['invoice.overpaid', payment!.id]]);
  assert.ok((await stage.story({ rev: 2, total: '100.00' })).includes('payment.paid'));
});
