import '../../widget/index.ts';
import { mount, part, text, unmountAll } from '../help/element.ts';
import { equal, ok, until } from '../help/expect.ts';
import { ProxyStub } from '../help/proxy-stub.ts';
import { open } from '../help/views.ts';
import { invoices, merchantInvoices } from '../pictures/invoices.ts';
import { invoice, log, token } from './fixtures.ts';

const HOSTILE = [
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'JavaScript:alert(1)//https://pay.example',
  'data:text/html,<script>alert(1)</script>',
  'blob:https://pay.example/1',
  'vbscript:x',
  'file:///etc/passwd',
  'intent://pay#Intent;end',
  '//evil.example/pay',
  '/pay/x',
  '',
];

describe('whatever addresses an answer has', () => {
  let proxy: ProxyStub;

  beforeEach(() => {
    proxy = new ProxyStub().on('GET /v1/invoice/log', log());
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
  });

  /** Links that are there for eye, keyboard or paper. */
  const links = (element: Element): string[] =>
    [...element.shadowRoot!.querySelectorAll('a')].flatMap((link) => link.getAttribute('href') ?? []);

  /** A view in which every address is this one. */
  const withAddress = (view: object, address: string) =>
    JSON.parse(JSON.stringify(view), (_, value) => (/^https?:/.test(value) ? address : value));

  it('links lead to the web alone, in every state', async () => {
    for (const [audience, views] of [
      ['payer', invoices],
      ['merchant', merchantInvoices],
    ] as const) {
      for (const [i, view] of Object.values(views).entries()) {
        proxy.on('GET /v1/invoice', withAddress(view, HOSTILE[i % HOSTILE.length]!));
        const element = mount({ token: token(audience, open.id), proxy: proxy.address });
        await until(() => element.shadowRoot!.querySelector('[role="group"] [part="amount"]'), audience);
        equal(links(element), [], `${audience}: ${text(element)}`);
        element.remove();
      }
    }
  }).timeout(20_000);

  it('a link that is none is not seen, nor offered to be copied', async () => {
    for (const address of HOSTILE) {
      proxy.on('GET /v1/invoice', withAddress(merchantInvoices.paid!, address));
      const element = mount({ token: token('merchant', open.id), proxy: proxy.address });
      await until(() => part(element, 'attempts'), address);
      for (const link of element.shadowRoot!.querySelectorAll('a')) ok(!link.checkVisibility(), address);
      equal([part(element, 'copy-button'), part(element, 'qr')], [null, null], address);
      element.remove();
    }
  });

  it('a link to the web is one, by http and by https', async () => {
    for (const link of ['http://127.0.0.1:3000/pay/x', 'https://pay.example/pay/x']) {
      proxy.on('GET /v1/invoice', invoice({ link }));
      const element = mount({ token: token(), proxy: proxy.address });
      await until(() => element.shadowRoot!.querySelector('[role="group"] [part="amount"]'), link);
      equal(links(element), [link]);
      element.remove();
    }
  });
});
