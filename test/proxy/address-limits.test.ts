import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createCounts, MOST_NAMES } from '../../proxy/limits/counts.ts';
import type { ConnectionView } from '../../shared/api.ts';
import { createProxy } from '../help/checked/index.ts';
import { createStage, INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET, type Stage } from '../help/stage.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const LIMIT = 20;
const FAILURES = 2;

let stage: Stage;
beforeEach(async () => {
  stage = await createStage({ env: { TRUSTED_PROXIES: '127.0.0.1', RATE_LIMIT: String(LIMIT) } });
});
afterEach(() => stage.close());

type Init = { method?: string; token?: string; body?: unknown; headers?: Record<string, string> };

/** Asks as a client at an address, through the trusted web server. */
function from(address: string, path: string, { method = 'GET', headers = {}, ...rest }: Init = {}) {
  return stage.call(method, path, { ...rest, headers: { 'x-forwarded-for': address, ...headers } });
}

/** Uses an address up: both what it may ask and what it may guess. */
async function exhaust(address: string): Promise<void> {
  for (let asked = 0; asked <= LIMIT; asked++) await from(address, '/v1/invoice', { token: 'a.b.c' });
}

async function statuses(count: number, ask: () => Promise<{ status: number }>): Promise<number[]> {
  const all: number[] = [];
  for (let asked = 0; asked < count; asked++) all.push((await ask()).status);
  return all;
}

const times = (count: number, status: number) => Array.from({ length: count }, () => status);

/** Asks for what is counted as all else is, and is no guess. */
const ask = (address: string) => from(address, '/v1/invoices', { method: 'POST', body: { tokens: [] } });

/** Whoever is refused counts as the same as whoever used it up. */
const isRefused = async (address: string) => (await ask(address)).status === 429;

test('an address may ask so often in a minute; then it is 429 with when to come again', async () => {
  const asked = () => ask('203.0.113.1');
  assert.deepEqual(await statuses(LIMIT, asked), times(LIMIT, 200));
  await stage.advance(20 * SECOND);
  const { status, headers, body } = await asked();
  assert.deepEqual([status, body.error.code, headers.get('retry-after')], [429, 'rate_limited', '40']);
  assert.match(body.error.message, /too many/i);
  assert.equal((await ask('203.0.113.2')).status, 200);
  await stage.advance(40 * SECOND);
  assert.deepEqual(await statuses(LIMIT, asked), times(LIMIT, 200));
});

test('a tenth of that may end in 401 or 404, whatever it guesses at', async () => {
  const guesses: [string, string, Init?][] = [
    ['GET', '/v1/invoice', { token: await stage.sign({}, 'another secret of thirty-two bytes!') }],
    ['POST', '/v1/invoice/payments'],
    ['GET', '/v1/invoice', { token: await stage.payer({ iat: 1, exp: 2 }) }],
    ['GET', `/pay/${'a'.repeat(32)}`],
    ['POST', '/pay/x'],
    ['GET', `/pay/${'a'.repeat(32)}/qr.svg`],
    ['GET', '/assets/none.js'],
    ['GET', '/wp-login.php'],
    ['POST', `/webhooks/mollie/${'a'.repeat(32)}/1/${'b'.repeat(52)}`, { body: '' }],
  ];
  for (const [index, [method, path, init]] of guesses.entries()) {
    const address = `203.0.113.${index}`;
    const answers = await statuses(FAILURES + 2, () => from(address, path, { method, ...init }));
    const [first = 0] = answers;
    assert.ok(first === 401 || first === 404, `${method} ${path} ${first}`);
    assert.deepEqual(answers, [...times(FAILURES, first), 429, 429], `${method} ${path}`);
    const { headers } = await from(address, path, { method, ...init });
    const wait = Number(headers.get('retry-after'));
    assert.ok(wait > 0 && wait <= 60, `${wait}`);
    // What is no guess goes on.
    assert.equal((await ask(address)).status, 200);
  }
});

