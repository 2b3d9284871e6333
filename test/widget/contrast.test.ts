import '../../widget/index.ts';
import { mount, part, unmountAll } from '../help/element.ts';
import { ok, until } from '../help/expect.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import { invoices, merchantInvoices } from '../pictures/invoices.ts';
import { connections, log, token } from './fixtures.ts';

/** The least between text and what it stands on. WCAG 2.2, success criterion 1.4.3 */
const LEAST = 4.5;

describe('text', () => {
  let proxy: ProxyStub;

  beforeEach(() => {
    proxy = new ProxyStub().on('GET /v1/invoice/log', log()).on('GET /v1/log', log(true));
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
    document.documentElement.style.colorScheme = '';
  });

  const check = async (name: string, audience: 'payer' | 'merchant' | 'admin', isThere: string) => {
    for (const scheme of ['light', 'dark']) {
      document.documentElement.style.colorScheme = scheme;
      const element = mount({ token: token(audience), proxy: proxy.address });
      await until(() => part(element, isThere)?.closest('[role="group"]'), name);
      for (const details of element.shadowRoot!.querySelectorAll('details')) details.open = true;
      for (const text of visibleTexts(element.shadowRoot!.querySelector('.box')!)) {
        const ratio = contrast(text.parentElement!);
        ok(ratio >= LEAST, `${name}, ${scheme}: ${ratio.toFixed(2)} for “${text.nodeValue!.trim()}”`);
      }
      element.remove();
    }
  };

  it('can be read in every state, light and dark', async () => {
    for (const [name, view] of Object.entries(invoices)) {
      proxy.on('GET /v1/invoice', view);
      await check(name, 'payer', 'amount');
    }
  });

  it('can be read on an error', async () => {
    proxy.on('GET /v1/invoice', refusal(401, 'invalid_token'));
    await check('error', 'payer', 'message');
  });

  it('can be read by merchants and administrators', async () => {
    for (const [name, view] of Object.entries(merchantInvoices)) {
      proxy.on('GET /v1/invoice', view);
      await check(name, 'merchant', 'qr');
    }
    for (const [name, view] of Object.entries(connections)) {
      proxy.on('GET /v1/connection', view);
      await check(name, 'admin', 'connection');
    }
  });
});

function* visibleTexts(root: Element): Iterable<Text> {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    if (text.nodeValue!.trim() && text.parentElement!.checkVisibility({ visibilityProperty: true }))
      yield text;
  }
}

/** Between an element's text and the nearest background under it. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(element: Element): number {
  const [one, other] = [luminance(getComputedStyle(element).color), luminance(background(element))];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

function background(element: Element): string {
  const { backgroundColor } = getComputedStyle(element);
  if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor;
  return background(element.parentElement!);
}

/** @param color as computed, `rgb(26, 29, 36)`. https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: string): number {
  ok(/^rgb\(/.test(color), `${color} has another form than is known here`);
  const [red = 0, green = 0, blue = 0] = color.match(/\d+/g)!.map((value) => {
    const part = Number(value) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
