import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import puppeteer, { type Browser } from 'puppeteer-core';
import { chromium } from '../help/chromium.js';
import { serveHostPage } from '../help/host-page.ts';
import { createPerson, type Person } from '../help/person.ts';
import { createStage, type Stage } from '../help/stage.ts';
import { WORDS, type Words } from './customer-words.ts';

let browser: Browser;
let host: Awaited<ReturnType<typeof serveHostPage>>;
let stage: Stage;

before(async () => {
  browser = await puppeteer.launch({ ...(await chromium()), headless: true });
  host = await serveHostPage();
  stage = await createStage({ env: { ALLOWED_ORIGINS: host.origin, BRAND_NAME: 'Bakkerij Jansen' } });
  host.proxy = stage.url;
  host.page = hostPage;
});
after(async () => {
  await browser?.close();
  await stage?.close();
  await host?.close();
});

/** The merchant's own online invoice: the element, and in it a link for browsers without script. */
async function hostPage({ searchParams }: URL): Promise<string> {
  const language = searchParams.get('lang') as keyof typeof WORDS;
  const claims = claimsOf(searchParams.get('sub')!, language);
  const { link } = await stage.view(claims);
  return `<!doctype html><html lang="${language}"><meta charset="utf-8">
<title>2026-0042</title><link rel="icon" href="data:,">
<script type="module" src="${stage.url}/invoice-pay-button.js"></script>
<invoice-pay-button token="${await stage.payer(claims)}"><a href="${link}">${WORDS[language].element.link}</a></invoice-pay-button>`;
}

const claimsOf = (sub: string, language: string) => ({
  sub,
  rev: 1,
  paidElsewhere: '21.00',
  date: '2026-11-01',
  dueDate: '2026-12-01',
  description: 'Bread in November',
  url: `${host.origin}/?sub=${sub}&lang=${language}`,
});

/** A walk in each language, by somebody with script and by somebody without. */
function walk(name: string, steps: (person: Person, words: Words, about: About) => Promise<void>): void {
  for (const [language, words] of Object.entries(WORDS)) {
    for (const script of [true, false]) {
      test(`${name}, in ${language}, with${script ? '' : 'out'} script`, async (t: TestContext) => {
        const person = await createPerson(browser, { language, script });
        t.after(() => person.leaves());
        const { link, url } = await stage.put(claimsOf(crypto.randomUUID(), language));
        await steps(person, words, { link, invoice: url!, script });
      });
    }
  }
}

type About = { link: string; invoice: string; script: boolean };

/** At Mollie: chooses iDEAL, and how that ends. */
async function pays(person: Person, { ideal, ends }: Words, end: 'paid' | 'failed'): Promise<void> {
  await person.presses(ideal);
  await person.presses(ends[end], 'radio');
  await person.presses(ends.proceed);
}

/** Mollie ends a payment that fails where there is no other method to choose; else the customer is asked again there. */
async function failsByTheOnlyMethod(person: Person, { pay, ends }: Words): Promise<void> {
  const { settings } = stage.simulator;
  const { methods } = settings;
  settings.methods = ['ideal'];
  try {
    await person.presses(pay);
    await person.presses(ends.failed, 'radio');
    await person.presses(ends.proceed);
  } finally {
    settings.methods = methods;
  }
}

walk('a customer pays, fails, tries again and prints', async (person, words, { link, script }) => {
  await person.opens(link);
  await person.reads(words.open, ...words.invoice);
  assert.equal(await person.title(), words.titles[0]);
  const invoice = await person.prints();
  assert.equal(invoice.sheets, 1);
  assert.deepEqual(invoice.images, ['2026-0042']);
  for (const fact of [...words.invoice, words.scan, link]) assert.ok(invoice.text.includes(fact), fact);
  assert.ok(!invoice.text.includes(words.pay), invoice.text);

  await failsByTheOnlyMethod(person, words);
  await person.reads(words.failed, ...words.invoice);

  await person.presses(words.pay);
  await pays(person, words, 'failed');
  await pays(person, words, 'paid');
  await person.reads(...words.paid);
  assert.equal(await person.title(), words.titles[1]);
  assert.ok(!(await person.has('button', words.pay)));
  await person.sees('link', words.back);

  if (script) await person.asksForPaper(words.print);
  assert.equal(await person.has('button', words.print), script);
  const confirmation = await person.prints();
  assert.equal(confirmation.sheets, 1);
  for (const fact of words.paid) assert.match(confirmation.text, asPattern(fact));
  assert.ok(!confirmation.text.includes(words.back));
});

