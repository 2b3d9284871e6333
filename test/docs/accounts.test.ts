/** The commands of docs/operating/accounts.md in a shell, beside a real proxy; its element in a browser; its tables. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import puppeteer from 'puppeteer-core';
import { type ServedSimulator, serveSimulator } from '../../demo/mollie/server.ts';
import type { ConnectionView, InvoiceView } from '../../shared/api.ts';
import { chromium } from '../help/chromium.js';
import { temporaryFolder } from '../help/cli.ts';
import { Guest, PATIENCE } from '../help/guest.ts';
import { serveHostPage } from '../help/host-page.ts';
import { startHost } from '../help/notified-host.ts';
import { openTab } from '../help/person.ts';
import { freePort } from '../help/proxy-process.ts';
import { shellIn } from '../help/shell.ts';
import { type Snippet, snippetsOf } from '../help/snippets.ts';
import { createStage, MOLLIE_KEY, type Stage } from '../help/stage.ts';

const PAGE = 'docs/operating/accounts.md';
const page = readFileSync(new URL(`../../${PAGE}`, import.meta.url), 'utf8');
const snippets = snippetsOf(PAGE);
const commands = snippets.filter(({ language }) => language === 'sh').map(({ code }) => code);
const [setUp, invoice, token, connect, brand, view, pause, disconnect, operate, trust] = commands;
const codeOf = (wanted: string) => (snippets.find(({ language }) => language === wanted) as Snippet).code;

/** Of the simulator's second merchant, as the page has it. */
const [KEY] = /test_\w+/.exec(connect!)!;

/** The rows of the table that begins with this, each with its cells. */
function tableOf(heading: string): string[][] {
  const [table] = page.slice(page.indexOf(heading)).split('\n\n');
  return table!
    .split('\n')
    .slice(2)
    .map((row) => row.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$/g, '')));
}

async function until<T>(find: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    assert.ok(Date.now() < end, 'waited in vain');
    await setTimeout(100);
  }
}

describe('the commands of the page, in their order', () => {
  let mollie: ServedSimulator;
  let folder: string;
  let port: string;
  let host: Awaited<ReturnType<typeof startHost>>;
  let site: Awaited<ReturnType<typeof serveHostPage>>;
  let shell: ReturnType<typeof shellIn>;
  let address = '';
  /** For the merchant of invoice 42, signed while it was not known yet. */
  let early = '';
  /** For the administrator of the account. */
  let admin = '';

  /** What a command of the page says, with the variable that the one above it has set. */
  async function said(command: string): Promise<string> {
    admin ||= (await shell.run(`${token}\nprintf %s "$TOKEN"`)).stdout;
    const code = command.replaceAll('localhost:3000', `127.0.0.1:${port}`);
    const { status, stdout, stderr } = await shell.run(`TOKEN=${admin}\n${code}`);
    assert.equal(status, 0, stderr + stdout);
    return stdout;
  }
  const connection = async (command: string) => JSON.parse(await said(command)) as ConnectionView;
  /** Invoice 42, for its merchant. */
  async function shown(): Promise<InvoiceView> {
    const headers = { authorization: `Bearer ${early}` };
    return (await (await fetch(`${address}/v1/invoice`, { headers })).json()) as InvoiceView;
  }
  const during = (work: () => Promise<unknown>) =>
    shell.during(setUp!.split('\n')[1]!, /Listening on (\S+), [^"]* no API key of its own/, (found) => {
      address = found;
      return work();
    });

  const ends: (() => unknown)[] = [];
  const context = { after: (end: () => unknown) => void ends.push(end) };
  before(async () => {
    mollie = await serveSimulator();
    folder = temporaryFolder(context);
    port = String(await freePort());
    site = await serveHostPage();
    site.isStrict = false;
    const env = { PORT: port, MOLLIE_API_ENDPOINT: mollie.endpoint, ALLOWED_ORIGINS: site.origin };
    const { status, stderr } = await shellIn(context, folder, env).run(setUp!.split('\n')[0]!);
    assert.equal(status, 0, stderr);
    const [, secret] = /^NOTIFY_SECRET=(.+)$/m.exec(readFileSync(join(folder, '.env'), 'utf8'))!;
    host = await startHost(secret!);
    shell = shellIn(context, folder, { ...env, NOTIFY_URL: host.url });
  });
  after(async () => {
    await Promise.all([mollie?.close(), host?.close(), site?.close()]);
    for (const end of ends) end();
  });

  test('an account is connected, branded, paused and disconnected, and the host hears of it', () =>
    during(async () => {
      early = (await said(invoice!)).trim();
      const { link, mode, canPay, reasons } = await shown();
      assert.deepEqual([link, mode, canPay, reasons], [null, null, false, ['not_connected']]);

      const { ok, key, profile } = await connection(connect!);
      assert.deepEqual(key, { source: 'stored', hint: `test_…${KEY!.slice(-4)}` });
      const { name, color } = (await connection(brand!)).brand;
      assert.ok(brand!.includes(`"name": "${name}", "color": "${color}"`));
      const now = await connection(view!);
      assert.deepEqual([now.account, now.profile, now.brand.name], ['bakery', profile, name]);
      assert.ok(ok && now.ok, JSON.stringify(now.findings));

      const told = await until(() => host.heard.find(({ type }) => type === 'connection.changed'));
      const { id: _, signature: __, timestamp: ___, ...body } = told;
      const { timestamp: ____, ...onPage } = JSON.parse(codeOf('json'));
      assert.deepEqual(body, onPage);

      const listed = await said(operate!);
      assert.match(listed, /"account": "bakery"[\s\S]*^0 payments listed by Mollie, 0 of this proxy/m);

      assert.equal((await connection(pause!)).paused, true);
      assert.deepEqual((await shown()).reasons.includes('paused'), true);
      await said(pause!.replace('true', 'false'));
      assert.equal((await shown()).canPay, true);
      await said(disconnect!);
      assert.equal((await shown()).canPay, false);
      const last = await until(() => host.heard.filter(({ type }) => type === 'connection.changed')[1]);
      assert.deepEqual(last.data, { account: 'bakery', mode: null, profile: null, hint: null });
    }));

  test('the settings page: the merchant connects, without the key being kept readably', (t) =>
    during(async () => {
      const browser = await puppeteer.launch({ ...(await chromium()), headless: true });
      t.after(() => browser.close());
      const tag = codeOf('html').replace('https://pay.example.com', address).replace('eyJ…', admin);
      site.page = async () => `<!doctype html><title>Settings</title><link rel="icon" href="data:,">${tag}`;
      const merchant = new Guest(...(await openTab(browser)));
      await merchant.opens(site.origin);
      await merchant.presses('API key', 'textbox');
      await merchant.page.keyboard.type(KEY!);
      await merchant.presses('Connect');
      await merchant.reads('Connected to Fietsatelier De Ketting.');
      for (const control of ['Pause payments', 'Replace key', 'Disconnect'])
        await merchant.sees('button', control);
      assert.deepEqual(merchant.complaints, []);
      const stored = ['', '-wal'].map((end) =>
        readFileSync(join(folder, `data/invoice-pay.db${end}`), 'latin1'),
      );
      assert.match(stored.join(''), /Fietsatelier De Ketting/);
      assert.doesNotMatch(stored.join(''), /DeKettingGent/);
    }));

  test('a lost store: connecting restores it, and --trust makes payable what your system need not state again', async () => {
    await during(async () => {
      const headers = { authorization: `Bearer ${early}` };
      const { status } = await fetch(`${address}/v1/invoice/payments`, { method: 'POST', headers });
      assert.equal(status, 201);
    });
    rmSync(join(folder, 'data'), { recursive: true });
    await during(async () => {
      assert.equal((await connection(view!)).key.source, 'none');
      await said(connect!);
      await until(async () => ((await shown()).reasons?.includes('unconfirmed') ? true : undefined));
      assert.match(await said(trust!), /^Invoices that are payable again as restored: 1\.$/m);
      assert.equal((await shown()).canPay, true);
      const heard = await until(() => host.heard.find(({ type }) => type === 'invoice.unconfirmed'));
      assert.equal(heard.data.account, 'bakery');
    });
  });
});

