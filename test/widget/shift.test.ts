import '../../widget/index.ts';
import { isComplete, mount, unmountAll } from '../help/element.ts';
import { ok, until } from '../help/expect.ts';
import { ProxyStub } from '../help/proxy-stub.ts';
import { asMerchant, invoice, states, token } from './fixtures.ts';

/** The most that a page may shift as a status arrives, in all. https://web.dev/articles/cls */
const LIMIT = 0.02;

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

  /** How much the page shifts while an element shows what the proxy answers. */
  const shiftOf = async (view: object, audience: 'payer' | 'merchant', width: number): Promise<number> => {
    let shift = 0;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shift += (entry as PerformanceEntry & { value: number }).value;
    });
    proxy.on('GET /v1/invoice', async () => {
      await frames();
      return view;
    });
    const element = mount({ token: token(audience), proxy: proxy.address }, FALLBACK);
    element.style.width = `${width}px`;
    document.body.append(below);
    await frames();
    observer.observe({ type: 'layout-shift' });
    await until(() => isComplete(element), 'a status');
    await frames();
    for (const entry of observer.takeRecords())
      shift += (entry as PerformanceEntry & { value: number }).value;
    observer.disconnect();
    element.remove();
    return shift;
  };

  it('stands still for a payer', async () => {
    for (const width of [280, 800]) {
      for (const name of ['open', 'partially-paid', 'paid', 'void']) {
        const shift = await shiftOf(invoice(states[name]), 'payer', width);
        ok(shift <= LIMIT, `${name}, ${width} pixels: ${shift}`);
      }
    }
  });

  it('nearly stands still for a merchant', async () => {
    for (const width of [280, 800]) {
      const shift = await shiftOf(asMerchant(invoice()), 'merchant', width);
      ok(shift <= LIMIT, `${width} pixels: ${shift}`);
    }
  });

  it('is seen to move where an invoice has more to say', async () => {
    ok((await shiftOf(invoice(states['bank-transfer']), 'payer', 280)) > 0, 'the measure does not measure');
  });
});

/** Two frames drawn: a shift is reported after the frame that has it. */
function frames(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}
