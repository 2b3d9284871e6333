import '../../widget/index.ts';
import type {
  InvoicePayButton,
  InvoicePayCreatedEvent,
  InvoicePayErrorEvent,
  InvoicePayRedirectEvent,
} from '../../widget/index.ts';
import { isComplete, mount, mounted, next, part, spoken, text, unmountAll, words } from '../help/element.ts';
import { equal, match, ok, until } from '../help/expect.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import { eur, invoice, payment, states, token } from './fixtures.ts';

const VIEW = 'GET /v1/invoice';
const CREATE = 'POST /v1/invoice/payments';

const method = (id: string, label = id) => ({ id, label });
const FIVE = invoice(states.methods);

describe('the methods beside Pay', () => {
  let proxy: ProxyStub;
  let left: string[];

  const stay = (event: Event) => {
    left.push((event as InvoicePayRedirectEvent).url);
    event.preventDefault();
  };
  const show = (view: object, more = {}): Promise<InvoicePayButton> => {
    proxy.on(VIEW, view);
    return mounted({ token: token(), proxy: proxy.address, ...more });
  };
  const buttons = (element: Element) => [
    ...element.shadowRoot!.querySelectorAll<HTMLElement>('[part~="method-button"]'),
  ];
  const offered = (element: Element) =>
    buttons(element)
      .filter((button) => button.checkVisibility())
      .map(words);

  beforeEach(() => {
    left = [];
    document.addEventListener('invoice-pay-redirect', stay);
    proxy = new ProxyStub().on(CREATE, { payment: payment({ method: 'ideal' }), invoice: FIVE });
  });

  afterEach(() => {
    document.removeEventListener('invoice-pay-redirect', stay);
    unmountAll();
    proxy.restore();
  });

  it('stand in the order of the answer, outlined, under words that name the group in every language', async () => {
    for (const [lang, sentence] of Object.entries({
      en: 'or at once with',
      nl: 'of direct met',
      de: 'oder direkt mit',
    })) {
      const element = await show(FIVE, { lang });
      equal(offered(element), ['iDEAL | Wero', 'Card', 'Bancontact', 'PayPal', 'Bank transfer']);
      equal(words(element.shadowRoot!.querySelector('fieldset > legend')!), sentence);
      ok(part(element, 'pay-button')!.matches('.filled'));
      ok(buttons(element).every((button) => !button.matches('.filled')));
      equal(part(element, 'more-button'), null);
      element.remove();
    }
  });

  it('come with the first status, for which no panel is needed', async () => {
    proxy.on(VIEW, FIVE);
    const element = mount({ token: token(), proxy: proxy.address });
    let wasComplete: boolean | undefined;
    const press = async () => {
      await element.updateComplete;
      wasComplete = isComplete(element);
      part(element, 'method-ideal')!.click();
    };
    element.addEventListener('invoice-pay-status', press, { once: true });
    await until(() => left.length);
    equal(wasComplete, false, 'the panel was there already');
    equal(proxy.sent.at(-1)!.body, { expect: '100.00', method: 'ideal' });
  });

  it('are none where the answer has none, or nothing can be paid', async () => {
    for (const view of [
      invoice(),
      invoice({ methods: [] }),
      invoice({ ...states.methods, canPay: false, reasons: ['paused'] }),
    ]) {
      const element = await show(view);
      equal([offered(element), element.shadowRoot!.querySelector('fieldset')], [[], null]);
      element.remove();
    }
  });

  it('are five, and all after More', async () => {
    const element = await show(invoice(states['eleven-methods']));
    const more = part(element, 'more-button')!;
    equal([words(more), more.ariaExpanded, offered(element).length], ['More', 'false', 5]);
    const all = states['eleven-methods']!.methods!.filter(({ id }) => id !== 'applepay');
    for (const isOpen of [true, false, true]) {
      more.focus();
      more.click();
      await element.updateComplete;
      equal(part(element, 'more-button')!.ariaExpanded, String(isOpen));
      equal(offered(element).length, isOpen ? all.length : 5);
      equal(element.shadowRoot!.activeElement, part(element, 'more-button'));
    }
    equal(
      offered(element),
      all.map(({ label }) => label),
    );
  });

  it('pay with the pressed one for what Pay shows, by the way of Pay', async () => {
    const element = await show(invoice({ ...states['partially-paid'], methods: FIVE.methods! }));
    const created = next<InvoicePayCreatedEvent>('invoice-pay-created');
    const answer = proxy.hold(CREATE);
    const button = part(element, 'method-ideal')!;
    button.focus();
    const { offsetWidth, offsetHeight } = button;
    button.click();
    await element.updateComplete;
    equal([button.ariaBusy, button.offsetWidth, button.offsetHeight], ['true', offsetWidth, offsetHeight]);
    for (const other of [part(element, 'pay-button')!, part(element, 'method-paypal')!])
      equal([other.ariaBusy, other.ariaDisabled], ['false', 'true']);
    // All are held.
    part(element, 'method-paypal')!.click();
    part(element, 'pay-button')!.click();
    await until(() => proxy.count(CREATE) === 1);
    answer({ payment: payment({ method: 'ideal' }), invoice: FIVE });
    equal((await created).payment.method, 'ideal');
    await until(() => left.length);
    equal(left, [payment().checkoutUrl]);
    equal(proxy.sent.at(-1)!.body, { expect: '100.00', method: 'ideal' });
    equal([proxy.count(CREATE), element.shadowRoot!.activeElement], [1, button]);
  });

  it('wait with Pay as long as the proxy asks for', async () => {
    const element = await show(FIVE);
    proxy.on(CREATE, refusal(429, 'rate_limited', { retryAfter: 60 }));
    part(element, 'method-ideal')!.click();
    await until(() => element.matches(':state(error)'));
    await until(() => part(element, 'method-ideal')!.ariaBusy === 'false');
    for (const button of [...buttons(element), part(element, 'pay-button')!]) {
      equal(button.ariaDisabled, 'true');
      button.click();
    }
    await until(() => /Please wait another/.test(spoken(element)));
    equal(proxy.count(CREATE), 1);
  });

  it('tell a changed amount before anything is paid', async () => {
    const element = await show(FIVE);
    const changed = { ...FIVE, remaining: eur('50.00'), due: eur('50.00'), status: 'partially_paid' };
    proxy.on(CREATE, refusal(409, 'amount_changed', { invoice: changed }));
    part(element, 'method-paypal')!.click();
    await until(() => /The amount has changed from € 100\.00 to € 50\.00\./.test(text(element)));
    proxy.on(CREATE, { payment: payment(), invoice: changed });
    part(element, 'method-paypal')!.click();
    await until(() => left.length);
    equal(proxy.sent.at(-1)!.body, { expect: '50.00', method: 'paypal' });
  });

  it('are renewed where Mollie refuses one, and the reason stands', async () => {
    const element = await show(FIVE);
    const renewed = { ...FIVE, methods: FIVE.methods!.filter(({ id }) => id !== 'paypal') };
    proxy.on(CREATE, refusal(422, 'no_methods', { message: 'PayPal is not available.', invoice: renewed }));
    const failed = next<InvoicePayErrorEvent>('invoice-pay-error');
    part(element, 'method-paypal')!.focus();
    part(element, 'method-paypal')!.click();
    equal((await failed).code, 'no_methods');
    await until(() => /PayPal is not available\. Reference: ref-1/.test(text(element)));
    equal(spoken(element), 'PayPal is not available.');
    equal(offered(element), ['iDEAL | Wero', 'Card', 'Bancontact', 'Bank transfer']);
    await until(() => part(element, 'method-ideal')!.ariaDisabled === 'false');
    ok(element.shadowRoot!.activeElement, 'the focus is lost');
    proxy.on(CREATE, { payment: payment(), invoice: renewed });
    part(element, 'method-ideal')!.click();
    await until(() => left.length);
  });

  it('are not renewed by the view of another invoice', async () => {
    const element = await show(FIVE);
    proxy.on(CREATE, refusal(422, 'no_methods', { invoice: invoice({ id: 'another', methods: [] }) }));
    part(element, 'method-paypal')!.click();
    await until(() => element.matches(':state(error)'));
    await element.updateComplete;
    equal([element.invoice!.id, offered(element).length], ['inv-42', 5]);
  });

  it('are dropped with the session in which one was pressed', async () => {
    const element = await show(FIVE);
    const late = proxy.hold(CREATE);
    part(element, 'method-ideal')!.click();
    await until(() => proxy.count(CREATE) === 1);
    element.token = token('payer', 'inv-43');
    proxy.on(VIEW, invoice({ id: 'inv-43' }));
    await until(() => element.invoice?.id === 'inv-43');
    late({ payment: payment(), invoice: FIVE });
    await new Promise((resolve) => setTimeout(resolve, 30));
    equal([left, offered(element), part(element, 'pay-button')!.ariaBusy], [[], [], 'false']);
  });

  it('never end a press on another one than that on which it began', async () => {
    for (const name of ['methods', 'open-by-method']) {
      const view = invoice(states[name]);
      const element = await show(view);
      const pressed = part(element, 'method-creditcard')!;
      const [, , ...others] = view.methods!;
      proxy.on(VIEW, { ...view, methods: [view.methods![0]!, ...others] });
      await element.refresh();
      await element.updateComplete;
      equal(part(element, 'method-creditcard'), null, name);
      ok(!pressed.isConnected, `${name}: is another method now`);
      element.remove();
    }
  });

  it('name the one whose payment page is open, and offer it', async () => {
    const sentences = {
      en: /A payment page for iDEAL \| Wero is already open until about .+\. The button iDEAL \| Wero takes you back to it\. If you have just paid, you will see it here in a moment\./,
      nl: /Er staat al een betaalpagina voor iDEAL \| Wero open tot ongeveer .+\. Met de knop iDEAL \| Wero gaat u daar verder\. Hebt u zojuist betaald/,
      de: /Eine Zahlungsseite für iDEAL \| Wero ist bereits bis etwa .+ Uhr geöffnet\. Mit der Schaltfläche iDEAL \| Wero gelangen Sie dorthin zurück\. Wenn Sie gerade bezahlt haben/,
    };
    for (const [lang, sentence] of Object.entries(sentences)) {
      const element = await show(invoice(states['open-by-method']), { lang });
      match(text(element), sentence);
      // It is not one to keep away from.
      ok(!/not pay both|niet allebei|nicht beide/.test(text(element)));
      ok(part(element, 'method-ideal') && part(element, 'pay-button')!.matches('.filled'));
      element.remove();
    }
  });

  it('show it from the start, also where it is one of many, and do not promise a button that is not there', async () => {
    const { payment: open, ...more } = states['open-by-method']!;
    const view = (id: string) =>
      invoice({ ...more, methods: states['eleven-methods']!.methods!, payment: { ...open!, method: id } });
    const many = await show(view('giftcard'));
    ok(part(many, 'method-giftcard')!.checkVisibility());
    equal(part(many, 'more-button'), null);
    const without = await show(view('applepay'));
    match(
      text(without),
      /payment page for Apple Pay is already open until about [^.]+\. If you have just paid/,
    );
  });

  it('do not lead to what is open where nothing can be paid, which is then not to be used', async () => {
    const element = await show({
      ...invoice(states['open-by-method']),
      reasons: ['older_attempt_open', 'no_methods'],
      stillPayable: [{ amount: eur('100.00'), expiresAt: null }],
    });
    match(text(element), /Please do not use the earlier payment page for € 100\.00 any more\./);
    ok(!/takes you back/.test(text(element)));
    equal(offered(element), []);
  });

  it('are all there again after one was cancelled', async () => {
    const element = await show(invoice(states['canceled-methods']));
    match(text(element), /The last payment was cancelled\. You can try again\./);
    equal(offered(element).length, 5);
  });
});