test('each refusal of the table comes as it says', async (t) => {
  const stage = await createStage({ env: { MOLLIE_API_KEY: undefined } });
  t.after(() => stage.close());
  const refusals = await refuse(stage);
  const rows = tableOf('| status | code').map(([status, code]) => `${status} ${code!.replaceAll('`', '')}`);
  assert.deepEqual(refusals, rows);
});

test('customers see of each account what the table says', async (t) => {
  const stage = await createStage({ env: { MOLLIE_API_KEY: undefined } });
  t.after(() => stage.close());
  const claims = { account: 'bakery' };
  await stage.connection('PUT', 'bakery', { apiKey: KEY });
  const { link } = await stage.view(claims);
  const [hasKey, hasNone, isRevoked, ...more] = tableOf('| the account |').map(([, seen]) => seen!);
  assert.deepEqual(more, []);
  const sees = async (row: string) => {
    const text = await (await fetch(link!)).text();
    assert.match(text, /121\.00/);
    assert.equal(/<button/.test(text), !row.includes('no Pay'), row);
    return text;
  };
  await sees(hasKey!);
  await stage.connection('PUT', 'bakery', { paused: true });
  assert.match(await sees(hasNone!), /not available|cannot be paid online/);
  await stage.connection('PUT', 'bakery', { paused: false });
  stage.simulator.organizations.revoke(KEY!);
  await sees(isRevoked!);
  const { status, body } = await stage.pay(claims);
  assert.deepEqual([status, body.error.code], [502, 'mollie_rejected']);
  const { findings } = (await stage.connection('GET', 'bakery')).body as unknown as ConnectionView;
  assert.ok(findings.some(({ code }) => isRevoked!.includes(`\`${code}\``)));
  await stage.connection('DELETE', 'bakery');
  assert.match(await sees(hasNone!), /not available|cannot be paid online/);
});

/** Everything that is refused of a connection, in the order of the page. */
async function refuse(stage: Stage): Promise<string[]> {
  const iat = Math.floor(stage.now() / 1000);
  const put = (account: string | undefined, body: unknown) => stage.connection('PUT', account, body);
  const long = await stage.admin({ account: 'bakery', iat, exp: iat + 3601 });
  await put('bakery', { apiKey: KEY });
  await stage.attempt({ account: 'bakery' });
  const answers = [
    await put('Bakery', { paused: true }),
    await put('bakery', { apiKey: 'secret' }),
    await stage.call('PUT', '/v1/connection', { token: long, body: { paused: true } }),
    await stage.connection('DELETE', 'nobody'),
  ];
  await stage.restart({ MOLLIE_API_KEY: MOLLIE_KEY });
  answers.push(await put(undefined, { apiKey: KEY }), await put('other', { apiKey: KEY }));
  assert.equal((await put('other', { apiKey: KEY, shared: true })).status, 200);
  answers.push(await put('live', { apiKey: KEY!.replace('test_', 'live_') }));
  stage.simulator.faults.add({ endpoint: 'profile', kind: 'error', status: 503, times: 9 });
  answers.push(await put('bakery', { apiKey: KEY }));
  return answers.map(({ status, body }) => `${status} ${body.error.code}`);
}
