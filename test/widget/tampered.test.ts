import '../../widget/index.ts';
import type { InvoicePayButton } from '../../widget/index.ts';
import { isComplete, mount, mounted, part, text, unmountAll } from '../help/element.ts';
import { equal, match, ok, until } from '../help/expect.ts';
import { Faults } from '../help/faults.ts';
import { ProxyStub } from '../help/proxy-stub.ts';
import { asMerchant, eur, invoice, log, payment, states, token } from './fixtures.ts';

const CREATE = 'POST /v1/invoice/payments';

const half = { remaining: eur('50.00'), due: eur('50.00') };

/** What others do to what is drawn here. */
const meddlers: Record<string, (root: ShadowRoot) => void> = {
  'a translator that puts elements in place of texts': (root) => {
    for (const node of textsIn(root)) {
      const font = document.createElement('font');
      font.textContent = `[${node.nodeValue}]`;
      node.replaceWith(font);
    }
  },
  'a translator that writes into the texts': (root) => {
    for (const node of textsIn(root)) node.nodeValue = `[${node.nodeValue}]`;
  },
  'a translator that puts other texts in their place': (root) => {
    for (const node of textsIn(root)) node.replaceWith(`[${node.nodeValue}]`);
  },
  'a translator that splits texts': (root) => {
    for (const node of textsIn(root)) if (node.length > 2) node.splitText(2);
  },
  'a script that writes buttons anew': (root) => {
    for (const button of root.querySelectorAll('button')) button.innerHTML = `[${button.textContent}]`;
  },
  'a script that writes the facts anew': (root) => {
    const facts = root.querySelector('.facts')!;
    facts.innerHTML = facts.innerHTML.replace('100.00', '1.00');
  },
  'a script that writes it all anew': (root) => {
    root.innerHTML = root.innerHTML.replaceAll('100.00', '1.00');
  },
  'a script that takes it all away': (root) => root.replaceChildren(),
  'a script that takes comments away': (root) => {
    const comments = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
    const all: Node[] = [];
    while (comments.nextNode()) all.push(comments.currentNode);
    for (const comment of all) comment.parentNode!.removeChild(comment);
  },
};

function textsIn(root: ShadowRoot): Text[] {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const all: Text[] = [];
  while (texts.nextNode()) if (texts.currentNode.nodeValue!.trim()) all.push(texts.currentNode as Text);
  return all;
}

