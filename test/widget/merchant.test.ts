import '../../widget/index.ts';
import type { InvoicePayButton, InvoicePayCopiedEvent, InvoicePayCreatedEvent } from '../../widget/index.ts';
import { mounted, next, part, spoken, text, unmountAll } from '../help/element.ts';
import { equal, match, ok, until } from '../help/expect.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import { asMerchant, invoice, log, merchantStates, payment, states, token } from './fixtures.ts';

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

  it('has no message to copy where nothing is to be paid', async () => {
    equal((await show('paid')).shadowRoot!.querySelector('.share button'), null);
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
    match(words, /Paid € 100\.00 iDEAL · 3 Nov 2026, .* Charged back € 100\.00 Open in Mollie/);
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
