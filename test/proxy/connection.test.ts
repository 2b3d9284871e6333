import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { openStore } from '../../proxy/store/index.ts';
import type { ConnectionView } from '../../shared/api.ts';
import { createProxy } from '../help/checked/index.ts';
import { temporaryFolder } from '../help/cli.ts';
import { createStage, INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET, type Stage } from '../help/stage.ts';

const LIVE_KEY = 'live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM';
const TRUSTING = { TRUSTED_PROXIES: '127.0.0.1' };
const LANGUAGES = ['en', 'nl', 'de'];

let stage: Stage;
beforeEach(async () => {
  stage = await createStage({ env: TRUSTING });
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
  const other = await createStage({ ...options, env: { ...TRUSTING, ...options?.env } });
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

test('a profile that is not verified takes test payments; one that is blocked takes none', async () => {
  stage.simulator.settings.profileStatus = 'unverified';
  assert.deepEqual([(await check()).ok, (await findings())[0]], [true, 'profile_unverified']);
  stage.simulator.settings.profileStatus = 'blocked';
  assert.deepEqual([(await check()).ok, (await findings())[0]], [false, 'profile_blocked']);
});

test('the methods are those of the currencies in which payments were to be made, at first euro', async (t) => {
  const env = { STORAGE_URL: `sqlite:${temporaryFolder(t)}/pay.db` };
  const methods = ['twint'];
  await on({ env, simulator: { settings: { methods } } }, async (swiss) => {
    const named = async () => (await check(swiss)).methods.map(({ id }) => id);
    assert.deepEqual([(await check(swiss)).ok, await named()], [false, []]);
    const francs = { sub: 'francs', currency: 'CHF', total: '50.00' };
    assert.equal((await swiss.pay(francs)).status, 201);
    assert.deepEqual([(await check(swiss)).ok, await named()], [true, methods]);
    await swiss.restart();
    assert.deepEqual([(await check(swiss)).ok, await named()], [true, methods]);

    swiss.simulator.settings.methods = ['ideal'];
    assert.equal((await swiss.pay({ ...francs, sub: 'more' })).status, 422);
    assert.deepEqual([(await check(swiss)).ok, await named()], [false, []]);
    assert.equal((await swiss.pay()).status, 201);
    assert.deepEqual([(await check(swiss)).ok, await named()], [true, ['ideal']]);
  });
});

test('a currency is kept by the background, for whoever checks from another process', async (t) => {
  const env = { STORAGE_URL: `sqlite:${temporaryFolder(t)}/pay.db` };
  await on({ env, simulator: { settings: { methods: ['twint'] } } }, async (swiss) => {
    await swiss.attempt({ currency: 'CHF', total: '50.00' });
    await swiss.proxy.watch();
    const another = swiss.another();
    assert.equal((await another.check()).ok, true);
    await another.close();
  });
});

test('a resync brings back the currencies that were lost, for whoever checks from another process', async (t) => {
  const folder = temporaryFolder(t);
  const env = { STORAGE_URL: `sqlite:${folder}/pay.db` };
  await on({ env, simulator: { settings: { methods: ['twint'] } } }, async (swiss) => {
    await swiss.attempt({ currency: 'CHF', total: '50.00' });
    const emptied = { STORAGE_URL: `sqlite:${folder}/emptied.db` };
    await swiss.restart(emptied);
    const another = swiss.another(emptied);
    await another.resync();
    await another.close();
    assert.equal((await check(swiss)).ok, true);
  });
});

test('methods that are not active at Mollie are none', async () => {
  let status: string | null | undefined = 'pending-boarding';
  const other: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!String(input).includes('/methods')) return response;
    const list = await response.json();
    for (const method of list._embedded.methods) method.status = status;
    return Response.json(list);
  };
  await on({ fetch: other }, async (inactive) => {
    for (const [given, ok] of [
      ['pending-boarding', false],
      ['rejected', false],
      [null, false],
      [undefined, true],
      ['activated', true],
    ] as const) {
      status = given;
      const view = await check(inactive);
      assert.deepEqual([view.ok, view.methods.length > 0], [ok, ok], String(given));
      assert.equal(
        view.findings.some(({ code }) => code === 'no_methods'),
        !ok,
      );
    }
  });
});

test('methods that need to know who is billed are told of, until tokens say it', async () => {
  for (const methods of [['klarna'], ['klarna', 'ideal']]) {
    stage.simulator.settings.methods = methods;
    assert.deepEqual([(await findings())[0], (await check()).ok], ['methods_need_customer', true]);
  }
  await stage.pay({ customer: { email: 'ann@example.org' } });
  assert.equal((await findings())[0], 'methods_need_customer');
  await stage.pay({ sub: 'another', customer: { email: 'ann@example.org' }, vatRate: '21.00' });
  assert.equal((await findings())[0], 'test_mode');
});

