import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Asset } from '../../proxy/http/assets.ts';
import { createProxy } from '../help/checked/index.ts';
import { createStage, INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET, type Stage } from '../help/stage.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const SCRIPT = 'export const words = "the same words again and again and again and again";'.repeat(9);
const type = 'text/javascript; charset=utf-8';

const proxy = createProxy({
  env: { MOLLIE_API_KEY: MOLLIE_KEY, INVOICE_SECRET, PROXY_SECRET, STORAGE_URL: 'memory:' },
  assets: new Map<string, Asset>([
    ['invoice-pay-button.js', { body: bytes(SCRIPT), type, etag: '"e1"' }],
    ['assets/short-abc.js', { body: bytes('1'), type, etag: '"e2"' }],
  ]),
  log: () => {},
});
after(() => proxy.close());

let stage: Stage;
before(async () => {
  stage = await createStage();
});
after(() => stage.close());

const get = (path: string, headers: Record<string, string> = {}) => proxy.request(path, { headers });
const encodingOf = async (accepted: string | undefined, path = '/invoice-pay-button.js') =>
  (await get(path, accepted === undefined ? {} : { 'accept-encoding': accepted })).headers.get(
    'content-encoding',
  );

test('the encoding is the one that is liked best; what is refused, unknown or not named is not used', async () => {
  const expected: Record<string, string | null> = {
    'gzip, deflate, br, zstd': 'br',
    'br;q=0, gzip': 'gzip',
    'br;q=0': null,
    'br;q=0.0, gzip;q=0.000': null,
    'br;q=0.2, gzip;q=0.8': 'gzip',
    'gzip;q=0.5, br;q=0.5': 'br',
    'BR;Q=0.4, GZip;q=0.7': 'gzip',
    'x-gzip': 'gzip',
    '*': 'br',
    '*;q=0': null,
    'br;q=0, *': 'gzip',
    '*;q=0.1, gzip;q=0.5': 'gzip',
    'identity, br;q=0.5': null,
    'identity;q=0.5, gzip;q=0.9': 'gzip',
    'identity;q=0': null,
    'identity;q=0, gzip;q=0.1': 'gzip',
    ' br ; q = 0 , gzip ': 'gzip',
    'deflate, compress, zstd, brotli, gzipped, abr': null,
    identity: null,
    '': null,
    ',,;;q=': null,
  };
  for (const [accepted, encoding] of Object.entries(expected)) {
    assert.equal(await encodingOf(accepted), encoding, accepted);
  }
  assert.equal(await encodingOf(undefined), null);
});

test('what gets no shorter stays as it is, unless that is refused', async () => {
  for (const path of ['/assets/short-abc.js', '/health']) {
    for (const accepted of ['br', 'gzip', 'br, gzip;q=0.5, *;q=0.1']) {
      assert.equal(await encodingOf(accepted, path), null, `${path} ${accepted}`);
    }
    assert.equal(await encodingOf('gzip, identity;q=0', path), 'gzip', path);
    assert.equal(await encodingOf('gzip, *;q=0', path), 'gzip', path);
  }
});

test('pages, JSON, drawings and files come compressed, and are the same once unpacked', async () => {
  const { link } = await stage.put();
  const { pathname } = new URL(link);
  const authorization = `Bearer ${await stage.payer()}`;
  const [script] = /\/assets\/pay-page-\w+\.js/.exec(await (await stage.proxy.request(pathname)).text())!;
  const paths = [pathname, `${pathname}/qr.svg`, '/v1/invoice', '/pay/nothing', script];
  for (const path of paths) {
    const plain = await stage.proxy.request(path, { headers: { authorization } });
    const text = await plain.text();
    for (const [encoding, unpack] of Object.entries(UNPACK)) {
      const packed = await stage.proxy.request(path, {
        headers: { authorization, 'accept-encoding': encoding },
      });
      assert.equal(packed.headers.get('content-encoding'), encoding, path);
      assert.equal(packed.status, plain.status);
      const body = new Uint8Array(await packed.arrayBuffer());
      assert.equal(packed.headers.get('content-length'), String(body.length), path);
      const same = (all: string) =>
        all.replace(/[a-z2-7]{4}-[a-z2-7]{4}|"checkedAt":"[^"]+"/g, '').replace(/\d\d:\d\d:\d\d/g, '');
      assert.equal(same(unpack(body).toString()), same(text), path);
      assert.ok(body.length < bytes(text).length, path);
    }
  }
});

