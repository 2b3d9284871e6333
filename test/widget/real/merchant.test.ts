import '../../../widget/index.ts';
import type {
  InvoicePayButton,
  InvoicePayCopiedEvent,
  InvoicePayCreatedEvent,
} from '../../../widget/index.ts';
import { mounted, next, part, press, text, unmountAll, words } from '../../help/element.ts';
import { equal, match, ok, until } from '../../help/expect.ts';
import { type Claims, merchantToken, mollie, newInvoice, PROXY, put } from '../../help/real.ts';

describe('what a merchant does, with a real proxy', () => {
  let claims: Claims;
  let element: InvoicePayButton;

  /** Creates a payment. @returns Mollie's id of it */
  const create = async (): Promise<string> => {
    const created = next<InvoicePayCreatedEvent>('invoice-pay-created');
    await press(element, 'create-button');
    const { payment } = await created;
    return (payment as { id: string }).id;
  };
  const checkNow = async (status: string) => {
    await until(
      () => part(element, 'check-button')!.ariaDisabled === 'false',
      'a button that can be pressed',
    );
    await press(element, 'check-button');
    await until(() => element.status === status, status, 4_000);
    await element.updateComplete;
  };

  beforeEach(async () => {
    claims = newInvoice();
    element = await mounted({ token: await merchantToken(claims), proxy: PROXY });
  });

  afterEach(unmountAll);

  it('creates a payment, copies the link, checks, and reads what happened', async () => {
    const id = await create();
    await until(() => part(element, 'copy-button')!.matches('.filled'), 'the next step');
    const copied = next<InvoicePayCopiedEvent>('invoice-pay-copied');
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async () => {} },
    });
    part(element, 'copy-button')!.click();
    const { link } = await copied;
    Reflect.deleteProperty(navigator, 'clipboard');
    match(await (await fetch(link)).text(), /2026-0042/);

    await mollie.settle(id, 'paid');
    await checkNow('paid');
    equal(part(element, 'create-button'), null);
    match(words(part(element, 'attempts')!), /Attempts 1 Paid € 100\.00 .* Open in Mollie/);
    (part(element, 'log') as HTMLDetailsElement).open = true;
    await until(() => part(element, 'log')!.querySelectorAll('li').length > 1, 'the log');
    const [newest] = part(element, 'log')!.querySelectorAll('li');
    match(words(newest!), /€ 100\.00 paid by iDEAL.* Reference: /);
  });

  it('sees too much where two are paid, paid once it went back, and can ask again after a chargeback', async () => {
    const first = await create();
    await put({ ...claims, rev: 2, paidElsewhere: '71.00' });
    await element.refresh();
    await until(() => part(element, 'create-button'), 'a payment to create');
    const second = await create();
    await mollie.settle(first, 'paid');
    await mollie.settle(second, 'paid');
    await checkNow('overpaid');
    match(text(element), /^Overpaid Test € 100\.00 Paid too much · Total € 121\.00 · Paid on /);

    await mollie.refund(first, '100.00');
    await checkNow('paid');

    await mollie.chargeBack(second, '50.00');
    await checkNow('charged_back');
    equal(words(part(element, 'amount')!), '€ 50.00');
    ok(part(element, 'create-button')!.matches('.filled'));
    match(await create(), /^tr_/);
  });
});
