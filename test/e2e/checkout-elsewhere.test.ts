import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, type TestContext, test } from 'node:test';
import puppeteer, { type Browser } from 'puppeteer-core';
import { chromium } from '../help/chromium.js';
import { elementPage, serveHostPage } from '../help/host-page.ts';
import { createPerson, type Person } from '../help/person.ts';
import { createStage, type Stage } from '../help/stage.ts';

/** A bank's own page; what is asked there is led on to the simulator's. */
const BANK = 'https://tx.ideal.example';

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
  stage.simulator.settings.methods = ['ideal'];
  host.proxy = stage.url;
  host.page = async () => elementPage(stage.url, await stage.payer());
});
afterEach(async () => {
  await stage?.close();
  await host?.close();
});

async function comes(t: TestContext): Promise<Person> {
  const person = await createPerson(browser);
  t.after(() => person.leaves());
  return person;
}

/** Where the test-mode page of the simulator stands for the bank's. */
async function paysThere(person: Person, hostname: string): Promise<void> {
  await person.presses('Paid', 'radio');
  assert.equal(new URL(person.page.url()).hostname, hostname);
  await person.presses('Continue');
  await person.reads('Thank you for your payment');
  assert.equal(stage.simulator.ledger.list().length, 1);
}

test('a merchant with iDEAL alone is paid at the first press, on the pay page, with the checkout at another host', async (t) => {
  stage.simulator.faults.add({ endpoint: '*', kind: 'checkout_elsewhere' });
  const { link } = await stage.put();
  const person = await comes(t);
  await person.opens(link);
  await person.presses('Pay € 121.00');
  await paysThere(person, 'ideal.localhost');
});

test('the same on the invoice page of the host, through the element', async (t) => {
  stage.simulator.faults.add({ endpoint: '*', kind: 'checkout_elsewhere' });
  const person = await comes(t);
  await person.opens(host.origin);
  await person.presses('Pay € 121.00');
  await paysThere(person, 'ideal.localhost');
});

test('the same with a checkout at the bank, by https', async (t) => {
  stage.simulator.faults.add({ endpoint: '*', kind: 'checkout_elsewhere', origin: BANK });
  const { link } = await stage.put();
  const person = await comes(t);
  await person.page.setRequestInterception(true);
  const seen: string[] = [];
  person.page.on('request', (request) => {
    const { origin, pathname, search } = new URL(request.url());
    if (origin !== BANK) return request.continue();
    seen.push(request.method());
    const location = stage.mollie.url + pathname + search;
    return request.respond({ status: 302, headers: { location } });
  });
  await person.opens(link);
  await person.presses('Pay € 121.00');
  await paysThere(person, '127.0.0.1');
  assert.deepEqual(seen, ['GET']);
});
