import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { exportJWK, generateKeyPair } from 'jose';
import { ConfigError, readConfig } from '../../proxy/config/index.ts';
import { ENV, runCli, serveCli, temporaryFolder } from '../help/cli.ts';
import { freePort } from '../help/proxy-process.ts';
import { startRedis, withoutRedis } from '../help/redis.ts';
import { INVOICE_SECRET, PROXY_SECRET } from '../help/stage.ts';

/**
 * How soon the log tells of a store that does not answer: five seconds, and as many more for a machine that is busy with
 * other tests. Milliseconds.
 */
const SAID = 10_000;
const STARTED = 10_000;

const COMMANDS = [['serve'], ['check'], ['resync'], ['backup', 'copy.db']];

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig({ MOLLIE_API_KEY: 'test_key', INVOICE_SECRET, PROXY_SECRET, ...env });
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
}

test('every command that is configured is told all that is wrong at once, by name and without a secret', async () => {
  const { kty, crv, x } = await exportJWK((await generateKeyPair('ES256')).publicKey);
  const env = {
    ...ENV,
    STORAGE_URL: 'redis://:p#hush@127.0.0.1',
    STORAGE_ULR: 'redis://:hush@127.0.0.1',
    INVOICE_JWKS: JSON.stringify({ keys: [{ kty, crv, x, y: x }] }),
    NOTIFY_SECRET: 'hush',
    LOG_LEVEL: 'hush',
  };
  const expected = [
    'INVOICE_JWKS: expected public keys that are valid on their curve',
    'LOG_LEVEL: expected one of error, warn, info, debug',
    'NOTIFY_SECRET: expected whsec_ and at least 24 bytes in base64; `npx invoice-pay-button secret` prints one',
    'STORAGE_ULR: expected STORAGE_URL; there is no variable of this name',
    'STORAGE_URL: expected an address; in a password write # as %23, / as %2F, ? as %3F, @ as %40 and % as %25',
  ];
  for (const args of COMMANDS) {
    const { code, stdout, stderr } = await runCli(args, env);
    assert.deepEqual([code, stdout], [78, ''], args.join(' '));
    const lines = stderr.trimEnd().split('\n');
    assert.deepEqual(
      lines
        .slice(1)
        .map((line) => line.trim())
        .toSorted(),
      expected,
      args.join(' '),
    );
    assert.doesNotMatch(stderr, /hush/);
  }
});

test('an address of a store whose password ends in the middle is refused', () => {
  for (const password of ['p#s', '#s', 'p/s', 'p?s', '12#3', '12/3', '12?3', 'p%zz', 'p%', 'p%ff']) {
    for (const scheme of ['redis', 'rediss', 'postgres', 'postgresql']) {
      for (const user of ['', 'pay']) {
        const problems = problemsOf({ STORAGE_URL: `${scheme}://${user}:${password}@db.example.com/1` });
        assert.match(problems.join(), /^STORAGE_URL: expected an address; /, `${scheme} ${user} ${password}`);
      }
    }
  }
  for (const address of [
    'redis://:p%23s%2F%3F%40%25@db.example.com:6379/1',
    'redis://db.example.com',
    'rediss://[::1]:6379',
    'postgres://pay:p%23s@db.example.com/pay?sslmode=require',
    'postgres:///pay?host=/run/postgresql',
    'postgres://srv.postgres.database.azure.com/db?user=me@srv&password=x&sslmode=require',
    'postgres://u:p@h/db?application_name=a@b',
    'sqlite:///srv/a@b/x.db',
    'sqlite:///srv/a#b/x.db',
    'sqlite:///srv/100%/x.db',
    'postgres://pay@/pay?host=/run/postgresql',
    'sqlite:./a#b@c?d.db',
  ]) {
    assert.deepEqual(problemsOf({ STORAGE_URL: address }), [], address);
  }
});

