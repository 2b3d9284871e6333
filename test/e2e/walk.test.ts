import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { type ServedSimulator, serveSimulator } from '../../demo/mollie/server.ts';
import { chromium } from '../help/chromium.js';
import { freePort, type ProxyProcess, startProxy } from '../help/proxy-process.ts';
import { startRedis, withoutRedis } from '../help/redis.ts';
import { INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET, signToken } from '../help/stage.ts';

const SECONDS = 1000;

let browser: Browser;
before(async () => {
  browser = await puppeteer.launch({ ...(await chromium()), headless: true });
});
after(() => browser?.close());

test('an invoice gets paid, with SQLite and a proxy that dies while the customer is at Mollie', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
  t.after(() => rm(folder, { recursive: true }));
  await walk(t, `sqlite:${folder}/store.db`);
});

const skip = withoutRedis();
test('an invoice gets paid, with Redis and a proxy that dies while the customer is at Mollie', {
  skip,
}, async (t) => {
  const redis = await startRedis();
  t.after(() => redis.close());
  await walk(t, redis.url);
});

async function walk(t: TestContext, storageUrl: string): Promise<void> {
  const mollie = await serveSimulator();
  t.after(() => mollie.close());
  const port = await freePort();
  const host = await serveHost(port);
  t.after(() => host.server.close());
  const env = {
    MOLLIE_API_KEY: MOLLIE_KEY,
    MOLLIE_API_ENDPOINT: mollie.endpoint,
    INVOICE_SECRET,
    PROXY_SECRET,
    STORAGE_URL: storageUrl,
    ALLOWED_ORIGINS: host.origin,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
  let proxy: ProxyProcess = await startProxy(env);
  t.after(() => proxy.kill());

  // The merchant creates a payment and copies its link.
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  await context.overridePermissions(host.origin, [
    'clipboard-read',
    'clipboard-write',
    'clipboard-sanitized-write',
  ]);
  const merchant = await context.newPage();
  const complaints = listen(merchant);
  await merchant.goto(`${host.origin}/merchant?lang=nl`);
  await press(merchant, 'Betaling aanmaken');
  await press(merchant, 'Link kopiëren');
  await reads(merchant, 'Link gekopieerd');
  const link = await copiedText(merchant, `http://127.0.0.1:${port}/pay/`);
  assert.match(link, /\/pay\/[a-z2-7]{32}$/);
  assert.equal(mollie.simulator.ledger.list()[0]!.amount.value, '100.00');

  // The customer opens it, without script, and goes to pay.
  const customer = await context.newPage();
  await customer.setJavaScriptEnabled(false);
  await customer.setExtraHTTPHeaders({ 'accept-language': 'en' });
  await customer.goto(link);
  await submit(customer, 'Pay € 100.00');
  assert.match(customer.url(), new RegExp(`^${mollie.url}/checkout/`));
  await submit(customer, 'iDEAL | Wero');

  // Meanwhile the proxy dies, and is there again.
  await proxy.kill();
  proxy = await startProxy(env);

  await customer.click('input[value="paid"]');
  await submit(customer, 'Continue');
  assert.equal(customer.url(), link);
  const confirmation = await textOf(customer);
  const facts = [
    'Thank you for your payment',
    '2026-0042',
    '1 November 2026',
    '1 December 2026',
    '€ 100.00',
    'iDEAL',
  ];
  for (const fact of facts) assert.ok(confirmation.includes(fact), `${fact} in ${confirmation}`);
  const back = await customer.$eval('main a.button', (a) => (a as HTMLAnchorElement).href);
  assert.equal(back, `${host.origin}/online`);

  // The merchant's page has noticed by itself, and shows when, and the story.
  await reads(merchant, 'Betaald');
  await reads(merchant, String(new Date().getFullYear()));
  assert.equal(mollie.simulator.ledger.list().length, 1);
  assert.deepEqual(complaints(), []);

  // The same in all three languages, for the customer's own view of the invoice.
  for (const [language, label] of [
    ['en', 'Paid'],
    ['nl', 'Betaald'],
    ['de', 'Bezahlt'],
  ] as const) {
    const page = await context.newPage();
    await page.goto(`${host.origin}/online?lang=${language}`);
    await reads(page, label);
    await page.close();
  }
  await checkStory(mollie, proxy, host.origin);
}

/** What the log tells, oldest first; and that the process stops as it is asked to. */
async function checkStory(mollie: ServedSimulator, proxy: ProxyProcess, origin: string): Promise<void> {
  const token = await signToken(Date.now(), {
    ...CLAIMS,
    aud: 'invoice-pay:manage',
    url: `${origin}/online`,
  });
  const answer = await fetch(`${proxy.url}/v1/invoice/log`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { entries } = (await answer.json()) as { entries: { event: string }[] };
  const story = entries.map(({ event }) => event).reverse();
  assert.deepEqual(story, ['invoice.seen', 'payment.created', 'payment.paid']);
  assert.ok(mollie.simulator.ledger.list().every(({ status }) => status === 'paid'));
  assert.equal(await proxy.stop(), 0);
}

const CLAIMS = {
  rev: 1,
  paidElsewhere: '21.00',
  date: '2026-11-01',
  dueDate: '2026-12-01',
};

/** The host's two pages, on an origin of their own, with a policy that allows nothing inline. */
async function serveHost(proxyPort: number): Promise<{ server: Server; origin: string }> {
  const proxy = `http://127.0.0.1:${proxyPort}`;
  let origin = '';
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', origin);
    const aud = pathname === '/merchant' ? 'invoice-pay:manage' : 'invoice-pay';
    const token = await signToken(Date.now(), { ...CLAIMS, aud, url: `${origin}/online` });
    response.setHeader('content-type', 'text/html; charset=utf-8');
    const policy = `default-src 'none'; img-src data:; script-src ${proxy}; connect-src ${proxy}; require-trusted-types-for 'script'`;
    response.setHeader('content-security-policy', `${policy}; trusted-types lit-html`);
    response.end(`<!doctype html><html lang="${searchParams.get('lang') ?? 'en'}"><meta charset="utf-8">
<title>Invoice 2026-0042</title><link rel="icon" href="data:,">
<script type="module" src="${proxy}/invoice-pay-button.js"></script>
<invoice-pay-button token="${token}"></invoice-pay-button>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { server, origin };
}

/** Presses a button by its name, wherever it is, shadow trees included. */
async function press(page: Page, name: string): Promise<void> {
  await page.bringToFront();
  await page
    .locator(`::-p-aria(${name}[role="button"])`)
    .setTimeout(20 * SECONDS)
    .click();
}

/** Presses a form's button on a page without script, and waits for where it leads. */
async function submit(page: Page, name: string): Promise<void> {
  await page.bringToFront();
  const buttons = await page.$$('button, input[type="submit"]');
  for (const button of buttons) {
    const text = await button.evaluate((element) => element.textContent?.replace(/\s+/g, ' ').trim());
    if (text?.includes(name)) {
      await Promise.all([page.waitForNavigation(), button.click()]);
      return;
    }
  }
  throw new Error(`no button ${name} on ${page.url()}: ${await textOf(page)}`);
}

/** Waits until the page says `text`, wherever it stands. */
async function reads(page: Page, text: string): Promise<void> {
  await page.bringToFront();
  const find = (wanted: string) => {
    const element = document.querySelector('invoice-pay-button');
    return element?.shadowRoot?.textContent?.replace(/\s+/g, ' ').includes(wanted) ?? false;
  };
  await page.waitForFunction(find, { timeout: 20 * SECONDS, polling: 100 }, text).catch(async () => {
    const content = await page.$eval(
      'invoice-pay-button',
      (element) => element.shadowRoot?.textContent ?? '',
    );
    throw new Error(`"${text}" is not to be read in: ${content.replace(/\s+/g, ' ')}`);
  });
}

/** What was copied; the clipboard is shared, and may hold something else until then. */
async function copiedText(page: Page, start: string): Promise<string> {
  const isThere = async (wanted: string) => {
    const text = await navigator.clipboard.readText();
    return text.startsWith(wanted) && text;
  };
  const text = await page.waitForFunction(isThere, { timeout: 5 * SECONDS, polling: 100 }, start);
  return (await text.jsonValue()) || '';
}

async function textOf(page: Page): Promise<string> {
  const text = await page.$eval('body', (body) => body.innerText);
  return text.replaceAll('\u00a0', ' ');
}

/** Errors that the page reports, beyond the proxy's short absence. */
function listen(page: Page): () => string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    const isAbsence = /ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/.test(message.text());
    if (message.type() === 'error' && !isAbsence) errors.push(message.text());
  });
  return () => errors;
}
