import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openStore } from '../../proxy/store/index.ts';
import type { PayProxy } from '../help/checked/index.ts';
import { temporaryFolder } from '../help/cli.ts';
import { countedBy, METRICS_TOKEN, parseMetrics, scrape } from '../help/metrics.ts';
import { startHost } from '../help/notified-host.ts';
import { createStage, MOLLIE_KEY, type Stage } from '../help/stage.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const NOTIFY_SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

let stage: Stage;
before(async () => {
  stage = await createStage({
    env: {
      METRICS_TOKEN,
      TRUSTED_PROXIES: '127.0.0.1',
      RATE_LIMIT: '40',
    },
  });
});
after(async () => {
  await stage.close();
});

const counted = (name: string, labels: string[], work: () => Promise<unknown>) =>
  countedBy(stage, name, labels, work);
const requests = (work: () => Promise<unknown>) =>
  counted('http_request_duration_seconds_count', ['method', 'route', 'status'], work);
const settle = async (id: string, status: 'paid' | 'failed') => {
  stage.simulator.settle(id, status);
  await stage.simulator.idle();
  await stage.idle();
};
const webhookOf = (id: string) => new URL(stage.simulator.ledger.get(id).webhookUrl!).pathname;
const callWebhook = (path: string, id: string) =>
  stage.call('POST', path, {
    body: `id=${id}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

/** A scrape is counted once it was answered. */
const SCRAPE = { 'GET /metrics 200': 1 };

test('every route is counted by its pattern, method and status', async () => {
  const id = await stage.attempt();
  const { link } = await stage.view();
  const { pathname: pay } = new URL(link);
  const token = await stage.merchant();
  const admin = await stage.admin();
  const entry = await (await fetch(`${stage.url}/invoice-pay-button.js`)).text();
  const asset = /assets\/[\w.-]+\.js/.exec(entry)![0];
  const asked: [method: string, path: string, route: string, status: number, init?: object][] = [
    ['GET', '/v1/invoice', '/v1/invoice', 200, { token }],
    ['PUT', '/v1/invoice', '/v1/invoice', 200, { token }],
    ['POST', '/v1/invoice/payments', '/v1/invoice/payments', 200, { token }],
    ['POST', '/v1/invoice/refresh', '/v1/invoice/refresh', 200, { token }],
    ['GET', '/v1/invoice/log?limit=3', '/v1/invoice/log', 200, { token }],
    ['POST', '/v1/invoices', '/v1/invoices', 200, { body: { tokens: [token] } }],
    ['GET', '/v1/log', '/v1/log', 200, { token: admin }],
    ['GET', '/v1/connection', '/v1/connection', 200, { token: admin }],
    ['GET', pay, '/pay/:slug', 200],
    ['HEAD', pay, '/pay/:slug', 200],
    ['POST', pay, '/pay/:slug', 303],
    ['GET', `${pay}.`, '/pay/:slug', 308],
    ['GET', '/pay/unknown', '/pay/:slug', 404],
    ['GET', `${pay}/qr.svg`, '/pay/:slug/qr.svg', 200],
    ['GET', `${pay}/logo`, '/pay/:slug/logo', 404],
    ['GET', '/invoice-pay-button.js', '/invoice-pay-button.js', 200],
    ['GET', `/${asset}`, '/assets/:name', 200],
    ['GET', '/health', '/health', 200],
    ['GET', '/ready', '/ready', 200],
    ['GET', '/metrics', '/metrics', 401],
    ['GET', '/openapi.json', '/openapi.json', 200],
    ['GET', webhookOf(id), '/webhooks/mollie/:key/:n/:mac', 405],
    ['DELETE', '/v1/invoice', '/v1/invoice', 405, { token }],
    ['PROPFIND', '/v1/invoice', '/v1/invoice', 405],
    ['GET', '/v1/elsewhere', 'other', 404],
    ['GET', '/', 'other', 404],
    ['OPTIONS', '/v1/invoice', '/v1/invoice', 204, { headers: { origin: 'https://shop.example' } }],
  ];
  const expected: Record<string, number> = { ...SCRAPE };
  const found = await requests(async () => {
    for (const [method, path, route, status, init] of asked) {
      const answer = await stage.call(method, path, init);
      const name = method === 'PROPFIND' ? 'other' : method;
      assert.equal(answer.status, status, `${method} ${path}`);
      expected[`${name} ${route} ${status}`] = (expected[`${name} ${route} ${status}`] ?? 0) + 1;
    }
  });
  assert.deepEqual(found, expected);
  const patterns = new Set(
    stage.proxy.routes.filter(({ method }) => method !== 'ALL').map(({ path }) => path),
  );
  const missing = [...patterns].filter((path) => asked.every(([, , route]) => route !== path));
  assert.deepEqual(missing, []);
  const { sum } = await scrape(stage.url);
  const labels = { route: '/v1/connection' };
  assert.equal(sum('http_request_duration_seconds_bucket', { ...labels, le: '+Inf' }), 1);
  const seconds = sum('http_request_duration_seconds_sum', labels);
  assert.ok(seconds > 0 && seconds < 30, `${seconds}`);
});

test('creates are counted by what became of them, and once each', async () => {
  const sub = 'creates';
  const creates = await counted('creates_total', ['outcome'], async () => {
    await stage.pay({ sub });
    await stage.pay({ sub });
    await stage.pay({ sub }, { expect: '1.00' });
    await settle(((await stage.pay({ sub })).body.payment as { id: string }).id, 'paid');
    await stage.pay({ sub });
    await stage.pay({ sub: 'free', total: '0.00' });
  });
  assert.deepEqual(creates, { new: 1, open: 2, amount_changed: 1, nothing_due: 2 });
});

test('what happened to invoices is counted as their logs have it', async () => {
  const sub = 'events';
  const events = await counted('events_total', ['event'], async () => {
    await settle(await stage.attempt({ sub }), 'failed');
    await settle(await stage.attempt({ sub }), 'paid');
  });
  const story: Record<string, number> = {};
  for (const event of await stage.story({ sub })) story[event] = (story[event] ?? 0) + 1;
  assert.equal(story['payment.created'], 2);
  assert.deepEqual(events, story);
});

test('webhooks are counted as accepted, refused, and failed, after which Mollie calls again', async () => {
  const id = await stage.attempt({ sub: 'webhooks' });
  const path = webhookOf(id);
  const webhooks = await counted('webhooks_total', ['outcome'], async () => {
    await callWebhook(path, id);
    await callWebhook(path, id);
    await callWebhook(`${path.slice(0, -1)}${path.endsWith('a') ? 'b' : 'a'}`, id);
    await callWebhook(path, 'nothing');
    stage.simulator.faults.add({ endpoint: 'get', kind: 'garbage', times: 1 });
    await callWebhook(path, id);
    await stage.call('GET', path);
  });
  assert.deepEqual(webhooks, { accepted: 2, refused: 2, failed: 1 });
});

test('looks are counted by what they were for, and whether Mollie told', async () => {
  const id = await stage.attempt({ sub: 'looks' });
  const looks = await counted('looks_total', ['via', 'outcome'], async () => {
    await callWebhook(webhookOf(id), id);
    await stage.advance(10 * SECOND);
    await stage.view({ sub: 'looks' });
    stage.simulator.faults.add({ endpoint: 'get', kind: 'garbage', times: 1 });
    await callWebhook(webhookOf(id), id);
  });
  assert.deepEqual(looks, { 'webhook ok': 1, 'look ok': 1, 'webhook failed': 1 });
});

test('calls to Mollie are counted by kind, and how each went', async () => {
  const token = await stage.merchant({ sub: 'calls' });
  const other = await stage.merchant({ sub: 'others' });
  const { simulator, call } = stage;
  await stage.attempt({ sub: 'calls' });
  const refresh = () => call('POST', '/v1/invoice/refresh', { token });
  const calls = await counted('mollie_call_duration_seconds_count', ['kind', 'outcome'], async () => {
    simulator.faults.add({ endpoint: 'get', kind: 'hang', times: 1 });
    simulator.faults.add({ endpoint: 'create', kind: 'error' });
    simulator.faults.add({ endpoint: 'profile', kind: 'lost' });
    const admin = await stage.admin();
    const paid = call('POST', '/v1/invoice/payments', { token: other });
    await Promise.all([refresh(), call('GET', '/v1/connection', { token: admin }), paid]);
    simulator.faults.clear();
    await stage.advance(6 * SECOND);
    await refresh();
    await stage.advance(6 * SECOND);
    simulator.settings.apiKeys = [];
    await refresh();
    simulator.settings.apiKeys = [MOLLIE_KEY];
    await stage.advance(6 * SECOND);
    simulator.faults.add({ endpoint: 'get', kind: 'rate_limit', retryAfter: 1, times: 1 });
    await refresh();
    await stage.advance(6 * SECOND);
    // Somebody looks while Mollie wants no requests.
    await call('GET', '/v1/invoice', { token });
  });
  const { 'create server_error': failed = 0, 'create timeout': late = 0, ...rest } = calls;
  // Whether the third answer of 500 comes before the deadline depends on the machine.
  assert.ok(failed + late >= 1, JSON.stringify(calls));
  assert.deepEqual(rest, {
    'get timeout': 1,
    'profile network': 1,
    'methods ok': 1,
    'get ok': 1,
    'get unauthorized': 1,
    'get rate_limited': 1,
    'get not_sent': 1,
  });
});

test('requests that the limits of addresses refuse are counted by limit; who may scrape is never refused', async () => {
  const from = (address: string, path: string, token?: string) =>
    stage.call('GET', path, { token, headers: { 'x-forwarded-for': address } });
  const limits = await counted('rate_limited_total', ['limit'], async () => {
    for (let n = 0; n < 7; n++) await from('203.0.113.1', '/metrics', 'a-wrong-token');
    for (let n = 0; n < 42; n++) await from('203.0.113.2', '/health');
    for (let n = 0; n < 42; n++) await from('203.0.113.3', `/v1/${n}`, await stage.merchant());
    for (let n = 0; n < 50; n++)
      assert.equal((await from('203.0.113.1', '/metrics', METRICS_TOKEN)).status, 200);
  });
  assert.deepEqual(limits, { failures: 3, named: 2 });
  await stage.advance(MINUTE);
});

test('what waits for the host is known with the age of the oldest, also to the process that takes over', async (t) => {
  const folder = temporaryFolder(t);
  const host = await startHost(NOTIFY_SECRET);
  t.after(host.close);
  const env = { METRICS_TOKEN, NOTIFY_URL: host.url, NOTIFY_SECRET, STORAGE_URL: `sqlite:${folder}/pay.db` };
  const own = await createStage({ env });
  const other = own.another();
  t.after(async () => {
    await other.close();
    await own.close();
  });
  const waiting = async (proxy = own.proxy) => {
    const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
    const { sum } = parseMetrics(await (await proxy.request('/metrics', { headers })).text());
    return [sum('notifications_waiting'), Math.floor(sum('notifications_oldest_age_seconds') / 60)];
  };
  const pay = async (sub: string) => {
    own.simulator.settle(await own.attempt({ sub }), 'paid');
    await own.simulator.idle();
    await own.idle();
  };
  const watch = async (proxy: PayProxy, ms: number) => {
    await own.advance(ms);
    await proxy.watch();
    await proxy.idle();
  };
  const tries = () =>
    countedBy(own, 'notification_duration_seconds_count', ['outcome'], async () => {
      host.answer(503);
      await pay('1');
      assert.deepEqual(await waiting(), [1, 0]);
      await own.advance(3 * MINUTE);
      await pay('2');
      assert.deepEqual(await waiting(), [2, 3]);
      await watch(own.proxy, 2 * HOUR);
      assert.deepEqual(await waiting(), [2, 123]);
      // The other process has not written these invoices yet.
      assert.deepEqual(await waiting(other), [0, 0]);
      await watch(other, 2 * HOUR);
      assert.deepEqual(
        [await waiting(), await waiting(other)],
        [
          [0, 0],
          [2, 243],
        ],
      );
      host.answer(204);
      await watch(own.proxy, 4 * HOUR);
      await own.advance(6 * MINUTE);
      assert.deepEqual(
        [await waiting(), await waiting(other)],
        [
          [0, 0],
          [0, 0],
        ],
      );
    });
  assert.deepEqual(await tries(), { failed: 4, accepted: 2 });
});

test('due work is counted by how late it was, again and again while it cannot be done', async (t) => {
  const own = await createStage({ env: { METRICS_TOKEN } });
  t.after(own.close);
  const late = () => countedBy(own, 'due_work_lateness_seconds_bucket', ['le'], () => own.proxy.watch());
  await own.attempt();
  assert.deepEqual(await late(), {});
  // A payment is asked about a minute after it was made.
  await own.advance(MINUTE + 20 * SECOND);
  own.simulator.faults.add({ endpoint: 'get', kind: 'garbage' });
  const from = (least: number) =>
    Object.fromEntries(
      ['5', '10', '30', '60', '120', '300', '900', '3600', '14400', '86400', '+Inf']
        .filter((le) => le === '+Inf' || Number(le) >= least)
        .map((le) => [le, 1]),
    );
  assert.deepEqual(await late(), from(30));
  await own.advance(10 * MINUTE);
  assert.deepEqual(await late(), from(900));
  own.simulator.faults.clear();
  await own.advance(MINUTE);
  assert.deepEqual(await late(), from(900));
  assert.deepEqual(await late(), {});
});

test('operations of the store are counted, those that fail apart', async (t) => {
  const real = openStore('memory:');
  let isDown = false;
  const unlessDown =
    <P extends unknown[], A>(work: (...parameters: P) => A) =>
    (...parameters: P) => {
      if (isDown) throw new Error('down');
      return work(...parameters);
    };
  const storage = { ...real, get: unlessDown(real.get), due: unlessDown(real.due) };
  const own = await createStage({ env: { METRICS_TOKEN }, storage });
  t.after(own.close);
  await own.put();
  const token = await own.merchant();
  const operations = await countedBy(
    own,
    'store_operation_duration_seconds_count',
    ['operation', 'outcome'],
    async () => {
      await own.call('GET', '/v1/invoice', { token });
      await own.call('GET', '/v1/invoice/log', { token });
      await own.put({ rev: 9_999_999_999 });
      isDown = true;
      await own.call('GET', '/v1/invoice', { token });
      await own.proxy.watch().catch(() => {});
    },
  );
  // Once for the invoice, once for its log, twice for news, which is the other mode's too; the background keeps its clock, and
  // makes the record of the account.
  assert.deepEqual(operations, {
    'get ok': 4,
    'recent ok': 1,
    'update ok': 3,
    'get error': 1,
    'due error': 1,
  });
  const { sum } = await scrape(own.url);
  assert.equal(sum('log_lines_total', { level: 'error', code: 'store_unavailable' }), 2);
});
