import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionsOf, checkoutOf, startBrowser } from './browser.ts';
import { ADDRESS, CARRIED } from './buyer.ts';

const METHODS = ['ideal', 'creditcard', 'paypal', 'giftcard', 'klarna', 'in3', 'alma', 'banktransfer'];

const URLS = {
  redirectUrl: 'https://shop.example.org/return',
  cancelUrl: 'https://shop.example.org/canceled',
};

const PAGES: Record<string, RegExp> = {
  ideal: /the bank(’|&#39;|')s page/,
  creditcard: /the card(’|&#39;|')s number/,
  paypal: /the wallet/,
  giftcard: /a code is asked/,
  klarna: /is paid later/,
  in3: /is paid later/,
  banktransfer: /Transfer the amount/,
};

test('a payment with a method opens the page of its kind, where cancelling ends it', async (t) => {
  const { created, get, open, submit } = await startBrowser(t, { settings: { methods: METHODS } });
  for (const [method, words] of Object.entries(PAGES)) {
    for (const [urls, target] of [
      [URLS, URLS.cancelUrl],
      [{ redirectUrl: URLS.redirectUrl }, URLS.redirectUrl],
    ] as const) {
      const payment = await created({ method, ...CARRIED, ...urls });
      const { html } = await open(checkoutOf(payment));
      assert.match(html, words, method);
      const cancel = actionsOf(html).find((action) => action.includes('/cancel/'))!;
      assert.equal((await submit(cancel)).location, target, method);
      assert.equal((await get(payment.id)).status, 'canceled', method);
    }
  }
});

test('without one, the page of a method that was chosen leads back to the choice, and cancels nothing', async (t) => {
  const { created, get, open, submit } = await startBrowser(t, { settings: { methods: METHODS } });
  const payment = await created({ ...CARRIED, ...URLS });
  for (const method of Object.keys(PAGES)) {
    const { location } = await submit(checkoutOf(payment), { method });
    const { html } = await open(location!);
    assert.ok(!html.includes('/cancel/'), method);
    assert.ok(html.includes(`href="${new URL(checkoutOf(payment)).pathname}"`), method);
    assert.equal((await get(payment.id)).status, 'open');
  }
});

test('where the customer pays later, the page says who is billed, and lets them authorise', async (t) => {
  const { created, get, open, submit } = await startBrowser(t, { settings: { methods: METHODS } });
  const billingAddress = { ...ADDRESS, familyName: '<Mondriaan>' };
  const more = { ...CARRIED, billingAddress, locale: 'nl_NL', captureMode: 'automatic' };
  const klarna = await created({ method: 'klarna', ...more });
  const { html } = await open(checkoutOf(klarna));
  for (const words of ['Rekening aan', 'Piet &lt;Mondriaan&gt;', '1015 CW Amsterdam NL', ADDRESS.email]) {
    assert.ok(html.includes(words), words);
  }
  await submit(checkoutOf(klarna), { status: 'authorized' });
  assert.equal((await get(klarna.id)).status, 'authorized');

  const in3 = await created({ method: 'in3', ...more });
  assert.ok(!(await open(checkoutOf(in3))).html.includes('value="authorized"'));
  await submit(checkoutOf(in3), { status: 'paid' });
  assert.equal((await get(in3.id)).status, 'paid');

  const ideal = await created({ method: 'ideal', ...more });
  assert.ok(!(await open(checkoutOf(ideal))).html.includes('Mondriaan'));
});

test('a card whose capture is by hand is authorised, and captured on the dashboard', async (t) => {
  const { created, get, open, submit } = await startBrowser(t, { settings: { methods: METHODS } });
  const payment = await created({ method: 'creditcard', captureMode: 'manual' });
  const { html } = await open(checkoutOf(payment));
  assert.match(html, /name="status" value="authorized"/);
  assert.equal((await submit(checkoutOf(payment), { status: 'paid' })).status, 422);
  await submit(checkoutOf(payment), { status: 'authorized' });
  await submit(`/dashboard/payments/${payment.id}/captures`, { amount: '100.00', back: '/' });
  assert.equal((await get(payment.id)).status, 'paid');
});
