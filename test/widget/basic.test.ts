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

  for (const name of ['open', 'test', 'partially-paid', 'paid', 'one-method', 'eleven-methods']) {
    it(`looks the same once lit-html draws it: ${name}`, async () => {
      proxy.on('GET /v1/invoice', invoice(states[name]));
      const element = mount({ token: token(), proxy: proxy.address });
      let first: Element | undefined;
      const keepFirst = async () => {
        await element.updateComplete;
        ok(!isComplete(element), 'the panel is there already');
        first = drawn(element);
      };
      element.addEventListener('invoice-pay-status', keepFirst, { once: true });
      await until(() => first && isComplete(element), 'a panel');
      ok(first!.isEqualNode(drawn(element)), `${first!.outerHTML}\n${drawn(element).outerHTML}`);
      const box = element.shadowRoot!.querySelector('.box')!;
      // What happened is the panel's to tell, and from then on it draws everything.
      proxy.on('GET /v1/invoice', invoice(states.pending));
      await element.refresh();
      proxy.on('GET /v1/invoice', invoice(states[name]));
      await element.refresh();
      await element.updateComplete;
      ok(!box.isConnected, 'not drawn by lit-html');
      ok(first!.isEqualNode(drawn(element)), `${first!.outerHTML}\n${drawn(element).outerHTML}`);
      equal(first!.querySelectorAll('[part="status"]').length, 1);
    });
  }

  it('stays as it is when the panel comes: the same button, with the focus, and a selection', async () => {
    proxy.on('GET /v1/invoice', invoice());
    const element = mount({ token: token(), proxy: proxy.address });
    await until(() => part(element, 'pay-button'));
    const [button, amount] = [part(element, 'pay-button')!, part(element, 'amount')!];
    const events: string[] = [];
    const note = ({ type }: Event) => events.push(type);
    button.focus();
    for (const type of ['focusin', 'focusout']) document.addEventListener(type, note);
    await until(() => isComplete(element), 'a panel');
    await element.refresh();
    for (const type of ['focusin', 'focusout']) document.removeEventListener(type, note);
    equal(part(element, 'pay-button'), button);
    equal(part(element, 'amount'), amount);
    equal(element.shadowRoot!.activeElement, button);
    equal(events, []);
  });

  it('is drawn anew only where the words have changed', async () => {
    proxy.on('GET /v1/invoice', invoice());
    const element = mount({ token: token(), proxy: proxy.address });
    await until(() => isComplete(element), 'a panel');
    const label = part(element, 'status')!.lastElementChild!;
    // As a page translator does it.
    label.innerHTML = '<font>Ouvert</font>';
    await element.refresh();
    equal(label.textContent, 'Ouvert');
    proxy.on('GET /v1/invoice', invoice({ label: 'Unpaid' }));
    await element.refresh();
    await until(() => part(element, 'status')!.textContent === 'Unpaid');
  });

  it('is left for the panel only when no press is going on', async () => {
    proxy.on('GET /v1/invoice', invoice());
    const element = mount({ token: token(), proxy: proxy.address });
    await until(() => isComplete(element), 'a panel');
    for (const [began, ended] of [
      ['pointerdown', 'pointerup'],
      ['keydown', 'keyup'],
    ] as const) {
      const button = part(element, 'pay-button')!;
      button.dispatchEvent(new Event(began, { bubbles: true, composed: true }));
      proxy.on('GET /v1/invoice', invoice(states.pending));
      await element.refresh();
      await element.updateComplete;
      equal(part(element, 'pay-button'), button);
      proxy.on('GET /v1/invoice', invoice());
      await element.refresh();
      window.dispatchEvent(new Event(ended));
      await new Promise((resolve) => setTimeout(resolve, 20));
      equal(part(element, 'pay-button'), button);
    }
    part(element, 'pay-button')!.dispatchEvent(new Event('pointerdown', { bubbles: true, composed: true }));
    proxy.on('GET /v1/invoice', invoice(states.pending));
    await element.refresh();
    ok(part(element, 'pay-button'), 'gone while it was pressed');
    window.dispatchEvent(new Event('pointerup'));
    await until(() => !part(element, 'pay-button'), 'the panel');
  });

  it('comes back where a page has emptied the element before the panel was there', async () => {
    proxy.on('GET /v1/invoice', invoice());
    const element = mount({ token: token(), proxy: proxy.address });
    await until(() => part(element, 'pay-button'));
    element.shadowRoot!.replaceChildren();
    element.requestUpdate();
    await element.updateComplete;
    ok(part(element, 'pay-button'));
    ok(element.shadowRoot!.querySelector('[role="status"]'));
  });
});
