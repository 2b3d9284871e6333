import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { type ServedSimulator, serveSimulator } from '../../demo/mollie/server.ts';
import { chromium } from '../help/chromium.js';
import { type HostPage, serveHostPage } from '../help/host-page.ts';
import { createPerson } from '../help/person.ts';
import { freePort, type ProxyProcess, startProxy } from '../help/proxy-process.ts';
import { startRedis, withoutRedis } from '../help/redis.ts';
import { INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET, signToken } from '../help/stage.ts';

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
  const host = await serveHostPage();
  t.after(() => host.close());
  const port = await freePort();
  host.proxy = `http://127.0.0.1:${port}`;
  host.page = (request) => invoicePage(host, request);
  const env = {
    MOLLIE_API_KEY: MOLLIE_KEY,
    MOLLIE_API_ENDPOINT: mollie.endpoint,
    INVOICE_SECRET,
    PROXY_SECRET,
    STORAGE_URL: storageUrl,
    ALLOWED_ORIGINS: host.origin,
    PORT: String(port),
    PUBLIC_URL: host.proxy,
  };
  let proxy: ProxyProcess = await startProxy(env);
  t.after(() => proxy.kill());

  // The merchant creates a payment and copies its link.
  const merchant = await createPerson(browser);
  t.after(() => merchant.leaves());
  const complaints = listen(merchant.page);
  await merchant.opens(`${host.origin}/merchant?lang=nl`);
  await merchant.mayCopy();
  await merchant.presses('Betaling aanmaken');
  await merchant.reads('Een betaalpagina voor € 100,00 staat open');
  await merchant.presses('Link kopiëren');
  await merchant.reads('Link gekopieerd');
  const link = await merchant.copied();
  assert.match(link, /\/pay\/[a-z2-7]{32}$/);
  assert.equal(mollie.simulator.ledger.list()[0]!.amount.value, '100.00');

  // The customer opens it, without script, and goes to pay.
  const customer = await createPerson(browser, { script: false });
  t.after(() => customer.leaves());
  await customer.opens(link);
  await customer.presses('Pay € 100.00');
  await customer.presses('iDEAL | Wero ›');

  // Meanwhile the proxy dies, and is there again.
  await proxy.kill();
  proxy = await startProxy(env);

  await customer.presses('Paid', 'radio');
  await customer.presses('Continue');
  await customer.reads('Thank you for your payment', '2026-0042', '1 November 2026', '1 December 2026');
  await customer.reads('€ 100.00', 'iDEAL');
  assert.equal(customer.page.url(), link);
  await customer.presses('Back to the invoice', 'link');
  await customer.page.waitForFunction((url) => location.href === url, {}, `${host.origin}/online`);

  // The merchant's page has noticed by itself, and shows when, and the story.
  await merchant.reads(/Betaald op \d+ \w+ \d{4}/);
  assert.equal(mollie.simulator.ledger.list().length, 1);
  assert.deepEqual(complaints(), []);

  // The same in all three languages, on the customer's own view of the invoice.
  const reader = await createPerson(browser);
  t.after(() => reader.leaves());
  for (const [language, label] of [
    ['en', 'Paid on'],
    ['nl', 'Betaald op'],
    ['de', 'Bezahlt am'],
  ] as const) {
    await reader.opens(`${host.origin}/online?lang=${language}`);
    await reader.reads(label);
  }
  await checkStory(mollie, proxy, host.origin);
}

const CLAIMS = {
  rev: 1,
  paidElsewhere: '21.00',
  date: '2026-11-01',
  dueDate: '2026-12-01',
};

/** The host's pages: one for the merchant, and the online invoice, which says by itself what is paid. */
async function invoicePage({ origin, proxy }: HostPage, { pathname, searchParams }: URL): Promise<string> {
  const aud = pathname === '/merchant' ? 'invoice-pay:manage' : 'invoice-pay';
  const token = await signToken(Date.now(), { ...CLAIMS, aud, url: `${origin}/online` });
  return `<!doctype html><html lang="${searchParams.get('lang') ?? 'en'}"><meta charset="utf-8">
<title>Invoice 2026-0042</title><link rel="icon" href="data:,">
<script type="module" src="${proxy}/invoice-pay-button.js"></script>
<invoice-pay-button token="${token}"></invoice-pay-button>`;
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
