import '../../widget/index.ts';
import { isComplete, mount, mounted, part, unmountAll } from '../help/element.ts';
import { equal, ok, until } from '../help/expect.ts';
import { styleAs } from '../help/media.ts';
import { ProxyStub } from '../help/proxy-stub.ts';
import { asMerchant, invoice, states, token } from './fixtures.ts';

const FALLBACK = '<a href="https://pay.example/pay/x">Pay invoice 2026-0042</a>';

describe('on paper', () => {
  let restore = () => {};

  afterEach(() => restore());

  it('buttons go; status, amount and the address of the link stay', async () => {
    const { link } = invoice();
    const proxy = new ProxyStub().on('GET /v1/invoice', invoice());
    const element = await mounted({ token: token(), proxy: proxy.address });
    equal(part(element, 'link')!.offsetHeight, 0);
    restore = styleAs(element, 'print');
    equal(getComputedStyle(part(element, 'pay-button')!).display, 'none');
    equal(part(element, 'link')!.getAttribute('href'), link);
    const { content } = getComputedStyle(part(element, 'link')!, '::after');
    // Engines differ in what they call computed.
    ok(content === 'attr(href)' || content === `"${link}"`, content);
    for (const name of ['status', 'amount', 'link']) ok(part(element, name)!.offsetHeight > 0, name);
    element.remove();
    proxy.restore();
  });

  it('methods go, and what a transfer needs stays, with its QR code', async () => {
    const proxy = new ProxyStub().on('GET /v1/invoice', invoice(states['transfer-methods']));
    const element = await mounted({ token: token(), proxy: proxy.address });
    await until(() => part(element, 'qr'), 'a QR code');
    const { shadowRoot } = element;
    // What is folded is so on screens alone.
    shadowRoot!.querySelector<HTMLElement>('.toggle')!.click();
    await element.updateComplete;
    restore = styleAs(element, 'print');
    for (const gone of ['.methods', '.toggle', '[part="not-sent-button"]', 'dd button'])
      ok(!shadowRoot!.querySelector(gone)!.checkVisibility(), gone);
    for (const kept of ['.transfer', 'dd span', '.scan svg', '[part="link"]'])
      ok(shadowRoot!.querySelector(kept)!.checkVisibility(), kept);
    element.remove();
    proxy.restore();
  });
});

describe('the room that the element takes', () => {
  let proxy: ProxyStub;

  beforeEach(() => {
    proxy = new ProxyStub();
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
    document.documentElement.lang = 'en';
  });

  const arrive = async (width: number, view: object, audience: 'payer' | 'merchant' = 'payer') => {
    const answer = Promise.withResolvers<object>();
    proxy.on('GET /v1/invoice', () => answer.promise);
    const element = mount({ token: token(audience), proxy: proxy.address }, FALLBACK);
    element.style.width = `${width}px`;
    await until(() => element.shadowRoot?.querySelector('.amount i'));
    const before = element.offsetHeight;
    answer.resolve(view);
    await until(() => part(element, 'amount'));
    const after = element.offsetHeight;
    await until(() => isComplete(element));
    const later = element.offsetHeight;
    element.remove();
    return { before, after, later };
  };

  it('is the same before and after the status arrives', async () => {
    for (const lang of ['en', 'nl', 'de']) {
      document.documentElement.lang = lang;
      for (const width of [280, 400, 480, 560, 640, 720, 800]) {
        for (const name of ['open', 'paid', 'refunded', 'void']) {
          const { before, after, later } = await arrive(width, invoice(states[name]));
          equal([after, later], [before, before], `${name}, ${lang}, ${width} pixels`);
        }
      }
    }
  });

  it('is nearly the same for a merchant, whose invoice tells more or less', async () => {
    for (const width of [280, 400, 600, 800]) {
      const { before, later } = await arrive(width, asMerchant(invoice()), 'merchant');
      ok(Math.abs(later - before) <= 24, `${width} pixels: ${before} became ${later}`);
    }
  });

  /** Longer than there is room for on one line. */
  const long = invoice({
    methods: [
      'Banküberweisung',
      'SEPA-Lastschrift',
      'Rechnungskauf mit Klarna',
      'Nahrungsmittelgutscheinkarte',
    ].map((label, at) => ({ id: `method${at}`, label })),
  });

  it('is 44 pixels for Pay and 36 for a method, its name over one line or two', async () => {
    proxy.on('GET /v1/invoice', invoice({ methods: long.methods!.slice(0, 2) }));
    for (const width of [280, 400, 600, 900]) {
      const element = await mounted({ token: token(), proxy: proxy.address });
      element.style.width = `${width}px`;
      equal(part(element, 'pay-button')!.offsetHeight, 44, `${width} pixels`);
      for (const name of ['method-method0', 'method-method1']) {
        const button = part(element, name)!;
        equal(button.offsetHeight, 36, `${name}, ${width} pixels`);
        ok(button.firstElementChild!.getBoundingClientRect().width <= button.clientWidth, name);
      }
      element.remove();
    }
  });

  it('is never wider than its place, from 280 pixels on', async () => {
    for (const lang of ['en', 'nl', 'de']) {
      document.documentElement.lang = lang;
      for (const [audience, view] of [
        ['payer', invoice(states['transfer-methods'])],
        ['payer', long],
        ['merchant', asMerchant(invoice(states.older))],
      ] as const) {
        proxy.on('GET /v1/invoice', view);
        const element = await mounted({ token: token(audience), proxy: proxy.address });
        element.style.width = '280px';
        const box = element.shadowRoot!.querySelector('.box')!;
        ok(box.scrollWidth <= 280, `${audience}, ${lang}: ${box.scrollWidth} pixels`);
        element.remove();
      }
    }
  });

  it('does not collapse where the page asks how wide it would like to be', async () => {
    proxy.on('GET /v1/invoice', invoice());
    const element = await mounted({ token: token(), proxy: proxy.address });
    element.style.width = 'max-content';
    equal(element.offsetWidth, 280);
  });
});
