import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import memoryDriver from 'unstorage/drivers/memory';
import type { ConnectionView } from '../../../shared/api.ts';
import { testKeyOf as testKeyAt } from '../../help/merchants.ts';
import { startHost } from '../../help/notified-host.ts';
import { createStage, MOLLIE_KEY, type Stage } from '../../help/stage.ts';

const NOTIFY_SECRET = `whsec_${btoa('a secret for notifications, long enough')}`;

let stage: Stage;
let host: Awaited<ReturnType<typeof startHost>>;

before(async () => {
  host = await startHost(NOTIFY_SECRET);
  stage = await createStage({
    env: { MOLLIE_API_KEY: undefined, NOTIFY_URL: host.url, NOTIFY_SECRET },
    storage: { ...memoryDriver(), dispose: () => {} },
  });
});

after(async () => {
  await stage.close();
  await host.close();
});

const keys: string[] = [];

function testKeyOf(name: string): string {
  const key = testKeyAt(stage.simulator, name);
  keys.push(key);
  return key;
}

const view = (answer: { body: unknown }) => answer.body as ConnectionView;

test('two administrators who connect at once: the later wins, and both keys look', async () => {
  const [first, second] = [testKeyOf('At once'), testKeyOf('At once, too')];
  const answers = await Promise.all([
    stage.connection('PUT', 'both', { apiKey: first }),
    stage.connection('PUT', 'both', { apiKey: second }),
  ]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200],
  );
  const { hint } = view(await stage.connection('GET', 'both')).key;
  const creates = [first, second].find((key) => key.endsWith(hint!.slice(-4)))!;
  const id = await stage.attempt({ account: 'both' });
  await stage.connection('PUT', 'both', { apiKey: creates === first ? second : first });
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  assert.equal((await stage.view({ account: 'both' })).status, 'paid');
});

test('a key that is replaced while creates are running loses no payment, and none is made twice', async () => {
  const [first, second] = [testKeyOf('Busy'), testKeyOf('Busy, later')];
  await stage.connection('PUT', 'busy', { apiKey: first });
  await stage.attempt({ account: 'busy', sub: 'warm' });
  const subs = Array.from({ length: 12 }, (_, n) => `busy-${n}`);
  const creating = subs.map((sub) => stage.pay({ account: 'busy', sub }));
  await stage.connection('PUT', 'busy', { apiKey: second });
  await Promise.all(creating);
  for (const sub of subs) {
    const id = await stage.attempt({ account: 'busy', sub });
    stage.simulator.settle(id, 'paid');
  }
  await stage.simulator.idle();
  for (const sub of subs) {
    const { status, excess, attempts } = await stage.view({ account: 'busy', sub });
    assert.deepEqual([status, excess.value, attempts?.length], ['paid', '0.00', 1], sub);
  }
});

test('Mollie is down: nothing is stored', async () => {
  const apiKey = testKeyOf('Down');
  stage.simulator.faults.add({ endpoint: 'profile', kind: 'error', status: 503, times: 9 });
  const answer = await stage.connection('PUT', 'down', { apiKey });
  assert.deepEqual([answer.status, answer.body.error.code], [503, 'mollie_unavailable']);
  stage.simulator.faults.clear();
  const { key } = view(await stage.connection('GET', 'down'));
  assert.deepEqual(key, { source: 'none', hint: null });
  assert.equal((await stage.connection('DELETE', 'down')).status, 404);
});

test('one invoice id in two accounts is two invoices, and no log has the other’s', async () => {
  await stage.connection('PUT', 'left', { apiKey: testKeyOf('Left') });
  await stage.connection('PUT', 'right', { apiKey: testKeyOf('Right') });
  const [left, right] = [await stage.view({ account: 'left' }), await stage.view({ account: 'right' })];
  assert.notEqual(left.link, right.link);
  await stage.attempt({ account: 'left', number: 'LEFT-1', rev: 9e9 });
  assert.equal((await stage.view({ account: 'right' })).attempts?.length, 0);
  const log = await stage.call('GET', '/v1/log?limit=200', {
    token: await stage.admin({ account: 'right' }),
  });
  assert.doesNotMatch(JSON.stringify(log.body), /LEFT-1|payment\.created/);
  const none = await stage.call('GET', '/v1/log', { token: await stage.admin({ account: 'nobody' }) });
  assert.deepEqual(none.body, { entries: [], before: null });
});

test('a batch has invoices of many accounts, each by its own', async () => {
  const tokens = await Promise.all(
    ['left', 'right', 'nobody', undefined].map((account) => stage.payer({ account })),
  );
  const { body } = await stage.call('POST', '/v1/invoices', { body: { tokens } });
  assert.deepEqual(
    body.invoices.map(({ link }) => link !== null),
    [true, true, false, false],
  );
});

test('facts that come without a key hold once there is one', async () => {
  const apiKey = testKeyOf('Back');
  await stage.connection('PUT', 'back', { apiKey });
  await stage.view({ account: 'back' });
  await stage.connection('DELETE', 'back');
  await stage.put({ account: 'back', total: '50.00', rev: 9e9 });
  await stage.connection('PUT', 'back', { apiKey });
  assert.equal((await stage.view({ account: 'back' })).total.value, '50.00');
});

test('the host hears of each change of key, and of its payments with the account', async () => {
  const apiKey = testKeyOf('Heard');
  await stage.connection('PUT', 'heard', { apiKey });
  await stage.connection('PUT', 'heard', { paused: true });
  await stage.connection('PUT', 'heard', { paused: false });
  const id = await stage.attempt({ account: 'heard' });
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  await stage.connection('DELETE', 'heard');
  while ((await stage.proxy.watch()) > 0);
  await stage.idle();
  const heard = host.heard.filter(({ data }) => data.account === 'heard');
  assert.deepEqual(
    heard.map(({ type, data }) => ('hint' in data ? `${type} ${data.hint}` : type)).sort(),
    [`connection.changed test_…${apiKey.slice(-4)}`, 'connection.changed null', 'invoice.paid'].sort(),
  );
});

test('the default account: the key of the environment wins, and cannot be changed', async () => {
  const stored = testKeyOf('Stored');
  await stage.connection('PUT', undefined, { apiKey: stored });
  const open = await stage.attempt();
  const both = await createStageLike(stage);
  assert.equal(both.key.source, 'environment');
  stage.simulator.settle(open, 'paid');
  await stage.simulator.idle();
  assert.equal((await stage.view()).status, 'paid', 'the stored key is a former one');
  const refused = await stage.connection('PUT', undefined, { apiKey: stored });
  assert.deepEqual([refused.status, refused.body.error.code], [409, 'key_in_environment']);
  assert.equal((await stage.connection('DELETE', undefined)).body.error.code, 'key_in_environment');
  assert.equal((await stage.connection('PUT', undefined, { paused: true })).status, 200);
  assert.equal((await stage.pay({ sub: 'x' })).body.error.code, 'paused');
  await stage.connection('PUT', 'default', { paused: false });
});

/** Restarts with a key in the environment. */
async function createStageLike(own: Stage): Promise<ConnectionView> {
  keys.push(MOLLIE_KEY);
  await own.restart({ MOLLIE_API_KEY: MOLLIE_KEY });
  return view(await own.connection('GET', undefined));
}

test('no key stands in any line of the log, or notification', () => {
  const said = JSON.stringify([stage.logged, host.heard]);
  for (const key of keys) assert.ok(!said.includes(key.slice(5, -4)), key);
});
