import type { InvoicePayButton } from '../../widget/index.ts';
import { part, unmountAll } from '../help/element.ts';
import { equal, until } from '../help/expect.ts';
import { ProxyStub } from '../help/proxy-stub.ts';
import { asMerchant, invoice, states, token } from './fixtures.ts';

/** What `npm run build:widget` makes; a variable, so that it is looked for on the page and not by the compiler. */
const BUNDLE = '/dist/widget/invoice-pay-button.js';

describe('the built script', () => {
  let proxy: ProxyStub;

  beforeEach(async () => {
    proxy = new ProxyStub().on('GET /dist/widget/v1/invoice', asMerchant(invoice(states.paid)));
    await import(BUNDLE);
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
  });

  const show = async (audience: 'payer' | 'merchant'): Promise<InvoicePayButton> => {
    const element = document.createElement('invoice-pay-button');
    element.token = token(audience);
    document.body.append(element);
    await until(() => part(element, 'amount'), BUNDLE);
    return element;
  };

  it('asks the proxy at its own address and path', async () => {
    await show('payer');
    equal(
      proxy.sent.map(({ path }) => path),
      ['/dist/widget/v1/invoice'],
    );
  });

  it('finds what it loads later beside itself', async () => {
    const element = await show('merchant');
    await until(() => part(element, 'qr'));
  });
});
