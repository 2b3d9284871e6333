import '../../widget/index.ts';
import { isComplete, mount, unmountAll } from '../help/element.ts';
import { ok, until } from '../help/expect.ts';
import { ProxyStub } from '../help/proxy-stub.ts';
import { asMerchant, invoice, states, token } from './fixtures.ts';

/** The most that a page may shift as a status arrives, in all. https://web.dev/articles/cls */
const LIMIT = 0.02;

/** Only some browsers score the shifts of a page; how far the text below moves is measured in all. */
const isScored = PerformanceObserver.supportedEntryTypes.includes('layout-shift');

const FALLBACK = '<a href="https://pay.example/pay/x">Pay invoice 2026-0042</a>';

describe('a page with text below the element', () => {
  let proxy: ProxyStub;
  const below = document.createElement('p');

  beforeEach(() => {
    proxy = new ProxyStub();
    below.textContent = 'What the host has to say. '.repeat(40);
  });

  afterEach(() => {
    unmountAll();
    below.remove();
    proxy.restore();
  });

  /** What the page does while an element shows what the proxy answers: its score, and the way of the text in pixels. */
  const shiftOf = async (
    view: object,
    audience: 'payer' | 'merchant',
    width: number,
  ): Promise<{ score: number; way: number }> => {
    proxy.on('GET /v1/invoice', async () => {
      await frames();
      return view;
    });
    const element = mount({ token: token(audience), proxy: proxy.address }, FALLBACK);
    element.style.width = `${width}px`;
    document.body.append(below);
    await frames();
    const score = scoreShifts();
    const way = followWay(below);
    await until(() => isComplete(element), 'a status');
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

  it('is seen to move where an invoice has more to say', async () => {
    const { score, way } = await shiftOf(invoice(states['bank-transfer']), 'payer', 280);
    ok(way > 0 && score > 0 === isScored, `the measure does not measure: ${score}, ${way} pixels`);
  });
});

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
