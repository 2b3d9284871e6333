import '../../widget/index.ts';
import type { InvoicePayButton } from '../../widget/index.ts';
import { isComplete, mount, mounted, part, text, unmountAll } from '../help/element.ts';
import { equal, match, until } from '../help/expect.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import { asMerchant, at, connections, eur, invoice, log, payment, states, token } from './fixtures.ts';

describe('what is spoken', () => {
  let proxy: ProxyStub;

  beforeEach(() => {
    proxy = new ProxyStub().on('GET /v1/invoice', invoice()).on('GET /v1/log', log(true));
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
    document.documentElement.lang = 'en';
  });

  const asPayer = () => ({ token: token(), proxy: proxy.address });
  const asMerchantOf = (view: object) => {
    proxy.on('GET /v1/invoice', view);
    return mounted({ token: token('merchant'), proxy: proxy.address });
  };

  /** Everything that a screen reader has heard from an element since. */
  const listen = (element: Element): string[] => {
    const heard: string[] = [];
    const region = element.shadowRoot!.querySelector('[role="status"]')!;
    new MutationObserver(() => {
      const now = region.textContent!.trim().replaceAll('\u00a0', ' ');
      if (now) heard.push(now);
    }).observe(region, { childList: true, characterData: true, subtree: true });
    return heard;
  };

  const becomes = async (element: InvoicePayButton, view: object) => {
    proxy.on('GET /v1/invoice', view);
    await element.refresh();
    await element.updateComplete;
  };

  it('is nothing where the first status is read with the page', async () => {
    const element = mount(asPayer());
    await until(() => element.shadowRoot?.querySelector('[role="status"]'));
    const heard = listen(element);
    await until(() => isComplete(element));
    await becomes(element, invoice());
    equal(heard, []);
  });

  it('is each change once, with what there is to know about it', async () => {
    const element = await mounted(asPayer());
    const heard = listen(element);
    const pending = invoice({
      ...states.pending,
      payment: payment({ status: 'pending', expiresAt: null }),
    });
    await becomes(element, pending);
    await becomes(element, pending);
    await becomes(element, invoice(states.failed));
    await becomes(element, invoice(states.paid));
    equal(heard, [
      'Payment pending. A payment of € 100.00 is being processed. There is nothing more to do.',
      'Open. The last payment did not succeed. You can try again.',
      'Paid',
    ]);
  });

  it('is another amount under the same status', async () => {
    const element = await mounted(asPayer());
    const heard = listen(element);
    await becomes(element, invoice({ remaining: eur('40.00'), due: eur('40.00') }));
    equal(heard, ['Open, € 40.00']);
  });

  it('is the amount that the status is about', async () => {
    const element = await mounted(asPayer());
    const heard = listen(element);
    await becomes(element, invoice(states['pending-in-part']));
    await becomes(element, invoice(states.overpaid));
    await becomes(element, invoice(states.paid));
    equal(heard, [
      'Payment pending, € 60.00. A payment of € 40.00 is being processed. Here you pay only the rest.',
      'Overpaid, € 35.00',
      'Paid',
    ]);
  });

  it('is nothing where only the language changes', async () => {
    proxy.on('GET /v1/invoice', invoice(states.pending));
    const element = await mounted(asPayer());
    const heard = listen(element);
    proxy.on('GET /v1/invoice', invoice(states.pending, 'nl'));
    document.documentElement.lang = 'nl';
    await until(() => part(element, 'status')!.textContent!.includes('Betaling in behandeling'));
    equal(heard, []);
  });

  it('is an error once, however often the proxy is asked, and again when people try again', async () => {
    const element = await mounted(asPayer());
    const heard = listen(element);
    await becomes(element, refusal(503, 'store_unavailable'));
    await becomes(element, refusal(503, 'store_unavailable'));
    equal(heard, ['Sorry: store_unavailable.']);
    proxy.on('POST /v1/invoice/payments', refusal(503, 'store_unavailable'));
    part(element, 'pay-button')!.click();
    await until(() => heard.length > 1);
    equal(heard.slice(1), ['Sorry: store_unavailable.']);
    equal(element.shadowRoot!.querySelectorAll('[role="alert"], [aria-live]').length, 0);
  });

  it('is how things are once an error is over', async () => {
    const element = await mounted(asPayer());
    const heard = listen(element);
    await becomes(element, refusal(503, 'store_unavailable'));
    await becomes(element, invoice());
    await becomes(element, invoice());
    equal(heard, ['Sorry: store_unavailable.', 'Open, € 100.00']);
  });

  it('is how long it takes until a press counts again, at every press, and stands there', async () => {
    const element = await mounted(asPayer());
    proxy.on('POST /v1/invoice/payments', refusal(429, 'rate_limited', { retryAfter: 60 }));
    const heard = listen(element);
    for (const times of [1, 2, 3]) {
      part(element, 'pay-button')!.click();
      await until(() => heard.length === times);
    }
    equal(heard[0], 'Sorry: rate_limited.');
    for (const sentence of heard.slice(1)) match(sentence, /^Please wait another (60|59) seconds\.$/);
    match(text(element), /Please wait another/);
  });

  it('is where Pay leads, not what the page left behind shows besides', async () => {
    const element = await mounted(asPayer());
    const view = invoice(states['under-way']);
    // A checkout within this page, so that the test goes on.
    const checkoutUrl = `${location.href}#checkout`;
    proxy.on('GET /v1/invoice', view);
    proxy.on('POST /v1/invoice/payments', { payment: payment({ checkoutUrl }), invoice: view });
    const heard = listen(element);
    part(element, 'pay-button')!.click();
    await until(() => location.hash === '#checkout');
    dispatchEvent(new Event('pageshow'));
    await until(() => part(element, 'pay-button')!.ariaBusy === 'false');
    history.replaceState(null, '', location.pathname + location.search);
    equal(heard, ['Taking you to Mollie to pay']);
  });

  it('is a changed amount, not the status besides', async () => {
    const element = await mounted(asPayer());
    const view = invoice({ ...states['partially-paid'], remaining: eur('40.00'), due: eur('40.00') });
    proxy.on('POST /v1/invoice/payments', refusal(409, 'amount_changed', { invoice: view }));
    const heard = listen(element);
    part(element, 'pay-button')!.click();
    await until(() => part(element, 'pay-button')!.ariaBusy === 'false' && part(element, 'message'));
    equal(heard, [part(element, 'message')!.textContent!.trim().replaceAll('\u00a0', ' ')]);
  });

  it('is that a payment was created, and what Check now has found', async () => {
    const element = await asMerchantOf(asMerchant(invoice()));
    const heard = listen(element);
    const underWay = asMerchant(invoice(states['under-way']));
    proxy.on('POST /v1/invoice/payments', { payment: payment(), invoice: underWay });
    part(element, 'create-button')!.click();
    await until(() => heard.length === 1);
    proxy.on('POST /v1/invoice/refresh', asMerchant(invoice(states.paid)));
    await until(() => part(element, 'check-button')!.ariaDisabled === 'false');
    part(element, 'check-button')!.click();
    await until(() => heard.length === 2);
    equal(heard[1], 'Paid');
  });

  it('is that Check now has found nothing new, at every press, until something is, and stands there', async () => {
    const view = asMerchant(invoice());
    const element = await asMerchantOf(view);
    const heard = listen(element);
    const check = async () => {
      await until(() => part(element, 'check-button')!.ariaDisabled === 'false');
      part(element, 'check-button')!.click();
    };
    for (const times of [1, 2]) {
      proxy.on('POST /v1/invoice/refresh', { ...view, checkedAt: at(times) });
      await check();
      await until(() => heard.length === times);
      match(text(element), /Nothing new since the last check\./);
    }
    equal(heard, Array(2).fill('Nothing new since the last check.'));
    await until(() => part(element, 'check-button')!.ariaDisabled === 'false');
    await becomes(element, asMerchant(invoice(states.paid)));
    equal([heard.at(-1), /Nothing new/.test(text(element))], ['Paid', false]);
  });

  it('is that something was copied, each time', async () => {
    const element = await asMerchantOf(asMerchant(invoice()));
    const heard = listen(element);
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async () => {} },
    });
    for (const times of [1, 2]) {
      part(element, 'copy-button')!.click();
      await until(() => heard.length === times);
    }
    Reflect.deleteProperty(navigator, 'clipboard');
    equal(heard, ['Link copied', 'Link copied']);
  });

  it('is what checking the connection again has found, not what stood there first', async () => {
    proxy.on('GET /v1/connection', connections.ready!);
    const element = mount({ token: token('admin'), proxy: proxy.address });
    await until(() => element.shadowRoot?.querySelector('[role="status"]'));
    const heard = listen(element);
    await until(() => part(element, 'connection'));
    for (const times of [1, 2]) {
      await until(() => part(element, 'check-button')!.ariaDisabled === 'false');
      part(element, 'check-button')!.click();
      await until(() => heard.length === times);
    }
    equal(heard, ['Everything is ready for payments', 'Everything is ready for payments']);
    match(text(element), /Nothing new since the last check\./);
  });

  it('is an error where the news cannot be told, and nothing else breaks', async () => {
    const element = await mounted(asPayer());
    const { NumberFormat } = Intl;
    const { onerror } = window;
    const reported: string[] = [];
    const report = (event: ErrorEvent | PromiseRejectionEvent) => {
      reported.push(event.type);
      event.preventDefault();
    };
    window.onerror = null;
    for (const type of ['error', 'unhandledrejection'] as const) addEventListener(type, report);
    Object.assign(Intl, {
      NumberFormat: () => {
        throw new TypeError('patched');
      },
    });
    proxy.on('GET /v1/invoice', invoice(states.refunded));
    await element.refresh();
    await until(() => element.matches(':state(error)') && part(element, 'message'));
    Object.assign(Intl, { NumberFormat });
    await element.refresh();
    await until(() => /^Refunded/.test(text(element)) && !element.matches(':state(error)'));
    for (const type of ['error', 'unhandledrejection'] as const) removeEventListener(type, report);
    window.onerror = onerror;
    equal([...new Set(reported)], ['error']);
  });
});
