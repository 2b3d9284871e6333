import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, test } from 'node:test';
import { startHost } from '../help/notified-host.ts';
import { splitProfiles } from '../help/profiles.ts';
import { createStage, MOLLIE_KEY, type Stage } from '../help/stage.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const OTHER_KEY = 'test_cYuPx4KqLm7nRb2sTd9vWf6hJz3gAe';
const NOTIFY_SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

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
  assert.deepEqual(await stage.story(claims), ['invoice.restored', 'invoice.confirmed']);
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

test('a restored invoice is not payable before its host has stated it again', async () => {
  await stage.attempt();
  const before = { payer: await stage.payer(), merchant: await stage.merchant() };
  const { link } = await stage.put({ void: true, rev: 9_000_000_000 });
  await stage.advance(MINUTE);
  await lose();
  const report = await stage.proxy.resync();
  assert.deepEqual([report.unconfirmed, report.trusted], [1, 0]);

  const pressed = await stage.call('POST', new URL(link).pathname);
  assert.equal(pressed.status, 409);
  for (const token of [before.payer, before.merchant]) {
    const refused = await stage.call('POST', '/v1/invoice/payments', { token });
    assert.deepEqual([refused.status, refused.body.error.code], [409, 'unconfirmed']);
    const { canPay, reasons } = (await stage.call('GET', '/v1/invoice', { token })).body;
    assert.deepEqual([canPay, reasons.includes('unconfirmed')], [false, true]);
  }
  assert.equal((await stage.pay({ void: true, rev: 9_000_000_000 })).body.error.code, 'void');
});

test('the operator may trust what was restored, now or by an earlier resync', async () => {
  const old = await stage.payer();
  await stage.attempt();
  stage.simulator.settle(await stage.attempt({ sub: 'paid' }), 'paid');
  await stage.advance(MINUTE);
  await lose();
  await stage.proxy.resync();
  const report = await stage.proxy.resync(undefined, { trust: true });
  assert.deepEqual([report.restored, report.unconfirmed, report.trusted], [0, 0, 2]);
  assert.equal((await stage.call('POST', '/v1/invoice/payments', { token: old })).status, 200);
  assert.deepEqual(await stage.story({ rev: 1 }), ['invoice.restored', 'invoice.confirmed']);
  assert.equal((await stage.view({ sub: 'paid', rev: 1 })).status, 'paid');
  assert.equal((await stage.proxy.resync(undefined, { trust: true })).trusted, 0);
});

test('that a restored invoice holds again is logged, whoever says so, in words that are true of a paid one', async () => {
  for (const sub of ['stated', 'trusted']) stage.simulator.settle(await stage.attempt({ sub }), 'paid');
  await stage.simulator.idle();
  await lose();
  await stage.proxy.resync();
  await stage.advance(MINUTE);
  await stage.put({ sub: 'stated' });
  await stage.proxy.resync(undefined, { trust: true });
  for (const sub of ['stated', 'trusted']) {
    assert.deepEqual(await stage.story({ sub }), ['invoice.restored', 'invoice.confirmed']);
    for (const language of ['en', 'nl', 'de']) {
      const headers = { 'accept-language': language };
      const token = await stage.merchant({ sub });
      const { body } = await stage.call('GET', '/v1/invoice/log', { token, headers });
      assert.doesNotMatch(body.entries[0]!.message, /stated|opgegeven|übermittelt|paid|betaald|bezahlt/);
    }
  }
});

test('what ended before the loss is not missed a webhook of, and is asked about as long as it could change', async () => {
  const ended: string[] = [];
  for (const status of ['failed', 'canceled', 'expired'] as const) {
    ended.push(await stage.attempt());
    stage.simulator.settle(ended.at(-1)!, status);
    await stage.simulator.idle();
  }
  await stage.advance(30 * DAY);
  const late = await stage.attempt();
  stage.simulator.settle(late, 'failed');
  await stage.simulator.idle();
  await lose();
  await stage.proxy.resync();
  stage.simulator.requests.clear();
  await stage.advance(2 * MINUTE);
  const { reasons, attempts } = await stage.view();
  assert.ok(!reasons.includes('webhook_silent'), String(reasons));
  assert.deepEqual([attempts!.length, ended.length], [4, 3]);
  await stage.advance(DAY);
  await stage.proxy.watch();
  const asked = stage.asked().flatMap((one) => one.match(/tr_\w+/) ?? []);
  assert.deepEqual([...new Set(asked)], [late]);
});

