/** The plugin of docs/hosts/wordpress.md in a real WordPress, with SQLite in place of MySQL, beside a real proxy. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../help/proxy-process.ts';
import { snippetsOf } from '../help/snippets.ts';
import { createStage, INVOICE_SECRET, type Stage } from '../help/stage.ts';

const WORDPRESS = '/usr/share/wordpress';
const SITE = fileURLToPath(new URL('drivers/wordpress', import.meta.url));
const NOTIFY_SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;

const [plugin, config, invoices] = snippetsOf('docs/hosts/wordpress.md').map(({ code }) => code);

/** Why the test is skipped; false where all is installed, or where it may not be skipped. */
function without(): string | false {
  const modules = spawnSync('php', ['-m'], { encoding: 'utf8' }).stdout ?? '';
  const missing = [
    ...(modules.includes('pdo_sqlite') ? [] : ['php-cli and php-sqlite3']),
    ...(existsSync(`${WORDPRESS}/wp-settings.php`) ? [] : ['the files of the package wordpress']),
  ];
  if (missing.length === 0) return false;
  const why = `not installed: ${missing.join(', ')}`;
  if (process.env.CI === 'true') throw new Error(why);
  return why;
}

/** The constants of the page, with these values; one that is undefined is left out. */
function configure(folder: string, values: (string | undefined)[]): void {
  const lines = config!.trim().split('\n');
  assert.equal(lines.length, values.length);
  const defined = lines.flatMap((line, at) =>
    values[at] === undefined ? [] : [line.replace(/'[^']*'\)/, `'${values[at]}')`)],
  );
  writeFileSync(join(folder, 'config.php'), `<?php\n${defined.join('\n')}\n`);
}

/** A site with the plugin and the invoices of the page. */
function writeSite(folder: string, proxy: string): void {
  for (const part of ['wp-includes', 'wp-admin', 'wp-settings.php'])
    symlinkSync(join(WORDPRESS, part), join(folder, part));
  mkdirSync(join(folder, 'wp-content/mu-plugins'), { recursive: true });
  mkdirSync(join(folder, 'wp-content/themes'));
  copyFileSync(join(SITE, 'index.php'), join(folder, 'index.php'));
  copyFileSync(join(SITE, 'db.php'), join(folder, 'wp-content/db.php'));
  configure(folder, [proxy, INVOICE_SECRET, NOTIFY_SECRET, 'test']);
  writeFileSync(join(folder, 'wp-content/mu-plugins/invoice-pay-button.php'), plugin!);
  writeFileSync(join(folder, 'wp-content/mu-plugins/invoices.php'), `<?php\n${invoices}`);
}

describe('WordPress', { skip: without() }, () => {
  let folder: string;
  let stage: Stage;
  let site: ChildProcess;
  let url: string;
  let said = '';
  const get = async (path: string) => (await fetch(url + path)).text();
  const page = (content: string, user: number) =>
    get(`/?${new URLSearchParams({ content, user: String(user) })}`);

  /** Answers the status of the answer, and then that of the invoice. */
  async function send(
    status: string,
    version: number,
    { account = 'default', mode = 'test', ...rest }: Sending & { account?: string; mode?: string } = {},
  ) {
    const invoice = { id: '42', mode, status };
    return sendBody({ type: 'invoice.paid', data: { account, invoice, version, payment: null } }, rest);
  }

  type Sending = { at?: Date; change?: string; key?: Buffer };
  async function sendBody(
    notification: unknown,
    { at = new Date(), change = '', key = Buffer.alloc(32, 5) }: Sending = {},
  ) {
    const body = JSON.stringify(notification);
    const timestamp = String(Math.floor(at.getTime() / 1000));
    const signature = createHmac('sha256', key).update(`msg_1.${timestamp}.${body}`).digest('base64');
    const headers = {
      'content-type': 'application/json',
      'webhook-id': 'msg_1',
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,x v1,${signature}`,
    };
    const options = { method: 'POST', headers, body: body + change };
    const answered = await fetch(`${url}/wp-json/invoice-pay/v1/notifications`, options);
    return [answered.status, await get('/status')];
  }

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'invoice-pay-wordpress-'));
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const NOTIFY_URL = `${url}/wp-json/invoice-pay/v1/notifications`;
    stage = await createStage({ env: { NOTIFY_URL, NOTIFY_SECRET } });
    writeSite(folder, stage.url);
    // Without its cache, since the tests change the configuration.
    site = spawn('php', ['-d', 'opcache.enable=0', '-S', `127.0.0.1:${port}`, 'index.php'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    site.stderr!.on('data', (chunk: Buffer) => {
      said += chunk;
    });
    while (!said.includes('started')) await setTimeout(50);
  });
  after(async () => {
    const ended = once(site, 'exit');
    site.kill('SIGKILL');
    await ended;
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the plugin states an invoice, and has its link', async () => {
    const link = await get('/state?id=42');
    assert.match(link, new RegExp(`^${stage.url}/pay/\\w+$`), said);
    const view = await stage.view({ sub: '42', rev: 1 });
    assert.deepEqual([view.link, view.number, view.total.value], [link, '2026-0042', '121.00']);
    assert.equal(await get('/state?id=43'), 'No invoice 43');
  });

  test('the shortcode draws the element, for the customer alone, with a token that the proxy takes', async () => {
    const content = '[invoice_pay id="42"]<a href="https://pay.example.com/pay/x">Pay</a>[/invoice_pay]';
    const html = await page(content, 7);
    assert.match(html, new RegExp(`<script type="module" src="${stage.url}/invoice-pay-button.js"`));
    const [, token] =
      /<invoice-pay-button token="([^"]+)"><a href="https:\/\/pay.example.com\/pay\/x">Pay<\/a><\/invoice-pay-button>/.exec(
        html,
      ) ?? assert.fail(html);
    const { status, body } = await stage.call('GET', '/v1/invoice', { token });
    assert.deepEqual([status, body.number, body.attempts], [200, '2026-0042', undefined]);
    for (const other of [0, 8]) assert.doesNotMatch(await page(content, other), /invoice-pay-button|token/);
    assert.doesNotMatch(await page('[invoice_pay id="43"][invoice_pay]', 7), /invoice-pay-button/);
  });

  test('a payment is told to the site, once; what was tampered with, is old or comes again changes nothing', async () => {
    await get('/state?id=42');
    const id = await stage.attempt({ sub: '42', rev: 1 });
    stage.simulator.settle(id, 'paid');
    await stage.simulator.idle();
    await stage.idle();
    assert.equal(await get('/status'), 'paid', said);
    assert.ok((await stage.story({ sub: '42', rev: 1 })).includes('notification.accepted'));

    const sixMinutesAgo = new Date(Date.now() - 6 * 60 * 1000);
    assert.deepEqual(await send('open', 1_000_001, { change: ' ' }), [401, 'paid']);
    assert.deepEqual(await send('open', 1_000_001, { at: sixMinutesAgo }), [401, 'paid']);
    assert.deepEqual(await send('charged_back', 1_000_001), [204, 'charged_back']);
    assert.deepEqual(await send('paid', 1_000_000), [204, 'charged_back']);
    assert.deepEqual(await send('paid', 1_000_001), [204, 'charged_back']);
    assert.deepEqual(await send('paid', 1_000_002), [204, 'paid']);
  });

  test('what is told of the other mode is accepted and changes nothing; live is the mode where none is named', async () => {
    const live = { mode: 'live' };
    assert.deepEqual(await send('refunded', 1_000_003), [204, 'refunded']);
    assert.deepEqual(await send('paid', 1_000_004, live), [204, 'refunded']);
    configure(folder, [stage.url, INVOICE_SECRET, NOTIFY_SECRET, undefined]);
    assert.deepEqual(await send('open', 1_000_005), [204, 'refunded']);
    assert.deepEqual(await send('paid', 1_000_004, live), [204, 'paid']);
  });

  test('what is about an account, and no invoice, is accepted and changes nothing', async () => {
    const data = { account: 'bakery', mode: null, profile: null, hint: null };
    assert.deepEqual(await sendBody({ type: 'connection.changed', data }), [204, 'paid']);
  });

  test('invoices of two accounts with one id have versions of their own', async () => {
    const bakery = { account: 'bakery', mode: 'live' };
    assert.deepEqual(await send('open', 1, bakery), [204, 'open']);
    assert.deepEqual(await send('paid', 1, bakery), [204, 'open']);
    assert.deepEqual(await send('paid', 1_000_005, { mode: 'live' }), [204, 'paid']);
  });

  test('php finds nothing wrong, and WordPress has said nothing', () => {
    const file = join(folder, 'wp-content/mu-plugins/invoice-pay-button.php');
    const { status, stdout } = spawnSync('php', ['-l', file], { encoding: 'utf8' });
    assert.equal(status, 0, stdout);
    assert.doesNotMatch(said, /invoice-pay-button\.php|invoices\.php/);
    assert.ok(readFileSync(file, 'utf8').includes('Plugin Name: Invoice Pay Button'));
  });

  test('secrets that are missing or too short are refused', async () => {
    const short = Buffer.alloc(23, 5);
    for (const [secret, key] of [
      ['', Buffer.alloc(0)],
      ['…', Buffer.alloc(0)],
      ['whsec_', Buffer.alloc(0)],
      [`whsec_${short.toString('base64')}`, short],
    ] as const) {
      configure(folder, [stage.url, INVOICE_SECRET, secret, 'test']);
      assert.deepEqual(await send('open', 1_000_006, { key }), [500, 'paid'], secret);
      assert.match(said, /INVOICE_PAY_NOTIFY_SECRET is missing or too short/);
    }
    for (const secret of ['', '…']) {
      configure(folder, [stage.url, secret, NOTIFY_SECRET, 'test']);
      assert.equal(await get('/state?id=42'), 'INVOICE_PAY_SECRET is missing or too short');
    }
  });
});
