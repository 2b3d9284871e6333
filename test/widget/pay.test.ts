import '../../widget/index.ts';
import type {
  InvoicePayButton,
  InvoicePayCreatedEvent,
  InvoicePayErrorEvent,
  InvoicePayRedirectEvent,
} from '../../widget/index.ts';
import { mounted, next, part, spoken, text, unmountAll } from '../help/element.ts';
import { equal, match, ok, until } from '../help/expect.ts';
import { HOSTS } from '../help/host-names.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import { eur, invoice, payment, states, token } from './fixtures.ts';

const CREATE = 'POST /v1/invoice/payments';

describe('pressing Pay', () => {
  let proxy: ProxyStub;
  let element: InvoicePayButton;
  let left: string[];

  const stay = (event: Event) => {
    left.push((event as InvoicePayRedirectEvent).url);
    event.preventDefault();
  };
  const press = async () => {
    part(element, 'pay-button')!.click();
    await element.updateComplete;
  };

  beforeEach(async () => {
    left = [];
    document.addEventListener('invoice-pay-redirect', stay);
    proxy = new ProxyStub()
      .on('GET /v1/invoice', invoice())
      .on(CREATE, { payment: payment(), invoice: invoice(states['under-way']) });
    element = await mounted({ token: token(), proxy: proxy.address });
  });

  afterEach(() => {
    document.removeEventListener('invoice-pay-redirect', stay);
    unmountAll();
    proxy.restore();
  });

  it('sends the amount as shown, and nothing else of money', async () => {
    const created = next<InvoicePayCreatedEvent>('invoice-pay-created');
    await press();
    const event = await created;
    equal(proxy.sent.at(-1)!.body, { expect: '100.00' });
    equal([event.payment.status, event.invoice.number], ['open', '2026-0042']);
  });

  it('leaves for Mollie’s checkout, unless the page prevents it', async () => {
    await press();
    await until(() => left.length);
    equal(left, [payment().checkoutUrl]);
    await until(() => part(element, 'pay-button')!.ariaBusy === 'false');
  });

  it('makes one request of a double click', async () => {
    part(element, 'pay-button')!.click();
    part(element, 'pay-button')!.click();
    await until(() => left.length);
    equal(proxy.count(CREATE), 1);
  });

  it('keeps the button, its size and the focus while it waits', async () => {
    const answer = proxy.hold(CREATE);
    const button = part(element, 'pay-button')!;
    button.focus();
    const { offsetWidth, offsetHeight } = button;
    await press();
    equal([button.ariaBusy, button.ariaDisabled], ['true', 'true']);
    equal([button.offsetWidth, button.offsetHeight], [offsetWidth, offsetHeight]);
    await until(() => proxy.count(CREATE) === 1);
    answer({ payment: payment(), invoice: invoice() });
    await until(() => button.ariaBusy === 'false');
    equal(element.shadowRoot!.activeElement, button);
  });

  it('goes to https only, and to http on this machine for a simulator', async () => {
    const plain = (hosts: readonly string[]) => hosts.map((host) => `http://${host}:3001/checkout`);
    const refused = [...plain(HOSTS['this network']), ...plain(HOSTS['the internet'])];
    for (const checkoutUrl of [
      ...refused,
      'javascript:alert(1)',
      'data:text/html,x',
      '//evil.com',
      '',
      null,
    ]) {
      proxy.on(CREATE, { payment: payment({ checkoutUrl }), invoice: invoice() });
      const failed = next<InvoicePayErrorEvent>('invoice-pay-error');
      await press();
      equal((await failed).code, 'checkout_refused', String(checkoutUrl));
      await until(() => part(element, 'pay-button')!.ariaBusy === 'false');
    }
    equal(left, []);
    for (const checkoutUrl of plain(HOSTS['this machine'])) {
      proxy.on(CREATE, { payment: payment({ checkoutUrl }), invoice: invoice() });
      await press();
      await until(() => left.at(-1) === checkoutUrl);
      await until(() => part(element, 'pay-button')!.ariaBusy === 'false');
    }
  });

  it('tells a changed amount before anything is paid, and asks for the new one next', async () => {
    const changed = invoice({ remaining: eur('50.00'), due: eur('50.00'), status: 'partially_paid' });
    proxy.on(CREATE, refusal(409, 'amount_changed', { invoice: changed }));
    await press();
    await until(() => /Pay € 50\.00/.test(text(element)));
    match(text(element), /The amount has changed from € 100\.00 to € 50\.00\./);
    equal(left, []);
    ok(!element.matches(':state(error)'));
    ok(spoken(element));

    proxy.on(CREATE, { payment: payment({ amount: eur('50.00') }), invoice: changed });
    await press();
    await until(() => left.length);
    equal(proxy.sent.at(-1)!.body, { expect: '50.00' });
    ok(!/has changed/.test(text(element)));
  });

  it('asks again after a conflict that does not say what stands now, and says what it was', async () => {
    const inDollars = (value: string) => ({ currency: 'USD', value });
    const changed = invoice({
      total: inDollars('90.00'),
      remaining: inDollars('90.00'),
      due: inDollars('90.00'),
    });
    for (const answer of [
      refusal(409, 'currency_changed'),
      refusal(409, 'paused', { invoice: {} }),
      refusal(409, 'nothing_due', { invoice: { ...changed, id: 'another' } }),
      new Response('<h1>Conflict</h1>', { status: 409 }),
    ]) {
      proxy.on(CREATE, answer).on('GET /v1/invoice', invoice());
      await element.refresh();
      await until(() => /Pay € 100\.00/.test(text(element)));
      const asked = proxy.count('GET /v1/invoice');
      proxy.on('GET /v1/invoice', changed);
      const failed = next<InvoicePayErrorEvent>('invoice-pay-error');
      await press();
      await until(() => /Pay US\$ 90\.00/.test(text(element)), 'what stands now');
      await until(() => part(element, 'pay-button')!.ariaBusy === 'false');
      const { code } = await failed;
      match(text(element), code === 'unreachable' ? /cannot be reached/ : new RegExp(`Sorry: ${code}\\.`));
      equal([proxy.count('GET /v1/invoice') - asked, left, element.matches(':state(error)')], [1, [], false]);
    }
  });

  it('looks dead where it cannot be pressed, while something is done and during a pause', async () => {
    const answer = proxy.hold(CREATE);
    // Looked for each time, since the first error draws it anew.
    const button = () => part(element, 'pay-button')!;
    const opacity = () => Number(getComputedStyle(button()).opacity);
    equal(opacity(), 1);
    await press();
    equal(opacity(), 1, 'it spins');
    answer(refusal(429, 'rate_limited', { retryAfter: 60 }));
    await until(() => element.matches(':state(error)'));
    await until(() => button().ariaBusy === 'false' && opacity() < 0.7);
    equal(button().ariaDisabled, 'true');
    equal(getComputedStyle(button()).cursor, 'not-allowed');
  });

  it('shows what stands now where it was paid meanwhile', async () => {
    proxy.on(CREATE, refusal(409, 'nothing_due', { invoice: invoice(states.paid) }));
    part(element, 'pay-button')!.focus();
    await press();
    await until(() => element.status === 'paid');
    await element.updateComplete;
    equal(part(element, 'pay-button'), null);
    equal(element.shadowRoot!.activeElement, part(element, 'link'), 'the focus moves to what took its place');
  });

  it('shows the message of an error it does not know, and can be pressed again', async () => {
    proxy.on(CREATE, refusal(422, 'moon_closed', { message: 'The moon is closed.' }));
    await press();
    await until(() => element.matches(':state(error)'));
    match(text(element), /The moon is closed\. Reference: ref-1/);
    proxy.on(CREATE, { payment: payment(), invoice: invoice() });
    await press();
    await until(() => left.length);
    await until(() => !element.matches(':state(error)'));
  });
});