test('what is known of test and live never mixes; what the first release knew counts for both', async (t) => {
  const storage = `sqlite:${temporaryFolder(t)}/pay.db`;
  const came = Date.parse('2026-01-02T03:04:05Z');
  const store = openStore(storage);
  const first = { v: 1, lastWebhookAt: came, checkedAt: came };
  await store.update('connection', () => ({ value: first, due: null, log: [] }));
  await store.close();
  await on({ env: { STORAGE_URL: storage } }, async (other) => {
    const lastAt = async () => Date.parse((await check(other)).webhook.lastAt!);
    assert.equal(await lastAt(), came);
    other.simulator.settle(await other.attempt({ currency: 'CHF', total: '50.00' }), 'paid');
    await other.simulator.idle();
    assert.ok((await lastAt()) > came);
    await other.restart({ MOLLIE_API_KEY: LIVE_KEY });
    other.simulator.settings.methods = ['ideal'];
    assert.deepEqual([await lastAt(), (await check(other)).ok], [came, true]);
  });
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

test('one answer of Mollie shows that the key works: that another fails is said, and payments are made', async () => {
  const faults = [
    [{ kind: 'error', status: 500 }, 'mollie_unavailable'],
    [{ kind: 'rate_limit', retryAfter: 1 }, 'rate_limited'],
  ] as const;
  for (const endpoint of ['methods', 'profile'] as const) {
    for (const [fault, code] of faults) {
      const { id } = stage.simulator.faults.add({ endpoint, ...fault });
      const { ok, findings: found } = await check();
      assert.deepEqual([ok, found[0]!.code], [true, code]);
      assert.equal((await stage.pay()).status < 300, true);
      stage.simulator.faults.clear(id);
    }
  }
  stage.simulator.faults.add({ endpoint: 'methods', kind: 'error', status: 500 });
  stage.simulator.settings.profileStatus = 'blocked';
  assert.equal((await check()).ok, false);
  stage.simulator.faults.add({ endpoint: 'profile', kind: 'error', status: 500 });
  assert.equal((await check()).ok, false);
});

test('those who check at one moment share their requests to Mollie', async () => {
  stage.simulator.requests.clear();
  const views = await Promise.all(Array.from({ length: 30 }, () => check()));
  assert.ok(views.every(({ ok }) => ok));
  assert.ok(stage.asked().length < 10, String(stage.asked().length));
});

test('nobody is answered what was found before they asked', async () => {
  const fault = stage.simulator.faults.add({ endpoint: 'profile', kind: 'slow', ms: 300 });
  const earlier = check();
  await new Promise((resolve) => setTimeout(resolve, 150));
  stage.simulator.settings.methods = [];
  assert.deepEqual([(await check()).ok, (await earlier).ok], [false, true]);
  stage.simulator.faults.clear(fault.id);
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
    env: { MOLLIE_API_KEY: MOLLIE_KEY, INVOICE_SECRET, PROXY_SECRET, STORAGE_URL: 'memory:', ...TRUSTING },
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

test('a key of the environment is neither replaced nor forgotten by a token; pause and brand are free', async () => {
  const change = async (method: string, body?: object) =>
    stage.call(method, '/v1/connection', { token: await stage.admin(), body });
  for (const refused of [await change('PUT', { apiKey: 'test_another' }), await change('DELETE')])
    assert.deepEqual([refused.status, refused.body.error.code], [409, 'key_in_environment']);
  assert.equal((await change('PUT', { paused: true, brand: { name: 'Bakkerij Jansen' } })).status, 200);
  const { ok, key, paused, brand } = await check();
  assert.deepEqual([ok, key.source, paused, brand.name], [false, 'environment', true, 'Bakkerij Jansen']);
  assert.equal((await stage.pay()).body.error.code, 'paused');
  assert.equal((await change('PUT', { paused: false, brand: null })).status, 200);
  assert.equal((await stage.pay()).status, 201);
});

test('the methods are named in the language of the request', async () => {
  const namesIn = async (language: string) =>
    (await check(stage, language)).methods.map(({ description }) => description);
  const [english, dutch] = [await namesIn('en'), await namesIn('nl')];
  assert.ok(english.includes('Bank transfer'));
  assert.ok(dutch.includes('Overboeking') || dutch.includes('Bankoverschrijving'), String(dutch));
});