describe('a method that not every browser has', () => {
  const { ApplePaySession } = window as unknown as Record<string, unknown>;
  let proxy: ProxyStub;

  const has = async (id: string) => {
    proxy.on(VIEW, invoice({ methods: [method('ideal'), method(id)] }));
    const element = await mounted({ token: token(), proxy: proxy.address });
    const isThere = part(element, `method-${id}`) !== null;
    ok(part(element, 'method-ideal'));
    element.remove();
    return isThere;
  };
  const give = (name: string, value: unknown) => {
    if (value === undefined) Reflect.deleteProperty(window, name);
    else Object.defineProperty(window, name, { value, configurable: true, writable: true });
  };

  beforeEach(() => {
    proxy = new ProxyStub();
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
    give('ApplePaySession', ApplePaySession);
    Reflect.deleteProperty(navigator, 'userAgent');
  });

  it('is not offered elsewhere: Apple Pay', async () => {
    give('ApplePaySession', undefined);
    equal(await has('applepay'), false);
    for (const [canMakePayments, isThere] of [
      [() => true, true],
      [() => false, false],
      [
        () => {
          throw new DOMException('insecure', 'InvalidAccessError');
        },
        false,
      ],
    ] as const) {
      give('ApplePaySession', { canMakePayments });
      equal(await has('applepay'), isThere, String(canMakePayments));
    }
  });

  it('is not offered elsewhere: Google Pay', async () => {
    equal(await has('googlepay'), false);
    const userAgent = 'Mozilla/5.0 (Linux; Android 10; K) Chrome/148.0.0.0 Mobile Safari/537.36';
    Object.defineProperty(navigator, 'userAgent', { value: userAgent, configurable: true });
    equal(await has('googlepay'), true);
  });
});
