import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Asset, Assets } from '../../proxy/http/assets.ts';
import { createProxy } from '../help/checked/index.ts';
import { INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET, signToken } from '../help/stage.ts';

const LISTED = ['https://shop.example', 'http://localhost:8080'];
const UNLISTED = [
  'https://evil.example',
  'https://shop.example.evil.example',
  'https://evil.example/https://shop.example',
  'http://shop.example',
  'https://shop.example:8443',
  'https://SHOP.example',
  'null',
  '*',
];

const bytes = (text: string) => new TextEncoder().encode(text);
const script = { body: bytes('export {}'), type: 'text/javascript; charset=utf-8', etag: '"e1"' };
const encoded = { br: bytes('brotli'), gzip: bytes('gzip') };
const assets: Assets = new Map<string, Asset>([
  ['invoice-pay-button.js', { ...script, encoded }],
  ['assets/qr-abc.js', script],
]);

const proxyWith = (env: Record<string, string>) =>
  createProxy({
    env: { MOLLIE_API_KEY: MOLLIE_KEY, INVOICE_SECRET, PROXY_SECRET, STORAGE_URL: 'memory:', ...env },
    assets,
    log: () => {},
  });

const proxy = proxyWith({ ALLOWED_ORIGINS: LISTED.join(','), PUBLIC_URL: 'https://pay.example.com' });
after(() => proxy.close());

const authorization = `Bearer ${await signToken(Date.now(), { aud: 'invoice-pay:manage' })}`;
const view = await (await proxy.request('/v1/invoice', { method: 'PUT', headers: { authorization } })).json();
const payPath = new URL(view.link).pathname;

const PUBLIC = ['/invoice-pay-button.js', '/assets/qr-abc.js', `${payPath}/qr.svg`];
const PAGES = [payPath, `${payPath}?lang=nl`, '/pay/unknown', '/pay/', `${payPath}/more`];
const API = [
  '/v1/invoice',
  '/v1/invoice/log',
  '/v1/log',
  '/v1/connection',
  '/v1/unknown',
  '/health',
  '/ready',
  '/',
];

const get = (path: string, headers: Record<string, string> = {}) => proxy.request(path, { headers });

test('no answer is sniffed, framed, or tells where people came from', async () => {
  for (const path of [...PUBLIC, ...PAGES, ...API, '/assets/none.js']) {
    const { headers } = await get(path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    assert.equal(headers.get('referrer-policy'), 'no-referrer', path);
    assert.equal(headers.get('x-frame-options'), 'DENY', path);
    assert.equal(headers.get('strict-transport-security'), 'max-age=15552000', path);
    for (const name of ['server', 'x-powered-by', 'set-cookie']) assert.equal(headers.get(name), null, path);
  }
});

test('nothing about an invoice is kept by a cache, errors neither', async () => {
  for (const path of [...PAGES, ...API, `${payPath}/qr.svg`, '/assets/none.js']) {
    for (const more of [{}, { authorization }]) {
      assert.equal((await get(path, more)).headers.get('cache-control'), 'no-store', path);
    }
  }
  const posted = await proxy.request('/v1/invoices', { method: 'POST', body: '{' });
  assert.equal(posted.headers.get('cache-control'), 'no-store');
});

test('nothing is for search engines', async () => {
  for (const path of [...PAGES, ...API, `${payPath}/qr.svg`]) {
    assert.equal((await get(path)).headers.get('x-robots-tag'), 'noindex, nofollow', path);
  }
});

test('pages keep to themselves: a strict policy, and nothing for search engines', async () => {
  for (const path of PAGES) {
    const response = await get(path);
    const policy = response.headers.get('content-security-policy')!;
    for (const part of [
      "default-src 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self' https:",
    ]) {
      assert.ok(policy.includes(part), path);
    }
    assert.doesNotMatch(policy, /unsafe|\*/);
    assert.match(await response.text(), /<meta name="robots" content="noindex, nofollow">/);
    assert.equal(response.headers.get('cross-origin-resource-policy'), 'same-origin');
  }
});

test('without https, browsers are not told to insist on it', async () => {
  const local = proxyWith({});
  assert.equal((await local.request('/health')).headers.get('strict-transport-security'), null);
  await local.close();
});

test('pages of listed origins may call the API and read its errors; others may not', async () => {
  for (const path of ['/v1/invoice', '/v1/invoices', '/v1/unknown']) {
    for (const origin of LISTED) {
      const { headers } = await get(path, { origin });
      assert.equal(headers.get('access-control-allow-origin'), origin, path);
      assert.match(headers.get('vary') ?? '', /origin/i);
      assert.equal(headers.get('access-control-allow-credentials'), null);
      assert.equal(headers.get('access-control-expose-headers'), 'Retry-After');
    }
    for (const origin of UNLISTED) {
      assert.equal((await get(path, { origin })).headers.get('access-control-allow-origin'), null, origin);
    }
  }
});

test('a preflight allows what the element sends, to listed origins', async () => {
  const preflight = (origin: string) =>
    proxy.request('/v1/invoice/payments', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    });
  const { status, headers } = await preflight(LISTED[0]!);
  assert.equal(status, 204);
  assert.equal(headers.get('access-control-allow-origin'), LISTED[0]);
  assert.deepEqual(headers.get('access-control-allow-methods')!.split(','), ['GET', 'PUT', 'POST', 'DELETE']);
  assert.deepEqual(headers.get('access-control-allow-headers')!.split(','), [
    'Authorization',
    'Content-Type',
  ]);
  assert.equal(headers.get('access-control-max-age'), '600');
  for (const origin of UNLISTED) {
    assert.equal((await preflight(origin)).headers.get('access-control-allow-origin'), null, origin);
  }
});

