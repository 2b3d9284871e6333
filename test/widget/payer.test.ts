import '../../widget/index.ts';
import type { InvoiceView } from '../../proxy/types.ts';
import type { InvoicePayErrorEvent, InvoicePayStatusEvent } from '../../widget/index.ts';
import { mount, mounted, next, part, spoken, text, unmountAll, words } from '../help/element.ts';
import { equal, match, ok, until } from '../help/expect.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import { eur, invoice, states, token } from './fixtures.ts';

const DAY = 24 * 60 * 60 * 1000;

const FALLBACK = '<a href="https://pay.example/pay/x">Pay invoice 2026-0042</a>';

describe('what a payer sees', () => {
  let proxy: ProxyStub;
  const asPayer = () => ({ token: token(), proxy: proxy.address });

  beforeEach(() => {
    proxy = new ProxyStub().on('GET /v1/invoice', invoice());
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
  });

  it('is the status, the open amount and one button with the amount', async () => {
    const element = await mounted(asPayer());
    equal(words(part(element, 'status')!), 'Open');
    equal(words(part(element, 'amount')!), '€ 100.00');
    equal(words(part(element, 'pay-button')!), 'Pay € 100.00');
    equal(element.shadowRoot!.querySelectorAll('button').length, 1);
  });

  it('is asked for with the token and in the language of the page', async () => {
    const facts = asPayer();
    await mounted(facts);
    const [{ token: sent, language }] = proxy.sent as [(typeof proxy.sent)[0]];
    equal([sent, language], [facts.token, 'en-GB']);
  });

  it('has no Pay and a date once paid', async () => {
    proxy.on('GET /v1/invoice', invoice(states.paid));
    const element = await mounted(asPayer(), '<p slot="paid">Thank you</p>');
    equal(part(element, 'pay-button'), null);
    match(text(element), /Paid € 100\.00 Paid on 3 November 2026/);
    equal(part(element, 'link')!.getAttribute('href'), invoice().link);
    ok(element.querySelector('p')!.assignedSlot, 'the host’s own words are shown');
  });

  it('says until when, and from the day after that it is overdue', async () => {
    const day = (distance: number) => new Date(Date.now() + distance * DAY).toLocaleDateString('sv');
    const caption = async (facts: Partial<InvoiceView>) => {
      proxy.on('GET /v1/invoice', invoice(facts));
      const element = await mounted(asPayer());
      return words(element.shadowRoot!.querySelector('.caption')!);
    };
    match(await caption({ dueDate: day(0) }), /^Still open · Due \d+ \w+ \d{4}$/);
    match(await caption({ dueDate: day(-1) }), /^Still open · Overdue since \d+ \w+ \d{4}$/);
    equal(await caption({ dueDate: null }), 'Still open');
    match(await caption({ ...states.pending, dueDate: day(-1) }), /Due/);
  });

  it('names an older payment page that may still be paid', async () => {
    proxy.on('GET /v1/invoice', invoice(states.older));
    const element = await mounted(asPayer());
    match(
      text(element),
      /An earlier payment page for € 100\.00 may still work until about .+\. Please do not pay both\./,
    );
    ok(part(element, 'pay-button'));
  });

  it('is told where to transfer to', async () => {
    proxy.on('GET /v1/invoice', invoice(states['bank-transfer']));
    const element = await mounted(asPayer());
    match(
      text(element),
      /Beneficiary ?Stichting Mollie Payments.*IBAN ?NL53 ABNA 0627 5355 77.*RF12-3456-7890-1234.*please do not pay another way/,
    );
    const pay = part(element, 'pay-button')!;
    equal([words(pay), pay.matches('.filled')], ['Pay another way', false]);
    equal(words(part(element, 'link')!), 'View details');
    proxy.on('GET /v1/invoice', invoice({ ...states['bank-transfer'], reasons: ['no_methods'] }));
    await element.refresh();
    await until(() => part(element, 'pay-button') === null, 'no Pay where nothing can be paid');
  });

  it('is told that only the rest is asked while a part is being processed', async () => {
    proxy.on(
      'GET /v1/invoice',
      invoice({ ...states.pending, pending: eur('40.00'), due: eur('60.00'), canPay: true }),
    );
    const element = await mounted(asPayer());
    match(
      text(element),
      /Pay € 60\.00.* A payment of € 40\.00 is being processed\. Here you pay only the rest\./,
    );
  });

  it('is told why nothing can be paid, also for a reason that is new', async () => {
    proxy.on('GET /v1/invoice', invoice(states['below-minimum']));
    const small = await mounted(asPayer());
    match(text(small), /This amount is too small to be paid online\./);
    equal(part(small, 'pay-button'), null);

    proxy.on('GET /v1/invoice', { ...invoice(), canPay: false, reasons: ['on_the_moon'] });
    const odd = await mounted(asPayer());
    match(text(odd), /This invoice cannot be paid online at the moment\./);
  });

  it('shows the label of a status that is new', async () => {
    proxy.on('GET /v1/invoice', { ...invoice(), status: 'disputed', label: 'Disputed' });
    const element = await mounted(asPayer());
    match(text(element), /^Disputed/);
    ok(element.matches(':state(disputed)'));
  });

  it('never has attempts, a log or ids of payments', async () => {
    const element = await mounted(asPayer());
    for (const name of ['attempts', 'log', 'qr', 'copy-button', 'create-button'])
      equal(part(element, name), null);
    equal(proxy.sent.length, 1);
  });

  it('keeps the fallback until the status shows, then there is one way to pay', async () => {
    const element = mount(asPayer(), FALLBACK);
    await element.updateComplete;
    ok(element.querySelector('a')!.assignedSlot, 'visible while loading');
    await until(() => part(element, 'amount'));
    equal(element.querySelector('a')!.assignedSlot, null);
  });

  it('keeps the fallback on an error, with the reason, its reference, and another try', async () => {
    proxy.on('GET /v1/invoice', refusal(401, 'invalid_token', { message: 'This link is not valid.' }));
    const failed = next<InvoicePayErrorEvent>('invoice-pay-error');
    const element = mount(asPayer(), `${FALLBACK}<p slot="error">Call us</p>`);
    const { code, reference, bubbles, composed } = await failed;
    equal([code, reference, bubbles, composed], ['invalid_token', 'ref-1', true, true]);
    await until(() => part(element, 'message'), 'what failed');
    match(text(element), /This link is not valid\. Reference: ref-1 · Code: invalid_token/);
    equal(spoken(element), 'This link is not valid.');
    ok(element.matches(':state(error)'));
    ok(element.querySelector('a')!.assignedSlot);
    ok(element.querySelector('p')!.assignedSlot);

    proxy.on('GET /v1/invoice', invoice());
    part(element, 'check-button')!.click();
    await until(() => part(element, 'pay-button'));
    ok(!element.matches(':state(error)'));
  });

  it('shows the fallback too where an error comes later', async () => {
    const element = await mounted(asPayer(), FALLBACK);
    proxy.on('GET /v1/invoice', refusal(503, 'store_unavailable'));
    await element.refresh();
    await element.updateComplete;
    ok(element.querySelector('a')!.assignedSlot);
    match(text(element), /Sorry: store_unavailable\./);
    ok(part(element, 'amount'));
  });

  it('says so in words of its own where the proxy answers nothing sensible', async () => {
    proxy.on('GET /v1/invoice', new Response('<h1>Bad gateway</h1>', { status: 502 }));
    const element = mount(asPayer());
    await until(() => /The payment service cannot be reached\./.test(text(element)));
    ok(element.matches(':state(error)'));
  });

  it('sends the first status with no previous one, and each change with it', async () => {
    const first = next<InvoicePayStatusEvent>('invoice-pay-status');
    const element = await mounted(asPayer());
    const event = await first;
    equal([event.invoice.status, event.previous], ['open', null]);

    const second = next<InvoicePayStatusEvent>('invoice-pay-status');
    proxy.on('GET /v1/invoice', invoice(states.paid));
    await element.refresh();
    const change = await second;
    equal([change.invoice.status, change.previous?.status], ['paid', 'open']);
    await element.updateComplete;
    equal(spoken(element), 'Paid');
  });

  it('can be read from outside: properties, attribute and states', async () => {
    const element = mount(asPayer());
    await element.updateComplete;
    equal([element.invoice, element.status], [null, null]);
    ok(element.matches(':state(loading)'));
    proxy.on('GET /v1/invoice', invoice({ ...states['partially-paid'], mode: 'test' }));
    await until(() => part(element, 'amount'));
    equal([element.status, element.getAttribute('status')], ['partially_paid', 'partially_paid']);
    equal(element.invoice!.number, '2026-0042');
    ok(element.matches(':state(partially-paid):state(test-mode):not(:state(loading))'));
  });

  it('wears a ribbon in test mode, and says when the last attempt failed', async () => {
    proxy.on('GET /v1/invoice', invoice({ ...states.failed, mode: 'test' }));
    const element = await mounted(asPayer());
    match(text(element), /Open Test .*The last payment did not succeed/);
    ok(element.matches(':state(failed)'));
  });

  it('changes with its token, and drops what was asked with the one before', async () => {
    const late = proxy.hold('GET /v1/invoice');
    const element = mount({ token: token('payer', 'a'), proxy: proxy.address });
    await until(() => proxy.sent.length === 1);
    proxy.on(
      'GET /v1/invoice',
      invoice({ id: 'b', total: eur('7.00'), remaining: eur('7.00'), due: eur('7.00') }),
    );
    element.token = token('payer', 'b');
    await until(() => part(element, 'amount'));
    late(invoice({ id: 'a' }));
    await new Promise((resolve) => setTimeout(resolve, 20));
    equal([element.invoice!.id, words(part(element, 'amount')!)], ['b', '€ 7.00']);
  });
});