walk('a customer cancels at Mollie and pays after all, by keyboard', async (person, words, { link }) => {
  await person.opens(link);
  await person.tabsTo(words.pay);
  await person.tabsTo(words.ends.cancel);
  await person.reads(words.canceled, ...words.invoice);
  await person.tabsTo(words.pay);
  await pays(person, words, 'paid');
  await person.reads(...words.paid);
});

walk(
  'a customer transfers by bank, or pays another way',
  async (person, { transfer, ...words }, { link, script }) => {
    await person.opens(link);
    await person.presses(words.pay);
    await person.presses(transfer.method);
    await person.presses(transfer.backToShop);
    await person.reads(...transfer.reads);
    const paper = await person.prints();
    for (const fact of transfer.reads) assert.match(paper.text, asPattern(fact));

    assert.equal(paper.sheets, 1);
    assert.equal(await person.has('button', transfer.copy), script);
    if (script) {
      await person.mayCopy();
      await person.presses(transfer.copy);
      await person.reads(transfer.copied);
      assert.equal(await person.copied(), 'NL53ABNA0627535577');
    }

    await person.presses(transfer.done, 'link');
    await person.reads(transfer.thanks, ...transfer.reads);
    await person.sees('link', transfer.checkAgain);
    await person.presses(transfer.checkAgain, 'link');
    await person.reads(transfer.thanks, ...transfer.reads);

    await person.presses(transfer.other);
    await pays(person, { transfer, ...words }, 'paid');
    await person.reads(...words.paid);
  },
);

walk('a customer pays with a method of the page, at once', async (person, words, { link }) => {
  await person.opens(link);
  await person.presses(words.method);
  await person.presses(words.ends.paid, 'radio');
  await person.presses(words.ends.proceed);
  await person.reads(...words.paid);
});

walk('a customer who has not sent a transfer takes it back', async (person, words, { link }) => {
  await person.opens(link);
  await person.presses(words.pay);
  await person.presses(words.transfer.method);
  await person.presses(words.transfer.backToShop);
  await person.presses(words.transfer.notSent);
  await person.reads(words.canceled, ...words.invoice);
  assert.ok(!(await person.text()).includes('IBAN'));
  await person.presses(words.pay);
  await pays(person, words, 'paid');
  await person.reads(...words.paid);
});

walk('a customer pays from the merchant’s own page', async (person, words, { invoice, script }) => {
  await person.opens(invoice);
  if (script) await showsElement(person, words);
  else await person.presses(words.element.link, 'link');

  await failsByTheOnlyMethod(person, words);
  await person.reads(words.failed);
  await person.presses(words.back, 'link');
  if (script) await person.reads(words.element.failed, ...words.element.open);
  else await person.presses(words.element.link, 'link');

  await person.presses(words.pay);
  await pays(person, words, 'paid');
  await person.reads(...words.paid);
  await person.presses(words.back, 'link');
  if (!script) return person.sees('link', words.element.link);
  await person.reads(...words.element.paid);
  assert.ok(!(await person.has('button', words.pay)));
});

/** On the screen with one way to pay, and on paper with none but the link. */
async function showsElement(person: Person, { element, pay }: Words): Promise<void> {
  await person.reads(...element.open);
  await person.sees('button', pay);
  assert.ok(!(await person.has('link', element.link)));
  const paper = await person.prints();
  for (const fact of element.open) assert.ok(paper.text.includes(fact), `${fact} in ${paper.text}`);
  assert.match(paper.text, /\/pay\/[a-z2-7]{32}/);
  assert.ok(!paper.text.includes(pay), paper.text);
}

const asPattern = (fact: string | RegExp) =>
  typeof fact === 'string' ? new RegExp(fact.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : fact;
