import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import puppeteer, { type Browser, type HTTPRequest, type HTTPResponse, type Page } from 'puppeteer-core';
import { chromium } from '../help/chromium.js';
import { createPerson, type Person } from '../help/person.ts';
import { type Claims, createStage, type Stage } from '../help/stage.ts';

let browser: Browser;
let stage: Stage;

before(async () => {
  browser = await puppeteer.launch({ ...(await chromium()), headless: true });
  stage = await createStage();
});
after(async () => {
  await browser?.close();
  await stage?.close();
});

type Visit = { person: Person; page: Page; claims: Claims; link: string; asked: HTTPRequest[] };

/** Somebody with the link of an invoice of € 121.00 open. */
async function visit(
  t: TestContext,
  {
    before,
    script,
    query = '',
  }: { before?: (claims: Claims) => Promise<unknown>; script?: boolean; query?: string } = {},
): Promise<Visit> {
  const person = await createPerson(browser, script === undefined ? {} : { script });
  const { page } = person;
  t.after(() => person.leaves());
  t.after(() => stage.simulator.faults.clear());
  const claims = { sub: crypto.randomUUID(), rev: 1 };
  const { link } = await stage.put(claims);
  await before?.(claims);
  const asked: HTTPRequest[] = [];
  page.on('request', (request) => void asked.push(request));
  await person.opens(link + query);
  return { person, page, claims, link, asked };
}

const attempt = (claims: Claims) => stage.attempt(claims);
const newest = () => stage.simulator.ledger.list()[0]!.id;
const posts = (requests: HTTPRequest[]) => requests.filter((request) => request.method() === 'POST').length;

async function settle(status: Parameters<Stage['simulator']['settle']>[1]): Promise<void> {
  stage.simulator.settle(newest(), status);
  await stage.simulator.idle();
}

/** Has the page look for news at once, as when its tab is shown again, and waits until it has. */
async function looksForNews(page: Page): Promise<void> {
  const answered = page.waitForResponse(isLook);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await (await answered).text();
}

const isLook = (answer: HTTPResponse) => answer.request().resourceType() === 'fetch';

/** Has the page keep all that it says to those who do not see. */
function listens(page: Page): Promise<void> {
  return page.evaluate(() => {
    const status = document.querySelector('[role=status]')!;
    const said: string[] = [];
    Object.assign(window, { said });
    const hear = () => said.push((status.textContent ?? '').replaceAll('\u00a0', ' '));
    new MutationObserver(hear).observe(status, { childList: true, characterData: true, subtree: true });
  });
}
const heardOn = (page: Page) => page.evaluate(() => (window as unknown as { said: string[] }).said);

const focusOn = (page: Page) =>
  page.evaluate(() => document.activeElement?.textContent?.replaceAll('\u00a0', ' ') ?? '');

test('what is paid elsewhere becomes the confirmation by itself, told once, and nothing jumps', async (t) => {
  const { person, page, asked } = await visit(t, { before: attempt });
  await page.setViewport({ width: 400, height: 300 });
  await page.focus('main button');
  await page.evaluate(() => scrollTo(0, 150));
  await listens(page);

  await settle('paid');
  await person.reads('Thank you for your payment');
  assert.match(await person.title(), /^Invoice 2026-0042 · Paid\b/);
  assert.equal(await page.evaluate(() => scrollY), 150);
  assert.equal(await focusOn(page), 'Thank you for your payment');
  assert.deepEqual(await heardOn(page), ['Paid. Paid € 121.00.']);
  assert.equal(asked.filter((request) => request.isNavigationRequest()).length, 1);
});

test('what stands around the news hardly moves', async (t) => {
  const { person, page } = await visit(t, { before: attempt });
  await page.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift' });
  });
  await settle('paid');
  await person.reads('Thank you for your payment');
  // A shift is reported after the frame that has it.
  const twoFrames = () =>
    new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await page.evaluate(twoFrames);
  const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
  const sum = shifts.reduce((all, each) => all + each, 0);
  assert.ok(sum <= 0.02, `a shift of ${sum}`);
});

