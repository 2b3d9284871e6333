import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, test } from 'node:test';
import { createStage, type Stage } from '../help/stage.ts';

const MINUTE = 60_000;

let folder: string;
let stage: Stage;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
  stage = await createStage({ env: { STORAGE_URL: `sqlite:${folder}/store.db` } });
});
afterEach(async () => {
  await stage.close();
  await rm(folder, { recursive: true });
});

/** The same proxy, on a store that has lost everything. */
const lose = () => stage.restart({ STORAGE_URL: `sqlite:${folder}/emptied.db` });
const status = async (path: string) => (await stage.call('GET', path)).status;

test('a proxy on an emptied store asks no paid invoice again, and says so', async () => {
  stage.simulator.settle(await stage.attempt(), 'paid');
  const { link } = await stage.view();
  await lose();
  const refused = await stage.pay();
  assert.deepEqual([refused.status, refused.body.error.code], [503, 'resync_needed']);
  assert.ok(refused.headers.get('retry-after'));
  assert.equal(await status('/ready'), 503);
  assert.equal(await status('/health'), 200);
  assert.equal(await status(new URL(link).pathname), 503);
  assert.equal((await stage.call('GET', '/v1/invoice', { token: await stage.payer() })).status, 503);
  assert.equal(stage.simulator.requests.list({ endpoint: 'create' }).length, 1);
});

test('a new proxy on an empty store is simply new', async () => {
  const other = await createStage();
  assert.equal((await other.call('GET', '/ready')).status, 200);
  assert.equal((await other.call('GET', `/pay/${'a'.repeat(32)}`)).status, 404);
  assert.equal((await other.pay()).status, 201);
  await other.close();
});

test('a resync brings back invoices, attempts and links, and payments can be made again', async () => {
  const claims = { rev: 5, paidElsewhere: '21.00' };
  const paid = await stage.attempt(claims);
  stage.simulator.settle(paid, 'paid', { method: 'ideal' });
  stage.simulator.refund(paid, { amount: '10.00' });
  const open = { sub: 'open', rev: 2, total: '80.00' };
  await stage.attempt(open);
  await stage.simulator.idle();
  const before = await stage.view(claims);
  await lose();

  const progress: number[] = [];
  const report = await stage.proxy.resync(({ listed }) => progress.push(listed));
  assert.deepEqual([report.listed, report.own, report.restored, report.failed], [2, 2, 2, []]);
  assert.deepEqual(progress, [2]);

  const page = await stage.call('GET', new URL(before.link).pathname);
  assert.equal(page.status, 200);
  assert.match(String(page.body), /2026-0042/);
  const after = await stage.view(claims);
  for (const figure of ['status', 'paid', 'refunded', 'remaining', 'completedAt', 'link'] as const) {
    assert.deepEqual(after[figure], before[figure], figure);
  }
  assert.equal((await stage.pay(claims)).body.error.code, 'nothing_due');
  const reused = await stage.pay(open);
  assert.deepEqual([reused.status, reused.body.payment.amount.value], [200, '80.00']);
  assert.deepEqual(await stage.story(claims), ['invoice.restored']);
});

test('a resync takes the facts of the newest revision, and a token brings the rest', async () => {
  await stage.attempt({ rev: 1, total: '100.00', dueDate: '2026-12-01' });
  await stage.attempt({ rev: 2, total: '90.00', dueDate: '2026-12-01' });
  await lose();
  await stage.proxy.resync();
  const old = await stage.view({ rev: 1, total: '100.00' });
  assert.equal(old.total.value, '90.00');
  const view = await stage.view({ rev: 2, total: '90.00', dueDate: '2026-12-01' });
  assert.deepEqual([view.id, view.dueDate, view.attempts!.length], ['invoice-1', '2026-12-01', 2]);
});

test('a resync leaves what is there, and payments that are not ours', async () => {
  const id = await stage.attempt();
  const foreign = await stage.attempt({ sub: 'foreign' });
  stage.simulator.ledger.get(foreign).metadata = { key: 'value' };
  const before = await stage.view();
  const report = await stage.proxy.resync();
  assert.deepEqual([report.listed, report.own, report.restored], [2, 1, 0]);
  assert.deepEqual(
    (await stage.view()).attempts!.map((attempt) => attempt.id),
    [id],
  );
  assert.deepEqual((await stage.view()).link, before.link);
});

test('a resync while Mollie fails is no resync', async () => {
  await stage.attempt();
  await lose();
  stage.simulator.faults.add({ endpoint: 'list', kind: 'error', status: 500 });
  await assert.rejects(stage.proxy.resync());
  stage.simulator.faults.clear();
  await stage.advance(MINUTE);
  assert.equal((await stage.pay()).body.error.code, 'resync_needed');
});

test('a store that forgets one invoice while serving is noticed by its webhook', async () => {
  const id = await stage.attempt();
  await lose();
  const path = new URL(stage.simulator.ledger.get(id).webhookUrl!).pathname;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await stage.call('POST', path, { body: `id=${id}`, headers });
  assert.deepEqual([answer.status, answer.body.error.code], [503, 'resync_needed']);
});

test('an invoice whose value is spoilt is unknown, never unpaid, until a resync has rebuilt it', async () => {
  stage.simulator.settle(await stage.attempt(), 'paid');
  await stage.simulator.idle();
  const { link } = await stage.view();
  const database = new DatabaseSync(`${folder}/store.db`);
  const spoil = database.prepare('UPDATE documents SET value = \'{"spoilt": true}\' WHERE key = ?');
  spoil.run(link.split('/').at(-1)!);
  database.close();
  assert.equal((await stage.pay()).body.error.code, 'store_unavailable');
  assert.equal(await status(new URL(link).pathname), 503);
  await stage.proxy.resync();
  assert.deepEqual([(await stage.view()).status, (await stage.view()).link], ['paid', link]);
});
