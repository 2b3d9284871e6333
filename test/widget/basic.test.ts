import '../../widget/index.ts';
import { isComplete, mount, part, unmountAll } from '../help/element.ts';
import { equal, ok, until } from '../help/expect.ts';
import { ProxyStub } from '../help/proxy-stub.ts';
import { invoice, states, token } from './fixtures.ts';

/** What is drawn, without what no browser shows: comments, blanks, and the name for screen readers, which comes later. */
function drawn({ shadowRoot }: Element): Element {
  const box = shadowRoot!.querySelector('.box')!.cloneNode(true) as Element;
  box.removeAttribute('role');
  box.removeAttribute('aria-label');
  const nodes = document.createTreeWalker(box, NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_TEXT);
  const all: CharacterData[] = [];
  while (nodes.nextNode()) all.push(nodes.currentNode as CharacterData);
  for (const node of all) if (node instanceof Comment || !node.data.trim()) node.remove();
  return box;
}

describe('the first status', () => {
  let proxy: ProxyStub;

  beforeEach(() => {
    proxy = new ProxyStub();
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
  });

  for (const name of ['open', 'test', 'partially-paid', 'paid']) {
    it(`looks the same once lit-html draws it: ${name}`, async () => {
      proxy.on('GET /v1/invoice', invoice(states[name]));
      const element = mount({ token: token(), proxy: proxy.address });
      let first: Element | undefined;
      element.addEventListener('invoice-pay-status', async () => {
        await element.updateComplete;
        ok(!isComplete(element), 'the panel is there already');
        first = drawn(element);
      });
      await until(() => first && isComplete(element), 'a panel');
      ok(first!.isEqualNode(drawn(element)), `${first!.outerHTML}\n${drawn(element).outerHTML}`);
      equal(first!.querySelectorAll('[part="status"]').length, 1);
    });
  }

  it('takes a press that began before lit-html was there, and ends after', async () => {
    proxy.on('GET /v1/invoice', invoice());
    const element = mount({ token: token(), proxy: proxy.address });
    const root = element.shadowRoot!;
    let pressed = true;
    const find = (selectors: string) =>
      selectors === ':active'
        ? root.querySelectorAll<HTMLElement>('button')[pressed ? 0 : -1]!
        : ShadowRoot.prototype.querySelector.call(root, selectors);
    Object.assign(root, { querySelector: find });
    await until(() => part(element, 'pay-button'));
    const button = part(element, 'pay-button');
    await until(() => root.adoptedStyleSheets.length > 1, 'the style sheet of the panel');
    await new Promise((resolve) => setTimeout(resolve, 200));
    equal(part(element, 'pay-button'), button);
    pressed = false;
    await until(() => isComplete(element), 'a panel');
    ok(part(element, 'pay-button') !== button);
  });
});
