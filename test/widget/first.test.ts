import '../../widget/index.ts';
import { isComplete, mount, unmountAll } from '../help/element.ts';
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
});