test('a payment that is added to a store that knows its invoice is restored, and nothing was lost', async () => {
  stage.simulator.faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
  assert.equal((await stage.pay()).status, 503);
  const added = await stage.proxy.resync();
  assert.deepEqual([added.restored, added.lost], [1, 0]);
  await stage.attempt({ sub: 'other' });
  await stage.pay({ total: '50.00', rev: 9_000_000_000 });
  await lose();
  const { restored, lost } = await stage.proxy.resync();
  assert.deepEqual([restored, lost], [3, 2]);
});

test('nothing is trusted where a payment could not be restored', async () => {
  const paid = await stage.attempt();
  stage.simulator.settle(paid, 'paid');
  stage.simulator.refund(paid, { amount: '10.00' });
  await stage.simulator.idle();
  await stage.attempt({ sub: 'other' });
  await lose();
  stage.simulator.faults.add({ endpoint: 'get', kind: 'error', status: 500 });
  const report = await stage.proxy.resync(undefined, { trust: true });
  assert.deepEqual([report.failed, report.unconfirmed, report.trusted], [[paid], 1, 0]);
});

test('a store that is not whole yet makes no payment, of what it knows neither', async () => {
  const early = await stage.attempt({ rev: 1 });
  await stage.attempt({ rev: 2, total: '150.00' });
  stage.simulator.settle(early, 'paid');
  stage.simulator.refund(early, { amount: '1.00' });
  await stage.simulator.idle();
  await lose();
  const fault = stage.simulator.faults.add({ endpoint: 'get', kind: 'error', status: 500 });
  assert.deepEqual((await stage.proxy.resync()).failed, [early]);
  stage.simulator.faults.clear(fault.id);
  await stage.advance(MINUTE);
  const known = { rev: 2, total: '150.00' };
  assert.equal((await stage.view(known)).due.value, '150.00');
  const refused = await stage.pay(known);
  assert.deepEqual([refused.status, refused.body.error.code], [503, 'resync_needed']);
  await stage.proxy.resync();
  assert.equal((await stage.view(known)).due.value, '29.00');
});

test('what an old token began anew in an emptied store is restored, and not payable, too', async () => {
  await stage.attempt({ rev: 1 });
  const old = await stage.payer({ rev: 1 });
  await stage.advance(MINUTE);
  await lose();
  stage.simulator.faults.add({ endpoint: 'list', kind: 'error', status: 500 });
  assert.equal((await stage.call('GET', '/v1/invoice', { token: old })).status, 200);
  stage.simulator.faults.clear();
  await stage.proxy.resync();
  const refused = await stage.call('POST', '/v1/invoice/payments', { token: old });
  assert.equal(refused.body.error.code, 'unconfirmed');
});

test('a second resync finds nothing, however many attempts were dropped', async () => {
  for (let n = 0; n < 24; n++) {
    stage.simulator.expire(await stage.attempt({ rev: 1 }));
    await stage.advance(MINUTE);
  }
  await stage.simulator.idle();
  await lose();
  assert.equal((await stage.proxy.resync()).restored, 24);
  const told = async () => {
    const { attempts, attemptsOmitted } = await stage.view({ rev: 1 });
    return { ids: attempts!.map(({ id }) => id), attemptsOmitted, story: await stage.story({ rev: 1 }) };
  };
  for (const [wait, listed] of [
    [0, 24],
    [3 * DAY, 20],
    [3 * DAY, 20],
  ] as const) {
    await stage.advance(wait);
    await stage.put({ rev: 1 });
    const before = await told();
    assert.deepEqual([before.ids.length, before.attemptsOmitted], [listed, 24 - listed]);
    assert.equal((await stage.proxy.resync()).restored, 0);
    assert.deepEqual(await told(), before);
  }
});

