import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { openStore } from '../../proxy/store/index.ts';
import type { ConnectionView } from '../../shared/api.ts';
import { createProxy } from '../help/checked/index.ts';
import { splitProfiles } from '../help/profiles.ts';
import { createStage, INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET, type Stage } from '../help/stage.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** Each of them waits for the search somewhat. */
const MAX_TRIES = 20;

const OTHER_KEY = 'test_cYuPx4KqLm7nRb2sTd9vWf6hJz3gAe';

let folder: string;
let stage: Stage;
let mollie: ReturnType<typeof splitProfiles>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
  mollie = splitProfiles();
  stage = await createStage({ fetch: mollie.fetch, env: { STORAGE_URL: `sqlite:${folder}/store.db` } });
});
afterEach(async () => {
  await stage.close();
  await rm(folder, { recursive: true });
});

let stores = 0;
/** The same proxy, on a store that has lost everything. */
async function lose(env: Record<string, string> = {}): Promise<string> {
  const STORAGE_URL = `sqlite:${folder}/emptied-${stores++}.db`;
  await stage.restart({ ...env, STORAGE_URL });
  stage.simulator.requests.clear();
  return STORAGE_URL;
}

/** Payments at Mollie that this proxy has not made. */
function others(count: number): void {
  const { ledger } = stage.simulator;
  const amount = { currency: 'EUR', value: '10.00' };
  const plain = {
    amount,
    description: 'Other',
    redirectUrl: 'https://other.example',
    metadata: null,
    locale: null,
  };
  const rest = { cancelUrl: null, webhookUrl: null, method: null, allowedMethods: null };
  for (let n = 0; n < count; n++)
    ledger.create({ ...plain, ...rest, restrictPaymentMethodsToCountry: null }, 'test');
}

const lists = () => stage.simulator.requests.list({ endpoint: 'list' }).length;

async function connection(): Promise<ConnectionView & { codes: string[] }> {
  const { body } = await stage.call('GET', '/v1/connection', { token: await stage.admin() });
  const view = body as unknown as ConnectionView;
  return { ...view, codes: view.findings.map(({ code }) => code) };
}

/** Presses until the search of Mollie's lists is over. */
async function payAfterSearch(claims: Record<string, unknown> = {}) {
  for (let tries = 0; ; tries++) {
    const answer = await stage.pay(claims);
    const isOver = answer.body.error?.code !== 'resync_needed' || stage.logged.some(isWarning);
    if (isOver || tries === MAX_TRIES) return answer;
  }
}

const isWarning = ({ code, message }: Record<string, unknown>) =>
  code === 'resync_needed' && String(message).includes('npx invoice-pay-button resync');

test('payments of others, newer than all of ours, hide no lost store', async () => {
  stage.simulator.settle(await stage.attempt(), 'paid');
  await stage.simulator.idle();
  others(1260);
  await lose();
  const refused = await payAfterSearch();
  assert.deepEqual([refused.status, refused.body.error.code], [503, 'resync_needed']);
  assert.equal(lists(), 6);
});

test('how far back the list was searched is said, until a resync has gone through all of it', async () => {
  await stage.attempt({ sub: 'long ago' });
  others(5000);
  const storage = await lose();
  assert.equal((await payAfterSearch()).status, 201);
  assert.equal(lists(), 20);
  for (const restart of [async () => {}, () => stage.restart({ STORAGE_URL: storage })]) {
    await restart();
    const { ok, codes } = await connection();
    assert.deepEqual([ok, codes.includes('list_not_searched')], [true, true]);
  }
  await stage.proxy.resync();
  assert.ok(!(await connection()).codes.includes('list_not_searched'));
});

test("what a former key's profile lists is not forgotten; a former key that is gone lists nothing", async () => {
  stage.simulator.settle(await stage.attempt(), 'paid');
  await stage.simulator.idle();
  const MOLLIE_API_KEY = `${OTHER_KEY},${MOLLIE_KEY}`;
  await lose({ MOLLIE_API_KEY });
  assert.equal((await stage.pay()).body.error.code, 'resync_needed');

  stage.simulator.settings.apiKeys = [OTHER_KEY];
  await lose({ MOLLIE_API_KEY });
  assert.equal((await stage.pay()).status, 201);
});

test('that a list could not be had is said until there is none such; what was whole before stays so', async () => {
  // The same request each time, so that Mollie answers the second as it answered the first.
  const claims = { rev: 1 };
  const MOLLIE_API_KEY = `${OTHER_KEY},${MOLLIE_KEY}`;
  const told = async () => {
    const { ok, codes } = await connection();
    return [ok, codes.includes('list_not_searched')];
  };
  const STORAGE_URL = await lose({ MOLLIE_API_KEY });
  assert.equal((await payAfterSearch(claims)).status, 201);
  assert.deepEqual(await told(), [true, false]);
  stage.simulator.settings.apiKeys = [OTHER_KEY];
  await stage.proxy.resync();
  assert.deepEqual(await told(), [true, false]);

  stage.simulator.ledger.list().forEach((payment) => {
    payment.metadata = null;
  });
  const emptied = await lose({ MOLLIE_API_KEY });
  assert.equal((await payAfterSearch(claims)).status, 201);
  assert.deepEqual(await told(), [true, true]);
  await stage.proxy.resync();
  assert.deepEqual(await told(), [true, true]);
  await stage.restart({ MOLLIE_API_KEY: OTHER_KEY, STORAGE_URL: emptied });
  await stage.proxy.resync();
  assert.deepEqual(await told(), [true, false]);
  assert.notEqual(emptied, STORAGE_URL);
});

