import '../../../widget/index.ts';
import type { InvoicePayButton, InvoicePayRedirectEvent } from '../../../widget/index.ts';
import { mounted, part, press, text, unmountAll } from '../../help/element.ts';
import { equal, match, ok, until } from '../../help/expect.ts';
import { addresses, type Claims, mollie, newInvoice, PROXY, payerToken, put } from '../../help/real.ts';

describe('paying an invoice, with a real proxy', () => {
  let claims: Claims;
  let left: string[];

  const show = async (lang = 'en'): Promise<InvoicePayButton> =>
    mounted({ token: await payerToken(claims), proxy: PROXY, lang });
  const stay = (event: Event) => {
    left.push((event as InvoicePayRedirectEvent).url);
    event.preventDefault();
  };
  const pay = async (element: InvoicePayButton) => {
    left = [];
    await press(element, 'pay-button');
    await until(() => left.length && part(element, 'pay-button')!.ariaBusy === 'false', 'the way to Mollie');
  };

  beforeEach(() => {
    claims = newInvoice();
    document.addEventListener('invoice-pay-redirect', stay);
  });

  afterEach(() => {
    document.removeEventListener('invoice-pay-redirect', stay);
    unmountAll();
  });

  it('asks exactly what is open, and leads to Mollie’s checkout', async () => {
    const element = await show();
    match(text(element), /^Partially paid Test € 100\.00 Still open of € 121\.00.* Pay € 100\.00/);
    await pay(element);
    const { simulator } = await addresses();
    ok(left[0]!.startsWith(`${simulator}/checkout/`), left[0]);
    match(await (await fetch(`/_simulator/payments/${await mollie.newest()}`)).text(), /"value":"100\.00"/);
  });

  it('turns to paid by itself, with its date in every language', async () => {
    await pay(await show());
    const [english, dutch, german] = [await show(), await show('nl'), await show('de')];
    await mollie.settle(await mollie.newest(), 'paid');
    const day = (locale: string) => new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format();
    for (const [element, sentence] of [
      [english, `Paid on ${day('en-GB')}`],
      [dutch, `Betaald op ${day('nl')}`],
      [german, `Bezahlt am ${day('de')}`],
    ] as const) {
      await until(() => text(element).includes(sentence), sentence, 8_000);
    }
    equal(part(english, 'pay-button'), null);
  }).timeout(10_000);

  it('tells before paying that the amount has changed, and names the payment page that is still open', async () => {
    const element = await show();
    await pay(element);
    await put({ ...claims, rev: 2, paidElsewhere: '71.00' });
    await press(element, 'pay-button');
    await until(() => /has changed from € 100\.00 to € 50\.00/.test(text(element)), 'the change');
    match(text(element), /Pay € 50\.00/);

    await pay(element);
    // Shortly before midnight with the day.
    await until(() =>
      /earlier payment page for € 100\.00 may still work until about [^.]*\d\d:\d\d\b/.test(text(element)),
    );
    match(text(element), /Please do not pay both\./);
  });

  it('pays with a method in one press, and its button leads back to the payment page', async () => {
    const element = await show();
    await until(() => part(element, 'method-ideal'), 'the methods', 8_000);
    left = [];
    await press(element, 'method-ideal');
    await until(() => left.length, 'the way to Mollie');
    const id = await mollie.newest();
    match(await (await fetch(`/_simulator/payments/${id}`)).text(), /"method":"ideal"/);
    await until(() => /A payment page for iDEAL .* is already open/.test(text(element)), 'what is open');
    await press(element, 'method-ideal');
    await until(() => left.length === 2, 'the way back');
    equal([left[1], await mollie.newest()], [left[0], id]);
    await mollie.settle(id, 'canceled');
    await until(() => /The last payment was cancelled\./.test(text(element)), 'the end', 8_000);
    ok(part(element, 'method-ideal') && part(element, 'pay-button')!.matches('.filled'));
  }).timeout(20_000);

  it('starts a bank transfer, and takes it back where it was not sent', async () => {
    const element = await show();
    await until(() => part(element, 'method-banktransfer'), 'the methods', 8_000);
    left = [];
    await press(element, 'method-banktransfer');
    await until(() => left.length, 'the way to Mollie');
    const id = await mollie.newest();
    await until(() => /Transfer exactly € 100\.00/.test(text(element)), 'what to transfer', 8_000);
    await until(() => element.shadowRoot!.querySelector('.scan [part="qr"]'), 'the QR code');
    equal(part(element, 'method-banktransfer'), null);
    element.shadowRoot!.querySelector<HTMLElement>('.toggle')!.click();
    await press(element, 'not-sent-button');
    await until(() => /The transfer is cancelled\./.test(text(element)), 'the end', 8_000);
    match(await (await fetch(`/_simulator/payments/${id}`)).text(), /"status":"canceled"/);
    await until(() => part(element, 'method-banktransfer'), 'every way to pay');
    ok(part(element, 'pay-button')!.matches('.filled'));
  }).timeout(20_000);

  it('says that the last payment failed, and tries again', async () => {
    const element = await show();
    await pay(element);
    await mollie.settle(await mollie.newest(), 'failed');
    await until(() => element.matches(':state(failed)'), 'the failure', 8_000);
    match(text(element), /The last payment did not succeed\./);
    await pay(element);
    equal(element.matches(':state(failed)'), false);
  }).timeout(10_000);

  it('is right within ten seconds of looking where no webhook comes', async () => {
    const element = await show();
    await pay(element);
    await mollie.loseWebhooks();
    try {
      await mollie.settle(await mollie.newest(), 'paid');
      await until(() => element.status === 'paid', 'Paid', 10_000);
    } finally {
      await mollie.mend();
    }
  }).timeout(12_000);
});
