import '../../widget/index.ts';
import { backgroundOf, contrast } from '../help/contrast.ts';
import { mount, part, unmountAll } from '../help/element.ts';
import { ok, until } from '../help/expect.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import { invoices, merchantInvoices } from '../pictures/invoices.ts';
import { connections, log, token } from './fixtures.ts';

/** The invoice that the views are of. */
const { id } = invoices.open!;

/** The least between text and what it stands on. WCAG 2.2, success criterion 1.4.3 */
const LEAST = 4.5;
/** The same for what is not text, such as icons. Success criterion 1.4.11 */
const LEAST_OF_ICONS = 3;

describe('what is to be seen', () => {
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
      const element = mount({ token: token(audience, id), proxy: proxy.address });
      await until(() => part(element, isThere)?.closest('[role="group"]'), name);
      for (const details of element.shadowRoot!.querySelectorAll('details')) details.open = true;
      const box = element.shadowRoot!.querySelector('.box')!;
      for (const icon of box.querySelectorAll('.icon')) {
        const ratio = contrast(getComputedStyle(icon).stroke, backgroundOf(icon));
        ok(ratio >= LEAST_OF_ICONS, `${name}, ${scheme}: ${ratio.toFixed(2)} for an icon`);
      }
      for (const text of visibleTexts(box)) {
        const around = text.parentElement!;
        const ratio = contrast(getComputedStyle(around).color, backgroundOf(around));
        ok(ratio >= LEAST, `${name}, ${scheme}: ${ratio.toFixed(2)} for “${text.nodeValue!.trim()}”`);
      }
      element.remove();
    }
  };

  it('is clear in every state, light and dark', async () => {
    for (const [name, view] of Object.entries(invoices)) {
      proxy.on('GET /v1/invoice', view);
      await check(name, 'payer', 'amount');
    }
  }).timeout(40_000);

  it('is clear on an error', async () => {
    proxy.on('GET /v1/invoice', refusal(401, 'invalid_token'));
    await check('error', 'payer', 'message');
  });

  it('is clear to merchants and administrators', async () => {
    for (const [name, view] of Object.entries(merchantInvoices)) {
      proxy.on('GET /v1/invoice', view);
      await check(name, 'merchant', 'attempts');
    }
    for (const [name, view] of Object.entries(connections)) {
      proxy.on('GET /v1/connection', view);
      await check(name, 'admin', 'connection');
    }
  }).timeout(40_000);
});

function* visibleTexts(root: Element): Iterable<Text> {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    if (text.nodeValue!.trim() && text.parentElement!.checkVisibility({ visibilityProperty: true }))
      yield text;
  }
}
