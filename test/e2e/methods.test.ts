import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import puppeteer, { type Browser } from 'puppeteer-core';
import { chromium } from '../help/chromium.js';
import { elementPage, serveHostPage } from '../help/host-page.ts';
import { startHost } from '../help/notified-host.ts';
import { createPerson, type Person } from '../help/person.ts';
import { readQr } from '../help/read-qr.ts';
import { type Claims, createStage, type Stage } from '../help/stage.ts';
import { CUSTOMER, PERSONAL } from '../proof/billing.ts';
import { WORDS, type Words } from './customer-words.ts';

const NOTIFY_SECRET = `whsec_${btoa('a secret for notifications, long enough')}`;
const DAY = 24 * 60 * 60 * 1000;
const METHODS = ['ideal', 'creditcard', 'banktransfer', 'billie'];

let browser: Browser;
let host: Awaited<ReturnType<typeof serveHostPage>>;
let heard: Awaited<ReturnType<typeof startHost>>;
let folder: string;
let stage: Stage;
/** All that the proxy answered to anybody's browser. */
const answers: string[] = [];

before(async () => {
  browser = await puppeteer.launch({ ...(await chromium()), headless: true });
  host = await serveHostPage();
  heard = await startHost(NOTIFY_SECRET);
  folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
  const env = {
    ...{ ALLOWED_ORIGINS: host.origin, BRAND_NAME: 'Bakkerij Jansen', LOG_LEVEL: 'debug' },
    ...{ STORAGE_URL: `sqlite:${folder}/pay.db`, NOTIFY_URL: heard.url, NOTIFY_SECRET },
  };
  stage = await createStage({ env, simulator: { settings: { methods: METHODS } } });
  host.proxy = stage.url;
  for (const language of Object.keys(WORDS)) await knowMethods(language);
});
after(async () => {
  await browser?.close();
  await stage?.close();
  await heard?.close();
  await host?.close();
  await rm(folder, { recursive: true });
});

/** The names of methods in each language are asked for when somebody first looks. */
async function knowMethods(language: string): Promise<void> {
  const headers = { 'accept-language': language };
  for (let tries = 0; tries < 200; tries++) {
    const { body } = await stage.call('GET', '/v1/invoice', { token: await stage.payer(), headers });
    if (body.methods) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`no methods in ${language}`);
}

const claimsOf = (claims: Claims = {}) => ({
  ...{ sub: crypto.randomUUID(), rev: 1, paidElsewhere: '21.00' },
  dueDate: new Date(stage.now() + 20 * DAY).toISOString().slice(0, 10),
  ...claims,
});

async function enter(language: string, script: boolean): Promise<Person> {
  const person = await createPerson(browser, { language, script });
  person.page.on('response', (response) => {
    if (!response.url().startsWith(stage.url)) return;
    const head = JSON.stringify([response.url(), response.headers()]);
    // Redirects and pages that are left have no body to read.
    response.text().then(
      (body) => answers.push(head + body),
      () => answers.push(head),
    );
  });
  return person;
}

type Steps = (person: Person, words: Words, link: string, stated: Claims) => Promise<void>;

/** In each language, by somebody with script and by somebody without. */
function walk(name: string, claims: Claims, steps: Steps): void {
  for (const [language, words] of Object.entries(WORDS)) {
    for (const script of [true, false]) {
      test(`${name}, in ${language}, with${script ? '' : 'out'} script`, async (t) => {
        const person = await enter(language, script);
        t.after(() => person.leaves());
        const stated = claimsOf(claims);
        const { link } = await stage.put(stated);
        await person.opens(link);
        await steps(person, words, link, stated);
      });
    }
  }
}

/** At the bank: how it ends. */
async function ends(person: Person, { ends: words }: Words, end: string): Promise<void> {
  await person.presses(end, 'radio');
  await person.presses(words.proceed);
}

const paymentsOf = async (stated: Claims) => (await stage.view(stated)).attempts!;
const statusesOf = async (stated: Claims) => (await paymentsOf(stated)).map(({ status }) => status);
const bankOf = ({ page }: Person) => new URL(page.url());

/** Every line of the code is what the page says and what Mollie expects. */
async function readsCode(person: Person, stated: Claims, amount: string): Promise<void> {
  const [payment] = await paymentsOf(stated);
  const { details } = stage.simulator.ledger.get(payment!.id);
  const { bankName, bankAccount, bankBic, transferReference } = details!;
  const lines = (await readQr(person.page)).split('\n');
  assert.deepEqual(lines.slice(0, 4), ['BCD', '002', '1', 'SCT']);
  const [bic, name, iban, asked, purpose, reference, text] = lines.slice(4);
  assert.deepEqual([bic, name, iban], [bankBic, bankName, bankAccount]);
  assert.deepEqual([asked, purpose, reference, text], [`EUR${amount}`, '', '', transferReference]);
  const said = await person.text();
  for (const part of [bankBic, bankName, transferReference]) assert.ok(said.includes(part!), part);
  assert.ok(said.replaceAll(' ', '').includes(bankAccount!), bankAccount);
}

async function canPayAnyWay(person: Person, { pay, method, card, transfer }: Words): Promise<void> {
  const buttons = await person.names('button');
  for (const way of [pay, method, card, transfer.label])
    assert.ok(buttons.includes(way), `${way}: ${buttons}`);
}

