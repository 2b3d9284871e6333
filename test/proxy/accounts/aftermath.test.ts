import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import memoryDriver from 'unstorage/drivers/memory';
import { MINUTE, SECOND } from '../../../proxy/lib/clock.ts';
import { startHost } from '../../help/notified-host.ts';
import { createStage, PROXY_SECRET, type Stage } from '../../help/stage.ts';

const NOTIFY_SECRET = `whsec_${btoa('a secret for notifications, long enough')}`;
const NEW_SECRET = 'another proxy secret of at least thirty-two bytes';

let stage: Stage;
let host: Awaited<ReturnType<typeof startHost>>;

beforeEach(async () => {
  host = await startHost(NOTIFY_SECRET);
  stage = await createStage({
    env: { MOLLIE_API_KEY: undefined, NOTIFY_URL: host.url, NOTIFY_SECRET },
    storage: { ...memoryDriver(), dispose: () => {} },
  });
});

afterEach(async () => {
  await stage.close();
  await host.close();
});

const account = 'shop';

/** A profile of a new organisation at Mollie, with as many test keys as are wanted. */
function profileWith(keys: number): string[] {
  const { organizations } = stage.simulator;
  const { id } = organizations.add({ name: 'Shop' }).profiles[0]!;
  return Array.from({ length: keys }, () => organizations.addKey(id, 'test'));
}

const connect = (apiKey: string) => stage.connection('PUT', account, { apiKey });

async function workedOff(): Promise<void> {
  while ((await stage.proxy.watch()) > 0);
  await stage.idle();
}

test('what is told only after a disconnect says in which mode it was', async () => {
  const [key] = profileWith(1);
  await connect(key!);
  const id = await stage.attempt({ account });
  host.answer(503);
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  await stage.idle();
  await stage.connection('DELETE', account);
  host.answer(204);
  await stage.advance(MINUTE);
  await workedOff();
  const told = host.heard.findLast(({ type }) => type === 'invoice.paid')!;
  const { mode, link, reasons } = told.data.invoice as { mode: string; link: string; reasons: string[] };
  assert.ok(host.accepted.has(told.id));
  assert.deepEqual([mode, link.includes('/pay/'), reasons], ['test', true, ['paid', 'test_mode']]);
});

test('a former key that cannot be decrypted keeps the new one from seeing nothing', async () => {
  const [former, next] = profileWith(2);
  await stage.restart({ PROXY_SECRET: `${NEW_SECRET},${PROXY_SECRET}` });
  await connect(former!);
  const id = await stage.attempt({ account });
  await stage.restart({ PROXY_SECRET });
  assert.equal((await connect(next!)).status, 200);
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  const view = await stage.view({ account });
  assert.deepEqual([view.status, view.reasons.includes('mollie_unavailable')], ['paid', false]);
  await stage.attempt({ account, sub: 'another' });
});

test('a host that never answers holds up no work on accounts', async () => {
  host.hang();
  const names = Array.from({ length: 30 }, (_, n) => `shop-${n}`);
  for (const name of names) {
    await stage.connection('PUT', name, { apiKey: profileWith(1)[0] });
  }
  const began = performance.now();
  await stage.proxy.watch();
  // One that hangs is waited for ten seconds.
  assert.ok(performance.now() - began < 8 * SECOND);
});

test('what the former key has met says nothing of the new one', async () => {
  const [former, next] = profileWith(2);
  await connect(former!);
  await workedOff();
  await stage.attempt({ account });
  stage.simulator.organizations.revoke(former!);
  for (let minutes = 0; minutes < 12; minutes++) {
    await stage.advance(MINUTE);
    await workedOff();
  }
  assert.ok(stage.logged.some((line) => line.code === 'account_in_trouble' && line.account === account));
  assert.equal((await connect(next!)).status, 200);
  await workedOff();
  const id = await stage.attempt({ account, sub: 'later' });
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  stage.simulator.settle(id, 'paid');
  await stage.advance(62 * SECOND);
  await workedOff();
  const paid = host.heard.filter(({ type }) => type === 'invoice.paid');
  assert.equal(paid.length, 1);
});

test('the log of a disconnected account stays, and that of its invoices', async () => {
  const [key] = profileWith(1);
  await connect(key!);
  await stage.attempt({ account });
  const before = await stage.story({ account });
  await stage.connection('DELETE', account);
  assert.deepEqual(await stage.story({ account }), before);
  const { body } = await stage.call('GET', '/v1/log', { token: await stage.admin({ account }) });
  assert.deepEqual(
    body.entries.map(({ event }) => event),
    ['connection.disconnected', ...before.toReversed(), 'connection.connected'],
  );
});

test('the log of the default account stays where its key is taken out of the environment', async () => {
  const [key] = profileWith(1);
  await stage.restart({ MOLLIE_API_KEY: key });
  await workedOff();
  await stage.attempt();
  await stage.restart({ MOLLIE_API_KEY: undefined });
  const { body } = await stage.call('GET', '/v1/log', { token: await stage.admin() });
  assert.equal(body.entries.length, 2);
});

test('a damaged record of one account keeps nobody else waiting', async () => {
  await stage.close();
  const driver = { ...memoryDriver(), dispose: () => {} };
  stage = await createStage({ storage: driver, env: { NOTIFY_URL: host.url, NOTIFY_SECRET } });
  await workedOff();
  const [key] = profileWith(1);
  await connect(key!);
  await workedOff();
  const id = await stage.attempt({ account });
  stage.simulator.faults.add({ endpoint: 'webhook', kind: 'drop' });
  stage.simulator.settle(id, 'paid');
  const damaged = ((await driver.getKeys('', {})) as string[]).filter((one) => /\baccount$/.test(one));
  assert.equal(damaged.length, 1);
  const stored = JSON.stringify(await driver.getItem(damaged[0]!));
  await driver.setItem!(damaged[0]!, JSON.parse(stored.replaceAll('default', 'other')), {});
  await stage.restart();
  await stage.advance(62 * SECOND);
  await workedOff();
  assert.ok(host.heard.some(({ type }) => type === 'invoice.paid'));
});
