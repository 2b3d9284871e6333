import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, test } from 'node:test';
import type { InvoiceDocument } from '../../proxy/invoice/document.ts';
import { createKeys } from '../../proxy/keys/index.ts';
import { createStage, PROXY_SECRET, type Stage } from '../help/stage.ts';

const MINUTE = 60_000;
const LIVE_KEY = 'live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM';

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

type Stored = Partial<InvoiceDocument> & { isRestored?: boolean };

/** What documents and attempts had not got yet. */
const LATER = ['realm', 'restoredAt', 'omitted', 'putAside', 'paidAlthoughVoid', 'refusal'];
const LATER_OF_ATTEMPTS = [
  ...['captured', 'captureBefore', 'chargedBackAt', 'otherCurrencies'],
  ...['notVisibleSince', 'isDisregarded', 'isStray'],
];

function without(record: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

/** Writes every invoice as the first release had it, perhaps with a `change`; a server of today begins on that. */
async function asFirstRelease(change: (document: Stored) => Stored = (document) => document): Promise<void> {
  const database = new DatabaseSync(`${folder}/store.db`);
  const rows = database.prepare('SELECT key, value FROM documents WHERE length(key) = 32').all();
  const write = database.prepare('UPDATE documents SET value = ?, due = 0 WHERE key = ?');
  for (const { key, value } of rows as { key: string; value: string }[]) {
    const document = JSON.parse(value) as InvoiceDocument;
    const attempts = document.attempts.map((one) => without(one, LATER_OF_ATTEMPTS));
    write.run(JSON.stringify(change({ ...without(document, LATER), attempts } as Stored)), key);
  }
  database.close();
  await stage.restart();
}

const send = (path: string, id: string) =>
  stage.call('POST', path, {
    body: `id=${id}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
const pathOf = ({ link }: { link: string }) => new URL(link).pathname;

test('an invoice of the first release is shown, paid and followed as before', async () => {
  const paid = await stage.attempt({ rev: 1, total: '50.00' });
  stage.simulator.settle(paid, 'paid');
  await stage.simulator.idle();
  const open = await stage.attempt({ rev: 2 });
  const before = await stage.view({ rev: 2 });
  await asFirstRelease();
  const { checkedAt: _, ...shown } = await stage.view({ rev: 2 });
  assert.deepEqual({ checkedAt: before.checkedAt, ...shown }, before);
  assert.equal((await stage.call('GET', pathOf(before))).status, 200);
  const again = await stage.pay({ rev: 2 });
  assert.deepEqual([again.status, (again.body.payment as { id?: string }).id], [200, open]);
  assert.equal((await stage.pay({ rev: 3, total: '150.00' })).body.payment.amount.value, '100.00');
  stage.simulator.settle(open, 'paid');
  await stage.simulator.idle();
  assert.equal((await stage.view({ rev: 3, total: '150.00' })).paid.value, '121.00');
});

test('a webhook that the first release asked for is heard at its address', async () => {
  const id = await stage.attempt();
  const slug = pathOf(await stage.view())
    .split('/')
    .at(-1)!;
  const mac = await createKeys([PROXY_SECRET]).sign('webhook', ['default', 'test', slug, 1]);
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  stage.simulator.settle(id, 'paid');
  await asFirstRelease();
  assert.equal((await send(`/webhooks/mollie/${slug}/1/${mac}`, id)).status, 200);
  assert.equal((await send(`/webhooks/mollie/${slug}/2/${mac}`, id)).status, 404);
  const { body } = await stage.call('POST', '/v1/invoices', { body: { tokens: [await stage.payer()] } });
  assert.equal(body.invoices[0]!.status, 'paid');
});

test('the background finds out whose an invoice of the first release is', async () => {
  const id = await stage.attempt();
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  stage.simulator.settle(id, 'paid');
  await asFirstRelease();
  await stage.advance(MINUTE);
  await stage.proxy.watch();
  const { body } = await stage.call('POST', '/v1/invoices', { body: { tokens: [await stage.payer()] } });
  assert.equal(body.invoices[0]!.status, 'paid');
});

test('a test invoice of the first release is none of a live proxy', async () => {
  await stage.attempt();
  const path = pathOf(await stage.view());
  await asFirstRelease();
  await stage.restart({ MOLLIE_API_KEY: LIVE_KEY });
  assert.equal((await stage.call('GET', path)).status, 404);
  assert.deepEqual((await stage.view()).attempts, []);
});

test('where the first release had lost the host’s id, a payment tells the mode', async () => {
  await stage.attempt();
  const path = pathOf(await stage.view());
  const nameless = ({ attempts, ...document }: Stored): Stored => ({
    ...document,
    facts: { ...document.facts!, sub: '' },
    // A key that is no longer there says nothing of the mode.
    attempts: attempts!.map((one) => ({ ...one, credential: 'gone' })),
  });
  await asFirstRelease(nameless);
  stage.simulator.faults.add({ endpoint: 'get', kind: 'error', status: 404 });
  assert.equal((await stage.call('GET', path)).status, 404);
  stage.simulator.faults.clear();
  assert.equal((await stage.call('GET', path)).status, 200);
  await asFirstRelease((document) => ({ ...nameless(document), attempts: [] }));
  assert.equal((await stage.call('GET', path)).status, 404);
});

test('what the first release no longer listed is not listed again by a late webhook', async () => {
  const dropped = await stage.attempt();
  stage.simulator.settle(dropped, 'failed');
  await stage.simulator.idle();
  const listed = await stage.attempt();
  await asFirstRelease(({ attempts, ...document }) => ({
    ...document,
    attempts: attempts!.slice(1),
    attemptsOmitted: 1,
  }));
  await send(new URL(stage.simulator.ledger.get(dropped).webhookUrl!).pathname, dropped);
  const view = await stage.view();
  assert.deepEqual([view.attempts!.map(({ id }) => id), view.attemptsOmitted], [[listed], 1]);
});

test('what the first release restored is to be stated again before it can be paid', async () => {
  await stage.put({ rev: 1 });
  const iat = Math.floor(stage.now() / 1000);
  await asFirstRelease((document) => ({ ...document, isRestored: true }));
  const old = { rev: 1, iat: iat - 60 };
  const doubtful = await stage.view(old);
  assert.deepEqual([doubtful.canPay, doubtful.reasons.includes('unconfirmed')], [false, true]);
  assert.equal((await stage.pay(old)).body.error.code, 'unconfirmed');
  assert.equal((await stage.pay({ rev: 1, iat: iat + 10 })).status, 201);
});

test('a create that the first release left unresolved is resolved', async () => {
  stage.simulator.faults.add({ endpoint: 'create', kind: 'lost', times: 1 });
  await stage.pay();
  await asFirstRelease(({ intent, ...document }) => ({
    ...document,
    intent: without(intent!, ['searches']) as InvoiceDocument['intent'],
  }));
  await stage.advance(MINUTE);
  await stage.proxy.watch();
  assert.equal((await stage.pay()).status, 200);
  assert.equal(stage.simulator.ledger.list().length, 1);
});

test('payments of the first release, which name no account, are put back into a store that lost them', async () => {
  const id = await stage.attempt();
  const { link } = await stage.view();
  const payment = stage.simulator.ledger.get(id);
  payment.metadata = without(payment.metadata as object, ['account']);
  await stage.restart({ STORAGE_URL: `sqlite:${folder}/emptied.db` });
  const { own, restored } = await stage.proxy.resync();
  assert.deepEqual([own, restored, (await stage.view()).link], [1, 1, link]);
});