test('focus stays on what is still there, and what went wrong is told', async (t) => {
  const { person, page } = await visit(t, { before: attempt });
  await page.focus('main button');
  await listens(page);
  await settle('failed');
  await person.reads('The last payment did not succeed.');
  assert.equal(await focusOn(page), 'Pay € 121.00');
  assert.deepEqual(await heardOn(page), [
    'Open. Invoice 2026-0042. To pay € 121.00. The last payment did not succeed. Nothing was charged. You can try again.',
  ]);
});

test('who has just paid can look again where no script does', async (t) => {
  const { person } = await visit(t, { before: attempt, script: false });
  await person.reads('If you have just paid, you will see it here in a moment.');
  await settle('paid');
  await person.presses('Check again', 'link');
  await person.reads('Thank you for your payment');
  const scripted = await visit(t, { before: attempt });
  await scripted.person.sees('button', 'Pay € 121.00');
  assert.ok(!(await scripted.person.has('link', 'Check again')));
});

test('an invoice that did not change is not drawn again', async (t) => {
  const { page } = await visit(t, { before: attempt });
  const main = await page.$('main');
  await listens(page);
  await looksForNews(page);
  assert.ok(await main!.evaluate((element) => element.isConnected));
  assert.deepEqual(await heardOn(page), []);
});

test('a double click makes one payment', async (t) => {
  const { person, page, asked } = await visit(t);
  stage.simulator.faults.add({ endpoint: 'create', kind: 'slow', ms: 500 });
  const before = stage.simulator.ledger.list().length;
  const button = (await page.$('main button'))!;
  await button.click({ count: 3, delay: 20 });
  await person.sees('button', 'Cancel payment');
  assert.equal(posts(asked), 1);
  assert.equal(stage.simulator.ledger.list().length, before + 1);
});

test('while Pay is on its way, nothing is drawn under the customer’s hand', async (t) => {
  const { person, page, claims, link } = await visit(t);
  await page.evaluate(() => {
    const look = () => document.dispatchEvent(new Event('visibilitychange'));
    addEventListener('submit', () => setInterval(look, 50));
    const draws = new MutationObserver(() => sessionStorage.setItem('drawn', 'yes'));
    draws.observe(document.body, { childList: true, subtree: true });
  });
  await page.setRequestInterception(true);
  page.on('request', async (request) => {
    if (request.method() === 'POST') {
      await stage.put({ ...claims, rev: 2, dueDate: '2030-01-01' });
      // The first may have been asked for before, and the second is read when the third is there.
      for (let i = 0; i < 3; i++) await page.waitForResponse(isLook);
    }
    await request.continue();
  });
  await person.presses('Pay € 121.00');
  await person.sees('button', 'Cancel payment');
  await person.opens(link);
  assert.equal(await page.evaluate(() => sessionStorage.getItem('drawn')), null);
});

test('a Pay that led nowhere can be pressed again', async (t) => {
  const { person, page, link, asked } = await visit(t);
  await page.evaluateOnNewDocument(() => {
    const { setTimeout } = window;
    Object.assign(window, { setTimeout: (run: () => void, ms: number) => setTimeout(run, ms / 50) });
  });
  await person.opens(link);
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const goesNowhere = request.method() === 'POST';
    void (goesNowhere ? request.respond({ status: 204 }) : request.continue());
  });
  await person.presses('Pay € 121.00');
  await page.waitForSelector('form button:not([data-busy], [aria-disabled])');
  const again = page.waitForRequest((request) => request.method() === 'POST');
  await person.presses('Pay € 121.00');
  await again;
  assert.equal(posts(asked), 2);
});

