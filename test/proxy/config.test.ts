import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReadFile } from '../../proxy/config/files.ts';
import { type Config, ConfigError, type Environment, readConfig } from '../../proxy/config/index.ts';
import type { D1Database } from '../../proxy/store/d1/index.ts';
import { createProxy } from '../help/checked/index.ts';

const SECRET = 'a secret of more than thirty-two bytes';

const GOOD: Environment = {
  MOLLIE_API_KEY: 'test_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM',
  INVOICE_SECRET: SECRET,
  PROXY_SECRET: `${SECRET}!`,
};

const LIVE: Environment = { ...GOOD, MOLLIE_API_KEY: 'live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM' };

const read = (env: Environment, readFile?: ReadFile): Config => readConfig({ ...GOOD, ...env }, readFile);

function problemsOf(env: Environment, readFile?: ReadFile): readonly string[] {
  try {
    readConfig(env, readFile);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
}

test('three secrets are enough to try things out', () => {
  const { brand, ...config } = readConfig(GOOD);
  assert.deepEqual(config, {
    mode: 'test',
    mollieKeys: [GOOD.MOLLIE_API_KEY],
    mollieEndpoint: 'https://api.mollie.com/v2/',
    publicUrl: 'http://localhost:3000',
    webhooks: false,
    invoiceSecrets: [SECRET],
    invoiceJwks: [],
    proxySecrets: [`${SECRET}!`],
    storageUrl: 'sqlite:./data/invoice-pay.db',
    allowedOrigins: [],
    notify: null,
    trustedProxies: [],
    rateLimit: 600,
    methods: [],
    logLevel: 'info',
    metricsToken: null,
    port: 3000,
    host: '127.0.0.1',
  });
  assert.deepEqual(brand, { name: null, logo: null, color: null });
});

test('a variable that is set to nothing is not set', () => {
  const nothing = Object.fromEntries(
    ['PUBLIC_URL', 'PORT', 'STORAGE_URL', 'BRAND_NAME'].map((name) => [name, ' ']),
  );
  assert.deepEqual(read(nothing), read({}));
});

test('without an API key, merchants connect their accounts later', () => {
  const { MOLLIE_API_KEY: _, ...rest } = GOOD;
  for (const env of [rest, { ...rest, MOLLIE_API_KEY: ' ' }]) {
    const { mode, mollieKeys } = readConfig(env);
    assert.deepEqual([mode, mollieKeys], [null, []]);
  }
});

test('several secrets and keys stand in one variable, newest first', () => {
  const { invoiceSecrets, proxySecrets, mollieKeys } = read({
    INVOICE_SECRET: `${SECRET}1, ${SECRET}2,`,
    PROXY_SECRET: `${SECRET}3,${SECRET}4`,
    MOLLIE_API_KEY: ',test_new , test_old',
  });
  assert.deepEqual(invoiceSecrets, [`${SECRET}1`, `${SECRET}2`]);
  assert.deepEqual(proxySecrets, [`${SECRET}3`, `${SECRET}4`]);
  assert.deepEqual(mollieKeys, ['test_new', 'test_old']);
});

test('secrets are measured in bytes', () => {
  assert.equal(read({ INVOICE_SECRET: 'é'.repeat(16) }).invoiceSecrets[0], 'é'.repeat(16));
  assert.deepEqual(problemsOf({ ...GOOD, INVOICE_SECRET: 'e'.repeat(31) }).length, 1);
});

/** What each variable takes besides its default, and how it is understood. */
const TAKEN: [variable: string, value: string, part: keyof Config, understood: unknown][] = [
  ['MOLLIE_API_ENDPOINT', 'https://api.mollie.com', 'mollieEndpoint', 'https://api.mollie.com/v2/'],
  ['MOLLIE_API_ENDPOINT', 'https://api.mollie.com/', 'mollieEndpoint', 'https://api.mollie.com/v2/'],
  ['MOLLIE_API_ENDPOINT', 'https://API.mollie.com:443/v2/', 'mollieEndpoint', 'https://api.mollie.com/v2/'],
  ['MOLLIE_API_ENDPOINT', 'http://127.0.0.1:4010', 'mollieEndpoint', 'http://127.0.0.1:4010/v2/'],
  ['MOLLIE_API_ENDPOINT', 'http://[::1]:4010/v2', 'mollieEndpoint', 'http://[::1]:4010/v2/'],
  ['PUBLIC_URL', 'https://pay.example.com/', 'publicUrl', 'https://pay.example.com'],
  ['PUBLIC_URL', 'https://example.com/pay', 'publicUrl', 'https://example.com/pay'],
  ['PORT', '8080', 'publicUrl', 'http://localhost:8080'],
  ['PORT', '8080', 'port', 8080],
  ['HOST', '0.0.0.0', 'host', '0.0.0.0'],
  ['STORAGE_URL', 'memory:', 'storageUrl', 'memory:'],
  ['STORAGE_URL', 'sqlite:/var/pay.db', 'storageUrl', 'sqlite:/var/pay.db'],
  ['STORAGE_URL', 'rediss://u:p@redis:6380/1', 'storageUrl', 'rediss://u:p@redis:6380/1'],
  ['STORAGE_URL', 'postgres://u:p@db:5432/pay', 'storageUrl', 'postgres://u:p@db:5432/pay'],
  ['STORAGE_URL', 'postgresql://db/pay', 'storageUrl', 'postgresql://db/pay'],
  [
    'ALLOWED_ORIGINS',
    'https://a.example, http://b.example:8080',
    'allowedOrigins',
    ['https://a.example', 'http://b.example:8080'],
  ],
  ['TRUSTED_PROXIES', '10.0.0.0/8, ::1', 'trustedProxies', ['10.0.0.0/8', '::1']],
  [
    'TRUSTED_PROXIES',
    '2001:db8::/32,::ffff:10.0.0.0/104,0.0.0.0/0',
    'trustedProxies',
    ['2001:db8::/32', '::ffff:10.0.0.0/104', '0.0.0.0/0'],
  ],
  ['RATE_LIMIT', '0', 'rateLimit', 0],
  ['RATE_LIMIT', '1200', 'rateLimit', 1200],
  ['LOG_LEVEL', 'Debug', 'logLevel', 'debug'],
  ['BRAND_NAME', 'Café Ünal', 'brand', { name: 'Café Ünal', logo: null, color: null }],
  ['BRAND_COLOR', '#0a5cFF', 'brand', { name: null, logo: null, color: '#0a5cFF' }],
  [
    'BRAND_LOGO',
    'data:image/png;base64,AA==',
    'brand',
    { name: null, logo: 'data:image/png;base64,AA==', color: null },
  ],
];

for (const [variable, value, part, understood] of TAKEN) {
  test(`${variable} takes ${value}`, () => {
    assert.deepEqual(read({ [variable]: value })[part], understood);
  });
}

test('a logo is read from a file', () => {
  const file: ReadFile = (path) => {
    assert.equal(path, './logo.svg');
    return new TextEncoder().encode('<svg/>');
  };
  assert.equal(
    read({ BRAND_LOGO: './logo.svg' }, file).brand.logo,
    `data:image/svg+xml;base64,${btoa('<svg/>')}`,
  );
});

const REFUSED: Record<string, string[]> = {
  MOLLIE_API_KEY: ['key', 'Test_abc', 'test_', 'test_a b', 'test_abc,live_abc', 'access_abc', ','],
  MOLLIE_API_ENDPOINT: [
    'mollie',
    'http://api.mollie.com',
    'ftp://api.mollie.com',
    'https://u:p@api.mollie.com',
    'https://api.mollie.com?a',
  ],
  PUBLIC_URL: [
    'pay.example.com',
    'ftp://pay.example.com',
    'https://pay.example.com?a=b',
    'https://u:p@pay.example.com',
    '/pay',
  ],
  INVOICE_SECRET: ['short', `${SECRET},short`, ','],
  PROXY_SECRET: ['short', `${SECRET},short`, ','],
  STORAGE_URL: [
    'sqlite:',
    'sqlite',
    'mysql://db',
    'redis:',
    'postgres:',
    'postgresqls://db',
    './data',
    'memory:x',
  ],
  ALLOWED_ORIGINS: [
    '*',
    'null',
    'shop.example',
    'https://shop.example/',
    'https://*.example',
    'https://a.example;https://b.example',
  ],
  BRAND_NAME: ['n'.repeat(101)],
  BRAND_COLOR: ['red', '#fff', '#0a5cff;background:url(x)'],
  BRAND_LOGO: [
    'https://example.com/logo.svg',
    'data:text/html,<script>',
    'data:image/png',
    'data:image/png;base64',
    'data:image/png;base64,a',
    'data:image/png;base64,%%%',
    'data:image/,x',
    'data:image/p ng,x',
    '//example.com/logo.png',
    './logo.exe',
  ],
  TRUSTED_PROXIES: [
    ...['everyone', '10.0.0.0/8 10.1.1.1', '10.0.0.0/40', '10.0.0.0/-1', '10.0.0.0/', '10.0.0.0/255.0.0.0'],
    ...['10.0.0', '10.0.0.256', '10', '::1/129', '2001:db8', ':::', '::ffff:10.0.0.0/95', '/8', '1.2.3.4:80'],
    ...['10.0.0.0/8,proxy.example.com', '[::1]', 'loopback'],
  ],
  RATE_LIMIT: ['many', '-1', '1.5', '1e3', '600/m', '99999999'],
  LOG_LEVEL: ['verbose', '1'],
  PORT: ['http', '-1', '65536', '3000.5', '0x1f'],
};

for (const [variable, values] of Object.entries(REFUSED)) {
  test(`${variable} that is wrong is named with what was expected`, () => {
    for (const value of values) {
      const problems = problemsOf({ ...GOOD, [variable]: value });
      assert.equal(problems.length, 1, `${value}: ${problems}`);
      assert.match(problems[0]!, new RegExp(`^${variable}: expected `));
    }
  });
}

test('everything that is missing is named at once', () => {
  const problems = problemsOf({}).join('\n');
  for (const name of ['PROXY_SECRET', 'INVOICE_SECRET or INVOICE_JWKS']) {
    assert.match(problems, new RegExp(`^${name}: expected`, 'm'));
  }
});

test('everything that is wrong is named at once, and no value is shown', () => {
  const names = [...Object.keys(REFUSED), 'INVOICE_JWKS'];
  const valueFor = (name: string) => (name === 'BRAND_NAME' ? 'hush '.repeat(30) : 'hush hush');
  const problems = problemsOf(Object.fromEntries(names.map((name) => [name, valueFor(name)])));
  assert.deepEqual(problems.map((problem) => problem.split(':')[0]).toSorted(), names.toSorted());
  assert.ok(!new ConfigError(problems).message.includes('hush'));
});

test('a live key needs an https address that Mollie can reach', () => {
  const address = 'https://pay.example.com';
  assert.equal(readConfig({ ...LIVE, PUBLIC_URL: address }).mode, 'live');
  assert.equal(readConfig({ ...LIVE, PUBLIC_URL: address }).webhooks, true);
  const unreachable = [
    'http://pay.example.com',
    'https://localhost',
    'https://127.0.0.1:3000',
    'https://[::1]',
    'https://pay',
  ];
  const local = [
    'https://pay.local',
    'https://pay.internal',
    'https://10.1.2.3',
    'https://192.168.0.1',
    'https://172.20.0.1',
  ];
  for (const PUBLIC_URL of [undefined, ...unreachable, ...local]) {
    const problems = problemsOf({ ...LIVE, PUBLIC_URL });
    assert.match(problems.join(), /^PUBLIC_URL: expected [^,]* live key needs it$/, PUBLIC_URL);
  }
  const several = problemsOf({ ...LIVE, PUBLIC_URL: 'http://pay.example.com', BRAND_COLOR: 'red' });
  assert.deepEqual(several.map((problem) => problem.split(':')[0]).toSorted(), ['BRAND_COLOR', 'PUBLIC_URL']);
});

test('a live key is live wherever it stands in the list', () => {
  const MOLLIE_API_KEY = `,${LIVE.MOLLIE_API_KEY}`;
  assert.equal(read({ MOLLIE_API_KEY, PUBLIC_URL: 'https://pay.example.com' }).mode, 'live');
  assert.match(problemsOf({ ...GOOD, MOLLIE_API_KEY }).join(), /^PUBLIC_URL: /);
});

test('webhooks are asked for where Mollie can reach the proxy, and of a simulator on loopback', () => {
  const loopback = 'http://127.0.0.1:4010';
  assert.equal(read({ PUBLIC_URL: 'https://pay.example.com' }).webhooks, true);
  assert.equal(read({ PUBLIC_URL: 'http://localhost:3000' }).webhooks, false);
  assert.equal(read({ PUBLIC_URL: 'http://192.168.1.2:3000' }).webhooks, false);
  assert.equal(read({ PUBLIC_URL: 'http://localhost:3000', MOLLIE_API_ENDPOINT: loopback }).webhooks, true);
  assert.equal(
    readConfig({ ...LIVE, PUBLIC_URL: 'http://localhost:3000', MOLLIE_API_ENDPOINT: loopback }).webhooks,
    true,
  );
});

test('a storage that is given and missing is told, and STORAGE_URL does not take its place', () => {
  for (const storage of [undefined, null]) {
    // As a Worker's `env.DB` is that has no such binding.
    const options = { env: GOOD, storage: storage as unknown as D1Database };
    assert.throws(() => createProxy(options), {
      name: 'ConfigError',
      message: new RegExp(`^  storage: expected a Worker's binding to D1, .* it is ${storage};`, 'm'),
    });
  }
});