test('a name that looks like a variable and is none is a problem', () => {
  const meant: Record<string, string> = {
    STORAGE_ULR: 'STORAGE_URL',
    STORAGE_URI: 'STORAGE_URL',
    STORAGEURL: 'STORAGE_URL',
    storage_url: 'STORAGE_URL',
    MOLLIE_APIKEY: 'MOLLIE_API_KEY',
    MOLLIE_API_KEYS: 'MOLLIE_API_KEY',
    MOLIE_API_KEY: 'MOLLIE_API_KEY',
    INVOICE_SECRETS: 'INVOICE_SECRET',
    INVOICE_SECERT: 'INVOICE_SECRET',
    INVOICE_JWK: 'INVOICE_JWKS',
    TRUST_PROXIES: 'TRUSTED_PROXIES',
    TRUSTED_PROXYS: 'TRUSTED_PROXIES',
    TRUSTED_PROXY: 'TRUSTED_PROXIES',
    MOLLIE_KEY: 'MOLLIE_API_KEY',
    MOLLIE_ENDPOINT: 'MOLLIE_API_ENDPOINT',
    PUBLIC_URI: 'PUBLIC_URL',
    NOTIFY_URI: 'NOTIFY_URL',
    ALLOWED_ORIGIN: 'ALLOWED_ORIGINS',
    PUBLIC_ULR: 'PUBLIC_URL',
    BRAND_COLOUR: 'BRAND_COLOR',
    NOTIFY_URLS: 'NOTIFY_URL',
    RATE_LIMITS: 'RATE_LIMIT',
    'Log-Level': 'LOG_LEVEL',
  };
  for (const [name, known] of Object.entries(meant)) {
    const problem = `${name}: expected ${known}; there is no variable of this name`;
    assert.deepEqual(problemsOf({ [name]: 'x' }), [problem]);
  }
  assert.deepEqual(problemsOf({ STORAGE_ULR: ' ' }), []);
});

test('names of others are none of our business', () => {
  const others =
    'HOSTNAME PWD HOME PATH host port ports HOSTS SPORT npm_package_name npm_config_proxy PROXY_URL HTTP_PROXY NO_PROXY ' +
    'NOTIFY_SOCKET INVOICE_URL INVOICE_SECRET_NAME INVOICE_JWT_KEY BRANCH_NAME BRAND_TITLE BRAND_ICON STORAGE_DIR ' +
    'DATABASE_URL REDIS_URL PUBLIC_DIR PUBLIC_PATH LOGLEVEL loglevel LogLevel LOG_FORMAT LOG_FILE LOG_COLOR METRICS_PORT METHOD TRUSTED_HOSTS ' +
    'ALLOWED_HOSTS MOLLIE_PROFILE_ID API_KEY PROXY_HOST PROXY_PORT LANG NODE_ENV JOURNAL_STREAM ' +
    'MOLLIE_API_KEY_2 INVOICE_SECRET_2 invoice_secret_old STORAGE_URL_2 STORAGE BRAND PUBLIC TRUSTED MOLLIE';
  const env = Object.fromEntries(others.split(' ').map((name) => [name, 'x']));
  assert.deepEqual(problemsOf(env), []);
  assert.deepEqual(problemsOf({ RATE_LIMIT: '600', METRICS_TOKEN: 'x'.repeat(16), METHODS: 'ideal' }), []);
});

test('what a runtime binds besides texts is no variable', () => {
  const env = { MOLLIE_API_KEY: 'test_key', INVOICE_SECRET, PROXY_SECRET, DB: { prepare() {} } };
  assert.equal(readConfig(env as unknown as Record<string, string>).port, 3000);
});

test('a file .env, or of keys, that cannot be read is said in one line', async (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, '.env'));
  const { code, stderr } = await runCli(['check'], ENV, folder);
  assert.equal(code, 78);
  assert.match(stderr, /^\.env: expected a file that can be read \(E\w+\).*\n$/);
  for (const [INVOICE_JWKS, why] of [
    [join(folder, 'none.json'), 'ENOENT'],
    [folder, 'EISDIR'],
  ] as const) {
    const keys = await runCli(['check'], { ...ENV, INVOICE_JWKS });
    assert.match(
      keys.stderr,
      new RegExp(`^ {2}INVOICE_JWKS: expected a file that can be read \\(${why}\\)$`, 'm'),
    );
  }
});