test('where nothing may be copied, it is selected to be copied by hand', async (t) => {
  const before = async (claims: Claims) =>
    stage.simulator.chooseMethod(await stage.attempt(claims), 'banktransfer');
  const { person, page } = await visit(t, { before });
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));
  });
  await person.presses('Copy IBAN');
  const isSelected = () => getSelection()?.toString().trim() === 'NL53 ABNA 0627 5355 77';
  await page.waitForFunction(isSelected, { polling: 50 });
  assert.ok(!(await person.text()).includes('Copied'));
});

test('the focus stays on the same of several copy buttons', async (t) => {
  const before = async (claims: Claims) =>
    stage.simulator.chooseMethod(await stage.attempt(claims), 'banktransfer');
  const { person, page, claims } = await visit(t, { before });
  await page.focus('[aria-label="Copy IBAN"]');
  await stage.put({ ...claims, rev: 2, dueDate: '2026-12-24' });
  await looksForNews(page);
  await person.reads('24 December 2026');
  assert.equal(await page.evaluate(() => document.activeElement?.ariaLabel), 'Copy IBAN');
});

test('the focus stays on the method that is about to be pressed', async (t) => {
  const { person, page, claims } = await visit(t);
  await person.sees('button', 'PayPal');
  await page.focus('[value=paypal]');
  await stage.put({ ...claims, rev: 2, dueDate: '2026-12-24' });
  await looksForNews(page);
  await person.reads('24 December 2026');
  assert.equal(await focusOn(page), 'PayPal');
});

test('the focus does not go to what only browsers without script show', async (t) => {
  const before = async (claims: Claims) => {
    await attempt(claims);
    await settle('pending');
  };
  const { person, page, claims } = await visit(t, { before });
  await page.focus('main a.button');
  assert.equal(await focusOn(page), 'Check again');
  await settle('failed');
  await attempt(claims);
  await looksForNews(page);
  await person.reads('A payment page is already open');
  assert.equal(await focusOn(page), 'Invoice 2026-0042');
});

test('who comes back from the checkout by the back button sees what is due now, and can pay', async (t) => {
  const { person, page, claims } = await visit(t);
  await person.presses('Pay € 121.00');
  await person.sees('button', 'Cancel payment');
  await stage.put({ ...claims, rev: 2, paidElsewhere: '71.00' });
  await page.goBack();
  await person.presses('Pay € 50.00');
  await person.sees('button', 'Cancel payment');
  assert.equal(stage.simulator.ledger.list()[0]!.amount.value, '50.00');
});

test('a tab that nobody sees asks nothing, and looks as soon as it is seen', async (t) => {
  const person = await createPerson(browser);
  const { page } = person;
  t.after(() => person.leaves());
  await page.evaluateOnNewDocument(() => {
    let hidden = false;
    const pending = new Set<unknown>();
    const { setTimeout, clearTimeout } = window;
    Object.defineProperty(document, 'hidden', { get: () => hidden });
    Object.assign(window, {
      pending,
      show(shown: boolean) {
        hidden = !shown;
        document.dispatchEvent(new Event('visibilitychange'));
      },
      setTimeout(run: () => void, ms: number) {
        const id = setTimeout(run, ms);
        pending.add(id);
        return id;
      },
      clearTimeout(id: number) {
        pending.delete(id);
        clearTimeout(id);
      },
    });
  });
  type Shown = { pending: Set<unknown>; show(shown: boolean): void };
  const show = (shown: boolean) => page.evaluate((is) => (window as unknown as Shown).show(is), shown);
  const waits = () => page.evaluate(() => (window as unknown as Shown).pending.size);
  const claims = { sub: crypto.randomUUID(), rev: 1 };
  const { link } = await stage.put(claims);
  await stage.attempt(claims);
  await person.opens(link);
  assert.equal(await waits(), 1);
  await show(false);
  assert.equal(await waits(), 0);
  await settle('paid');
  const looked = page.waitForRequest((request) => request.resourceType() === 'fetch');
  await show(true);
  await looked;
  await person.reads('Thank you for your payment');
});

