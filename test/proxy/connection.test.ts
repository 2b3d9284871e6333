import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { createProxy } from '../../proxy/app.ts';
import type { ConnectionView } from '../../proxy/types.ts';
import { temporaryFolder } from '../help/cli.ts';
import { createStage, INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET, type Stage } from '../help/stage.ts';

const LIVE_KEY = 'live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM';
const LANGUAGES = ['en', 'nl', 'de'];

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

async function check(of: Stage = stage, language = 'en'): Promise<ConnectionView> {
  const headers = { 'accept-language': language };
  const {
    status,
    headers: answered,
    body,
  } = await of.call('GET', '/v1/connection', { token: await of.admin(), headers });
  assert.equal(status, 200);
  assert.equal(answered.get('cache-control'), 'no-store');
  return body as unknown as ConnectionView;
}

/** The codes of what was found; each is said, and with what to do, in every language in other words. */
async function findings(of: Stage = stage): Promise<string[]> {
  const views = await Promise.all(LANGUAGES.map((language) => check(of, language)));
  const [english] = views as [ConnectionView];
  for (const [index, { code }] of english.findings.entries()) {
    for (const text of ['message', 'hint'] as const) {
      const said = views.map((view) => view.findings[index]![text]);
      assert.equal(new Set(said).size, LANGUAGES.length, code);
      for (const one of said) assert.match(one, /\w{3,}.*\./, code);
    }
  }
  return english.findings.map(({ code }) => code);
}

/** A stage of other settings, for the length of one test. */
async function on(
  options: Parameters<typeof createStage>[0],
  run: (other: Stage) => Promise<void>,
): Promise<void> {
  const other = await createStage(options);
  try {
    await run(other);
  } finally {
    await other.close();
  }
}

test('a test key is said, and is fine', async () => {
  assert.deepEqual(await findings(), ['test_mode', 'webhook_never']);
  const { checkedAt, ...view } = await check();
  assert.ok(Math.abs(Date.parse(checkedAt) - stage.now()) < 5000);
  assert.equal(view.ok, true);
  assert.equal(view.mode, 'test');
  assert.deepEqual(view.profile, { name: 'Simulated Shop', status: 'verified' });
  assert.deepEqual(view.store, { kind: 'memory', writable: true });
  assert.deepEqual(view.webhook, { expected: true, lastAt: null });
  assert.deepEqual(view.methods.map(({ id }) => id).toSorted(), [
    'bancontact',
    'banktransfer',
    'creditcard',
    'ideal',
    'paypal',
  ]);
});

test('a live key with which all is well leaves nothing to say but the webhook', async () => {
  await on({ env: { MOLLIE_API_KEY: LIVE_KEY } }, async (live) => {
    assert.deepEqual(await findings(live), ['webhook_never']);
    assert.deepEqual([(await check(live)).ok, (await check(live)).mode], [true, 'live']);
    live.simulator.settle(await live.attempt(), 'paid');
    await live.simulator.idle();
    assert.deepEqual(await findings(live), []);
  });
});

test('a wrong key is told from everything else', async () => {
  stage.simulator.settings.apiKeys = [];
  assert.deepEqual((await findings())[0], 'key_invalid');
  const { ok, profile, methods } = await check();
  assert.deepEqual([ok, profile, methods], [false, null, []]);
});

test('a profile that is not verified, or blocked, is told, each by itself', async () => {
  await on({ env: { MOLLIE_API_KEY: LIVE_KEY } }, async (live) => {
    for (const [status, code] of [
      ['unverified', 'profile_unverified'],
      ['blocked', 'profile_blocked'],
    ] as const) {
      live.simulator.settings.profileStatus = status;
      assert.equal((await findings(live))[0], code);
      assert.equal((await check(live)).ok, false);
      assert.equal((await check(live)).profile!.status, status);
    }
  });
});

test('a profile without methods is told', async () => {
  stage.simulator.settings.methods = [];
  assert.equal((await findings())[0], 'no_methods');
  assert.equal((await check()).ok, false);
});

test('Mollie that fails, and Mollie that limits, are told from a wrong key', async () => {
  const kinds = [
    ['html', 'mollie_unavailable'],
    ['rate_limit', 'rate_limited'],
  ] as const;
  for (const [kind, code] of kinds) {
    const fault = stage.simulator.faults.add({ endpoint: '*', kind });
    assert.equal((await findings())[0], code);
    assert.equal((await check()).ok, false);
    stage.simulator.faults.clear(fault.id);
  }
  assert.equal((await check()).ok, true);
});

test('Mollie that hangs is told within five seconds', async () => {
  stage.simulator.faults.add({ endpoint: '*', kind: 'hang' });
  const asked = performance.now();
  assert.equal((await check()).findings[0]!.code, 'mollie_unavailable');
  assert.ok(performance.now() - asked < 5000);
});

test('a store that cannot be written is told, beside what Mollie says', async () => {
  await on({ env: { STORAGE_URL: 'sqlite:/dev/null/pay.db' } }, async (other) => {
    assert.deepEqual(await findings(other), ['store_unavailable', 'test_mode']);
    const { ok, store, profile, webhook } = await check(other);
    assert.deepEqual([ok, store.kind, store.writable, webhook.lastAt], [false, 'sqlite', false, null]);
    assert.equal(profile!.status, 'verified');
    other.simulator.settings.apiKeys = [];
    assert.deepEqual((await findings(other)).slice(0, 2), ['key_invalid', 'store_unavailable']);
  });
});

test('an address that Mollie cannot reach is told where webhooks are not asked for', async () => {
  const proxy = createProxy({
    env: { MOLLIE_API_KEY: MOLLIE_KEY, INVOICE_SECRET, PROXY_SECRET, STORAGE_URL: 'memory:' },
    fetch: () => Promise.reject(new TypeError('fetch failed')),
  });
  const { findings, webhook } = await proxy.check();
  await proxy.close();
  assert.deepEqual(
    findings.map(({ code }) => code),
    ['mollie_unavailable', 'test_mode', 'webhook_not_expected'],
  );
  assert.deepEqual(webhook, { expected: false, lastAt: null });
});

test('when the last webhook came is remembered, by the next process too', async (t) => {
  await on({ env: { STORAGE_URL: `sqlite:${temporaryFolder(t)}/pay.db` } }, async (other) => {
    other.simulator.settle(await other.attempt(), 'paid');
    await other.simulator.idle();
    const came = (await check(other)).webhook.lastAt!;
    assert.ok(Math.abs(Date.parse(came) - other.now()) < 5000);
    assert.deepEqual(await findings(other), ['test_mode']);
    await other.restart();
    await other.advance(3_600_000);
    assert.equal((await check(other)).webhook.lastAt, came);
  });
});

test('the methods are named in the language of the request', async () => {
  const namesIn = async (language: string) =>
    (await check(stage, language)).methods.map(({ description }) => description);
  const [english, dutch] = [await namesIn('en'), await namesIn('nl')];
  assert.ok(english.includes('Bank transfer'));
  assert.ok(dutch.includes('Overboeking') || dutch.includes('Bankoverschrijving'), String(dutch));
});