test('a preflight allows whatever headers the tools of a listed page add, and nothing that is no header', async () => {
  const allowed = async (asked: string, origin = LISTED[0]!) => {
    const { headers } = await proxy.request('/v1/invoice', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': asked,
      },
    });
    assert.match(headers.get('vary')!, /\bAccess-Control-Request-Headers\b/);
    return headers.get('access-control-allow-headers')!.toLowerCase().split(',');
  };
  const its = ['authorization', 'content-type'];
  const tools = [
    'traceparent',
    'tracestate',
    'baggage',
    'sentry-trace',
    'x-datadog-trace-id',
    'newrelic',
    "x!#$%&'*+.^_`|~",
  ];
  assert.deepEqual(await allowed(['authorization', ...tools].join(',')), [...its, ...tools]);
  assert.deepEqual(await allowed(' TraceParent ,baggage,,'), [...its, 'traceparent', 'baggage']);
  assert.deepEqual(await allowed('a b, c:d, "e", <f>, (g), traceparent'), [...its, 'traceparent']);
  assert.deepEqual(await allowed(''), its);
  for (const origin of UNLISTED) assert.deepEqual(await allowed('traceparent', origin), its, origin);
});

test('with no origins listed, only the proxy’s own pages call the API', async () => {
  const alone = proxyWith({});
  for (const origin of [...LISTED, 'http://localhost:3000', 'null']) {
    const response = await alone.request('/v1/invoice', { headers: { origin } });
    assert.equal(response.headers.get('access-control-allow-origin'), null, origin);
  }
  await alone.close();
});

test('pages, webhooks and health are for no other origin', async () => {
  const [origin] = LISTED as [string];
  for (const path of [
    payPath,
    '/health',
    '/ready',
    '/pay/unknown',
    '/webhooks/mollie/a/1/b',
    '/assets/none.js',
  ]) {
    const { headers } = await get(path, { origin });
    assert.equal(headers.get('access-control-allow-origin'), null, path);
    assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin', path);
  }
});

test('the element, what it loads later and QR codes are for pages of any origin', async () => {
  for (const path of PUBLIC) {
    for (const origin of [...LISTED, ...UNLISTED]) {
      const { status, headers } = await get(path, { origin });
      assert.equal(status, 200);
      assert.equal(headers.get('access-control-allow-origin'), '*', path);
      assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin', path);
    }
  }
});

test('the script is asked for every time; what bears a hash is kept', async () => {
  const [entry, later] = [await get(PUBLIC[0]!), await get(PUBLIC[1]!)];
  assert.match(entry.headers.get('cache-control')!, /^public, no-cache$/);
  assert.match(later.headers.get('cache-control')!, /max-age=31536000, immutable$/);
  for (const { headers } of [entry, later]) assert.equal(headers.get('content-type'), script.type);
  const known = await get(PUBLIC[0]!, { 'if-none-match': '"e1"' });
  assert.deepEqual([known.status, await known.text()], [304, '']);
});

test('files come in the best encoding that is taken', async () => {
  const encodings = {
    'gzip, deflate, br': 'br',
    gzip: 'gzip',
    identity: null,
    '': null,
    brotli: null,
    'x-gzipped': null,
  };
  for (const [accepted, expected] of Object.entries(encodings)) {
    const response = await get(PUBLIC[0]!, { 'accept-encoding': accepted });
    assert.equal(response.headers.get('content-encoding'), expected, accepted);
    assert.equal(response.headers.get('vary'), 'Accept-Encoding');
  }
});

test('HEAD answers what GET does, without the body', async () => {
  for (const path of [...PUBLIC, ...PAGES, ...API]) {
    const [whole, head] = [await get(path), await proxy.request(path, { method: 'HEAD' })];
    assert.equal(head.status, whole.status, path);
    assert.equal(head.headers.get('content-type'), whole.headers.get('content-type'), path);
    assert.equal(await head.text(), '');
  }
});
