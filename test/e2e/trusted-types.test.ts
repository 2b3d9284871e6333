import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, type TestContext, test } from 'node:test';
import puppeteer, { type Browser } from 'puppeteer-core';
import { chromium } from '../help/chromium.js';
import { createStage } from '../help/stage.ts';

let browser: Browser;
before(async () => {
  browser = await puppeteer.launch({ ...(await chromium()), headless: true });
});
after(() => browser?.close());

/** A page with a Lit of its own, which comes first. @returns whether the element offers to pay, and whether its fallback is seen */
async function shows(t: TestContext, allowed: string): Promise<{ pays: boolean; fallback: boolean }> {
  const site = createServer(async ({ url }, response) => {
    if (url === '/lit.js') {
      response.setHeader('content-type', 'text/javascript');
      response.end(await readFile(new URL('../../node_modules/lit-html/lit-html.js', import.meta.url)));
      return;
    }
    response.setHeader('content-type', 'text/html');
    response.setHeader(
      'content-security-policy',
      `script-src 'self' ${stage.url}; require-trusted-types-for 'script'; trusted-types ${allowed}`,
    );
    response.end(`<!doctype html><script type="module" src="/lit.js"></script>
<script type="module" src="${stage.url}/invoice-pay-button.js"></script>
<invoice-pay-button token="${await stage.payer()}"><a href="${stage.url}/pay/x">Pay</a></invoice-pay-button>`);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const stage = await createStage({ env: { ALLOWED_ORIGINS: origin } });
  const page = await browser.newPage();
  t.after(async () => {
    await page.close();
    await stage.close();
    site.closeAllConnections();
    site.close();
  });
  await page.goto(origin, { waitUntil: 'networkidle2' });
  return page.evaluate(() => {
    const element = document.querySelector('invoice-pay-button')!;
    const root = element.shadowRoot;
    return {
      pays: Boolean(root?.querySelector('[part="pay-button"]')),
      fallback: element.querySelector('a')!.checkVisibility(),
    };
  });
}

test('beside a Lit of the page’s own the element runs where policies may have one name', async (t) => {
  assert.deepEqual(await shows(t, "lit-html 'allow-duplicates'"), { pays: true, fallback: false });
});

test('where they may not, the fallback stays', async (t) => {
  assert.deepEqual(await shows(t, 'lit-html'), { pays: false, fallback: true });
});
