import '../../widget/index.ts';
import { printedIban } from '../../shared/iban.ts';
import { qrPath } from '../../shared/qr-path.ts';
import type { InvoicePayButton } from '../../widget/index.ts';
import { mounted, part, spoken, text, unmountAll, words } from '../help/element.ts';
import { equal, match, ok, until } from '../help/expect.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import { asMerchant, invoice, log, states, token } from './fixtures.ts';

const VIEW = 'GET /v1/invoice';
const CANCEL = 'POST /v1/invoice/payments';

const started = invoice(states['transfer-methods']);
const { bankTransfer } = started.payment!;

describe('a bank transfer that was started', () => {
  let proxy: ProxyStub;

  const show = (
    view: object = started,
    audience: 'payer' | 'merchant' = 'payer',
    more = {},
  ): Promise<InvoicePayButton> => {
    proxy.on(VIEW, audience === 'payer' ? view : asMerchant(view as typeof started));
    return mounted({ token: token(audience), proxy: proxy.address, ...more });
  };
  const open = async (element: InvoicePayButton) => {
    element.shadowRoot!.querySelector<HTMLElement>('.toggle')!.click();
    await element.updateComplete;
  };
  const clipboard = (writeText: (text: string) => Promise<void>) => {
    const own = Object.getOwnPropertyDescriptor(navigator, 'clipboard');
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    return () => {
      if (own) Object.defineProperty(navigator, 'clipboard', own);
      else Reflect.deleteProperty(navigator, 'clipboard');
    };
  };

  beforeEach(() => {
    proxy = new ProxyStub().on('GET /v1/invoice/log', log());
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
  });

  it('is told in full, to whom and how exactly, in every language', async () => {
    const sentences = {
      en: /Transfer exactly € 100\.00 with exactly this reference\. Anything else is sent back to you\. Amount € 100\.00 .*IBAN NL53 ABNA 0627 5355 77 BIC ABNANL2A Reference RF12-3456-7890-1234 Must arrive by 1 December 2026 .*The account belongs to Stichting Mollie Payments, which collects for the sender of the invoice\. Your bank may show that name\. I have not sent it/,
      nl: /Maak precies € 100,00 over met precies dit kenmerk\. .*Uiterlijk ontvangen op 1 december 2026 .*De rekening is van Stichting Mollie Payments, die voor de afzender van de factuur int\. .*Ik heb het niet overgemaakt/,
      de: /Überweisen Sie genau 100,00 € mit genau diesem Verwendungszweck\. .*Eingang spätestens am 1\. Dezember 2026 .*Das Konto gehört Stichting Mollie Payments, die für den Absender der Rechnung einzieht\. .*Ich habe nicht überwiesen/,
    };
    for (const [lang, sentence] of Object.entries(sentences)) {
      const element = await show(started, 'payer', { lang });
      match(text(element).replaceAll('\u00a0', ' '), sentence);
      element.remove();
    }
  });

  it('is told to a merchant in words of theirs', async () => {
    const element = await show({ ...started, merchantName: 'Bakkerij Jansen' }, 'merchant');
    match(
      text(element),
      /Your customer is to transfer exactly .*which collects for Bakkerij Jansen\. .*It was not sent/,
    );
  });

  it('leaves out what Mollie does not say', async () => {
    const bare = { ...bankTransfer!, bankName: null, bankBic: null, dueDate: null, epc: null };
    const element = await show({ ...started, payment: { ...started.payment!, bankTransfer: bare } });
    match(text(element), /A bank transfer of € 100\.00 is expected\./);
    ok(!/Beneficiary|BIC|Must arrive|belongs to|null|Scan/.test(text(element)));
    match(text(element), /IBAN NL53 .*Reference RF12/);
  });

  it('has a button that copies each line as banks’ forms take it, and says so to eye and ear', async () => {
    for (const audience of ['payer', 'merchant'] as const) {
      const copied: string[] = [];
      const restore = clipboard(async (value) => void copied.push(value));
      const heard: string[] = [];
      const hear = () => heard.push('copied');
      document.addEventListener('invoice-pay-copied', hear);
      const element = await show(started, audience);
      await open(element);
      for (const button of element.shadowRoot!.querySelectorAll<HTMLElement>('dd button')) {
        const icon = () => button.querySelector('path')!.getAttribute('d');
        const before = icon();
        button.focus();
        button.click();
        await until(() => spoken(element) === button.ariaLabel!.replace('Copy', 'Copied'));
        await element.updateComplete;
        ok(icon() !== before && element.shadowRoot!.activeElement === button, button.ariaLabel!);
      }
      equal(copied, [
        '100.00',
        'Stichting Mollie Payments',
        'NL53ABNA0627535577',
        'ABNANL2A',
        'RF12-3456-7890-1234',
        '2026-12-01',
      ]);
      // That event is about the link.
      equal(heard, []);
      document.removeEventListener('invoice-pay-copied', hear);
      restore();
      element.remove();
    }
  });

  it('is selected where the browser does not allow to copy', async () => {
    const restore = clipboard(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
    const element = await show();
    await open(element);
    const button = element.shadowRoot!.querySelector<HTMLElement>('[aria-label="Copy: IBAN"]')!;
    button.click();
    await until(() => /What you need is selected/.test(text(element)));
    equal(words(button.previousElementSibling!), printedIban(bankTransfer!.bankAccount));
    restore();
  });

  it('has the code that banks’ apps scan, black on white with its quiet zone, in the dark too', async () => {
    document.documentElement.style.colorScheme = 'dark';
    for (const audience of ['payer', 'merchant'] as const) {
      const element = await show(started, audience);
      await open(element);
      const qr = () => element.shadowRoot!.querySelector('.scan [part="qr"]');
      await until(qr, 'a QR code');
      const { path, size } = qrPath(bankTransfer!.epc!);
      const [ground, code] = qr()!.querySelectorAll('path');
      equal(code!.getAttribute('d'), path);
      equal(
        [getComputedStyle(ground!).fill, getComputedStyle(code!).stroke],
        ['rgb(255, 255, 255)', 'rgb(0, 0, 0)'],
      );
      equal(qr()!.getAttribute('viewBox'), `0 0 ${size} ${size}`);
      equal(ground!.getAttribute('d'), `M0 0h${size}v${size}H0Z`);
      match(words(qr()!.parentElement!), /Scan with your bank’s app/);
      element.remove();
    }
    document.documentElement.style.colorScheme = '';
  });

  it('has the other methods beside it, none of them filled', async () => {
    const element = await show();
    const names = [...element.shadowRoot!.querySelectorAll('[part~="method-button"]')].map(words);
    equal(names, ['iDEAL | Wero', 'Card', 'Bancontact', 'PayPal']);
    equal(element.shadowRoot!.querySelector('.filled'), null);
    proxy.on('POST /v1/invoice/payments', refusal(503, 'mollie_unavailable'));
    part(element, 'method-paypal')!.click();
    await until(() => element.matches(':state(error)'));
    equal(proxy.sent.at(-1)!.body, { expect: '100.00', method: 'paypal' });
  });

  it('is cancelled where it was not sent, and every way to pay is there again', async () => {
    for (const [audience, ways, sentence] of [
      ['payer', 'pay-button', /The transfer is cancelled\. You can pay in any way again\./],
      ['merchant', 'create-button', /The transfer is cancelled\. Your customer can pay in any way again\./],
    ] as const) {
      const element = await show(started, audience);
      await open(element);
      const answer = proxy.hold(CANCEL);
      const button = part(element, 'not-sent-button')!;
      button.focus();
      button.click();
      await until(() => proxy.count(CANCEL) === 1);
      equal([button.ariaBusy, part(element, ways)!.ariaDisabled], ['true', 'true']);
      const { methods, body } = { methods: started.methods!, body: proxy.sent.at(-1)!.body };
      equal(body, { notSent: true });
      const free = invoice({ methods });
      const payment = { ...started.payment!, status: 'canceled' };
      answer({ payment, invoice: audience === 'payer' ? free : asMerchant(free) });
      await until(() => part(element, ways)!.matches('.filled') && !part(element, 'not-sent-button'));
      match(text(element), sentence);
      match(spoken(element), sentence);
      await until(() => element.shadowRoot!.activeElement === part(element, ways), 'the focus');
      equal(part(element, 'method-banktransfer') !== null, audience === 'payer');
      proxy.sent.length = 0;
      element.remove();
    }
  });

  it('shows what stands now where it can be cancelled no more, and an error where that fails', async () => {
    const element = await show();
    await open(element);
    proxy.on(CANCEL, refusal(503, 'mollie_unavailable', { message: 'Mollie does not answer.' }));
    part(element, 'not-sent-button')!.click();
    await until(() => /Mollie does not answer\. Reference: ref-1/.test(text(element)));
    ok(part(element, 'not-sent-button'));
    proxy.on(CANCEL, refusal(409, 'nothing_due', { invoice: invoice(states.paid) }));
    part(element, 'not-sent-button')!.click();
    await until(() => element.status === 'paid');
    ok(!/cancelled/.test(text(element)));
  });
});
