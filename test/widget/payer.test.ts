import '../../widget/index.ts';
import type { InvoiceView } from '../../shared/api.ts';
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
    match(await caption({ dueDate: day(0) }), /^To pay · Due \d+ \w+ \d{4}$/);
    match(await caption({ dueDate: day(-1) }), /^To pay · Overdue since \d+ \w+ \d{4}$/);
    equal(await caption({ dueDate: null }), 'To pay');
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

  const shows = async (name: string, more: Partial<InvoiceView> = {}) => {
    proxy.on('GET /v1/invoice', invoice({ ...states[name], ...more }));
    const element = await mounted(asPayer());
    return { element, amount: words(part(element, 'amount')!), says: text(element) };
  };
  const captionOf = (element: Element) => words(element.shadowRoot!.querySelector('.caption')!);

  it('is told where Pay leads, and that only where it leads there', async () => {
    const { says } = await shows('under-way');
    match(says, /A payment page for € 100\.00 is open until about .+\. Pay takes you back to it\./);
    for (const name of ['too-short', 'older', 'older-transfer', 'bank-transfer', 'pending'])
      ok(!/payment page for .+ is open|takes you back/.test((await shows(name)).says), name);
    match((await shows('too-short')).says, /may still work until about .+\. Please do not pay both\./);
  });

  it('pays what is due beside a transfer for another amount, which is not to be sent', async () => {
    const { element, amount, says } = await shows('older-transfer');
    equal([amount, words(part(element, 'pay-button')!)], ['€ 79.00', 'Pay € 79.00']);
    ok(part(element, 'pay-button')!.matches('.filled'));
    match(says, /Please do not send the earlier transfer of € 100\.00 any more\./);
    ok(!/IBAN|is expected|Pay another way/.test(says));
  });

  it('is asked not to pay beside a transfer for exactly what is due, also where another page is open', async () => {
    const { element, says } = await shows('under-way', { reasons: ['bank_transfer_open'] });
    match(says, /If you have already transferred the money, please do not pay another way as well\./);
    equal(words(part(element, 'pay-button')!), 'Pay € 100.00');
  });

  it('has nothing more to pay once all is paid or withdrawn, and is not to use what is still open', async () => {
    const { says } = await shows('paid-older');
    match(
      says,
      /There is nothing more to pay\. Please do not use the earlier payment page for € 50\.00 any more\. It may still work until about .+\. Please do not send the earlier transfer of € 100\.00 any more\./,
    );
    match(
      (await shows('void', { stillPayable: states.older!.stillPayable! })).says,
      /Withdrawn .*There is nothing more to pay\. Please do not use the earlier payment page for € 100\.00/,
    );
    for (const name of ['paid-older', 'older-transfer']) ok(!/pay both/.test((await shows(name)).says), name);
  });

  it('is paid, and what is under way all the same is told', async () => {
    const { says } = await shows('paid-pending');
    match(
      says,
      /^Paid .*A payment of € 100\.00 is still being processed\. You will see here what becomes of it\./,
    );
  });

  it('is told until when a payment under way can be confirmed, where that is still to come', async () => {
    const expires =
      /is being processed\. There is nothing more to do\. If it is not confirmed by .+, it expires\./;
    match((await shows('pending')).says, expires);
    const { payment } = states.pending!;
    const past = { ...payment!, expiresAt: new Date(0).toISOString() };
    ok(!/expires/.test((await shows('pending', { payment: past })).says));
    ok(!/expires/.test((await shows('pending', { pending: eur('120.00') })).says), 'of several');
  });

  it('is told that a payment was approved, which is not paid yet', async () => {
    match(
      (await shows('authorized')).says,
      /A payment of € 100\.00 is approved\. There is nothing more to do\./,
    );
  });

  it('has as the large figure what its status is about, and says what that is', async () => {
    const expected: Record<string, [string, RegExp]> = {
      open: ['€ 100.00', /^To pay · Due/],
      'partially-paid': ['€ 100.00', /^Still open of € 121\.00 · Due/],
      'older-transfer': ['€ 79.00', /^Still open of € 100\.00 · Due/],
      pending: ['€ 100.00', /^Being processed · Due/],
      'pending-in-part': ['€ 60.00', /^Still to pay of € 100\.00 · Due/],
      paid: ['€ 100.00', /^Paid on 3 November 2026$/],
      overpaid: ['€ 35.00', /^Paid too much · Total € 100\.00 · Paid on 3 November 2026$/],
      'partially-refunded': ['€ 40.00', /^Refunded · Total € 100\.00 · Paid on 3 November 2026$/],
      refunded: ['€ 100.00', /^Refunded · Total € 100\.00 · Paid on/],
      'charged-back': ['€ 100.00', /^Open again · /],
      'void-paid': ['€ 21.00', /^Paid too much · Please do not pay this invoice$/],
      void: ['€ 100.00', /^Please do not pay this invoice$/],
      'nothing-due': ['-€ 50.00', /^No payment is needed$/],
      'given-back': ['€ 50.00', /^To pay · Due/],
      unconfirmed: ['€ 100.00', /^Total · Due/],
    };
    for (const [name, [figure, caption]] of Object.entries(expected)) {
      const { element, amount } = await shows(name);
      equal(amount, figure, name);
      match(captionOf(element), caption);
    }
  });

  it('always asks the large figure', async () => {
    for (const name of Object.keys(states)) {
      const { element, amount } = await shows(name);
      const pay = part(element, 'pay-button');
      if (pay?.matches('.filled')) equal(words(pay), `Pay ${amount}`, name);
    }
  });

  it('is told that a bank took a payment back, when, and what is open again', async () => {
    const { says } = await shows('charged-back');
    match(says, /Your bank took the payment back on 2 November 2026\. € 100\.00 is open again\./);
    const undated = await shows('charged-back', { chargedBack: eur('9.00'), chargedBackAt: null });
    match(undated.says, /Your bank took the payment back\. € 9\.00 is open again\./);
    match(captionOf(undated.element), /^To pay/);
    ok(
      !/took the payment back/.test((await shows('paid', { chargedBack: eur('100.00') })).says),
      'paid again',
    );
  });

  it('cannot pay an invoice that is being restored, and is told so only where something is due', async () => {
    const { element, says } = await shows('unconfirmed');
    match(
      says,
      /This invoice is being restored after an outage and cannot be paid yet\. Please try again later\./,
    );
    equal(part(element, 'pay-button'), null);
    ok(
      !/restored|too small/.test(
        (await shows('paid', { reasons: ['paid', 'unconfirmed', 'below_minimum'] })).says,
      ),
    );
    const stillPayable = states.older!.stillPayable!;
    match((await shows('void', { stillPayable })).says, /earlier/i);
    ok(!/earlier/i.test((await shows('unconfirmed', { stillPayable })).says), 'any may be the one to pay');
  });

  it('cannot pay while payments are paused or nobody is connected, and learns whom to ask', async () => {
    for (const [name, sentence, link] of [
      [
        'paused',
        /Online payment is not available .* Please try again later, or ask the sender of the invoice\./,
        'View details',
      ],
      [
        'not-connected',
        /This invoice cannot be paid online at the moment\. Please ask the sender/,
        undefined,
      ],
    ] as const) {
      const { element, says } = await shows(name);
      match(says, /^Open € 100\.00 To pay/);
      match(says, sentence);
      equal([part(element, 'pay-button'), part(element, 'link')?.textContent], [null, link], name);
      const { reasons } = states[name]!;
      ok(!sentence.test((await shows('paid', { reasons: ['paid', ...reasons!], link: null })).says), name);
      const failed = (await shows('failed', { ...states[name] })).says;
      ok(!/You can/.test(failed), failed);
    }
  });

  it('is not invited to try again where nothing can be paid', async () => {
    for (const name of ['failed', 'canceled', 'expired']) {
      match((await shows(name)).says, /You can (try|simply pay) again/);
      ok(!/You can .+ again\./.test((await shows(name, { reasons: ['no_methods'] })).says), name);
    }
  });

  it('is told how the last payment ended where the proxy tells it, whatever its status', async () => {
    match((await shows('expired')).says, /The last payment page has expired\./);
    for (const name of ['failed', 'canceled', 'expired']) {
      const { element, says } = await shows(name, { ended: null });
      ok(!/The last payment/.test(says), name);
      ok(!element.matches(':state(failed)'), name);
    }
  });

  it('is open in every word where something is due of an invoice over nothing', async () => {
    const { element, says } = await shows('given-back');
    match(says, /^Open € 50\.00 .*Pay € 50\.00/);
    ok(!/No payment is needed/.test(says));
    const iconOf = (one: Element) => part(one, 'status')!.querySelector('path')!.getAttribute('d');
    equal(iconOf(element), iconOf((await shows('open')).element));
    const inPart = await shows('given-back', { pending: eur('20.00'), due: eur('30.00') });
    match(captionOf(inPart.element), /^To pay · Due/);
  });

  it('has no other way to pay beside a transfer where Pay would lead back to it', async () => {
    const { element, says } = await shows('bank-transfer', { continues: true });
    match(says, /IBAN/);
    ok(!/please do not pay another way/.test(says));
    equal(part(element, 'pay-button'), null);
    equal(words(part(element, 'link')!), 'View details');
  });

  it('is not told what to pay here where nothing can be paid', async () => {
    for (const name of ['older', 'pending-in-part']) {
      const { says } = await shows(name, { reasons: ['no_methods'] });
      ok(!/pay both|Here you pay/.test(says), name);
    }
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

  it('opens and closes the details of a transfer, which a page has no room for at first', async () => {
    proxy.on('GET /v1/invoice', invoice(states['bank-transfer']));
    const element = await mounted(asPayer());
    const details = element.shadowRoot!.querySelector('dl')!;
    const toggle = element.shadowRoot!.querySelector<HTMLElement>('.toggle')!;
    for (const isOpen of [false, true, false]) {
      equal([details.checkVisibility(), toggle.ariaExpanded], [isOpen, String(isOpen)]);
      toggle.click();
      await element.updateComplete;
    }
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
    proxy.on('GET /v1/invoice', refusal(503, 'store_unavailable', { message: 'Not just now.' }));
    const failed = next<InvoicePayErrorEvent>('invoice-pay-error');
    const element = mount(asPayer(), `${FALLBACK}<p slot="error">Call us</p>`);
    const { code, reference, bubbles, composed } = await failed;
    equal([code, reference, bubbles, composed], ['store_unavailable', 'ref-1', true, true]);
    await until(() => part(element, 'message'), 'what failed');
    match(text(element), /Not just now\. Reference: ref-1 · Code: store_unavailable/);
    equal(spoken(element), 'Not just now.');
    ok(element.matches(':state(error)'));
    ok(element.querySelector('a')!.assignedSlot);
    ok(element.querySelector('p')!.assignedSlot);

    proxy.on('GET /v1/invoice', invoice());
    part(element, 'check-button')!.click();
    await until(() => part(element, 'pay-button'));
    ok(!element.matches(':state(error)'));
  });

  it('is not offered another try where none can help, unless a token may be renewed', async () => {
    for (const code of ['invalid_token', 'token_expired', 'invalid_invoice', 'wrong_audience']) {
      proxy.on('GET /v1/invoice', refusal(401, code));
      const element = mount(asPayer(), FALLBACK);
      await until(() => part(element, 'message'), code);
      match(text(element), new RegExp(`Sorry: ${code}\\. Reference: ref-1 · Code: ${code}`));
      equal(part(element, 'check-button'), null, code);
      ok(element.querySelector('a')!.assignedSlot, code);
      element.remove();
    }
    const renewed = mount({ ...asPayer(), tokenUrl: '/token' });
    proxy.on('GET /v1/invoice', refusal(401, 'invalid_token'));
    await until(() => part(renewed, 'check-button'), 'another try');
    const lost = mount({ token: token() }, FALLBACK);
    await until(() => /is missing on this page/.test(text(lost)));
    equal(part(lost, 'check-button'), null);
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

  it('is offered no payment that would be refused, but the way to the invoice’s page', async () => {
    for (const state of ['open', 'bank-transfer']) {
      for (const code of ['token_expired', 'invalid_token']) {
        proxy.on('GET /v1/invoice', invoice(states[state]));
        const element = await mounted(asPayer());
        ok(part(element, 'pay-button'));
        proxy.on('GET /v1/invoice', refusal(401, code));
        await element.refresh();
        await until(() => element.matches(':state(error)') && !part(element, 'pay-button'), code);
        ok(part(element, 'link')!.checkVisibility());
        proxy.on('GET /v1/invoice', invoice(states[state]));
        await element.refresh();
        await until(() => part(element, 'pay-button'), code);
        element.remove();
      }
    }
  });
});