walk('a customer pays by iDEAL in two presses', {}, async (person, words, link, stated) => {
  await person.presses(words.method);
  await person.sees('radio', words.ends.paid);
  assert.equal(bankOf(person).searchParams.get('method'), 'ideal');
  await ends(person, words, words.ends.paid);
  await person.reads(words.thanked);
  assert.equal(person.page.url().split('?')[0], link);
  assert.deepEqual(await statusesOf(stated), ['paid']);
});

walk('a customer cancels at the bank and pays by card', {}, async (person, words, link, stated) => {
  await person.presses(words.method);
  await person.sees('button', words.ends.cancel);
  // Nobody has cancelled yet: an address says nothing.
  const other = await enter('en', false);
  await other.opens(`${link}?canceled`);
  assert.ok(!(await other.text()).includes(WORDS.en.canceled));
  await other.leaves();
  await person.presses(words.ends.cancel);
  await person.reads(words.canceled);
  assert.deepEqual(await statusesOf(stated), ['canceled']);
  await canPayAnyWay(person, words);
  await person.presses(words.card);
  await ends(person, words, words.ends.paid);
  await person.reads(words.thanked);
  const [newest] = await paymentsOf(stated);
  assert.deepEqual([newest!.status, newest!.method], ['paid', 'creditcard']);
});

walk(
  'a customer starts a transfer, comes back to it, and takes it back',
  {},
  async (person, words, link, stated) => {
    const { transfer } = words;
    await person.presses(transfer.label);
    await person.presses(transfer.backToShop);
    await person.reads(...transfer.reads, 'BIC');
    await readsCode(person, stated, '100.00');
    const told = await person.text();
    await person.opens('about:blank');
    await person.opens(link);
    await person.reads(...transfer.reads);
    assert.equal(await person.text(), told);
    await readsCode(person, stated, '100.00');
    await person.presses(transfer.notSent);
    await person.reads(words.canceled);
    await canPayAnyWay(person, words);
    assert.deepEqual(await statusesOf(stated), ['canceled']);
  },
);

const BUSINESS = { paidElsewhere: '20.99', customer: CUSTOMER, vatRate: '21.00' };
walk('a business pays what remains by Billie', BUSINESS, async (person, words, link, stated) => {
  stage.simulator.requests.clear();
  await person.presses('Billie');
  await ends(person, words, words.ends.authorized);
  await person.reads(words.approved);
  assert.ok(!(await person.text()).includes(words.thanked));
  const [create] = stage.simulator.requests.list({ endpoint: 'create' });
  const { lines, billingAddress, amount } = JSON.parse(String(create!.body));
  const eur = (value: string) => ({ currency: 'EUR', value });
  assert.deepEqual(amount, eur('100.01'));
  assert.deepEqual(billingAddress, CUSTOMER);
  const money = { unitPrice: eur('100.01'), totalAmount: eur('100.01'), vatAmount: eur('17.36') };
  assert.deepEqual(lines, [{ description: 'Invoice 2026-0042', quantity: 1, vatRate: '21.00', ...money }]);
  assert.deepEqual(await statusesOf(stated), ['authorized']);
  await stage.advance(61_000);
  await person.opens(link);
  await person.reads(words.thanked);
  await stage.idle();
});

test('the element leads to the bank by iDEAL, and tells of a transfer, its code too', async (t) => {
  const words = WORDS.en;
  const [claims, other] = [claimsOf(), claimsOf()].map((one) => ({
    ...one,
    url: `${host.origin}/?sub=${one.sub}`,
  }));
  host.page = async ({ searchParams }) => {
    const shown = searchParams.get('sub') === other!.sub ? other : claims;
    return elementPage(stage.url, await stage.payer(shown));
  };
  const person = await enter('en', true);
  t.after(() => person.leaves());
  await person.opens(claims!.url);
  await person.presses(words.method);
  await person.sees('radio', words.ends.paid);
  assert.equal(bankOf(person).searchParams.get('method'), 'ideal');
  await ends(person, words, words.ends.paid);
  await person.reads(words.thanked);
  await person.presses(words.back, 'link');
  await person.reads(...words.element.paid);

  await person.opens(other!.url);
  await person.presses(words.transfer.label);
  await person.presses(words.transfer.backToShop);
  await person.reads(...words.transfer.reads);
  await person.presses(words.back, 'link');
  await person.presses('Bank details');
  await person.reads('NL53 ABNA 0627 5355 77', 'BIC', 'Must arrive by');
  await readsCode(person, other!, '100.00');
  await person.presses(words.transfer.notSent);
  await person.reads('The transfer is cancelled. You can pay in any way again.');
  await person.sees('button', words.method);
  await person.sees('button', words.card);
});

test('after all of it, who was billed stands nowhere', async () => {
  await stage.idle();
  const files = await Promise.all(
    (await readdir(folder)).map((name) => readFile(join(folder, name), 'latin1')),
  );
  assert.ok(heard.heard.filter(({ type }) => type === 'invoice.paid').length >= 6);
  assert.ok(answers.length > 50 && stage.logged.length > 50 && files.length > 0);
  const metadata = stage.simulator.ledger.list().map((payment) => payment.metadata);
  const all = { answers, files, log: stage.logged, heard: heard.heard, metadata };
  for (const [where, texts] of Object.entries(all)) {
    const text = where === 'files' ? files.join() : JSON.stringify(texts);
    for (const part of PERSONAL) assert.ok(!text.includes(part), `${part} in ${where}`);
  }
});
