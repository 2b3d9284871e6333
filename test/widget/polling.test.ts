import '../../widget/index.ts';
// Here before time stands still, which the network does not know of.
import '../../widget/element/load-panel.ts';
import '../../widget/i18n/texts/en/payer.ts';
import type { InvoicePayButton } from '../../widget/index.ts';
import { isComplete, mount, unmountAll } from '../help/element.ts';
import { equal, until } from '../help/expect.ts';
import { ProxyStub } from '../help/proxy-stub.ts';
import { FakeTime } from '../help/time.ts';
import { invoice, NOW, states, token } from './fixtures.ts';

describe('keeping up to date', () => {
  let proxy: ProxyStub;
  let time: FakeTime;
  let hidden = false;

  const asked = () => proxy.sent.length;
  const start = async (): Promise<InvoicePayButton> => {
    const element = mount({ token: token(), proxy: proxy.address });
    // Its parts come by the network, which knows nothing of this clock.
    for (let steps = 0; steps < 200 && !isComplete(element); steps++) await time.pass(10);
    return element;
  };
  const hide = (now: boolean) => {
    hidden = now;
    document.dispatchEvent(new Event('visibilitychange'));
  };

  before(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
  });

  after(() => {
    Reflect.deleteProperty(document, 'hidden');
  });

  beforeEach(() => {
    hidden = false;
    time = new FakeTime(NOW);
    proxy = new ProxyStub().on('GET /v1/invoice', invoice(states['under-way']));
  });

  afterEach(() => {
    unmountAll();
    time.restore();
    proxy.restore();
  });

  it('looks every 3 seconds, then every 10, then every 30 while a payment is under way', async () => {
    await start();
    equal(asked(), 1);
    await time.pass(30_000);
    equal(asked(), 11);
    await time.pass(100_000);
    equal(asked(), 21);
    await time.pass(90_000);
    equal(asked(), 24);
  });

  it('looks often again for a payment that was begun by the button of a method', async () => {
    const element = await start();
    await time.pass(200_000);
    const { payment, ...more } = states['open-by-method']!;
    proxy.on('GET /v1/invoice', invoice({ ...more, payment: payment! }));
    element.refresh();
    await time.pass(100);
    const before = asked();
    await time.pass(30_000);
    equal(asked() - before, 10);
  });

  it('stops when the payment is final', async () => {
    const element = await start();
    proxy.on('GET /v1/invoice', invoice(states.paid));
    await time.pass(3_100);
    equal([asked(), element.status], [2, 'paid']);
    await time.pass(120_000);
    equal(asked(), 2);
  });

  it('goes on while an older page may still be paid, also once all is paid', async () => {
    const older = { ...states.paid, stillPayable: states.older!.stillPayable! };
    proxy.on('GET /v1/invoice', invoice(older));
    await start();
    await time.pass(3_100);
    equal(asked(), 2);
  });

  it('does not look by itself where no payment was started', async () => {
    proxy.on('GET /v1/invoice', invoice());
    await start();
    await time.pass(120_000);
    equal(asked(), 1);
  });

  it('stops while the page is hidden, and looks at once when it is shown', async () => {
    await start();
    hide(true);
    await time.pass(60_000);
    equal(asked(), 1);
    hide(false);
    await time.pass(10);
    equal(asked(), 2);
    await time.pass(3_000);
    equal(asked(), 3);
  });

  it('looks when the page comes back, also from the back-forward cache', async () => {
    proxy.on('GET /v1/invoice', invoice());
    await start();
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await time.pass(10);
    equal(asked(), 2);
    window.dispatchEvent(new Event('focus'));
    await time.pass(10);
    equal(asked(), 3);
  });

  it('asks once where several things call at the same moment', async () => {
    proxy.on('GET /v1/invoice', invoice());
    await start();
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    hide(false);
    window.dispatchEvent(new Event('focus'));
    await time.pass(10);
    equal(asked(), 2);
  });

  it('is over when the element leaves the page, and goes on when it is put back', async () => {
    const element = await start();
    element.remove();
    await time.pass(60_000);
    window.dispatchEvent(new Event('focus'));
    equal(asked(), 1);
    document.body.append(element);
    await time.pass(10);
    equal(asked(), 2);
  });

  it('drops an answer that was overtaken', async () => {
    const element = await start();
    const late = proxy.hold('GET /v1/invoice');
    window.dispatchEvent(new Event('focus'));
    await time.pass(10);
    proxy.on('POST /v1/invoice/payments', {
      payment: { ...states['under-way']!.payment, checkoutUrl: null },
      invoice: invoice(states.older),
    });
    element.shadowRoot!.querySelector<HTMLElement>('[part="pay-button"]')!.click();
    await until(() => element.status === 'partially_paid');
    late(invoice());
    await time.pass(10);
    equal(element.status, 'partially_paid');
  });
});