test('a resync goes through the profile of every key, and through each profile once', async () => {
  const mollie = splitProfiles();
  const other = await createStage({ fetch: mollie.fetch, env: { STORAGE_URL: `sqlite:${folder}/two.db` } });
  try {
    await other.attempt({ sub: 'former' });
    await other.restart({ MOLLIE_API_KEY: `${OTHER_KEY},${MOLLIE_KEY}` });
    await other.attempt({ sub: 'new' });
    const lost = { MOLLIE_API_KEY: `${OTHER_KEY},${MOLLIE_KEY}`, STORAGE_URL: `sqlite:${folder}/lost.db` };
    await other.restart(lost);
    const { listed, restored } = await other.proxy.resync();
    assert.deepEqual([listed, restored], [2, 2]);
    // Without the split, both keys list one profile.
    mollie.join();
    await other.restart({ ...lost, STORAGE_URL: `sqlite:${folder}/again.db` });
    assert.equal((await other.proxy.resync()).listed, 2);
    // A former key that is gone has nothing to list.
    other.simulator.settings.apiKeys = [OTHER_KEY];
    await other.restart({ ...lost, STORAGE_URL: `sqlite:${folder}/gone.db` });
    assert.equal((await other.proxy.resync()).restored, 2);
  } finally {
    await other.close();
  }
});

test('the host is told once of each restored invoice, so that it states them again', async () => {
  const host = await startHost(NOTIFY_SECRET);
  const env = { NOTIFY_URL: host.url, NOTIFY_SECRET };
  try {
    await stage.attempt({ rev: 1 });
    await stage.attempt({ sub: 'other', rev: 1 });
    await stage.restart({ ...env, STORAGE_URL: `sqlite:${folder}/emptied.db` });
    await stage.proxy.resync();
    await stage.proxy.resync();
    assert.equal(host.heard.length, 0);
    await stage.proxy.watch();
    await stage.idle();
    await stage.proxy.watch();
    const heard = host.heard.map(({ type, data }) => [type, data.invoice.id, data.invoice.canPay]);
    assert.deepEqual(heard.toSorted(), [
      ['invoice.unconfirmed', 'invoice-1', false],
      ['invoice.unconfirmed', 'other', false],
    ]);
  } finally {
    await host.close();
  }
});

test('the host hears of a chargeback after a resync by its own id, or once that is known', async () => {
  const host = await startHost(NOTIFY_SECRET);
  const env = { NOTIFY_URL: host.url, NOTIFY_SECRET };
  // Mollie's metadata have no room for this one.
  const long = '\u{1f9fe}'.repeat(200);
  try {
    const [first, second] = [await stage.attempt(), await stage.attempt({ sub: long })];
    for (const id of [first, second]) stage.simulator.settle(id, 'paid');
    await stage.simulator.idle();
    await stage.restart({ ...env, STORAGE_URL: `sqlite:${folder}/emptied.db` });
    await stage.proxy.resync();
    for (const id of [first, second]) stage.simulator.chargeBack(id, '21.00');
    await stage.simulator.idle();
    await stage.idle();
    await stage.proxy.watch();
    await stage.idle();
    const charged = () =>
      host.heard.filter(({ type }) => type === 'invoice.charged_back').map(({ data }) => data.invoice.id);
    assert.deepEqual(charged(), ['invoice-1']);
    assert.ok(host.heard.every(({ data }) => data.invoice.id !== ''));
    await stage.put({ sub: long });
    await stage.advance(MINUTE);
    await stage.proxy.watch();
    await stage.idle();
    assert.deepEqual(charged(), ['invoice-1', long]);
  } finally {
    await host.close();
  }
});