test('of a few requests one may fail', async () => {
  await stage.restart({ RATE_LIMIT: '5' });
  assert.deepEqual(await statuses(2, () => from('203.0.113.1', '/v1/invoice')), [401, 429]);
});

test('what is refused by the address on the pay page is a page', async () => {
  await exhaust('203.0.113.1');
  const { status, headers, body } = await from('203.0.113.1', `/pay/${'a'.repeat(32)}`);
  assert.deepEqual([status, headers.get('content-type')?.slice(0, 9)], [429, 'text/html']);
  assert.ok(Number(headers.get('retry-after')) > 0);
  assert.match(String(body), /Too many attempts/);
});

test('a valid token is neither counted nor refused, whatever it asks', async () => {
  const token = await stage.payer();
  const ask = (path: string, init: Init = {}) => from('203.0.113.1', path, { token, ...init });
  assert.deepEqual(await statuses(2 * LIMIT, () => ask('/v1/invoice')), times(2 * LIMIT, 200));
  assert.deepEqual(await statuses(2 * LIMIT, () => ask('/v1/connection')), times(2 * LIMIT, 403));
  assert.deepEqual(await statuses(2 * LIMIT, () => ask('/nowhere')), times(2 * LIMIT, 404));
  const body = { tokens: ['a.b.c', token] };
  const batch = () => from('203.0.113.1', '/v1/invoices', { method: 'POST', body });
  assert.deepEqual(await statuses(2 * LIMIT, batch), times(2 * LIMIT, 200));
  assert.equal(await isRefused('203.0.113.1'), false);

  await exhaust('203.0.113.1');
  assert.equal(await isRefused('203.0.113.1'), true);
  const large = { method: 'POST', body: { tokens: ['x'.repeat(600_000)] } };
  const asked = [
    ask('/v1/invoice'),
    ask('/v1/connection'),
    ask('/nowhere'),
    batch(),
    ask('/v1/invoices', large),
  ];
  const answers = await Promise.all([...asked, ask('/v1/invoice', { method: 'PATCH' })]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 403, 404, 200, 413, 405],
  );
  const wrong = { token: await stage.payer({ total: 'much' }) };
  assert.equal((await ask('/v1/invoice', wrong)).body.error.code, 'invalid_invoice');
  const made = await ask('/v1/invoice/payments', { method: 'POST' });
  assert.equal(made.status, 201);
});

test('a batch without any valid token is counted', async () => {
  const ask = () => from('203.0.113.1', '/v1/invoices', { method: 'POST', body: { tokens: ['a.b.c'] } });
  assert.deepEqual(await statuses(LIMIT + 1, ask), [...times(LIMIT, 200), 429]);
});

test('a webhook with a right MAC is neither counted nor refused', async () => {
  const id = await stage.attempt();
  const { webhookUrl } = stage.simulator.ledger.get(id);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const call = () =>
    from('203.0.113.1', new URL(webhookUrl!).pathname, { method: 'POST', body: `id=${id}`, headers });
  assert.deepEqual(await statuses(LIMIT + 1, call), times(LIMIT + 1, 200));
  assert.equal(await isRefused('203.0.113.1'), false);
  await exhaust('203.0.113.1');
  assert.equal((await call()).status, 200);
});

test('a link that exists is refused by its own count alone, and a file of the element likewise', async () => {
  const paths = await Promise.all(
    ['first', 'second'].map(async (sub) => new URL((await stage.put({ sub })).link).pathname),
  );
  const [first = '', second = ''] = paths;
  await exhaust('203.0.113.1');
  assert.deepEqual(await statuses(LIMIT + 2, () => from('203.0.113.1', first)), [
    ...times(LIMIT, 200),
    429,
    429,
  ]);
  assert.equal((await from('203.0.113.1', `${first}/qr.svg`)).status, 429);
  assert.equal((await from('203.0.113.1', second)).status, 200);
  assert.equal((await from('203.0.113.2', first)).status, 200);
  const script = () => from('203.0.113.1', '/invoice-pay-button.js');
  assert.deepEqual(await statuses(LIMIT + 1, script), [...times(LIMIT, 200), 429]);
  const { headers } = await script();
  assert.deepEqual([headers.get('cache-control'), headers.get('etag')], ['no-store', null]);
});

