import '../../widget/index.ts';
import { isComplete, mount, mounted, part, unmountAll } from '../help/element.ts';
import { equal, ok, until } from '../help/expect.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import { asMerchant, connections, invoice, log, payment, states, token } from './fixtures.ts';

describe('the focus', () => {
  let proxy: ProxyStub;

  beforeEach(() => {
    proxy = new ProxyStub().on('GET /v1/invoice', invoice());
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
  });

  const asPayer = (sub = 'inv-42') => ({ token: token('payer', sub), proxy: proxy.address });
  const asMerchantOf = (view: object) => {
    proxy.on('GET /v1/invoice', view);
    return mounted({ token: token('merchant'), proxy: proxy.address });
  };
  const focused = (element: Element) => element.shadowRoot!.activeElement?.getAttribute('part') ?? null;

  it('stays on Pay while it works, and where it fails', async () => {
    const element = await mounted(asPayer());
    const pay = () => part(element, 'pay-button')!;
    const pressed = async () => {
      const answer = proxy.hold('POST /v1/invoice/payments');
      const asked = proxy.count('POST /v1/invoice/payments');
      const button = pay();
      button.click();
      await until(() => button.ariaBusy === 'true' && proxy.count('POST /v1/invoice/payments') > asked);
      equal(element.shadowRoot!.activeElement, button, 'while it works');
      answer(refusal(503, 'mollie_unavailable'));
      await until(() => element.matches(':state(error)') && pay().ariaBusy === 'false');
      return button;
    };
    pay().focus();
    await pressed();
    equal(focused(element), 'pay-button', 'where the first error draws it anew');
    const button = await pressed();
    equal(element.shadowRoot!.activeElement, button, 'where it fails again');
  });

  it('goes on to what is left where Pay goes', async () => {
    const element = await mounted(asPayer());
    part(element, 'pay-button')!.focus();
    proxy.on('GET /v1/invoice', invoice(states.paid));
    await element.refresh();
    await element.updateComplete;
    equal(focused(element), 'link');
  });

  it('comes from the fallback to Pay, at the first status and after an error', async () => {
    const answer = proxy.hold('GET /v1/invoice');
    const element = mount(asPayer(), '<a href="https://pay.example/pay/x">Pay</a>');
    const fallback = element.querySelector('a')!;
    await until(() => proxy.sent.length && fallback.assignedSlot);
    fallback.focus();
    answer(invoice());
    await until(() => isComplete(element));
    equal(focused(element), 'pay-button');

    proxy.on('GET /v1/invoice', refusal(503, 'store_unavailable'));
    await element.refresh();
    await until(() => fallback.assignedSlot);
    fallback.focus();
    proxy.on('GET /v1/invoice', invoice());
    await element.refresh();
    await until(() => !fallback.assignedSlot);
    equal(focused(element), 'pay-button');
  });

  it('comes from Try again to Pay', async () => {
    proxy.on('GET /v1/invoice', refusal(503, 'store_unavailable'));
    const element = document.createElement('invoice-pay-button');
    Object.assign(element, asPayer());
    document.body.append(element);
    await until(() => part(element, 'check-button'));
    part(element, 'check-button')!.focus();
    proxy.on('GET /v1/invoice', invoice());
    part(element, 'check-button')!.click();
    await until(() => part(element, 'pay-button'));
    equal(focused(element), 'pay-button');
  });

  it('comes back after another invoice was awaited', async () => {
    const element = await mounted(asPayer());
    part(element, 'pay-button')!.focus();
    const answer = proxy.hold('GET /v1/invoice');
    element.token = token('payer', 'b');
    await until(() => proxy.sent.length === 2 && !part(element, 'pay-button'));
    equal(focused(element), null);
    answer(invoice({ id: 'b' }));
    await until(() => isComplete(element));
    equal(focused(element), 'pay-button');
  });

  it('is not taken from the page, nor from who let go of it', async () => {
    const element = await mounted(asPayer());
    const other = document.createElement('button');
    document.body.append(other);
    for (const leave of [() => other.focus(), () => part(element, 'pay-button')!.blur()]) {
      proxy.on('GET /v1/invoice', invoice());
      await element.refresh();
      await until(() => part(element, 'pay-button'));
      part(element, 'pay-button')!.focus();
      element.requestUpdate();
      await element.updateComplete;
      leave();
      proxy.on('GET /v1/invoice', invoice(states.paid));
      await element.refresh();
      await element.updateComplete;
      equal(focused(element), null);
    }
    other.remove();
  });

  it('goes from Create payment to what comes next', async () => {
    const element = await asMerchantOf(asMerchant(invoice()));
    const view = asMerchant(invoice(states['under-way']));
    proxy.on('POST /v1/invoice/payments', { payment: payment(), invoice: view });
    part(element, 'create-button')!.focus();
    part(element, 'create-button')!.click();
    await until(() => part(element, 'copy-button')!.matches('.filled'));
    equal(focused(element), 'copy-button');
  });

  it('stays near where it was', async () => {
    const element = await asMerchantOf(asMerchant(invoice()));
    element.shadowRoot!.querySelector<HTMLElement>('.share button')!.focus();
    proxy.on('GET /v1/invoice', asMerchant(invoice(states.paid)));
    await element.refresh();
    await element.updateComplete;
    equal(element.shadowRoot!.activeElement?.localName, 'summary');
  });

  it('goes on to the older entries of a log, also where there are no more', async () => {
    proxy.on('GET /v1/log', log(true)).on('GET /v1/connection', connections.ready!);
    const element = document.createElement('invoice-pay-button');
    Object.assign(element, { token: token('admin'), proxy: proxy.address });
    document.body.append(element);
    const entries = () => [...element.shadowRoot!.querySelectorAll('.entry')];
    await until(() => entries().length === 4);
    for (const [before, first] of [
      ['older', 4],
      [null, 8],
    ] as const) {
      proxy.on('GET /v1/log', { ...log(true), before });
      const older = element.shadowRoot!.querySelector<HTMLElement>('.plain')!;
      older.focus();
      older.click();
      await until(() => entries().length === first + 4);
      await until(() => element.shadowRoot!.activeElement === entries()[first], `entry ${first}`);
    }
    ok(!element.shadowRoot!.querySelector('.plain'), 'nothing older');
  });
});
