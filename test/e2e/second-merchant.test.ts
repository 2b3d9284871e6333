import assert from 'node:assert/strict';
import { test } from 'node:test';
import puppeteer, { type Page } from 'puppeteer-core';
import { startDemo } from '../../demo/demo.ts';
import { chromium } from '../help/chromium.js';
import { createPerson } from '../help/person.ts';

/** Errors that the page reports, such as what its policy forbids. */
function listen(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  return errors;
}

test("a merchant of the demo copies the simulator's key, connects it, and is paid", async (t) => {
  const demo = await startDemo({ env: {}, ports: { proxy: 0, host: 0, simulator: 0 }, log: () => {} });
  t.after(() => demo.stop());
  const browser = await puppeteer.launch({ ...(await chromium()), headless: true });
  t.after(() => browser.close());
  const { origin } = new URL(demo.addresses.start);

  const customer = await createPerson(browser, { language: 'nl' });
  await customer.opens(demo.addresses.start);
  await customer.presses('Its customer’s online invoice', 'link');
  await customer.reads('Factuur', 'Fietsatelier De Ketting', 'Open');
  assert.deepEqual(
    (await customer.names('button')).filter((name) => name.startsWith('Betaal')),
    [],
  );

  const merchant = await createPerson(browser);
  const complaints = listen(merchant.page);
  const allowed = ['clipboard-read', 'clipboard-sanitized-write'] as const;
  await merchant.page.browserContext().overridePermissions(origin, [...allowed]);
  await merchant.opens(demo.addresses.secondMerchant);
  await merchant.presses('Copy key');
  await merchant.sees('button', 'Copied');
  await merchant.presses('API key', 'textbox');
  await merchant.page.keyboard.down('Control');
  await merchant.page.keyboard.press('V', { commands: ['Paste'] });
  await merchant.page.keyboard.up('Control');
  await merchant.presses('Connect');
  await merchant.reads('Connected to Fietsatelier De Ketting. This is test mode');

  await customer.page.reload();
  await customer.presses('€ 222,64 betalen');
  await customer.reads('Fietsatelier De Ketting', 'Kies hoe u wilt betalen');
  await customer.presses('Bancontact ›');
  await customer.presses('Betaald', 'radio');
  await customer.presses('Doorgaan');
  await customer.reads('Fietsatelier De Ketting', '€ 222,64', 'Bancontact');
  await customer.presses('Terug naar de factuur', 'link');
  await customer.reads(/Betaald op \d+ \w+ \d{4}/);
  assert.deepEqual(complaints, []);
});
