import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { PAGES } from '../../docs/.vitepress/pages.ts';
import { pages } from '../../docs/tools/snippets.ts';
import { findings } from '../help/axe.ts';
import { chromium } from '../help/chromium.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SITE = `${ROOT}docs/.vitepress/dist`;
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
  '.json': 'application/json',
};

/** Each page's address on the site, by its file. */
const ADDRESSES = pages()
  .filter((page) => page.startsWith('docs/'))
  .map((page) => page.replace(/^docs/, '').replace(/(index)?\.md$/, (_, index) => (index ? '' : '.html')));

let browser: Browser;
let server: Server;
let origin: string;

before(async () => {
  const built = spawnSync('npm', ['run', '-s', 'docs:build'], { cwd: ROOT, encoding: 'utf8' });
  assert.equal(built.status, 0, built.stdout + built.stderr);
  server = createServer(({ url = '' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const file = SITE + pathname + (pathname.endsWith('/') ? 'index.html' : '');
    const isThere = existsSync(file);
    response.writeHead(isThere ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'text/plain' });
    response.end(isThere ? readFileSync(file) : '');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await puppeteer.launch({ ...(await chromium()), headless: true });
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

/** Opens a page. @returns it, and what it asked of others or complained about */
async function open(
  address: string,
  width: number,
  scheme: string,
): Promise<{ page: Page; faults: string[] }> {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) faults.push(request.url());
  });
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(origin + address, { waitUntil: 'load' });
  await page.waitForNetworkIdle({ idleTime: 100 });
  return { page, faults };
}

test('every page of the documentation is in the sidebar, and the other way round', () => {
  const listed = PAGES.flatMap(({ items }) => items.map(({ link }) => link));
  const there = ADDRESSES.map((address) => address.replace(/\.html$/, ''));
  assert.deepEqual(listed.toSorted(), there.toSorted());
  assert.equal(new Set(listed).size, listed.length);
});

for (const [width, scheme] of [
  [1280, 'light'],
  [360, 'dark'],
] as const) {
  test(`every page renders, ${scheme} and ${width} pixels wide, without a word to anybody else and no wider than that`, async () => {
    for (const address of ADDRESSES) {
      const { page, faults } = await open(address, width, scheme);
      const { heading, wide } = await page.evaluate(() => ({
        heading: document.querySelector('h1')?.textContent ?? '',
        wide: document.documentElement.scrollWidth,
      }));
      assert.deepEqual(faults, [], address);
      assert.match(heading, /\w/, address);
      assert.deepEqual(await findings(page, '.vp-doc'), [], address);
      assert.ok(wide <= width, `${address} is ${wide} pixels wide`);
      await page.close();
    }
  });
}

test('a picture follows the scheme that people choose on the site, whatever the system has', async () => {
  const { page } = await open('/', 1280, 'light');
  const shown = () => page.$eval('picture img', (image) => (image as HTMLImageElement).currentSrc);
  assert.match(await shown(), /light/);
  await page.click('.VPNavBar .VPSwitchAppearance');
  await page.waitForFunction(() =>
    /dark/.test((document.querySelector('picture img') as HTMLImageElement).currentSrc),
  );
  await page.close();
});

test('words are found without asking anybody else', async () => {
  const { page, faults } = await open('/start.html', 1280, 'light');
  await page.keyboard.press('/');
  await page.waitForSelector('#localsearch-input');
  await page.keyboard.type('TRUSTED_PROXIES');
  await page.waitForFunction(() =>
    /configuration/i.test(document.querySelector('#localsearch-list')?.textContent ?? ''),
  );
  assert.deepEqual(faults, []);
  await page.close();
});
