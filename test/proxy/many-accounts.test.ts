import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { openStore } from '../../proxy/store/index.ts';
import { type Counts, createCountingStore } from '../help/counting-store.ts';
import type { Merchant } from '../help/merchants.ts';
import { accountRow, fillSqlite, fillStore, invoiceRow, type Row } from '../help/sleepers.ts';
import { createStage, MOLLIE_KEY, type Stage } from '../help/stage.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** Mollie does not know it. */
const REFUSED_KEY = 'test_keyThatMollieDoesNotKnow000000';

const FEW = 10;
const MANY = 10_000;

/** No route of an account asks the store more often than this. */
const MOST_ASKED = 6;

/** A tick takes so many records at most, and asks the store so often about each that it only puts off. */
const MOST_TAKEN = 2000;
const OF_EACH = 3;

/** A tick ends after the first of these among which there is work; of one account so many are asked about in vain. */
const ROUND = 100;
const PATIENCE = 4;

const NONE: Omit<Counts, 'due'> = { get: 0, update: 0, recent: 0, claim: 0 };

type Setting = { stage: Stage; counted: () => Counts; merchant: Merchant };

/** A proxy with one merchant who is connected, on a store that counts and holds what `rows` makes besides. */
async function withAccounts(
  t: TestContext,
  kind: 'sqlite' | 'memory',
  rows: (stage: Stage) => Promise<Row[]>,
): Promise<Setting> {
  const folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  const store = createCountingStore(openStore(kind === 'memory' ? 'memory:' : `sqlite:${folder}/pay.db`));
  // Keys that belong to nobody are answered with 401.
  const stage = await createStage({ storage: store, simulator: { settings: { apiKeys: [MOLLIE_KEY] } } });
  t.after(async () => {
    await stage.close();
    rmSync(folder, { recursive: true });
  });
  const [merchant] = stage.merchants(1);
  const token = await adminOf(stage, merchant!);
  const { status } = await stage.call('PUT', '/v1/connection', {
    token,
    body: { apiKey: merchant!.testKey },
  });
  assert.equal(status, 200);
  // What is due of the accounts themselves.
  await stage.proxy.watch();
  const written = await rows(stage);
  if (kind === 'memory') await fillStore(store, written);
  else fillSqlite(join(folder, 'pay.db'), written);
  store.counted();
  stage.simulator.requests.clear();
  return { stage, counted: store.counted, merchant: merchant! };
}

const adminOf = (stage: Stage, { account }: Merchant) => stage.sign({ aud: 'invoice-pay:admin', account });

/** Accounts that cannot be looked at, each with an invoice that is due: of the other mode, or without a key. */
async function sleepers(count: number, due: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (let i = 0; i < count; i++) {
    const apiKey = i % 10 === 0 ? `live_keyOfTheOtherModeNumber${String(i).padStart(6, '0')}` : null;
    rows.push(
      await accountRow(`sleeper-${i}`, apiKey, due + DAY),
      await invoiceRow(`sleeper-${i}`, '1', due),
    );
  }
  return rows;
}

/** An account with invoices that are all due. */
async function dueInvoices(account: string, apiKey: string, count: number, due: number): Promise<Row[]> {
  const invoices = Array.from({ length: count }, (_, i) => invoiceRow(account, `${i}`, due));
  return [await accountRow(account, apiKey, due + DAY), ...(await Promise.all(invoices))];
}

/** Of the merchant's invoice, and Mollie is not asked. */
async function storedStatus({ stage, merchant: { account } }: Setting): Promise<string | undefined> {
  const { body } = await stage.call('POST', '/v1/invoices', {
    body: { tokens: [await stage.merchant({ account })] },
  });
  return body.invoices[0]?.status;
}

const ROUTES: Record<string, (stage: Stage, merchant: Merchant) => Promise<unknown>> = {
  put: (stage, { account }) => stage.put({ account, total: '122.00', rev: 9_000_000_000 }),
  create: (stage, { account }) => stage.attempt({ account }),
  view: (stage, { account }) => stage.view({ account }),
  refresh: async (stage, { account }) =>
    stage.call('POST', '/v1/invoice/refresh', { token: await stage.merchant({ account }), body: {} }),
  'log of the account': async (stage, merchant) =>
    stage.call('GET', '/v1/log', { token: await adminOf(stage, merchant) }),
  'pay page': async (stage, { account }) => {
    const { link } = await stage.view({ account });
    await stage.call('GET', new URL(link!).pathname);
  },
  webhook: async (stage) => {
    stage.simulator.settle(stage.simulator.ledger.list()[0]!.id, 'failed');
    await stage.simulator.idle();
  },
  connection: async (stage, merchant) =>
    stage.call('GET', '/v1/connection', { token: await adminOf(stage, merchant) }),
  pausing: async (stage, merchant) =>
    stage.call('PUT', '/v1/connection', { token: await adminOf(stage, merchant), body: { paused: true } }),
};

