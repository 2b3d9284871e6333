import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, beforeEach, type TestContext, test } from 'node:test';
import puppeteer, { type Browser, type Frame, type Page } from 'puppeteer-core';
import { chromium } from '../help/chromium.js';
import { elementPage, serveHostPage } from '../help/host-page.ts';
import { createStage, type Stage } from '../help/stage.ts';

let browser: Browser;
let host: Awaited<ReturnType<typeof serveHostPage>>;
let stage: Stage;

before(async () => {
  browser = await puppeteer.launch({ ...(await chromium()), headless: true });
});
after(() => browser?.close());
beforeEach(async () => {
  host = await serveHostPage();
  stage = await createStage({ env: { ALLOWED_ORIGINS: host.origin } });
  host.proxy = stage.url;
  host.page = async () => elementPage(stage.url, await stage.payer());
});
afterEach(async () => {
  await stage?.close();
  await host?.close();
});

/** A page of somebody else that has the invoice's page in a frame. @param sandbox attribute and all */
async function opens(t: TestContext, sandbox = ''): Promise<{ page: Page; frame: Frame }> {
  const page = await browser.newPage();
  t.after(() => page.close());
  const around = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><iframe ${sandbox} width=400 height=600 src="${host.origin}"></iframe>`);
  });
  await new Promise<void>((resolve) => around.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    around.closeAllConnections();
    around.close();
  });
  // By another name, and so of another site.
  await page.goto(`http://localhost:${(around.address() as AddressInfo).port}`);
  const frame = await (await page.waitForSelector('iframe'))!.contentFrame();
  await frame.waitForSelector('>>> [role=group] [part=pay-button]');
  return { page, frame };
}

async function isAtCheckout(page: Page): Promise<void> {
  await page.waitForFunction((url) => location.href.startsWith(url), {}, `${stage.mollie.url}/checkout/`);
  assert.equal(stage.simulator.ledger.list().length, 1);
}

test('in a frame of another page, Pay leaves by the top window', async (t) => {
  const { page, frame } = await opens(t);
  await (await frame.$('>>> [part=pay-button]'))!.click();
  await isAtCheckout(page);
});

test('the same in a sandbox that lets a press do so', async (t) => {
  const sandbox = 'sandbox="allow-scripts allow-same-origin allow-top-navigation-by-user-activation"';
  const { page, frame } = await opens(t, sandbox);
  await (await frame.$('>>> [part=pay-button]'))!.click();
  await isAtCheckout(page);
});

test('in one that does not, it says so and offers the checkout in a new window', async (t) => {
  const { page, frame } = await opens(t, 'sandbox="allow-scripts allow-same-origin allow-popups"');
  await (await frame.$('>>> [part=pay-button]'))!.click();
  const link = (await frame.waitForSelector('>>> .message a'))!;
  const opened = new Promise<Page>((resolve) => page.once('popup', (popup) => resolve(popup!)));
  await link.click();
  await isAtCheckout(await opened);
  assert.match(page.url(), /^http:\/\/localhost/);
});
