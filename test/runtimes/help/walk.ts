import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import puppeteer from 'puppeteer-core';
import type { InvoiceView } from '../../../shared/api.ts';
import { chromium } from '../../help/chromium.js';
import { Guest, paysAndReturns } from '../../help/guest.ts';
import { elementPage } from '../../help/host-page.ts';
import { openTab } from '../../help/person.ts';
import { type Claims, signToken } from '../../help/stage.ts';
import { METRICS_TOKEN, until, type World } from './drive.ts';

/** The invoice of the pages. */
const INVOICE = { sub: '2026-0042', number: '2026-0042', total: '121.00' };
const SECRET = 'only-for-this-test-signs-invoice-tokens';

export function tokenOf(claims: Claims = {}): Promise<string> {
  return signToken(Date.now(), { ...INVOICE, ...claims }, SECRET);
}

/** Asks the API as the payer of an invoice. */
export async function asks(
  url: string,
  method: string,
  path: string,
  claims: Claims = {},
  signal: AbortSignal | null = null,
) {
  const headers = { Authorization: `Bearer ${await tokenOf(claims)}` };
  const response = await fetch(url + path, { method, headers, signal });
  return {
    status: response.status,
    body: (await response.json()) as InvoiceView & { payment: { checkoutUrl: string } },
  };
}

/** From the first payment to its refund: as the page says, in a browser, and with a restart between. */
export async function payAndRefund(t: TestContext, world: World): Promise<void> {
  const { url, site, heard, control } = world;
  const statusOf = async () => (await asks(url, 'GET', '/v1/invoice')).body.status;
  const put = await asks(url, 'PUT', '/v1/invoice', { aud: 'invoice-pay:manage' });
  assert.deepEqual([put.status, put.body.status], [200, 'open']);
  assert.match(await world.create(), /"checkoutUrl":"http/);
  await world.restart();

  const browser = await puppeteer.launch({ ...(await chromium()), headless: true });
  t.after(() => browser.close());
  const guest = new Guest(...(await openTab(browser)));
  Object.assign(site, { proxy: url });
  // Of two tokens of one second, the facts seen first would count, and those of the page's have no address.
  const rev = Math.ceil(Date.now() / 1000) + 1;
  site.page = async () => elementPage(url, await tokenOf({ url: `${site.origin}/`, rev }));
  await guest.opens(`${site.origin}/`);
  await guest.shows('Open € 121.00');
  await paysAndReturns(guest, 'Pay € 121.00');
  await guest.shows('Paid € 121.00');
  assert.deepEqual(guest.complaints, []);
  assert.equal((JSON.parse(await world.ask()) as InvoiceView).status, 'paid');
  await until('the host told', () => heard.some(({ type }) => type === 'invoice.paid'));

  await world.restart();
  assert.equal(await statusOf(), 'paid');
  if (world.hasMetrics) await scrape(url);
  const made = await world.made(INVOICE.number);
  assert.equal(made.length, 1, 'one payment was made, and paid');
  await control(`/payments/${made[0]!.id}/refunds`);
  await until('the refund', async () => (await statusOf()) === 'refunded');
  await until('the host told', () => heard.some(({ type }) => type === 'invoice.refunded'));

  const { link } = (await asks(url, 'GET', '/v1/invoice')).body;
  const page = await fetch(link!);
  const html = await page.text();
  assert.match(html, /Refunded/);
  const [, script] = /<script[^>]* src="([^"]+)"/.exec(html) ?? [];
  assert.equal((await fetch(new URL(script!, link!))).status, 200);
  await guest.opens(link!);
  await guest.reads('Refunded');
  assert.deepEqual(guest.complaints, []);
}

async function scrape(url: string): Promise<void> {
  const response = await fetch(`${url}/metrics`, { headers: { Authorization: `Bearer ${METRICS_TOKEN}` } });
  assert.equal(response.status, 200);
  assert.match(await response.text(), /^invoice_pay_http_request_duration_seconds_count\{.*\} [1-9]/m);
}
