import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type ConfigError, readConfig } from '../../proxy/config/index.ts';
import { ENV, runCli } from '../help/cli.ts';
import { METRICS_TOKEN, scrape } from '../help/metrics.ts';
import { startHost } from '../help/notified-host.ts';
import { promtool, withoutPrometheus } from '../help/prometheus.ts';
import { createStage, INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET } from '../help/stage.ts';

const NOTIFY_SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

const authorization = `Bearer ${METRICS_TOKEN}`;

test('without METRICS_TOKEN there is no such path, for no token and no method', async (t) => {
  const stage = await createStage();
  t.after(stage.close);
  for (const method of ['GET', 'HEAD', 'POST', 'DELETE']) {
    for (const token of [undefined, METRICS_TOKEN, await stage.admin()]) {
      const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
      const answer = await fetch(`${stage.url}/metrics`, { method, headers });
      assert.deepEqual([answer.status, answer.headers.get('allow')], [404, null], method);
    }
  }
  assert.equal((await stage.call('GET', '/metrics')).body.error.code, 'not_found');
});

/** Asks a proxy in a process of its own; answers the statuses, and whether Prometheus' client was loaded. */
function askAlone(METRICS_TOKEN: string | undefined, first = ''): unknown {
  const program = `
    import { createRequire, registerHooks } from 'node:module';
    import { setTimeout } from 'node:timers/promises';
    ${first}
    const { createProxy } = await import(${JSON.stringify(new URL('../../proxy/app.ts', import.meta.url).href)});
    const proxy = createProxy({ env: process.env, log() {} });
    // What nobody has caught would end the process by now.
    await setTimeout(200);
    const headers = { authorization: '${authorization}' };
    const statuses = [];
    for (const path of ['/health', '/metrics']) statuses.push((await proxy.request(path, { headers })).status);
    const files = Object.keys(createRequire(import.meta.url).cache);
    console.log(JSON.stringify([...statuses, files.some((file) => file.includes('prom-client'))]));
    process.exit(0);`;
  const env = { PATH: process.env.PATH, ...ENV, ...(METRICS_TOKEN && { METRICS_TOKEN }) };
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program];
  const cwd = fileURLToPath(new URL('../../', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, args, { env, cwd, encoding: 'utf8' }));
}

test("Prometheus' client is loaded where there is a METRICS_TOKEN, and nowhere else", () => {
  assert.deepEqual(
    [askAlone(undefined), askAlone(METRICS_TOKEN)],
    [
      [200, 404, false],
      [200, 200, true],
    ],
  );
});

test('where a runtime cannot load it, only /metrics fails', () => {
  const without = `registerHooks({
    resolve(name, context, next) {
      if (name === 'prom-client') throw new Error('not here');
      return next(name, context);
    },
  });`;
  assert.deepEqual(askAlone(METRICS_TOKEN, without), [200, 500, false]);
});

test('the token is wanted as Bearer, and who has another is told nothing', async (t) => {
  const stage = await createStage({ env: { METRICS_TOKEN } });
  t.after(stage.close);
  const wrong = [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    METRICS_TOKEN,
    `Basic ${Buffer.from(`prometheus:${METRICS_TOKEN}`).toString('base64')}`,
    `Bearer ${METRICS_TOKEN}x`,
    `Bearer ${METRICS_TOKEN.slice(1)}`,
    `Bearer ${METRICS_TOKEN.toUpperCase()}`,
    `Bearer ${METRICS_TOKEN} ${METRICS_TOKEN}`,
    `Bearer ${await stage.admin()}`,
    `Bearer ${await stage.merchant()}`,
  ];
  for (const given of wrong) {
    const headers: Record<string, string> = given === undefined ? {} : { authorization: given };
    const response = await fetch(`${stage.url}/metrics`, { headers });
    const text = await response.text();
    assert.deepEqual([response.status, JSON.parse(text).error.code], [401, 'invalid_token'], given);
    assert.equal(response.headers.get('www-authenticate'), 'Bearer');
    assert.ok(!text.includes('invoice_pay'));
  }
  for (const given of [authorization, authorization.replace('Bearer', 'bearer')]) {
    const response = await fetch(`${stage.url}/metrics`, { headers: { authorization: given } });
    assert.equal(response.status, 200);
    assert.match(await response.text(), /^invoice_pay_webhooks_total\{outcome="accepted"\} 0$/m);
  }
  assert.ok(!JSON.stringify(stage.logged).includes(METRICS_TOKEN));
});