/** What each route asks of the store, whose account was read long ago. */
async function countRoutes({ stage, counted, merchant }: Setting): Promise<Record<string, Counts>> {
  const counts: Record<string, Counts> = {};
  for (const [route, ask] of Object.entries(ROUTES)) {
    await stage.advance(6 * SECOND);
    counted();
    await ask(stage, merchant);
    // On a slow machine a look goes on after the answer.
    while (stage.simulator.requests.list().some(({ status }) => status === null)) await setTimeout(20);
    await setTimeout(50);
    counts[route] = counted();
  }
  return counts;
}

const total = (counts: object) => Object.values<number>({ ...counts }).reduce((sum, count) => sum + count, 0);

for (const kind of ['sqlite', 'memory'] as const) {
  test(`ten thousand accounts that sleep cost the requests of another nothing, and a tick takes a fixed number, on ${kind}`, async (t) => {
    const [few, many] = [
      await withAccounts(t, kind, ({ now }) => sleepers(FEW, now() - MINUTE)),
      await withAccounts(t, kind, ({ now }) => sleepers(MANY, now() - MINUTE)),
    ];
    assert.equal(await few.stage.proxy.watch(), FEW);
    // For each, it and its account are read, and it is put off.
    assert.deepEqual(few.counted(), { ...NONE, due: 1, get: 2 * FEW, update: FEW });
    assert.equal(await many.stage.proxy.watch(), MOST_TAKEN);
    const { due, ...asked } = many.counted();
    assert.ok(due === MOST_TAKEN / ROUND && total(asked) <= OF_EACH * MOST_TAKEN, JSON.stringify(asked));
    const counts = await countRoutes(few);
    assert.deepEqual(await countRoutes(many), counts);
    for (const [route, one] of Object.entries(counts)) {
      assert.ok(total(one) >= 1 && total(one) <= MOST_ASKED, `${route}: ${JSON.stringify(one)}`);
    }
  });
}

test('a lost webhook is made up for within 62 seconds, however many accounts sleep and are due before', async (t) => {
  const setting = await withAccounts(t, 'memory', ({ now }) => sleepers(MANY, now()));
  const { stage, merchant } = setting;
  const id = await stage.attempt({ account: merchant.account });
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  stage.simulator.settle(id, 'paid');
  await stage.advance(62 * SECOND);
  stage.simulator.requests.clear();
  let ticks = 0;
  while ((await stage.proxy.watch()) > 0) ticks++;
  assert.equal(await storedStatus(setting), 'paid');
  assert.deepEqual(stage.asked(), [`GET /v2/payments/${id}`]);
  assert.ok(ticks <= MANY / MOST_TAKEN + 1, `${ticks} ticks`);
});

test('an account whose key is not taken is asked about a few times, then left alone for minutes, until it is', async (t) => {
  const count = 30;
  const { stage, counted } = await withAccounts(t, 'memory', ({ now }) =>
    dueInvoices('refused', REFUSED_KEY, count, now() - MINUTE),
  );
  while ((await stage.proxy.watch()) > 0);
  assert.ok(stage.asked().length <= PATIENCE, String(stage.asked()));
  // Leases have ended, and it is in trouble still: each is put off by one write, and nobody is asked.
  stage.simulator.requests.clear();
  counted();
  await stage.advance(30 * SECOND);
  while ((await stage.proxy.watch()) > 0);
  assert.deepEqual(stage.asked(), []);
  assert.ok(total(counted()) <= OF_EACH * count + 4);
  // Mollie takes the key again.
  stage.simulator.organizations.add({ name: 'Refused', apiKeys: [REFUSED_KEY] });
  await stage.advance(6 * MINUTE);
  while ((await stage.proxy.watch()) > 0);
  assert.equal(new Set(stage.asked()).size, count);
});

test('an account whose calls hang holds up no look of another account', async (t) => {
  let hanging: Merchant;
  const setting = await withAccounts(t, 'memory', async ({ merchants, now }) => {
    [hanging] = merchants(1) as [Merchant];
    return dueInvoices(hanging.account, hanging.testKey, 50, now());
  });
  const { stage, merchant } = setting;
  const { profileId } = hanging!;
  const id = await stage.attempt({ account: merchant.account });
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  stage.simulator.settle(id, 'paid');
  stage.simulator.faults.add({ endpoint: 'get', kind: 'hang', profile: profileId });
  await stage.advance(62 * SECOND);
  const hung = () => stage.simulator.requests.list().filter((request) => request.profileId === profileId);
  let isOver = false;
  const tick = stage.proxy.watch().finally(() => {
    isOver = true;
  });
  while (!isOver && (await storedStatus(setting)) !== 'paid') await setTimeout(20);
  // Two of its calls wait for an answer, and have kept nobody else from his.
  assert.ok(!isOver);
  assert.deepEqual(
    hung().map(({ status }) => status),
    [null, null],
  );
  await tick;
  assert.ok(hung().length <= PATIENCE, `${hung().length} calls`);
});