test('a link that leads on to the right one is counted and refused as all else is', async () => {
  const { pathname } = new URL((await stage.put()).link);
  for (const [index, method] of ['GET', 'POST'].entries()) {
    const typed = () => from(`203.0.113.${index}`, `${pathname}.`, { method });
    assert.deepEqual(await statuses(LIMIT + 1, typed), [...times(LIMIT, 308), 429]);
    assert.equal((await from(`203.0.113.${index}`, pathname)).status, 200);
  }
});

test('whether the proxy is well is refused by its own count alone, whatever else its address asks', async () => {
  await exhaust('203.0.113.1');
  for (const path of ['/health', '/ready']) {
    const well = () => from('203.0.113.1', path);
    assert.deepEqual(await statuses(LIMIT + 1, well), [...times(LIMIT, 200), 429], path);
    assert.equal((await from('203.0.113.2', path)).status, 200, path);
  }
});

test('links and files count for what their address asks in all', async () => {
  const { link } = await stage.put();
  const page = () => from('203.0.113.1', new URL(link).pathname);
  assert.deepEqual(await statuses(LIMIT, page), times(LIMIT, 200));
  assert.equal(await isRefused('203.0.113.1'), true);
});

test('an IPv6 client is its network of 64 bits, and an IPv4 one is itself however it is written', async () => {
  await exhaust('2001:db8:0:1::1');
  const refused = ['2001:db8:0:1::1', '2001:0DB8:0:1:ffff::2', '[2001:db8:0:1::3]', '[2001:db8:0:1::3]:443'];
  for (const address of refused) assert.equal(await isRefused(address), true, address);
  for (const address of ['2001:db8:0:2::1', '2001:db8::1'])
    assert.equal(await isRefused(address), false, address);
  await exhaust('203.0.113.7');
  const same = ['::ffff:203.0.113.7', '::ffff:cb00:7107', '203.0.113.7:51234', '64:ff9b::203.0.113.7'];
  for (const address of same) assert.equal(await isRefused(address), true, address);
  assert.equal(await isRefused('::ffff:203.0.113.8'), false);
});

test('of X-Forwarded-For what is nearest counts, from the right past what is trusted', async () => {
  await stage.restart({ TRUSTED_PROXIES: '127.0.0.0/8, 10.0.0.0/8, 2001:db8:ffff::/48' });
  await exhaust('203.0.113.1');
  const same = [
    '198.51.100.9, 203.0.113.1',
    'unknown,,203.0.113.1 , 10.1.2.3',
    '203.0.113.1,10.1.2.3,2001:db8:ffff::1,127.0.0.9',
    `${'198.51.100.9, '.repeat(400)}203.0.113.1`,
  ];
  for (const chain of same) assert.equal(await isRefused(chain), true, chain);
  for (const chain of ['203.0.113.1, 198.51.100.9', '203.0.113.1, 11.0.0.1, 10.0.0.1']) {
    assert.equal(await isRefused(chain), false, chain);
  }
});

test('what is no address in X-Forwarded-For is nobody else: it counts for who wrote it', async () => {
  const garbage = [
    'unknown',
    '',
    ',',
    'x'.repeat(4000),
    '203.0.113.1, _hidden',
    '203.0.113.300',
    '[::1',
    '%',
    '1',
  ];
  for (const [index, chain] of garbage.entries()) {
    await ask(chain);
    assert.equal((await ask('203.0.113.1')).status, 200, chain);
    assert.ok(index < LIMIT);
  }
  assert.deepEqual(await statuses(LIMIT, () => ask('garbage')), [
    ...times(LIMIT - garbage.length, 200),
    ...times(garbage.length, 429),
  ]);
  assert.equal(await isRefused('127.0.0.1'), true);
  const headers = { forwarded: 'for=203.0.113.1' };
  assert.equal((await stage.call('POST', '/v1/invoices', { headers, body: { tokens: [] } })).status, 429);
});

