import { sendKeys } from '@web/test-runner-commands';
import '../../widget/index.ts';
import type { InvoicePayButton } from '../../widget/index.ts';
import { backgroundOf, contrast } from '../help/contrast.ts';
import { mount, part, unmountAll, words } from '../help/element.ts';
import { equal, ok, until } from '../help/expect.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import { asMerchant, connection, connections, invoice, log, states, token } from './fixtures.ts';

/** Of a ring around what has the focus, in pixels and against what it stands on. WCAG 2.2, 2.4.13 and 1.4.11 */
const RING = { width: 2, contrast: 3 };

describe('with the keyboard alone', () => {
  let proxy: ProxyStub;
  let before: HTMLButtonElement;
  let after: HTMLButtonElement;

  beforeEach(() => {
    proxy = new ProxyStub()
      .on('GET /v1/invoice/log', log())
      .on('GET /v1/log', log(true))
      .on('GET /v1/connection', connections.ready!);
    before = document.createElement('button');
    after = document.createElement('button');
    document.body.append(before);
  });

  afterEach(() => {
    unmountAll();
    before.remove();
    after.remove();
    proxy.restore();
    document.documentElement.style.colorScheme = '';
  });

  const show = async (audience: 'payer' | 'merchant' | 'admin', isThere = 'amount') => {
    const element = mount({ token: token(audience), proxy: proxy.address });
    document.body.append(after);
    await until(() => part(element, isThere)?.closest('[role="group"]'), isThere);
    return element;
  };

  /** What is reached on the way through an element, in words; each has a ring that is seen. */
  const walk = async (element: InvoicePayButton): Promise<string[]> => {
    const reached: string[] = [];
    before.focus();
    for (;;) {
      await sendKeys({ press: 'Tab' });
      if (document.activeElement === after) return reached;
      const at = element.shadowRoot!.activeElement;
      ok(at, `the focus is lost after ${reached.at(-1)}`);
      checkRing(at);
      const [label] = (at as HTMLInputElement).labels ?? [];
      reached.push(words(label ?? at).replaceAll('\u00a0', ' ') || at.ariaLabel!);
      ok(reached.length < 50, `the focus does not leave: ${reached.slice(-3)}`);
    }
  };

  it('a payer reaches Pay, and what stands in its place', async () => {
    for (const scheme of ['light', 'dark']) {
      document.documentElement.style.colorScheme = scheme;
      proxy.on('GET /v1/invoice', invoice());
      equal(await walk(await show('payer')), ['Pay € 100.00']);
      unmountAll();
      proxy.on('GET /v1/invoice', invoice(states.paid));
      equal(await walk(await show('payer')), ['View details']);
      unmountAll();
    }
  });

  it('a payer reaches each method, and from More those that it shows', async () => {
    const [first, last] = [
      ['Pay € 100.00', 'iDEAL | Wero', 'Card', 'Bancontact', 'PayPal', 'Bank transfer', 'More'],
      [
        'Pay with Klarna',
        'Pay by Bank',
        'Pay in 3 instalments, 0% interest',
        'Gift cards',
        'SEPA Direct Debit',
      ],
    ];
    for (const scheme of ['light', 'dark']) {
      document.documentElement.style.colorScheme = scheme;
      proxy.on('GET /v1/invoice', invoice(states['eleven-methods']));
      const element = await show('payer');
      equal(await walk(element), first);
      part(element, 'more-button')!.focus();
      await sendKeys({ press: 'Enter' });
      await until(() => part(element, 'more-button')!.ariaExpanded === 'true');
      equal(element.shadowRoot!.activeElement, part(element, 'more-button'));
      await sendKeys({ press: 'Tab' });
      equal(words(element.shadowRoot!.activeElement!), last[0]);
      equal(await walk(element), [...first, ...last]);
      unmountAll();
    }
  });

  it('a payer reaches what a transfer needs', async () => {
    proxy.on('GET /v1/invoice', invoice(states['transfer-methods']));
    const element = await show('payer');
    equal(await walk(element), [
      'Pay another way',
      'iDEAL | Wero',
      'Card',
      'Bancontact',
      'PayPal',
      'Bank details',
    ]);
    element.shadowRoot!.querySelector<HTMLElement>('.toggle')!.click();
    await element.updateComplete;
    equal(await walk(element), [
      'Pay another way',
      'iDEAL | Wero',
      'Card',
      'Bancontact',
      'PayPal',
      'Bank details',
      'Copy: Amount',
      'Copy: Beneficiary',
      'Copy: IBAN',
      'Copy: BIC',
      'Copy: Reference',
      'Copy: Must arrive by',
      'I have not sent it',
      'View details',
    ]);
  });

  it('a payer tries again, or takes the link that the page had anyway', async () => {
    proxy.on('GET /v1/invoice', refusal(503, 'store_unavailable'));
    const element = await show('payer', 'check-button');
    equal(await walk(element), ['Try again']);
  });

  it('a merchant reaches everything, in the order in which it stands', async () => {
    proxy.on('GET /v1/invoice', asMerchant(invoice(states.failed)));
    for (const scheme of ['light', 'dark']) {
      document.documentElement.style.colorScheme = scheme;
      const element = await show('merchant');
      for (const name of ['attempts', 'log']) (part(element, name) as HTMLDetailsElement).open = true;
      await until(() => part(element, 'log')!.querySelector('li'));
      equal(await walk(element), [
        'Create payment',
        'Copy link Link copied',
        'Check now',
        invoice().link,
        'Copy message Message copied',
        'Attempts 2',
        'Open in Mollie',
        'Open in Mollie',
        'Activity',
        'Show older',
      ]);
      element.remove();
    }
  });

  it('an administrator reaches everything, in the order in which it stands', async () => {
    const brand = { name: 'Bakkerij Jansen', logo: 'data:image/png;base64,iVBORw0KGgo=', color: '#0f5c4d' };
    proxy.on('GET /v1/connection', connection({ brand }));
    for (const scheme of ['light', 'dark']) {
      document.documentElement.style.colorScheme = scheme;
      const element = await show('admin', 'log');
      (part(element, 'brand') as HTMLDetailsElement).open = true;
      const reached = await walk(element);
      // Safari leaves it out; the field after it takes the same.
      const others = reached.filter((name) => name !== 'Choose a colour');
      equal(others, [
        'Check again',
        'Pause payments',
        'Replace key',
        'Disconnect',
        'Brand of the pay page',
        'Name',
        'Colour of the button',
        'Without colour',
        'Choose image',
        'Remove image',
        'Save brand',
        'Show older',
      ]);
      part(element, 'disconnect-button')!.click();
      await until(() => part(element, 'question'));
      equal((await walk(element)).slice(0, 3), ['Check again', 'Disconnect', 'Stay connected']);
      element.remove();
    }
  }).timeout(20_000);

  it('an administrator enters a key, and sends it', async () => {
    proxy.on('GET /v1/connection', connections['not-connected']!).on('PUT /v1/connection', connection());
    const element = await show('admin', 'log');
    equal(await walk(element), [
      'Check again',
      'Open Mollie’s dashboard',
      'API key',
      'Show key',
      'Connect',
      'Brand of the pay page',
      'Show older',
    ]);
    element.shadowRoot!.querySelector<HTMLElement>('#key')!.focus();
    await sendKeys({ type: 'test_anyKeyDoes' });
    await sendKeys({ press: 'Enter' });
    await until(() => part(element, 'replace-button'));
    const [sent, ...others] = proxy.sent.filter(({ method }) => method === 'PUT');
    equal([sent!.body, others], [{ apiKey: 'test_anyKeyDoes' }, []]);
  });

  it('Enter and the space bar press', async () => {
    proxy.on('GET /v1/invoice', asMerchant(invoice()));
    const element = await show('merchant');
    for (const [name, route, key] of [
      ['create-button', 'POST /v1/invoice/payments', 'Enter'],
      ['check-button', 'POST /v1/invoice/refresh', ' '],
    ] as const) {
      proxy.on(route, refusal(503, 'mollie_unavailable'));
      await until(() => part(element, name)!.ariaDisabled === 'false');
      part(element, name)!.focus();
      await sendKeys({ press: key });
      await until(() => proxy.count(route) === 1, name);
    }
    for (const [name, key] of [
      ['attempts', 'Enter'],
      ['log', ' '],
    ] as const) {
      const details = part(element, name) as HTMLDetailsElement;
      details.querySelector('summary')!.focus();
      await sendKeys({ press: key });
      await until(() => details.open, name);
    }
  });
});

function checkRing(at: Element): void {
  const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(at);
  const ring = `${words(at)}: ${outlineStyle} ${outlineWidth} ${outlineColor}`;
  ok(outlineStyle === 'solid' && Number.parseFloat(outlineWidth) >= RING.width, ring);
  ok(Number.parseFloat(outlineOffset) >= 0, `${ring} around it`);
  ok(contrast(outlineColor, backgroundOf(at.parentElement!)) >= RING.contrast, ring);
}
