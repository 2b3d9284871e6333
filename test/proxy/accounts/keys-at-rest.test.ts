import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import memoryDriver from 'unstorage/drivers/memory';
import { DAY } from '../../../proxy/lib/clock.ts';
import type { ConnectionView } from '../../../shared/api.ts';
import { testKeyOf as testKeyAt } from '../../help/merchants.ts';
import { createStage, PROXY_SECRET, type Stage } from '../../help/stage.ts';

const NEW_SECRET = 'another proxy secret of at least thirty-two bytes';

const driver = { ...memoryDriver(), dispose: () => {} };
let stage: Stage;

before(async () => {
  stage = await createStage({ env: { MOLLIE_API_KEY: undefined }, storage: driver });
});

after(() => stage.close());

function testKeyOf(name: string): string {
  return testKeyAt(stage.simulator, name);
}

const connection = async (account: string) =>
  (await stage.connection('GET', account)).body as unknown as ConnectionView;

const codes = ({ findings }: ConnectionView) => findings.map(({ code }) => code);

async function dump(): Promise<string> {
  const keys = (await driver.getKeys('', {})) as string[];
  return JSON.stringify(await Promise.all(keys.map((key) => driver.getItem(key))));
}

/** The records of accounts, by their names, with the store's key of each. */
async function records() {
  const all = new Map<string, { key: string; text: string }>();
  for (const key of (await driver.getKeys('', {})) as string[]) {
    const text = JSON.stringify(await driver.getItem(key));
    const name = /\\?"account\\?":\\?"([a-z0-9._-]+)\\?",\\?"version\\?":\d+,\\?"keys/.exec(text)?.[1];
    if (name) all.set(name, { key, text });
  }
  return all;
}

test('what is stored tells nothing without PROXY_SECRET, and is the account’s alone', async () => {
  const [one, two] = [testKeyOf('One'), testKeyOf('Two')];
  await stage.connection('PUT', 'one', { apiKey: one });
  await stage.connection('PUT', 'two', { apiKey: two });
  const stored = await dump();
  for (const key of [one, two]) {
    assert.ok(!stored.includes(key) && !stored.includes(key.slice(5)));
    assert.ok(!stored.includes(btoa(key)) && !stored.includes(Buffer.from(key).toString('hex')));
  }
  const before = await records();
  const box = (name: string) => /box\\?":\\?"([^"\\]+)/.exec(before.get(name)!.text)![1]!;
  const nonce = (name: string) => /nonce\\?":\\?"([^"\\]+)/.exec(before.get(name)!.text)![1]!;
  const swapped = before.get('one')!.text.replace(box('one'), box('two')).replace(nonce('one'), nonce('two'));
  await driver.setItem!(before.get('one')!.key, JSON.parse(swapped), {});
  await stage.restart();
  const view = await connection('one');
  assert.deepEqual([view.ok, codes(view)], [false, ['key_unreadable']]);
  assert.equal(view.key.source, 'stored');
  const refused = await stage.pay({ account: 'one' });
  assert.deepEqual([refused.status, refused.body.error.code], [503, 'store_unavailable']);
  assert.ok(stage.logged.some(({ code, account }) => code === 'key_unreadable' && account === 'one'));
  assert.equal((await stage.connection('PUT', 'one', { apiKey: one })).status, 200);
  await stage.attempt({ account: 'one' });
});

test('with the secret lost nothing is guessed, and connecting again helps', async () => {
  const apiKey = testKeyOf('Lost');
  await stage.connection('PUT', 'lost', { apiKey });
  const open = await stage.attempt({ account: 'lost' });
  await stage.restart({ PROXY_SECRET: `${NEW_SECRET}` });
  assert.deepEqual(codes(await connection('lost')), ['key_unreadable']);
  await stage.proxy.watch();
  await stage.restart();
  stage.simulator.settle(open, 'paid');
  await stage.simulator.idle();
  assert.equal((await stage.view({ account: 'lost' })).status, 'paid');
});

test('another PROXY_SECRET encrypts all anew, of idle accounts within a day', async () => {
  const apiKey = testKeyOf('Idle');
  await stage.connection('PUT', 'idle', { apiKey });
  await stage.proxy.watch();
  await stage.restart({ PROXY_SECRET: `${NEW_SECRET},${PROXY_SECRET}` });
  const before = (await records()).get('idle')!.text;
  await stage.advance(DAY);
  while ((await stage.proxy.watch()) > 0);
  assert.notEqual((await records()).get('idle')!.text, before);
  // Only the new one decrypts it now.
  await stage.restart({ PROXY_SECRET: NEW_SECRET });
  assert.deepEqual(codes(await connection('idle')).includes('key_unreadable'), false);
  await stage.restart();
  assert.deepEqual(codes(await connection('idle')), ['key_unreadable']);
});

test('a disconnected account keeps no key', async () => {
  const apiKey = testKeyOf('Gone');
  await stage.connection('PUT', 'gone', { apiKey });
  assert.match((await records()).get('gone')!.text, /sealed/);
  await stage.connection('DELETE', 'gone');
  assert.doesNotMatch((await records()).get('gone')!.text, /sealed/);
});