test('an older Node is told which one is needed, before anything else', async (t) => {
  const preload = join(temporaryFolder(t), 'older.mjs');
  const older = (node: string, more = '') =>
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${node}'${more} } });`;
  const startedWith = async (source: string) => {
    writeFileSync(preload, source);
    return runCli(['secret', '--help'], { NODE_OPTIONS: `--import ${preload}` });
  };
  for (const node of ['20.19.5', '22.17.1', '18.0.0']) {
    const { code, stdout, stderr } = await startedWith(older(node));
    assert.deepEqual([code, stdout], [69, '']);
    assert.match(
      stderr,
      new RegExp(`^invoice-pay-button needs Node 22\\.18 or newer, and this is ${node}: [^\n]+\n$`),
    );
    assert.doesNotMatch(stderr, /\n {4}at /);
  }
  for (const source of [older('22.18.0'), older('24.0.0'), older('20.0.0', ", bun: '1.3.0'")]) {
    assert.equal((await startedWith(source)).code, 0);
  }
});

test('a store that does not answer is a line in the log soon after the start, with the cause, and one more when it heals', {
  skip: withoutRedis(),
}, async (t) => {
  const redis = await startRedis();
  t.after(redis.close);
  await redis.kill();
  const STORAGE_URL = redis.url.replace('//', '//default:hush@');
  const { address, written } = await serveCli(t, { STORAGE_URL });
  const lines = () =>
    written()
      .stdout.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ code, message }) => message && String(code).startsWith('store_'));
  const until = async (count: number, within: number) => {
    const since = performance.now();
    while (lines().length < count) {
      assert.ok(performance.now() - since < within, written().stdout);
      await setTimeout(100);
    }
  };
  await until(1, SAID);
  assert.equal((await fetch(`${address}/ready`)).status, 503);
  await redis.start();
  // The background asks every five seconds, though nobody else does.
  await until(2, SAID + STARTED);
  const healed = performance.now();
  while ((await fetch(`${address}/ready`)).status !== 200) assert.ok(performance.now() - healed < SAID);
  await redis.kill();
  await until(3, SAID + STARTED);
  const [down, up, again] = lines();
  assert.deepEqual([down.level, down.code], ['error', 'store_unavailable']);
  assert.match(down.cause, /ECONNREFUSED/);
  assert.deepEqual([up.level, up.code], ['info', 'store_available']);
  assert.equal(again.code, 'store_unavailable');
  assert.doesNotMatch(written().stdout + written().stderr, /hush/);
});

test('each kind of store that is not there is said, with the cause and no secret', async (t) => {
  const folder = temporaryFolder(t);
  const port = await freePort();
  mkdirSync(join(folder, 'folder'));
  chmodSync(join(folder, 'folder'), 0o700);
  const stores: [url: string, cause: RegExp][] = [
    [`redis://:hush@127.0.0.1:${port}`, /ECONNREFUSED/],
    [`redis://:hush@none.invalid:${port}`, /ENOTFOUND|EAI_AGAIN/],
    [`postgres://pay:hush@127.0.0.1:${port}/pay`, /ECONNREFUSED/],
    [`postgres://pay:hush@localhost:${port}/pay`, /ECONNREFUSED/],
    [`sqlite:${join(folder, 'folder')}`, /folder: it is a folder/],
  ];
  for (const [STORAGE_URL, cause] of stores) {
    const { written } = await serveCli(t, { STORAGE_URL });
    const since = performance.now();
    while (!written().stdout.includes('store_unavailable')) {
      assert.ok(performance.now() - since < SAID, STORAGE_URL);
      await setTimeout(50);
    }
    const line = written()
      .stdout.split('\n')
      .find((text) => text.includes('"code":"store_unavailable"'))!;
    assert.match(JSON.parse(line).cause, cause);
    assert.doesNotMatch(written().stdout + written().stderr, /hush|\n {4}at /);
  }
});
