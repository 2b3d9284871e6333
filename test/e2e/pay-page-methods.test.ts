import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { openShowroom, type Showroom } from '../help/showroom.ts';

const PHONE = { width: 390, height: 900 };

let showroom: Showroom;
before(async () => {
  showroom = await openShowroom();
});
after(() => showroom?.close());

/** The page in a browser whose `ApplePaySession` answers so; undefined where it has none. */
async function enter(t: TestContext, state: string, applePay?: 'yes' | 'no' | 'throws'): Promise<Page> {
  const page = await showroom.enter(t, {}, PHONE);
  await page.evaluateOnNewDocument((answer) => {
    if (!answer) return;
    const canMakePayments = () => {
      if (answer === 'throws') throw new DOMException('', 'InvalidAccessError');
      return answer === 'yes';
    };
    Object.assign(window, { ApplePaySession: { canMakePayments } });
  }, applePay);
  await page.goto(showroom.payPage(state));
  return page;
}

/** The names of the methods that are seen. */
const seen = (page: Page) =>
  page.$$eval('fieldset button', (buttons) =>
    buttons.filter((button) => button.checkVisibility()).map((button) => button.textContent),
  );

test('Apple Pay is offered exactly where the browser has it', async (t) => {
  assert.ok((await seen(await enter(t, 'eleven-methods', 'yes'))).includes('Apple Pay'));
  for (const answer of ['no', 'throws', undefined] as const) {
    const names = await seen(await enter(t, 'eleven-methods', answer));
    assert.equal(names.length, 10, answer);
    assert.ok(!names.includes('Apple Pay'), answer);
  }
  const page = await showroom.enter(t, {}, PHONE);
  await page.setJavaScriptEnabled(false);
  await page.goto(showroom.payPage('eleven-methods'));
  assert.ok(!(await page.$eval('[value=applepay]', (button) => button.checkVisibility())));
});

test('nothing that can be pressed moves when Apple Pay appears', async (t) => {
  const places = async (page: Page) =>
    page.$$eval('form button:not([value=applepay])', (buttons) =>
      buttons.map((button) => {
        const { x, y } = button.getBoundingClientRect();
        return { name: button.textContent, x, y };
      }),
    );
  const without = await places(await enter(t, 'eleven-methods'));
  assert.equal(without.length, 11);
  assert.deepEqual(await places(await enter(t, 'eleven-methods', 'yes')), without);
});

test('where a wallet is the only method, its words come and go with it', async (t) => {
  const isOffered = (page: Page) => page.$eval('fieldset', (group) => group.checkVisibility());
  assert.equal(await isOffered(await enter(t, 'wallet-alone')), false);
  assert.equal(await isOffered(await enter(t, 'wallet-alone', 'yes')), true);
});

test('Google Pay is offered on Android', async (t) => {
  const isOffered = async (userAgent: string) => {
    const page = await showroom.enter(t, {}, PHONE);
    await page.setUserAgent({ userAgent });
    await page.goto(showroom.payPage('wallets'));
    return page.$eval('[value=googlepay]', (button) => button.checkVisibility());
  };
  const chrome = (system: string) =>
    `Mozilla/5.0 (${system}) AppleWebKit/537.36 Chrome/148.0.0.0 Safari/537.36`;
  assert.equal(await isOffered(chrome('Linux; Android 10; K')), true);
  assert.equal(await isOffered(chrome('Windows NT 10.0; Win64; x64')), false);
});

test('a method that is pressed is asked for, with the amount that was shown', async (t) => {
  const page = await enter(t, 'methods');
  assert.deepEqual(await press(page, '[value=bancontact]'), { expect: '100.00', method: 'bancontact' });
});

test('once one button is pressed, all others are held', async (t) => {
  const page = await enter(t, 'transfer-methods');
  assert.deepEqual(await press(page, '[value=paypal]'), { expect: '100.00', method: 'paypal' });
  for (const another of ['[value=ideal]', 'button[type=submit]', '[name=not_sent]', '[value=paypal]'])
    assert.equal(await press(page, another), null, another);
  await page.waitForSelector('[data-busy=long]');
  const busy = await page.$$eval('[data-busy]', (buttons) => buttons.map((button) => button.textContent));
  assert.deepEqual(busy, ['PayPal']);
  assert.equal(await page.$$eval('form button:not([aria-disabled=true])', (buttons) => buttons.length), 0);
});

test('that nothing was sent is told with no amount', async (t) => {
  const page = await enter(t, 'transfer-methods');
  assert.deepEqual(await press(page, '[name=not_sent]'), { not_sent: '1' });
});

/** Presses a button, and keeps the page. @returns what the form would have sent; null where it is held back */
function press(page: Page, selector: string): Promise<Record<string, FormDataEntryValue> | null> {
  return page.$eval(selector, (button) => {
    let sent: Record<string, FormDataEntryValue> | null = null;
    addEventListener(
      'submit',
      (event) => {
        if (!event.defaultPrevented)
          sent = Object.fromEntries(new FormData(event.target as HTMLFormElement, event.submitter));
        event.preventDefault();
      },
      { once: true },
    );
    (button as HTMLElement).click();
    return sent;
  });
}