test('the word of a web server that is not trusted does not count', async () => {
  await stage.restart({ TRUSTED_PROXIES: '10.0.0.0/8' });
  for (let asked = 0; asked <= LIMIT; asked++) await ask(`203.0.113.${asked}`);
  assert.equal(await isRefused('203.0.113.99'), true);
});

test('behind a web server nobody is limited by address before TRUSTED_PROXIES is set, and the check says so', async () => {
  const findings = async () => {
    const { body } = await stage.call('GET', '/v1/connection', { token: await stage.admin() });
    const { ok, findings: found } = body as unknown as ConnectionView;
    return [ok, found.map(({ code }) => code).includes('address_limits_off')];
  };
  assert.deepEqual(await findings(), [true, false]);
  await stage.restart({ TRUSTED_PROXIES: undefined });
  assert.deepEqual(
    await statuses(3 * LIMIT, () => from('203.0.113.1', '/v1/invoice')),
    times(3 * LIMIT, 401),
  );
  assert.deepEqual(await findings(), [true, true]);
  await stage.restart({ TRUSTED_PROXIES: undefined, RATE_LIMIT: '0' });
  assert.deepEqual(await findings(), [true, false]);
  await stage.restart({ TRUSTED_PROXIES: undefined, HOST: '198.51.100.1' });
  assert.deepEqual(await findings(), [true, false]);
});

test('a limit of none limits nobody', async () => {
  await stage.restart({ RATE_LIMIT: '0' });
  assert.deepEqual(
    await statuses(3 * LIMIT, () => from('203.0.113.1', '/v1/invoice')),
    times(3 * LIMIT, 401),
  );
});

test('without a web server the other end of the connection counts, where it is of the internet', async () => {
  let address: string | undefined;
  const proxy = createProxy({
    env: {
      MOLLIE_API_KEY: MOLLIE_KEY,
      INVOICE_SECRET,
      PROXY_SECRET,
      STORAGE_URL: 'memory:',
      RATE_LIMIT: '1',
    },
    connInfo: () => ({ remote: { address, addressType: undefined } as { address?: string } }),
    log: () => {},
  });
  const ask = async (peer: string | undefined) => {
    address = peer;
    const headers = { 'x-forwarded-for': '198.51.100.77' };
    return (await proxy.request('/health', { headers })).status;
  };
  const locals = ['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.1.2.3', '192.168.1.1', '172.17.0.1', 'fd00::1'];
  for (const peer of [...locals, 'fe80::1%eth0', '100.64.0.1', undefined, 'a socket']) {
    assert.deepEqual([await ask(peer), await ask(peer)], [200, 200], peer);
  }
  for (const peer of ['203.0.113.1', '2001:db8::1', '::ffff:203.0.113.2']) {
    assert.deepEqual([await ask(peer), await ask(peer)], [200, 429], peer);
  }
  await proxy.close();
});

test('where no server tells who asks, nobody is limited', async () => {
  const env = { MOLLIE_API_KEY: MOLLIE_KEY, INVOICE_SECRET, PROXY_SECRET, STORAGE_URL: 'memory:' };
  const proxy = createProxy({
    env: { ...env, RATE_LIMIT: '1', TRUSTED_PROXIES: '0.0.0.0/0' },
    log: () => {},
  });
  for (let asked = 0; asked < 3; asked++) assert.equal((await proxy.request('/health')).status, 200);
  await proxy.close();
});