test('HEAD has the headers of GET, in every encoding', async () => {
  const { pathname } = new URL((await stage.put()).link);
  for (const path of [pathname, `${pathname}/qr.svg`, '/health', '/nothing', '/invoice-pay-button.js']) {
    for (const accepted of ['', 'br', 'gzip', 'gzip, identity;q=0']) {
      const ask = async (method: string) => {
        const headers = { 'accept-encoding': accepted };
        const { status, headers: answered } = await stage.proxy.request(path, { method, headers });
        const { 'content-length': length, ...rest } = Object.fromEntries(answered);
        // A reference is another each time, and compresses otherwise.
        return { status, ...rest, ...(status === 404 ? {} : { length }) };
      };
      assert.deepEqual(await ask('HEAD'), await ask('GET'), `${path} ${accepted}`);
    }
  }
});

test('whoever has a file is told so: by its tag, a weak one, one of a list, or any', async () => {
  const has = async (tags: string, path = '/invoice-pay-button.js', more = {}) =>
    (await get(path, { 'if-none-match': tags, ...more })).status;
  for (const tags of ['"e1"', 'W/"e1"', '"a", "e1"', '"a" ,W/"e1","b"', '*', ' * ', '"a,b", "e1"']) {
    assert.equal(await has(tags), 304, tags);
    assert.equal(await has(tags, '/invoice-pay-button.js', { 'accept-encoding': 'br' }), 304, tags);
  }
  for (const tags of ['"e2"', 'e1', 'W/e1', '"E1"', '"e1', 'w', '', '"e1 "', '"*"'])
    assert.equal(await has(tags), 200, tags);
  assert.equal(await has('"e2"', '/assets/short-abc.js'), 304);
  assert.equal(await has('*', '/assets/none.js'), 404);
});

test('other bytes have another tag, and 304 has the headers of 200', async () => {
  const plain = await get('/invoice-pay-button.js');
  const packed = await get('/invoice-pay-button.js', { 'accept-encoding': 'gzip' });
  assert.deepEqual([plain.headers.get('etag'), packed.headers.get('etag')], ['"e1"', 'W/"e1"']);
  const known = await get('/invoice-pay-button.js', { 'accept-encoding': 'gzip', 'if-none-match': 'W/"e1"' });
  assert.equal(await known.text(), '');
  for (const name of [
    'etag',
    'vary',
    'cache-control',
    'access-control-allow-origin',
    'x-content-type-options',
  ]) {
    assert.equal(known.headers.get(name), packed.headers.get(name), name);
  }
  assert.equal(known.headers.get('content-encoding'), null);
});

/** Two values of every header that might decide an answer. */
const VARIED: Record<string, readonly string[]> = {
  'Accept-Encoding': ['', 'br', 'gzip'],
  'Accept-Language': ['', 'nl', 'de'],
  Authorization: [],
  Origin: ['', 'https://shop.example', 'https://evil.example'],
  'Sec-Fetch-Site': ['none', 'cross-site', 'same-site'],
  'Sec-Fetch-Mode': ['navigate', 'cors'],
  'Sec-Fetch-Dest': ['document', 'empty'],
  Accept: ['', 'text/html', 'application/json'],
  Cookie: ['', 'lang=nl'],
  'User-Agent': ['', 'Mozilla/5.0'],
  Referer: ['', 'https://shop.example/'],
  'X-Forwarded-For': ['', '203.0.113.7'],
  'X-Forwarded-Host': ['', 'evil.example'],
  'X-Forwarded-Proto': ['', 'https'],
  'X-HTTP-Method-Override': ['', 'POST'],
  'Access-Control-Request-Headers': ['', 'traceparent', 'authorization, baggage'],
  'Access-Control-Request-Method': ['', 'POST'],
  Range: ['', 'bytes=0-9'],
  'Save-Data': ['', 'on'],
  DNT: ['', '1'],
};

const UNPACK = { br: brotliDecompressSync, gzip: gunzipSync };