test('offline the page stays as it is, and looks as soon as there is a network', async (t) => {
  const { person, page } = await visit(t, { before: attempt });
  const failed = new Promise((resolve) => page.once('requestfailed', resolve));
  const network = await page.createCDPSession();
  await network.send('Network.enable');
  const setOffline = (offline: boolean) =>
    network.send('Network.emulateNetworkConditions', {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  await setOffline(true);
  await failed;
  await settle('paid');
  await person.sees('button', 'Pay € 121.00');
  await setOffline(false);
  await person.reads('Thank you for your payment');
});

test('an answer that is no invoice does not take the page’s place', async (t) => {
  const { person, page, claims } = await visit(t);
  const shown = await person.text();
  await page.setRequestInterception(true);
  page.once(
    'request',
    (request) => void request.respond({ status: 503, body: '<main data-state="x">Down</main>' }),
  );
  await looksForNews(page);
  page.once(
    'request',
    (request) => void request.respond({ status: 200, body: '<main><h1>Sign in</h1></main>' }),
  );
  await looksForNews(page);
  assert.equal(await person.text(), shown);
  await page.setRequestInterception(false);
  await stage.put({ ...claims, rev: 2, paidElsewhere: '121.00' });
  await looksForNews(page);
  await person.reads('This invoice is paid');
});

test('the language, and that the money was transferred, are kept through all news', async (t) => {
  const before = async (claims: Claims) =>
    stage.simulator.chooseMethod(await stage.attempt(claims), 'banktransfer');
  const { person, page } = await visit(t, { before, query: '?lang=de' });
  await person.presses('Ich habe überwiesen', 'link');
  await person.reads('Eine Überweisung kann bis zu drei Werktage dauern.');
  await looksForNews(page);
  await person.reads('Eine Überweisung kann bis zu drei Werktage dauern.');
  await person.presses('Nederlands', 'link');
  await person.reads('Een overboeking kan tot drie werkdagen duren.');
  await settle('paid');
  await looksForNews(page);
  await person.reads('Bedankt voor uw betaling', 'Betaald met Overboeking');
});

const CHANGED = 'The amount has changed from € 121.00 to € 50.00.';

/** The amount changes under the customer's eyes, who then presses Pay. */
async function paysTooLate({ person, claims }: Visit): Promise<Claims> {
  const changed = { ...claims, rev: 2, paidElsewhere: '71.00' };
  await stage.put(changed);
  await person.presses('Pay € 121.00');
  await person.reads(CHANGED, 'Reference ');
  return changed;
}

test('that the amount changed stays to be read until the customer acts or another is asked', async (t) => {
  const seen = await visit(t, { before: attempt });
  const { person, page } = seen;
  const changed = await paysTooLate(seen);
  await looksForNews(page);
  await person.reads(CHANGED);
  await settle('expired');
  await looksForNews(page);
  await person.reads('The last payment page has expired.', CHANGED);
  assert.ok(!(await person.has('alert', '')));
  await stage.put({ ...changed, rev: 3, paidElsewhere: '81.00' });
  await looksForNews(page);
  await person.sees('button', 'Pay € 40.00');
  assert.ok(!(await person.text()).includes('The amount has changed'));
});

test('reloading a page that answered Pay looks, and pays nothing', async (t) => {
  const seen = await visit(t);
  await paysTooLate(seen);
  await seen.page.reload();
  await seen.person.sees('button', 'Pay € 50.00');
  assert.ok(!(await seen.person.text()).includes(CHANGED));
  assert.equal(posts(seen.asked), 1);
});

test('without script, reloading it asks for the same again, and makes no payment', async (t) => {
  const seen = await visit(t, { script: false });
  await paysTooLate(seen);
  const before = stage.simulator.ledger.list().length;
  await seen.page.reload();
  await seen.person.reads(CHANGED);
  assert.equal(stage.simulator.ledger.list().length, before);
});
