import '../../widget/index.ts';
import { mount, mounted, text, unmountAll } from '../help/element.ts';
import { equal, match, ok, until } from '../help/expect.ts';
import { ProxyStub } from '../help/proxy-stub.ts';
import { asMerchant, connections, invoice, log, states, token } from './fixtures.ts';

describe('on a page whose libraries have changed what browsers bring', () => {
  let proxy: ProxyStub;
  let mend: (() => void)[];

  /** Puts something in the place of a global's member until the test is over. */
  const patch = (owner: object, name: string, descriptor: PropertyDescriptor) => {
    const before = Object.getOwnPropertyDescriptor(owner, name);
    Object.defineProperty(owner, name, { configurable: true, writable: true, ...descriptor });
    mend.push(() => {
      if (before) Object.defineProperty(owner, name, before);
      else Reflect.deleteProperty(owner, name);
    });
  };

  beforeEach(() => {
    mend = [];
    proxy = new ProxyStub().on('GET /v1/invoice/log', log()).on('GET /v1/log', log(true));
  });

  afterEach(() => {
    unmountAll();
    for (const each of mend) each();
    proxy.restore();
  });

  it('a list is asked for as it is where arrays have a toJSON, as with Prototype.js', async () => {
    const view = JSON.stringify(invoice(states.paid));
    proxy.on('POST /v1/invoices', () => new Response(`{"invoices":[${[view, view, view, view]}]}`));
    patch(Array.prototype, 'toJSON', {
      enumerable: true,
      value(this: unknown[]) {
        return `[${this.map((each) => JSON.stringify(each)).join(', ')}]`;
      },
    });
    const elements = [1, 2, 3, 4].map(() => mount({ token: token(), proxy: proxy.address }));
    await until(() => elements.every((element) => element.status === 'paid'));
    equal((proxy.sent[0]!.body!.tokens as string[]).length, 4);
  });

  it('everything shows and pays where arrays and objects have members of all kinds', async () => {
    for (const name of ['each', 'error', 'paid', 'test_mode', 'body', 'method']) {
      patch(Array.prototype, name, { enumerable: true, value: () => 'patched' });
    }
    proxy
      .on('GET /v1/invoice', asMerchant(invoice(states['bank-transfer'])))
      .on('GET /v1/connection', connections.broken!);
    for (const audience of ['payer', 'merchant', 'admin'] as const) {
      const element = mount({ token: token(audience), proxy: proxy.address });
      await until(() => element.shadowRoot?.querySelector('[role="group"]'), audience);
      ok(!/patched/.test(text(element)), text(element));
    }
  });

  it('an invoice shows where Promise is an older one, as with zone.js', async () => {
    proxy.on('GET /v1/invoice', invoice());
    for (const name of ['withResolvers', 'try']) patch(Promise, name, { value: undefined });
    match(text(await mounted({ token: token(), proxy: proxy.address })), /Pay € 100\.00/);
  });

  it('amounts and days are written by Intl, whatever numbers and dates write of themselves', async () => {
    const value = () => 'patched';
    patch(Number.prototype, 'toLocaleString', { value });
    for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']) {
      patch(Date.prototype, name, { value });
    }
    proxy.on('GET /v1/invoice', asMerchant(invoice({ dueDate: '2026-12-01' })));
    const element = await mounted({ token: token('merchant'), proxy: proxy.address });
    match(text(element), /€ 100\.00 To pay · Due 1 December 2026/);
    ok(!/patched/.test(text(element)), text(element));
  });
});