describe('what others do to the element', () => {
  let proxy: ProxyStub;
  let faults: Faults;

  const stay = (event: Event) => event.preventDefault();

  beforeEach(() => {
    faults = new Faults();
    document.addEventListener('invoice-pay-redirect', stay);
    proxy = new ProxyStub()
      .on('GET /v1/invoice', invoice())
      .on('GET /v1/invoice/log', log())
      .on(CREATE, { payment: payment(), invoice: invoice() });
  });

  afterEach(() => {
    document.removeEventListener('invoice-pay-redirect', stay);
    unmountAll();
    proxy.restore();
    faults.end();
  });

  const amountOf = (element: Element) => part(element, 'amount')!.textContent;
  const becomes = async (element: InvoicePayButton, view: object) => {
    proxy.on('GET /v1/invoice', view);
    await element.refresh();
    await element.updateComplete;
  };

  for (const [name, meddle] of Object.entries(meddlers)) {
    it(`leaves no amount that is not asked: ${name}`, async () => {
      const element = await mounted({ token: token(), proxy: proxy.address });
      meddle(element.shadowRoot!);
      await becomes(element, invoice({ ...half, status: 'partially_paid' }));
      equal(
        [amountOf(element), part(element, 'pay-button')!.textContent, part(element, 'status')!.textContent],
        ['€\u00a050.00', 'Pay €\u00a050.00', 'Partially paid'],
      );
      ok(!/\[|1\.00/.test(text(element).replaceAll(/[^.]*View details.*/g, '')), text(element));
      part(element, 'pay-button')!.click();
      await until(() => proxy.count(CREATE) === 1);
      equal(proxy.sent.at(-1)!.body, { expect: '50.00' });
    });

    it(`leaves a merchant what stands there: ${name}`, async () => {
      proxy.on('GET /v1/invoice', asMerchant(invoice(states['under-way'])));
      const element = await mounted({ token: token('merchant'), proxy: proxy.address });
      meddle(element.shadowRoot!);
      await becomes(element, asMerchant(invoice({ ...states.paid, number: '7' })));
      // What has not changed stands as others have left it.
      const read = () => text(element).replaceAll(/[[\]]/g, '');
      match(read(), /^Paid € 100\.00 Paid on 3 November 2026/);
      await becomes(element, asMerchant(invoice({ ...states.refunded, refunded: eur('99.00') })));
      match(read(), /^Refunded € 99\.00/);
    });
  }

  it('keeps the focus where all is drawn anew', async () => {
    for (const name of ['a script that writes the facts anew', 'a script that takes comments away']) {
      const element = await mounted({ token: token(), proxy: proxy.address });
      part(element, 'pay-button')!.focus();
      meddlers[name]!(element.shadowRoot!);
      await becomes(element, invoice({ ...half, status: 'partially_paid' }));
      equal(element.shadowRoot!.activeElement?.getAttribute('part'), 'pay-button', name);
      proxy.on('GET /v1/invoice', invoice());
      element.remove();
    }
  });

  it('asks what stands on the pressed label, also where a later view has come but not been drawn', async () => {
    const element = await mounted({ token: token(), proxy: proxy.address });
    proxy.on('GET /v1/invoice', invoice(half));
    const button = part(element, 'pay-button')!;
    let label = '';
    element.addEventListener('invoice-pay-status', () => {}, { once: true });
    const refreshed = element.refresh();
    await until(() => element.invoice!.due.value === '50.00' || proxy.sent.length > 1);
    while (element.invoice!.due.value !== '50.00') await Promise.resolve();
    label = button.textContent!;
    button.click();
    await refreshed;
    await until(() => proxy.count(CREATE) === 1);
    ok(label.includes(String(proxy.sent.find(({ method }) => method === 'POST')!.body!.expect)), label);
  });

  it('asks what stands on the pressed label, also where its script comes later', async () => {
    const element = mount({ token: token(), proxy: proxy.address });
    await until(() => part(element, 'pay-button'));
    part(element, 'pay-button')!.click();
    await until(() => proxy.count(CREATE) === 1);
    equal(proxy.sent.at(-1)!.body, { expect: '100.00' });
  });

  it('leaves a translation alone as long as nothing changes', async () => {
    const element = await mounted({ token: token(), proxy: proxy.address });
    meddlers['a translator that puts elements in place of texts']!(element.shadowRoot!);
    const translated = text(element);
    await becomes(element, invoice());
    element.requestUpdate();
    await element.updateComplete;
    equal(text(element), translated);
  });

  it('keeps its states and colours whatever becomes of its attributes', async () => {
    const positive = 'rgb(1, 2, 3)';
    const attention = 'rgb(4, 5, 6)';
    for (const [name, view, color] of [
      ['paid', invoice(states.paid), positive],
      ['charged-back', invoice(states['charged-back']), attention],
    ] as const) {
      proxy.on('GET /v1/invoice', view);
      const element = await mounted({ token: token(), proxy: proxy.address });
      element.style.setProperty('--invoice-pay-positive', positive);
      element.style.setProperty('--invoice-pay-attention', attention);
      const look = () => [
        element.matches(`:state(${name})`),
        getComputedStyle(part(element, 'status')!).color,
        element.status,
      ];
      equal(look(), [true, color, view.status]);
      for (const meddle of [
        () => element.removeAttribute('status'),
        () => element.setAttribute('status', 'open'),
        () => element.setAttribute('class', 'x'),
        () => element.removeAttribute('class'),
        () => element.setAttribute('state', 'x'),
      ]) {
        meddle();
        equal(look(), [true, color, view.status]);
        await becomes(element, view);
        equal([...look(), element.getAttribute('status')], [true, color, view.status, view.status]);
      }
      element.remove();
    }
  });

  it('keeps the status as an attribute that it is, from the moment that it is told', async () => {
    const element = await mounted({ token: token(), proxy: proxy.address });
    let reflected: string | null = '';
    element.addEventListener('invoice-pay-status', () => {
      reflected = element.getAttribute('status');
    });
    element.setAttribute('status', 'void');
    await becomes(element, invoice(states.paid));
    equal(reflected, 'paid');
  });

  it('keeps what it shows where it is moved, and looks again', async () => {
    proxy.on('GET /v1/invoice', invoice(states.paid));
    const element = await mounted({ token: token(), proxy: proxy.address });
    const section = document.createElement('section');
    document.body.append(section);
    section.append(element);
    equal(
      [element.status, element.matches(':state(paid)'), amountOf(element)],
      ['paid', true, '€\u00a0100.00'],
    );
    await until(() => proxy.sent.length === 2);
    document.body.append(element);
    await until(() => proxy.sent.length === 3 && isComplete(element));
    section.remove();
  });

  it('goes on after a pause that ended while it was away', async () => {
    const answer = () => new Response('', { status: 503, headers: { 'retry-after': '1' } });
    proxy.on('GET /v1/invoice', answer);
    const element = mount({ token: token(), proxy: proxy.address });
    await until(() => part(element, 'message'));
    element.remove();
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    proxy.on('GET /v1/invoice', invoice());
    document.body.append(element);
    await until(() => part(element, 'amount'));
  });
});