test('a page that is asked before its request with a token is told whether it may, whatever its address has done', async () => {
  await stage.restart({ ALLOWED_ORIGINS: 'https://shop.example.com' });
  await exhaust('203.0.113.1');
  const headers = {
    origin: 'https://shop.example.com',
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'authorization',
  };
  const { status } = await from('203.0.113.1', '/v1/invoice', { method: 'OPTIONS', headers });
  assert.equal(status, 204);
  const refused = await from('203.0.113.1', '/v1/invoice', { headers: { origin: headers.origin } });
  assert.deepEqual(
    [refused.status, refused.headers.get('access-control-allow-origin')],
    [429, headers.origin],
  );
});

test('a clock that is set back keeps no address out for longer than a minute', async () => {
  let now = Date.now();
  const counts = createCounts(() => now);
  counts.add('a');
  now -= 2 * 60 * MINUTE;
  assert.deepEqual(counts.add('a'), { count: 1, left: 60 });
});

test('two hundred who share an address pay while somebody there floods, whatever it is with', async () => {
  await stage.restart({ RATE_LIMIT: undefined });
  const address = '203.0.113.1';
  const subs = Array.from({ length: 200 }, (_, index) => `invoice ${index}`);
  const paths: string[] = [];
  for (const sub of subs) paths.push(new URL((await stage.put({ sub })).link).pathname);
  const floods = [
    () => from(address, '/v1/invoice', { token: 'a.b.c' }),
    () => from(address, `/pay/${'a'.repeat(32)}`),
    () => from(address, paths[0]!),
    () => from(address, '/invoice-pay-button.js'),
    () => from(address, '/health'),
    () => from(address, '/v1/invoices', { method: 'POST', body: { tokens: ['a.b.c'] } }),
  ];
  let isOver = false;
  const seen = new Set<number>();
  const flooding = floods.map(async (flood) => {
    while (!isOver) seen.add((await flood()).status);
  });
  // All that the address may ask is used up before anybody comes.
  for (let asked = 0; asked <= 600; asked++) await ask(address);
  assert.equal(await isRefused(address), true);

  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const pay = async (path: string, index: number) => {
    const token = await stage.payer({ sub: subs[index] });
    const answers = [
      await from(address, path),
      await from(address, '/invoice-pay-button.js'),
      await from(address, '/v1/invoice', { token }),
      await from(address, path, { method: 'POST', headers, body: '' }),
      await from(address, path),
    ];
    return answers.map(({ status }) => status).join(' ');
  };
  const paid: string[] = [];
  // The first is the one whose link is flooded.
  for (let start = 1; start < paths.length; start += 20) {
    const some = paths.slice(start, start + 20).map((path, index) => pay(path, start + index));
    paid.push(...(await Promise.all(some)));
  }
  isOver = true;
  await Promise.all(flooding);
  const scripts = paid.map((answers) => answers.split(' ')[1]);
  assert.deepEqual(
    new Set(paid.map((answers) => answers.split(' ').toSpliced(1, 1).join(' '))),
    new Set(['200 200 303 200']),
  );
  assert.ok(scripts.every((status) => status === '200' || status === '429'));
  assert.ok(seen.has(429));
  assert.equal(stage.simulator.ledger.list().length, 199);
});

test('memory is bounded, however many addresses come', async () => {
  const counts = createCounts(() => 0);
  setFlagsFromString('--expose-gc');
  const used = () => {
    runInNewContext('gc')();
    return process.memoryUsage().heapUsed;
  };
  const before = used();
  for (let n = 0; n < 50 * MOST_NAMES; n++)
    counts.add(`32.1.13.184.${n >> 16}.${(n >> 8) & 255}.${n & 255}.0`);
  const grown = used() - before;
  assert.ok(grown < 20_000_000, `${grown} bytes`);
  assert.equal(counts.add('32.1.13.184.0.0.0.0').count, 1);
  const last = 50 * MOST_NAMES - 1;
  assert.equal(counts.add(`32.1.13.184.${last >> 16}.${(last >> 8) & 255}.${last & 255}.0`).count, 2);
});
