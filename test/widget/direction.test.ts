import '../../widget/index.ts';
import { isComplete, mount, part, unmountAll } from '../help/element.ts';
import { ok, until } from '../help/expect.ts';
import { ProxyStub } from '../help/proxy-stub.ts';
import { asMerchant, connections, invoice, log, merchantStates, states, token } from './fixtures.ts';

describe('on a page that is written from right to left', () => {
  let proxy: ProxyStub;

  beforeEach(() => {
    proxy = new ProxyStub().on('GET /v1/invoice/log', log()).on('GET /v1/log', log(true));
    document.documentElement.dir = 'rtl';
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
    document.documentElement.dir = '';
    document.documentElement.lang = 'en';
  });

  const check = async (name: string, audience: 'payer' | 'merchant' | 'admin', isThere: string) => {
    for (const lang of ['en', 'nl', 'de']) {
      document.documentElement.lang = lang;
      const element = mount({ token: token(audience), proxy: proxy.address });
      element.style.width = '400px';
      await until(() => part(element, isThere)?.closest('[role="group"]'), name);
      for (const details of element.shadowRoot!.querySelectorAll('details')) details.open = true;
      const log = part(element, 'log');
      await until(() => !log || log.querySelector('li'), `${name}: the log`);
      for (const line of lines(element.shadowRoot!.querySelector('.box')!)) {
        ok(isInOrder(line), `${name}, ${lang}: “${line.map(({ letter }) => letter).join('')}” is shuffled`);
      }
      element.remove();
    }
  };

  it('every sentence, amount, date and account number still reads from left to right', async () => {
    for (const [name, facts] of Object.entries(states)) {
      proxy.on('GET /v1/invoice', invoice(facts));
      await check(name, 'payer', 'amount');
    }
  }).timeout(40_000);

  it('so does what merchants and administrators read', async () => {
    for (const [name, facts] of Object.entries({ ...states, ...merchantStates })) {
      proxy.on('GET /v1/invoice', asMerchant(invoice(facts)));
      await check(name, 'merchant', 'attempts');
    }
    for (const [name, view] of Object.entries(connections)) {
      proxy.on('GET /v1/connection', view);
      await check(name, 'admin', 'connection');
    }
  }).timeout(40_000);

  it('the facts stand on the right, the buttons left of them', async () => {
    proxy.on('GET /v1/invoice', invoice());
    const element = mount({ token: token(), proxy: proxy.address });
    element.style.width = '800px';
    await until(() => isComplete(element));
    const right = (name: string) => part(element, name)!.getBoundingClientRect().right;
    ok(right('pay-button') < right('amount'), 'the button stands left of the amount');
    const [letter] = lines(part(element, 'amount')!)[0]!.slice(-1);
    ok(right('amount') - letter!.right < 2, 'the amount begins its line on the right');
  });
});

type Letter = { letter: string; left: number; right: number; top: number };

/** Every visible line of text in here, as it was written. */
function lines(root: Element): Letter[][] {
  const found: Letter[][] = [];
  let block: Element | null = null;
  for (const text of texts(root)) {
    const around = blockAround(text.parentElement!);
    for (const letter of letters(text)) {
      const line = found.at(-1);
      const isSameLine = block === around && line && Math.abs(line[0]!.top - letter.top) < 8;
      if (isSameLine) line.push(letter);
      else found.push([letter]);
      block = around;
    }
  }
  return found;
}

function* texts(root: Element): Iterable<Text> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (text.parentElement!.checkVisibility({ visibilityProperty: true })) yield text;
  }
}

function* letters(text: Text): Iterable<Letter> {
  const range = document.createRange();
  for (let at = 0; at < text.length; at++) {
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    const letter = text.data[at]!;
    // At the end of a line there may be a second place, on the next one.
    const place = [...range.getClientRects()].find(({ width }) => width > 0);
    if (place && letter.trim()) yield { letter, left: place.left, right: place.right, top: place.top };
  }
}

function blockAround(element: Element): Element {
  return getComputedStyle(element).display.startsWith('inline')
    ? blockAround(element.parentElement!)
    : element;
}

function isInOrder(line: Letter[]): boolean {
  return line.every(({ left }, at) => at === 0 || left > line[at - 1]!.left);
}
