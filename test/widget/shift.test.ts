import '../../widget/index.ts';
import type { InvoiceView } from '../../shared/api.ts';
import { isComplete, mount, unmountAll } from '../help/element.ts';
import { ok, until } from '../help/expect.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import { invoices, merchantInvoices } from '../pictures/invoices.ts';
import { asMerchant, connections, invoice, log, states, token } from './fixtures.ts';

/** The most that a page may shift as a status arrives, in all: as most invoices are met, and in any state. https://web.dev/articles/cls */
const LIMIT = 0.02;
const LIMIT_OF_ALL = 0.1;

/** Where an invoice has methods and something to tell besides, or methods with long names: nobody knows of that before the answer. */
const LIMIT_OF_MUCH = 0.2;

const USUAL = ['open', 'partially-paid', 'paid'];
/** Of a cell in a list, a telephone, and two columns. */
const WIDTHS = [280, 360, 500, 600, 900];

const HOPELESS =
  'Diese Seite darf die Rechnung nicht anzeigen. Bitte bitten Sie den Absender um einen neuen Link.';

/** Only some browsers score the shifts of a page; how far the text below moves is measured in all. */
const isScored = PerformanceObserver.supportedEntryTypes.includes('layout-shift');

const FALLBACK = '<a href="https://pay.example/pay/x">Pay invoice 2026-0042</a>';

describe('a page with text below the element', () => {
  let proxy: ProxyStub;
  const below = document.createElement('p');

  beforeEach(() => {
    proxy = new ProxyStub().on('GET /v1/log', log(true));
    below.textContent = 'What the host has to say. '.repeat(40);
  });

  afterEach(() => {
    unmountAll();
    below.remove();
    proxy.restore();
    document.documentElement.lang = 'en';
  });

  /** What the page does while an element shows what the proxy answers: its score, and the way of the text in pixels. */
  const shiftOf = async (
    view: object,
    audience: 'payer' | 'merchant' | 'admin',
    width: number,
  ): Promise<{ score: number; way: number }> => {
    proxy.on(`GET /v1/${audience === 'admin' ? 'connection' : 'invoice'}`, async () => {
      await frames();
      return view;
    });
    const { id } = view as { id?: string };
    const element = mount(
      { token: token(audience, id ?? invoices.open!.id), proxy: proxy.address },
      FALLBACK,
    );
    element.style.width = `${width}px`;
    document.body.append(below);
    await frames();
    const score = scoreShifts();
    const way = followWay(below);
    await until(() => isComplete(element) || isFilled(element), 'a status');
    await frames();
    const shift = { score: score(), way: way() };
    element.remove();
    return shift;
  };

  it('stands still for a payer', async () => {
    for (const width of [280, 800]) {
      for (const name of ['open', 'partially-paid', 'paid', 'void']) {
        const { score, way } = await shiftOf(invoice(states[name]), 'payer', width);
        ok(score <= LIMIT && way === 0, `${name}, ${width} pixels: ${score}, ${way} pixels`);
      }
    }
  });

  it('nearly stands still for a merchant', async () => {
    for (const width of [280, 800]) {
      const { score, way } = await shiftOf(asMerchant(invoice()), 'merchant', width);
      ok(score <= LIMIT && way <= 24, `${width} pixels: ${score}, ${way} pixels`);
    }
  });

  for (const [audience, views] of Object.entries({
    payer: invoices,
    merchant: merchantInvoices,
    admin: connections,
  })) {
    it(`moves little in every state, also of an error: ${audience}`, async () => {
      if (!isScored) return;
      // The longest words.
      document.documentElement.lang = 'de';
      const error = refusal(401, 'invalid_token', { message: HOPELESS });
      for (const width of WIDTHS) {
        for (const [name, view] of Object.entries({ ...views, error })) {
          const { score } = await shiftOf(view, audience as 'payer', width);
          const others =
            audience === 'payer' && (hasBoth(view) || name === 'long-methods') ? LIMIT_OF_MUCH : LIMIT_OF_ALL;
          const limit = USUAL.includes(name) ? LIMIT : others;
          ok(score <= limit, `${name}, ${width} pixels: ${score}`);
        }
      }
    }).timeout(90_000);
  }

  it('is seen to move where an invoice has more to say', async () => {
    const { score, way } = await shiftOf(invoice(states['bank-transfer']), 'payer', 280);
    ok(way > 0 && score > 0 === isScored, `the measure does not measure: ${score}, ${way} pixels`);
  });
});

/** Whether an invoice has methods, and a payment of which there is something to tell. */
function hasBoth(view: object): boolean {
  const { methods, payment }: Partial<InvoiceView> = view;
  return Boolean(methods && payment);
}

/** Whether it shows what has no amount: a connection, or an error. */
function isFilled({ shadowRoot }: Element): boolean {
  return shadowRoot!.querySelector('[role="group"] :is([part="message"], [part="connection"])') !== null;
}

/** @returns what ends the scoring, and answers the sum */
function scoreShifts(): () => number {
  let sum = 0;
  const add = (entries: PerformanceEntryList) => {
    for (const entry of entries) sum += (entry as PerformanceEntry & { value: number }).value;
  };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  if (isScored) observer.observe({ type: 'layout-shift' });
  return () => {
    add(observer.takeRecords());
    observer.disconnect();
    return sum;
  };
}

/** @returns what ends the following, and answers how far the element went up and down, from frame to frame */
function followWay(element: Element): () => number {
  let last = element.getBoundingClientRect().top;
  let way = 0;
  let next: number;
  const follow = () => {
    const { top } = element.getBoundingClientRect();
    way += Math.abs(top - last);
    last = top;
    next = requestAnimationFrame(follow);
  };
  follow();
  return () => {
    cancelAnimationFrame(next);
    return way;
  };
}

/** Two frames drawn: a shift is reported after the frame that has it. */
function frames(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}