test('a search that takes its time holds nobody up: nothing is made, and what there is is shown', async () => {
  others(260);
  await lose();
  stage.simulator.faults.add({ endpoint: 'list', kind: 'slow', ms: 3 * SECOND });
  const started = performance.now();
  const told = connection();
  const refused = await stage.pay();
  assert.deepEqual([refused.status, refused.body.error.code], [503, 'resync_needed']);
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
  assert.ok(performance.now() - started < 4.5 * SECOND);
  assert.equal((await stage.view()).status, 'open');
  const { ok, codes } = await told;
  assert.deepEqual([ok, codes.includes('resync_needed')], [false, true]);

  assert.equal((await payAfterSearch()).status, 201);
  assert.equal(lists(), 2);
  assert.deepEqual([(await connection()).ok, stage.logged.some(isWarning)], [true, false]);
});

test('a lost store is said where a create would be refused, and in the log, once, with what helps', async () => {
  await stage.attempt();
  assert.equal((await connection()).ok, true);
  await lose();
  assert.equal((await stage.call('GET', '/ready')).status, 503);
  for (let n = 0; n < 3; n++) assert.equal((await stage.pay()).body.error.code, 'resync_needed');
  const { ok, findings } = await connection();
  assert.equal(ok, false);
  assert.match(findings.find(({ code }) => code === 'resync_needed')!.hint, /npx invoice-pay-button resync/);
  assert.equal(stage.logged.filter(isWarning).length, 1);
  assert.equal(lists(), 1);

  await stage.proxy.resync();
  assert.deepEqual([(await connection()).ok, (await stage.call('GET', '/ready')).status], [true, 200]);
});

test('where the list cannot be had, nothing is made, and the check says so', async () => {
  await lose();
  stage.simulator.faults.add({ endpoint: 'list', kind: 'html' });
  assert.equal((await stage.pay()).body.error.code, 'mollie_unavailable');
  const { ok, codes } = await connection();
  assert.deepEqual([ok, codes.includes('mollie_unavailable')], [false, true]);
});

test('a wrong key is tried once for all who ask for what is not known', async () => {
  stage.simulator.settings.apiKeys = [];
  await lose();
  const ask = async () => {
    const paths = [...'abcdefgh'].map((letter) => `/pay/${letter.repeat(32)}`);
    const answers = await Promise.all(paths.map((path) => stage.call('GET', path)));
    for (const { status } of answers) assert.equal(status, 404);
    assert.equal((await stage.call('GET', `/pay/${'q'.repeat(32)}`)).status, 404);
  };
  await ask();
  assert.equal(lists(), 1);
  await stage.advance(6 * SECOND);
  await ask();
  assert.equal(lists(), 2);
});

test('a clock that is set back keeps no failed search for good', async () => {
  let now = 10 * HOUR;
  let asked = 0;
  const proxy = createProxy({
    env: { MOLLIE_API_KEY: MOLLIE_KEY, INVOICE_SECRET, PROXY_SECRET, STORAGE_URL: 'memory:' },
    clock: () => now,
    fetch: async () => {
      asked++;
      return Response.json({ status: 401, title: 'Unauthorized' }, { status: 401 });
    },
  });
  await proxy.prepare();
  await proxy.prepare();
  assert.equal(asked, 1);
  now -= HOUR;
  await proxy.prepare();
  assert.equal(asked, 2);
  await proxy.close();
});

test('the mark of the first release counts, in both modes', async () => {
  await stage.attempt({ sub: 'known once' });
  const storage = `sqlite:${folder}/first-release.db`;
  const store = openStore(storage);
  await store.update('complete', () => ({ value: { v: 1, at: 1 }, due: null, log: [] }));
  await store.close();
  await stage.restart({ STORAGE_URL: storage });
  assert.equal((await stage.pay()).status, 201);
  await stage.restart({ STORAGE_URL: storage, MOLLIE_API_KEY: MOLLIE_KEY.replace('test', 'live') });
  assert.equal((await stage.pay()).status, 201);
});

test('the mark of one mode is none of the other', async () => {
  const live = MOLLIE_KEY.replace('test', 'live');
  const first = `sqlite:${folder}/store.db`;
  await stage.restart({ MOLLIE_API_KEY: live, STORAGE_URL: `sqlite:${folder}/live.db` });
  await stage.attempt({ sub: 'live' });
  // The store that was used with the test key is marked for that one.
  await stage.restart({ MOLLIE_API_KEY: live, STORAGE_URL: first });
  assert.equal((await stage.pay()).body.error.code, 'resync_needed');
  await stage.restart({ STORAGE_URL: first });
  assert.equal((await stage.pay()).status, 201);
});

test('a store in memory is rebuilt by its own process', async () => {
  stage.simulator.settle(await stage.attempt(), 'paid');
  await stage.simulator.idle();
  await stage.restart({ STORAGE_URL: 'memory:' });
  const answer = await payAfterSearch();
  assert.equal(answer.body.error.code, 'nothing_due');
  assert.deepEqual([(await connection()).ok, stage.logged.some(isWarning)], [true, false]);
});
