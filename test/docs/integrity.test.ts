/** docs/element/integrity.md: its command, and a page of another origin with what that prints, under the policies as they stand there. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createAdaptorServer } from '@hono/node-server';
import bcd from '@mdn/browser-compat-data' with { type: 'json' };
import type { BrowserName, Identifier } from '@mdn/browser-compat-data';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { chromium } from '../help/chromium.js';
import { temporaryFolder } from '../help/cli.ts';
import { snippetsOf } from '../help/snippets.ts';
import { createStage, type Stage } from '../help/stage.ts';
import { createTampering } from '../help/tampering.ts';

const [command, tags, policies] = snippetsOf('docs/element/integrity.md').map(({ code }) => code) as [
  string,
  string,
  string,
];
const CLI = fileURLToPath(new URL('../../dist/proxy/cli.js', import.meta.url));
const DOCUMENTED = 'https://pay.example.com';

/** A path that is not there, so that nothing but what is asked for gets lost. */
const NOTHING = 'nothing';

let browser: Browser;
let stage: Stage;
let site: Server;
let between: Server;
let page: { head: string; body: string; headers: [string, string][] };

before(async () => {
  browser = await puppeteer.launch({ ...(await chromium()), headless: true });
  site = createServer((_, response) => {
    response.setHeaders(new Headers([['content-type', 'text/html; charset=utf-8'], ...page.headers]));
    response.end(`<!doctype html><html lang="en"><head><link rel="icon" href="data:,">${page.head}</head>
<body>${page.body}`);
  });
  const origin = await listen(site);
  stage = await createStage({ env: { ALLOWED_ORIGINS: origin } });
  const tamper = createTampering(stage.proxy);
  between = createAdaptorServer({
    fetch: async (request) => (await tamper(request)) ?? new Response(),
  }) as Server;
  await listen(between);
});
after(async () => {
  await browser?.close();
  await stage?.close();
  for (const server of [site, between]) {
    server?.closeAllConnections();
    server?.close();
  }
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return addressOf(server);
}

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** What the documented command prints where the package is installed. @param url in place of the documented one */
async function printed(t: TestContext, url: string): Promise<string> {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  const program = `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`;
  writeFileSync(join(folder, 'node_modules/.bin/invoice-pay-button'), program, { mode: 0o755 });
  const script = command.replace(DOCUMENTED, url);
  const { stdout } = await promisify(execFile)('sh', ['-c', script], { cwd: folder });
  return stdout;
}

/** The documented headers, for a proxy and for the import map among these tags. */
function headersFor(head: string, url: string): [string, string][] {
  const [hash] = /sha256-[\w+/=]+/.exec(head)!;
  const text = policies.replaceAll(DOCUMENTED, new URL(url).origin).replace('sha256-…', hash);
  return [...text.matchAll(/^([\w-]+): (.+)$/gm)].map(([, name, value]) => [name!, value!]);
}

/** Opens a page with an element and its link. */
async function open(t: TestContext, token: string): Promise<{ shown: Page; refused: string[] }> {
  const { link } = await stage.view();
  page.body = `<invoice-pay-button token="${token}"><a href="${link}">Pay invoice 2026-0042</a></invoice-pay-button>`;
  const shown = await browser.newPage();
  t.after(() => shown.close());
  const refused: string[] = [];
  shown.on('console', (message) => {
    if (/integrity|digest|security policy/i.test(message.text())) refused.push(message.text());
  });
  await shown.goto(addressOf(site), { waitUntil: 'load' });
  return { shown, refused };
}

async function leadsToPayPage(shown: Page): Promise<void> {
  await Promise.all([shown.waitForNavigation(), shown.click('invoice-pay-button > a')]);
  assert.match(shown.url(), /\/pay\/\w+$/);
}

/** A proxy that somebody stands before who changes one byte of a part. */
const tamperedUrl = (part: string) => `${addressOf(between)}/_host/tampered/${crypto.randomUUID()}/${part}`;

test('the command prints what the page shows', async (t) => {
  const escaped = tags.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  assert.match(await printed(t, DOCUMENTED), new RegExp(`^${escaped.replaceAll('…', '.+?')}\n$`, 's'));
});

test('under the documented policies a page of another origin has all of it, for payers and merchants', async (t) => {
  const head = await printed(t, stage.url);
  page = { head, body: '', headers: headersFor(head, stage.url) };
  assert.equal(page.headers.length, 2);
  for (const [token, part] of [
    [await stage.payer(), 'pay-button'],
    [await stage.merchant(), 'qr'],
  ] as const) {
    const { shown, refused } = await open(t, token);
    await shown.waitForSelector(`>>> [role=group] [part~=${part}]`);
    assert.deepEqual(refused, []);
  }
});

test('where the import map gets lost, the second policy lets in nothing', async (t) => {
  const head = await printed(t, stage.url);
  const withoutMap = head.replace(/<script type="importmap">.*?<\/script>/s, '');
  const headers = headersFor(head, stage.url);
  const isDefined = async (headers: [string, string][]) => {
    page = { head: withoutMap, body: '', headers };
    const { shown } = await open(t, await stage.payer());
    return shown.evaluate(() => customElements.get('invoice-pay-button') !== undefined);
  };
  assert.equal(await isDefined(headers.slice(0, 1)), true);
  assert.equal(await isDefined(headers), false);
});

test('the page names the browsers that check', () => {
  const text = readFileSync(new URL('../../docs/element/integrity.md', import.meta.url), 'utf8');
  const versions = ({ __compat }: Identifier) =>
    ['chrome', 'firefox', 'safari'].map((name) => {
      const [support] = [__compat!.support[name as BrowserName]].flat();
      return support!.version_added;
    });
  const [chrome, firefox, safari] = versions(bcd.html!.elements!.script!.type!.importmap!.integrity!);
  assert.ok(text.includes(`from Chrome and Edge ${chrome}, Firefox ${firefox} and Safari ${safari} on`));
  const [chromium, gecko, webkit] = versions(bcd.http!.headers!['Integrity-Policy']!);
  assert.ok(text.includes(`Chrome ${chromium}, Firefox ${gecko} and Safari ${webkit} refuse`));
});

test('at a proxy of another version the link stays, and leads to the pay page', async (t) => {
  const head = (await printed(t, stage.url)).replace(
    /invoice-pay-button-[\d.]+-/,
    'invoice-pay-button-0.0.1-',
  );
  page = { head, body: '', headers: headersFor(head, stage.url) };
  const { shown } = await open(t, await stage.payer());
  await leadsToPayPage(shown);
});

for (const part of ['invoice-pay-button', 'element', 'panels', 'en-payer'] as const) {
  test(`a changed byte of ${part} keeps it from running, and the link leads to the pay page`, async (t) => {
    const url = tamperedUrl(part);
    const head = await printed(t, url);
    page = { head, body: '', headers: headersFor(head, url) };
    const { shown, refused } = await open(t, await stage.payer());
    await (part === 'invoice-pay-button' || part === 'element'
      ? shown.waitForSelector('invoice-pay-button:not(:defined)')
      : shown.waitForSelector('>>> [part~=check-button]'));
    assert.match(refused.join('\n'), /integrity|digest/i);
    assert.equal(await shown.$('>>> [role=group] [part~=pay-button]'), null);
    await leadsToPayPage(shown);
  });
}

test('nothing is refused where nobody changes anything on the same way', async (t) => {
  const url = tamperedUrl(NOTHING);
  const head = await printed(t, url);
  page = { head, body: '', headers: headersFor(head, url) };
  const { shown, refused } = await open(t, await stage.payer());
  await shown.waitForSelector('>>> [role=group] [part~=pay-button]');
  assert.deepEqual(refused, []);
});