/** Whether a request is answered alike whatever the values of one header are, and what its `Vary` names. */
async function answersTo(
  { proxy }: Stage,
  { path, method, headers }: { path: string; method: string; headers: Record<string, string> },
  name: string,
  values: readonly string[],
): Promise<{ isSame: boolean; vary: string[] }> {
  const answers = new Set<string>();
  let vary = '';
  for (const value of values) {
    const response = await proxy.request(path, { method, headers: { ...headers, [name]: value } });
    vary = (response.headers.get('vary') ?? '').toLowerCase();
    const {
      'content-length': _,
      'content-encoding': encoding,
      ...others
    } = Object.fromEntries(response.headers);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const body = String(encoding ? UNPACK[encoding as keyof typeof UNPACK](bytes) : Buffer.from(bytes));
    // Of what is hardly shorter, the reference alone decides whether it is sent so.
    if (name === 'Accept-Encoding') others['content-encoding'] = encoding ?? '';
    const text = body.replace(/[a-z2-7]{4}-[a-z2-7]{4}|"checkedAt":"[^"]+"|\d\d:\d\d:\d\d/g, '');
    answers.add(JSON.stringify([response.status, { ...others, etag: '' }, text]));
  }
  return { isSame: answers.size === 1, vary: vary.split(', ') };
}

test('Vary names every header that decides an answer, on every route', async (t) => {
  const own = await createStage({ env: { ALLOWED_ORIGINS: 'https://shop.example' } });
  t.after(() => own.close());
  const { pathname } = new URL((await own.put()).link);
  const tokens = [
    await own.payer(),
    await own.merchant(),
    await own.admin(),
    await own.payer({ sub: 'another' }),
  ];
  const varied = { ...VARIED, Authorization: ['', ...tokens.map((token) => `Bearer ${token}`)] };
  const patterns = own.proxy.routes.filter(({ method, path }) => method === 'GET' && !path.includes('*'));
  const routes = patterns.map(({ path }) => path.replace('/pay/:slug', pathname).replace(':name', 'none.js'));
  const base = {
    Authorization: `Bearer ${tokens[1]}`,
    'Accept-Encoding': 'gzip',
    Origin: 'https://shop.example',
  };
  let differing = 0;
  for (const method of ['GET', 'OPTIONS']) {
    for (const path of [...routes, '/pay/nothing', '/nothing', '/v1/nothing', '/webhooks/mollie/a/1/b']) {
      for (const start of [base, { 'Accept-Language': 'nl' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
        for (const [name, values] of Object.entries(varied)) {
          const request = { method, path, headers: start };
          const first = await answersTo(own, request, name, values);
          if (first.isSame) continue;
          differing++;
          // What is written meanwhile differs once, as a new line of the log.
          const isNamed = first.vary.includes(name.toLowerCase());
          assert.ok(
            isNamed || (await answersTo(own, request, name, values)).isSame,
            `${method} ${path}: ${name}, Vary: ${first.vary}`,
          );
        }
      }
    }
  }
  assert.ok(differing > 50);
});

test('Vary names what decides where nothing can be seen of it, each header once', async () => {
  const { link } = await stage.put();
  const authorization = `Bearer ${await stage.payer()}`;
  const vary = async (path: string) => {
    const response = await stage.proxy.request(path, { headers: { authorization } });
    return response.headers.get('vary')!.split(', ').toSorted();
  };
  // On the way back from the checkout a look at Mollie is waited for.
  assert.deepEqual(await vary(new URL(link).pathname), [
    'Accept-Encoding',
    'Accept-Language',
    'Sec-Fetch-Mode',
    'Sec-Fetch-Site',
  ]);
  assert.deepEqual(await vary('/v1/invoice'), [
    'Accept-Encoding',
    'Accept-Language',
    'Authorization',
    'Origin',
  ]);
  assert.deepEqual(await vary('/invoice-pay-button.js'), ['Accept-Encoding']);
});

test('on Workers, which compress by themselves, nothing is compressed twice', () => {
  const encodingOn = (userAgent: string) => {
    const env = { MOLLIE_API_KEY: MOLLIE_KEY, INVOICE_SECRET, PROXY_SECRET, STORAGE_URL: 'memory:' };
    const program = `
      Object.defineProperty(globalThis, 'navigator', { value: { userAgent: '${userAgent}' } });
      const { createProxy } = await import(${JSON.stringify(new URL('../../proxy/app.ts', import.meta.url).href)});
      const proxy = createProxy({ env: ${JSON.stringify(env)}, log() {} });
      const headers = { 'accept-encoding': 'br, gzip' };
      const context = { waitUntil() {}, passThroughOnException() {} };
      const answer = await proxy.request('/openapi.json', { headers }, {}, context);
      console.log(answer.status, answer.headers.get('content-encoding'));
      process.exit(0);`;
    const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program];
    return execFileSync(process.execPath, args, { encoding: 'utf8' }).trim();
  };
  assert.equal(encodingOn('Cloudflare-Workers'), '200 null');
  assert.equal(encodingOn('Node.js/22'), '200 br');
});
