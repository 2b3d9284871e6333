import '../../widget/index.ts';
import type { AttemptView, InvoiceView, Reason } from '../../shared/api.ts';
import type { InvoicePayButton, InvoicePayCopiedEvent, InvoicePayCreatedEvent } from '../../widget/index.ts';
import { mounted, next, part, spoken, text, unmountAll, words } from '../help/element.ts';
import { equal, match, ok, until } from '../help/expect.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import {
  asMerchant,
  attempt,
  eur,
  invoice,
  log,
  merchantStates,
  payment,
  states,
  token,
} from './fixtures.ts';

const view = (name: string) => asMerchant(invoice(states[name] ?? merchantStates[name]));

describe('what a merchant sees', () => {
  let proxy: ProxyStub;

  beforeEach(() => {
    proxy = new ProxyStub().on('GET /v1/invoice', view('open')).on('GET /v1/invoice/log', log());
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
  });

  const show = (name: string): Promise<InvoicePayButton> => {
    proxy.on('GET /v1/invoice', view(name));
    return mounted({ token: token('merchant'), proxy: proxy.address });
  };

  it('is the status, the link and its QR code, and no Pay', async () => {
    const element = await show('open');
    equal(part(element, 'pay-button'), null);
    equal(part(element, 'link')!.textContent, invoice().link);
    await until(() => part(element, 'qr'), 'a QR code');
    equal(part(element, 'qr')!.getAttribute('aria-label'), 'QR code of the link for invoice 2026-0042');
  });

  it('has one filled button, whichever comes next; none where nothing is to be done', async () => {
    for (const [name, filled] of [
      ['open', ['create-button']],
      ['under-way', ['copy-button']],
      ['failed', ['create-button']],
      ['charged-back', ['create-button']],
      ['pending', []],
      ['paid', []],
      ['void', []],
    ] as const) {
      const element = await show(name);
      const names = [...element.shadowRoot!.querySelectorAll('.filled')].map((button) =>
        button.getAttribute('part'),
      );
      equal(names, [...filled], name);
    }
  });

  it('speaks to a merchant, not to who pays', async () => {
    match(text(await show('void')), /It can no longer be paid online/);
    match(text(await show('failed')), /Your customer can try again\./);
    match(text(await show('pending')), /A payment of € 100\.00 is being processed\. (?!There)/);
  });

  it('creates a payment for the amount shown, and stays on the page', async () => {
    const element = await show('open');
    proxy.on('POST /v1/invoice/payments', { payment: payment(), invoice: view('under-way') });
    const created = next<InvoicePayCreatedEvent>('invoice-pay-created');
    part(element, 'create-button')!.focus();
    part(element, 'create-button')!.click();
    equal((await created).payment.checkoutUrl, payment().checkoutUrl);
    equal(proxy.sent.at(-1)!.body, { expect: '100.00' });
    await until(() => part(element, 'copy-button')!.matches('.filled'));
    ok(element.shadowRoot!.activeElement, 'the focus stays in the element');
  });

  it('learns at once what is wrong, in words', async () => {
    const element = await show('open');
    proxy.on('POST /v1/invoice/payments', refusal(422, 'no_methods', { message: 'No method is enabled.' }));
    part(element, 'create-button')!.click();
    await until(() => /No method is enabled\. Reference: ref-1/.test(text(element)));
  });

  it('copies the link, and says so to eye and ear', async () => {
    const element = await show('open');
    let copied = '';
    const restore = clipboard(async (link) => {
      copied = link;
    });
    const event = next<InvoicePayCopiedEvent>('invoice-pay-copied');
    const width = part(element, 'copy-button')!.offsetWidth;
    part(element, 'copy-button')!.click();
    equal([(await event).link, copied], [invoice().link, invoice().link]);
    await element.updateComplete;
    equal(visible(part(element, 'copy-button')!), 'Link copied');
    equal([spoken(element), part(element, 'copy-button')!.offsetWidth], ['Link copied', width]);
    restore();
  });

  it('copies a ready message with number, amount, due date and link, in the language of the page', async () => {
    const sentences = {
      en: /^Invoice 2026-0042: € 100\.00 is still open, due 1 December 2026\. You can pay online here: https:\S+$/,
      nl: /^Factuur 2026-0042: er staat nog € 100,00 open, te betalen uiterlijk 1 december 2026\. .*: https:\S+$/,
      de: /^Rechnung 2026-0042: Noch offen sind 100,00 €, fällig am 1\. Dezember 2026\. .*: https:\S+$/,
    };
    let copied = '';
    const restore = clipboard(async (text) => {
      copied = text;
    });
    for (const [lang, sentence] of Object.entries(sentences)) {
      const element = await mounted({ token: token('merchant'), proxy: proxy.address, lang });
      const event = next<InvoicePayCopiedEvent>('invoice-pay-copied');
      element.shadowRoot!.querySelector<HTMLElement>('.share button')!.click();
      equal((await event).link, invoice().link);
      match(copied.replaceAll('\u00a0', ' '), sentence);
      element.remove();
    }
    restore();
  });

  it('is named in the message where the proxy knows the name', async () => {
    const sentences = {
      en: /^Invoice 2026-0042 from Bakkerij Jansen: € 100\.00 is still open/,
      nl: /^Factuur 2026-0042 van Bakkerij Jansen: er staat nog € 100,00 open/,
      de: /^Rechnung 2026-0042 von Bakkerij Jansen: Noch offen sind 100,00 €/,
    };
    let copied = '';
    const restore = clipboard(async (text) => {
      copied = text;
    });
    proxy.on('GET /v1/invoice', { ...view('open'), merchantName: 'Bakkerij Jansen' });
    for (const [lang, sentence] of Object.entries(sentences)) {
      const element = await mounted({ token: token('merchant'), proxy: proxy.address, lang });
      const event = next<InvoicePayCopiedEvent>('invoice-pay-copied');
      element.shadowRoot!.querySelector<HTMLElement>('.share button')!.click();
      await event;
      match(copied.replaceAll('\u00a0', ' '), sentence);
      element.remove();
    }
    restore();
  });

  it('has no message to copy where nothing is to be paid, and a link that is not called one to pay', async () => {
    equal((await show('paid')).shadowRoot!.querySelector('.share button'), null);
    for (const lang of ['en', 'nl', 'de']) {
      const element = await mounted({ token: token('merchant'), proxy: proxy.address, lang });
      const caption = words(element.shadowRoot!.querySelector('.share .caption')!);
      match(caption, /^Link (for your customer|voor uw klant|für Ihren Kunden)$/);
    }
  });

  it('selects the link for copying by hand where the clipboard is refused', async () => {
    const element = await show('open');
    const restore = clipboard(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
    part(element, 'copy-button')!.click();
    await until(() => /copy it with the keyboard/.test(text(element)));
    equal(String(getSelection()), invoice().link);
    restore();
  });

  it('checks now: asks the proxy to ask Mollie', async () => {
    const element = await show('under-way');
    proxy.on('POST /v1/invoice/refresh', view('paid'));
    part(element, 'check-button')!.click();
    await until(() => element.status === 'paid');
  });

  it('lists every attempt with its method, amount and what went back', async () => {
    const element = await show('charged-back');
    const words = part(element, 'attempts')!.textContent!.replace(/\s+/g, ' ');
    match(words, /Paid € 100\.00 iDEAL \| Wero · 3 Nov 2026, .* Charged back € 100\.00 Open in Mollie/);
    equal(part(element, 'attempts')!.querySelector('a')!.rel, 'noopener noreferrer');
  });

  it('reads the log when it is opened, page by page', async () => {
    const element = await show('open');
    equal(proxy.count('GET /v1/invoice/log'), 0);
    const details = part(element, 'log') as HTMLDetailsElement;
    details.open = true;
    await until(() => details.querySelectorAll('li').length === 4);
    match(details.textContent!.replace(/\s+/g, ' '), /€ 100\.00 was paid with iDEAL\. Reference: k7m2-9xqd/);

    proxy.on('GET /v1/invoice/log', { ...log(), before: null });
    details.querySelector('button')!.click();
    await until(() => details.querySelectorAll('li').length === 8);
    match(proxy.sent.at(-1)!.path, /before=older/);
    equal(details.querySelector('button'), null);
  });

  it('has the log follow what happens, where it is open', async () => {
    const element = await show('under-way');
    (part(element, 'log') as HTMLDetailsElement).open = true;
    await until(() => proxy.count('GET /v1/invoice/log') === 1);
    await element.refresh();
    proxy.on('GET /v1/invoice', view('paid'));
    await element.refresh();
    await until(() => proxy.count('GET /v1/invoice/log') === 2);
  });

  it('leaves a proxy alone that asked for it, also with the log', async () => {
    const element = await show('open');
    proxy.on('POST /v1/invoice/refresh', refusal(429, 'rate_limited', { retryAfter: 60 }));
    part(element, 'check-button')!.click();
    await until(() => element.matches(':state(error)'));
    (part(element, 'log') as HTMLDetailsElement).open = true;
    part(element, 'create-button')!.click();
    await until(() => part(element, 'create-button')!.ariaDisabled === 'true');
    await new Promise((resolve) => setTimeout(resolve, 50));
    equal(proxy.sent.at(-1)!.path, '/v1/invoice/refresh');
  });

  it('has the figure that Pay asks as the large one', async () => {
    equal(words(part(await show('pending-in-part'), 'amount')!), '€ 60.00');
    equal(words(part(await show('overpaid'), 'amount')!), '€ 35.00');
  });

  it('sees the money that came for a withdrawn invoice, and what can be done', async () => {
    const element = await show('paid-although-void');
    equal(words(part(element, 'amount')!), '€ 21.00');
    match(
      text(element),
      /Paid too much · It can no longer be paid online .*Money came in after the invoice was withdrawn, .* Please refund it, or /,
    );
  });

  it('is told of older pages and transfers what the customer should not do', async () => {
    match(text(await show('older')), /may still work until about .+\. Your customer should not pay both\./);
    match(
      text(await show('older-transfer')),
      /Your customer should not send the earlier transfer of € 100\.00/,
    );
    match(
      text(await show('paid-older')),
      /There is nothing more to pay\. Your customer should not use the earlier payment page for € 50\.00 any more/,
    );
    match(
      text(await show('charged-back')),
      /Your customer’s bank took the payment back on 2 November 2026\./,
    );
  });

  it('creates first where the link leads to a payment that Pay would not take', async () => {
    for (const name of ['too-short', 'older-transfer', 'older'])
      ok(part(await show(name), 'create-button')!.matches('.filled'), name);
    ok(part(await show('bank-transfer'), 'copy-button')!.matches('.filled'));
  });

  it('cannot create for an invoice that is not confirmed, and learns who can confirm it', async () => {
    const element = await show('unconfirmed');
    equal(part(element, 'create-button'), null);
    match(
      text(element),
      /Your system has to state it again \(PUT \/v1\/invoice\), or the operator runs ‘resync --trust’\./,
    );
    ok(!/Please try again later/.test(text(element)), 'not what payers are told');
  });

  it('cannot create while payments are paused or nobody is connected, and learns what to do', async () => {
    for (const [name, sentence, parts] of [
      ['paused', /Payments are paused.*resumed in the settings/, ['copy-button', 'link', 'qr']],
      ['not-connected', /No Mollie account is connected.*Connect one in the settings/, []],
    ] as const) {
      const element = await show(name);
      match(text(element), sentence);
      equal(element.shadowRoot!.querySelector('.filled'), null);
      const all = ['create-button', 'copy-button', 'link', 'qr'];
      equal(
        all.filter((each) => part(element, each)),
        [...parts],
        name,
      );
      ok(!/sender of the invoice/.test(text(element)), 'not what payers are told');
      equal(element.shadowRoot!.querySelector('.share button'), null, 'no message');
    }
  });

  it('is not told of a pause where nothing is due, but that nobody follows the payments', async () => {
    const told = async (reason: Reason) => {
      proxy.on('GET /v1/invoice', asMerchant(invoice({ ...states.paid, reasons: ['paid', reason] })));
      return text(await mounted({ token: token('merchant'), proxy: proxy.address }));
    };
    ok(!/paused/.test(await told('paused')));
    match(await told('not_connected'), /No Mollie account is connected/);
  });

  it('is told of a booking that does not cover its payments', async () => {
    match(
      text(await show('not-booked')),
      /Your system names payments as booked, but holds less .* They count all the same\./,
    );
  });

  it('is told of a capture in part, and until when the rest can be captured', async () => {
    const element = await show('captured-in-part');
    match(
      text(element),
      /Only a part of an authorised payment was captured, and only that part counts as paid\./,
    );
    match(
      words(part(element, 'attempts')!),
      /Authorised € 100\.00 .* Captured € 60\.00 The rest can be captured until 1 Dec 2026, /,
    );
  });

  it('is not asked to capture a rest that can no longer be captured', async () => {
    const showing = async (...attempts: AttemptView[]) => {
      proxy.on('GET /v1/invoice', { ...invoice(merchantStates['captured-in-part']), attempts });
      return text(await mounted({ token: token('merchant'), proxy: proxy.address }));
    };
    const inTime = /Capture the rest in Mollie in time/;
    const captured = eur('60.00');
    match(await showing(attempt({ status: 'authorized', captured })), inTime);
    for (const status of ['paid', 'canceled', 'expired'] as const) {
      const told = await showing(attempt({ status, captured }), attempt({ status: 'authorized' }));
      ok(!inTime.test(told), status);
      match(told, /only that part counts as paid\. The rest can no longer be captured;/);
    }
  });

  it('is not told that nothing more is due of an invoice of which a part is under way', async () => {
    for (const reason of ['no_methods', 'below_minimum', 'unconfirmed'] as const) {
      const canPay = reason !== 'unconfirmed';
      const reasons: Reason[] = ['payment_pending', reason];
      const part = asMerchant(invoice({ ...states['pending-in-part'], canPay, reasons }));
      proxy.on('GET /v1/invoice', part);
      const told = text(await mounted({ token: token('merchant'), proxy: proxy.address }));
      match(told, /A payment of € 40\.00 is still being processed\. (?!You)/);
      ok(!/nothing more/.test(told), reason);
    }
  });

  it('has what was given back outside in words of its own', async () => {
    match(text(await show('given-back')), /Total € 0\.00 Given back elsewhere € 50\.00/);
  });

  it('lists what went back in another currency, as part of no sum', async () => {
    const otherCurrencies = [{ currency: 'USD', value: '10.00' }];
    const attempts = [attempt({ status: 'paid', otherCurrencies })];
    proxy.on('GET /v1/invoice', { ...invoice(states.paid), attempts });
    const element = await mounted({ token: token('merchant'), proxy: proxy.address });
    match(words(part(element, 'attempts')!), /US\$ 10\.00 in another currency, in no sum/);
  });

  it('can go on without payments under way that Mollie does not show, knowing what that means', async () => {
    const element = await show('not-visible');
    match(text(element), /Mollie shows a payment to none of the API keys, so no news of it comes\./);
    match(words(part(element, 'attempts')!), /Not shown by Mollie since 2 Nov 2026, /);
    ok(!/it expires/.test(text(element)), 'nobody knows whether it ends');
    match(text(element), /If it turns up after all, both payments count\. Go on without it/);

    proxy.on('POST /v1/invoice/payments', { payment: payment(), invoice: view('under-way') });
    const created = next<InvoicePayCreatedEvent>('invoice-pay-created');
    equal(words(part(element, 'create-button')!), 'Go on without it');
    part(element, 'create-button')!.click();
    await created;
    equal(proxy.sent.at(-1)!.body, { without: ['tr_7UhSN1zuXS'] });
    await until(() => part(element, 'copy-button')!.matches('.filled'));
    ok(!/Go on without/.test(text(element)));
  });

  it('waits for payments under way that Mollie shows, and for none where something is due', async () => {
    const notVisible = merchantStates['not-visible']!.attempts!;
    const offers = async (facts: Partial<InvoiceView>) => {
      proxy.on('GET /v1/invoice', invoice({ ...merchantStates['not-visible'], ...facts }));
      return /Go on without/.test(text(await mounted({ token: token('merchant'), proxy: proxy.address })));
    };
    ok(await offers({}));
    ok(
      !(await offers({ attempts: [...notVisible, attempt({ id: 'tr_2', status: 'authorized' })] })),
      'one is shown',
    );
    ok(!(await offers({ due: eur('60.00'), pending: eur('40.00'), canPay: true })), 'something is due');
    ok(!(await offers({ remaining: eur('0.00'), status: 'paid' })), 'all is paid');
    ok(!(await offers({ reasons: ['payment_pending', 'unconfirmed'] })), 'nothing can be created');
  });

  it('is told of a payment that may be booked twice, and of a silent webhook', async () => {
    match(text(await show('booked-twice')), /A payment may be counted twice/);
    match(text(await show('webhook-silent')), /Mollie’s notifications are not arriving/);
  });
});

function clipboard(writeText: (text: string) => Promise<void>): () => void {
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
  return () => Reflect.deleteProperty(navigator, 'clipboard');
}

function visible(element: HTMLElement): string {
  const shown = [...element.children].filter((child) => getComputedStyle(child).visibility === 'visible');
  return shown.map((child) => child.textContent).join(' ');
}