test('it is answered as Prometheus reads it, compressed, kept by no cache, also below a path', async (t) => {
  const stage = await createStage({ env: { METRICS_TOKEN, PUBLIC_URL: 'https://example.com/shop' } });
  t.after(stage.close);
  for (const path of ['/metrics', '/shop/metrics']) {
    const { status, headers } = await stage.call('GET', path, { headers: { authorization } });
    assert.equal(status, 200);
    assert.equal(headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
    assert.deepEqual([headers.get('cache-control'), headers.get('content-encoding')], ['no-store', 'gzip']);
    assert.equal(headers.get('vary'), 'Authorization, Accept-Encoding');
  }
  const head = await stage.call('HEAD', '/metrics', { headers: { authorization } });
  assert.deepEqual([head.status, head.body], [200, '']);
  const posted = await stage.call('POST', '/metrics', { headers: { authorization } });
  assert.deepEqual([posted.status, posted.headers.get('allow')], [405, 'GET, HEAD']);
});

test('a METRICS_TOKEN that no header can carry is refused at the start, and not told', async () => {
  for (const wrong of ['guess me', 'with spaces in the middle', 'with-ümlauts-in-the-middle']) {
    assert.throws(
      () => readConfig({ ...ENV, METRICS_TOKEN: wrong }),
      ({ problems: [problem, ...others] }: ConfigError) =>
        /^METRICS_TOKEN: expected letters/.test(problem!) && others.length === 0 && !problem!.includes(wrong),
      wrong,
    );
  }
  const { code, stderr } = await runCli(['check'], { ...ENV, METRICS_TOKEN: 'guess me' });
  assert.equal(code, 78);
  assert.match(stderr, /^ {2}METRICS_TOKEN: expected/m);
  assert.ok(!stderr.includes('guess me'));
});

test('two proxies in one process count for themselves', async (t) => {
  const stages = [
    await createStage({ env: { METRICS_TOKEN } }),
    await createStage({ env: { METRICS_TOKEN } }),
  ];
  t.after(() => Promise.all(stages.map((stage) => stage.close())));
  const [one, two] = stages as [(typeof stages)[0], (typeof stages)[0]];
  await one.pay();
  await two.pay();
  await two.pay({ sub: 'another' });
  const creates = async ({ url }: { url: string }) =>
    (await scrape(url)).sum('creates_total', { outcome: 'new' });
  assert.deepEqual([await creates(one), await creates(two)], [1, 2]);
});

/** Text that an attacker may put anywhere. */
const junk = (n: number) => `${n.toString(36)}${'abcdefghijklmnopqrstuvwxyz234567'}`.slice(0, 32);

test('ten thousand different paths, slugs, methods and tokens make no more series than the first few', async (t) => {
  const stage = await createStage({ env: { METRICS_TOKEN, LOG_LEVEL: 'error' } });
  t.after(stage.close);
  const methods = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PROPFIND', 'MKCOL', 'X'];
  const paths = [
    (n: number) => `/pay/${junk(n)}`,
    (n: number) => `/pay/${junk(n)}/qr.svg`,
    (n: number) => `/${junk(n)}`,
    (n: number) => `/v1/${junk(n)}`,
    (n: number) => `/assets/${junk(n)}.js`,
    (n: number) => `/webhooks/mollie/${junk(n)}/${n}/${junk(n)}`,
    (n: number) => `/v1/invoice?${junk(n)}=${n}`,
  ];
  const ask = async (from: number, to: number) => {
    for (let n = from; n < to; n++) {
      // The last ones are as many methods.
      const method = n % 100 === 99 ? `X${n}` : methods[n % methods.length]!;
      const headers = {
        authorization: `Bearer ${junk(n)}`,
        'accept-language': junk(n),
        host: `${n}.example`,
      };
      await stage.proxy.request(paths[n % paths.length]!(n), { method, headers });
      // Connections are closed in time only where others have their turn.
      if (n % 100 === 0) await setImmediate();
    }
  };
  const names = async () =>
    [...(await scrape(stage.url)).series.keys()].filter((key) => key.startsWith('invoice_pay'));
  await scrape(stage.url);
  await ask(0, 1000);
  const first = await names();
  await ask(1000, 10_000);
  assert.deepEqual((await names()).toSorted(), first.toSorted());
  assert.ok(first.length < 1500, `${first.length}`);
  const { sum } = await scrape(stage.url);
  assert.equal(sum('http_request_duration_seconds_count') >= 10_000, true);
});

/** What `/metrics` answers once everything was counted. */
let everything = '';

test('everything that can be counted says no secret, no invoice and no customer', async (t) => {
  const host = await startHost(NOTIFY_SECRET);
  t.after(host.close);
  const env = { METRICS_TOKEN, NOTIFY_URL: host.url, NOTIFY_SECRET };
  const stage = await createStage({ env });
  t.after(stage.close);
  const facts = { sub: 'customer-4711', number: 'R-2026-815', description: 'for Jane Doe', total: '314.15' };
  const id = await stage.attempt(facts);
  stage.simulator.settle(id, 'paid');
  await stage.simulator.idle();
  await stage.idle();
  const { link } = await stage.view(facts);
  await fetch(link);
  stage.simulator.settings.apiKeys = [];
  await stage.pay({ ...facts, sub: 'customer-4712' });
  await stage.call('GET', '/v1/connection', { token: await stage.admin() });
  await stage.advance(48 * 3600 * 1000);
  await stage.proxy.watch();
  const { text, series, sum } = await scrape(stage.url);
  for (const [name, labels] of [
    ['http_request_duration_seconds_count', { route: '/pay/:slug' }],
    ['mollie_call_duration_seconds_count', { outcome: 'unauthorized' }],
    ['notification_duration_seconds_count', { outcome: 'accepted' }],
    ['due_work_lateness_seconds_count', {}],
    ['looks_total', { via: 'webhook' }],
    ['events_total', { event: 'payment.paid' }],
    ['log_lines_total', { level: 'error' }],
    ['webhooks_total', { outcome: 'accepted' }],
    ['store_operation_duration_seconds_count', { operation: 'due' }],
  ] as const) {
    assert.ok(sum(name, labels) > 0, name);
  }
  const slug = link.split('/').at(-1)!;
  const secrets = [MOLLIE_KEY, INVOICE_SECRET, PROXY_SECRET, NOTIFY_SECRET, METRICS_TOKEN];
  const ofInvoice = [...Object.values(facts), 'customer-4712', slug, id, 'tr_', '31415', '127.0.0.1', 'eyJ'];
  for (const secret of [...secrets, ...ofInvoice]) assert.ok(!text.includes(secret), secret);
  assert.doesNotMatch(text, /[a-z2-7]{32}/);
  assert.ok(series.has('nodejs_eventloop_lag_p99_seconds'));
  everything = text;
});

test('promtool has no objection to any of it', { skip: withoutPrometheus() }, () => {
  assert.ok(everything.length > 1000);
  assert.equal(promtool(['check', 'metrics'], everything), '');
});
