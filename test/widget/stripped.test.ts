import '../../widget/index.ts';
import { mount, mounted, part, unmountAll, words } from '../help/element.ts';
import { equal, match, until } from '../help/expect.ts';
import { Faults } from '../help/faults.ts';
import { ProxyStub } from '../help/proxy-stub.ts';
import { asMerchant, connections, invoice, log, states, token } from './fixtures.ts';

describe('an extension that takes every class, part and role away', () => {
  let proxy: ProxyStub;
  let faults: Faults;

  beforeEach(() => {
    faults = new Faults();
    proxy = new ProxyStub()
      .on('GET /v1/connection', connections.ready!)
      .on('GET /v1/log', log())
      .on('GET /v1/invoice/log', log());
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
    faults.end();
  });

  const strip = ({ shadowRoot }: Element) => {
    for (const each of shadowRoot!.querySelectorAll('*')) {
      for (const { name } of [...each.attributes]) if (!/^(href|d)$/.test(name)) each.removeAttribute(name);
    }
  };
  /** By its place: nothing else is left of it. */
  const text = ({ shadowRoot }: Element) => words(shadowRoot!.firstElementChild!);
  const named = (element: Element) => {
    const { role, ariaLabel } = element.shadowRoot!.firstElementChild!;
    return `${role}: ${ariaLabel}`;
  };
  const press = (element: Element, name: string) =>
    [...element.shadowRoot!.querySelectorAll('button')]
      .find((each) => each.textContent!.includes(name))!
      .click();

  for (const audience of ['payer', 'merchant'] as const) {
    it(`leaves a ${audience} the next status, its state and the name of it all`, async () => {
      const as = audience === 'merchant' ? asMerchant : (view: ReturnType<typeof invoice>) => view;
      proxy.on('GET /v1/invoice', as(invoice()));
      const element = await mounted({ token: token(audience), proxy: proxy.address });
      strip(element);
      proxy.on('GET /v1/invoice', as(invoice(states.paid)));
      await element.refresh();
      await element.updateComplete;
      match(text(element), /^Paid € 100\.00/);
      equal([element.matches(':state(paid)'), element.matches(':state(open)')], [true, false]);
      equal(named(element), 'group: Invoice 2026-0042');
    });
  }

  it('leaves an administrator the next finding', async () => {
    const element = mount({ token: token('admin'), proxy: proxy.address });
    await until(() => part(element, 'log')?.querySelector('li'));
    strip(element);
    proxy.on('GET /v1/connection', connections.broken!);
    await element.refresh();
    await until(() => /Payments are not possible at the moment/.test(text(element)));
    equal(named(element), 'group: Connection');
  });

  it('leaves the link that is to be copied by hand', async () => {
    proxy.on('GET /v1/invoice', asMerchant(invoice()));
    const element = await mounted({ token: token('merchant'), proxy: proxy.address });
    strip(element);
    const writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    press(element, 'Copy link');
    await until(() => /copy it with the keyboard/.test(text(element)));
    equal(String(getSelection()), invoice().link);
    Reflect.deleteProperty(navigator, 'clipboard');
  });

  it('is not taken for the element where it puts a style first', async () => {
    proxy.on('GET /v1/invoice', invoice());
    const element = mount({ token: token(), proxy: proxy.address });
    await until(() => part(element, 'amount'));
    const style = document.createElement('style');
    element.shadowRoot!.prepend(style);
    await until(() => element.shadowRoot!.querySelector('[role="group"]'));
    await element.refresh();
    await element.updateComplete;
    equal([style.role, part(element, 'facts')!.parentElement!.role], [null, 'group']);
  });
});
