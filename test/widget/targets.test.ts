import '../../widget/index.ts';
import { mount, part, unmountAll, words } from '../help/element.ts';
import { ok, until } from '../help/expect.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import { asMerchant, connections, invoice, log, states, token } from './fixtures.ts';

/** Of what is pressed, in pixels each way. WCAG 2.2, success criterion 2.5.8 */
const TARGET = 24;

describe('a finger', () => {
  let proxy: ProxyStub;

  beforeEach(() => {
    proxy = new ProxyStub().on('GET /v1/invoice/log', log()).on('GET /v1/log', log(true));
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
  });

  const check = async (name: string, audience: 'payer' | 'merchant' | 'admin', isThere: string) => {
    for (const width of [280, 600]) {
      const element = mount({ token: token(audience), proxy: proxy.address });
      element.style.width = `${width}px`;
      await until(() => part(element, isThere)?.closest('[role="group"]'), name);
      for (const details of element.shadowRoot!.querySelectorAll('details')) details.open = true;
      await until(() => !part(element, 'log') || part(element, 'log')!.querySelector('li'));
      for (const target of element.shadowRoot!.querySelectorAll<HTMLElement>('button, input, a, summary')) {
        if (!target.checkVisibility()) continue;
        const { width: across, height } = target.getBoundingClientRect();
        const size = `${name}, ${width} pixels: ${words(target)} is ${across} × ${height}`;
        ok(across >= TARGET && height >= TARGET, size);
      }
      element.remove();
    }
  };

  it('hits everything that a payer presses', async () => {
    for (const [name, facts] of Object.entries(states)) {
      proxy.on('GET /v1/invoice', invoice(facts));
      await check(name, 'payer', 'amount');
    }
    proxy.on('GET /v1/invoice', refusal(401, 'invalid_token'));
    await check('error', 'payer', 'message');
  }).timeout(30_000);

  it('hits everything that merchants and administrators press', async () => {
    for (const [name, facts] of Object.entries(states)) {
      proxy.on('GET /v1/invoice', asMerchant(invoice(facts)));
      await check(name, 'merchant', 'attempts');
    }
    for (const [name, view] of Object.entries(connections)) {
      proxy.on('GET /v1/connection', view);
      await check(name, 'admin', 'connection');
    }
  }).timeout(30_000);
});
