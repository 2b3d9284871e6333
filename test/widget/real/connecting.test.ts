import '../../../widget/index.ts';
import type { InvoicePayButton, InvoicePayConnectionEvent } from '../../../widget/index.ts';
import { mount, mounted, next, part, press, text, unmountAll } from '../../help/element.ts';
import { equal, match, ok, until } from '../../help/expect.ts';
import { adminToken, merchantToken, mollie, newInvoice, PROXY, payerToken } from '../../help/real.ts';

/** A key is checked at Mollie, and its profile is searched, on a machine that has other things to do. Milliseconds. */
const PATIENCE = 10_000;

/** An image of 4 pixels each way. */
const logo = () =>
  new Promise<File>((resolve) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 4;
    canvas.toBlob((blob) => resolve(new File([blob!], 'logo.png', { type: 'image/png' })));
  });

describe('an administrator of a merchant, with a real proxy', () => {
  let account: string;
  let element: InvoicePayButton;

  beforeEach(async () => {
    account = `m-${crypto.randomUUID().slice(0, 8)}`;
    element = mount({ token: await adminToken({ account }), proxy: PROXY });
    await until(() => part(element, 'connect'), 'a form', PATIENCE);
  });

  afterEach(unmountAll);

  const enter = async (key: string) => {
    element.shadowRoot!.querySelector<HTMLInputElement>('#key')!.value = key;
    await press(element, 'connect-button');
  };
  const connected = async (key: string) => {
    const changed = next<InvoicePayConnectionEvent>('invoice-pay-connection');
    await enter(key);
    return (await changed).connection;
  };
  /** What a customer reads of a new invoice of the account. */
  const asPayer = async () => {
    const customer = await mounted({ token: await payerToken({ ...newInvoice(), account }), proxy: PROXY });
    await until(() => part(customer, 'pay-button') || part(customer, 'message'));
    const read = text(customer);
    customer.remove();
    return read;
  };

  it('connects, pauses, resumes and disconnects, and customers read what follows', async () => {
    const { testKey } = await mollie.merchant('Bakkerij Jansen');
    match(await asPayer(), /^Partially paid € 100\.00.*cannot be paid online at the moment/);

    const { key, mode, profile } = await connected(testKey);
    equal([key, mode], [{ source: 'stored', hint: `test_…${testKey.slice(-4)}` }, 'test']);
    await until(
      () => text(element).includes(`Connected to ${profile!.name}. This is test mode`),
      'words',
      PATIENCE,
    );
    await until(async () => /Pay € 100\.00/.test(await asPayer()), 'Pay', PATIENCE);
    const merchant = await mounted({
      token: await merchantToken({ ...newInvoice(), account }),
      proxy: PROXY,
    });
    equal(merchant.invoice!.merchantName, profile!.name);
    merchant.remove();

    await press(element, 'pause-button');
    await until(() => element.matches(':state(paused)'), 'a pause', PATIENCE);
    match(await asPayer(), /Online payment is not available for this invoice at the moment/);
    await press(element, 'pause-button');
    await until(() => !element.matches(':state(paused)'), 'no pause', PATIENCE);
    match(await asPayer(), /Pay € 100\.00/);

    part(element, 'disconnect-button')!.click();
    await until(() => part(element, 'question'));
    await press(element, 'disconnect-button');
    await until(() => part(element, 'connect'), 'a form', PATIENCE);
    match(await asPayer(), /cannot be paid online at the moment/);
  }).timeout(60_000);

  it('is told of a key that is refused, and of one that another merchant uses', async () => {
    const { testKey, liveKey } = await mollie.merchant('Bakkerij Smit');
    await enter(liveKey);
    await until(() => /where live keys are not taken/.test(text(element)), 'a refusal', PATIENCE);
    ok(!element.shadowRoot!.innerHTML.includes(liveKey));

    await connected(testKey);
    const claims = { ...newInvoice(), account };
    const merchant = await mounted({ token: await merchantToken(claims), proxy: PROXY });
    await until(async () => {
      await merchant.refresh();
      return merchant.invoice?.canPay;
    });
    const created = next('invoice-pay-created');
    await press(merchant, 'create-button');
    await created;
    unmountAll();

    account = `${account}-other`;
    element = mount({ token: await adminToken({ account }), proxy: PROXY });
    await until(() => part(element, 'connect'), 'a form', PATIENCE);
    await enter(testKey);
    await until(() => part(element, 'question'), 'a question', PATIENCE);
    match(text(element), /Payments of another account were made with this key/);
    ok(!element.shadowRoot!.innerHTML.includes(testKey));
    await press(element, 'connect-button');
    await until(() => part(element, 'replace-button'), 'a connection', PATIENCE);
  }).timeout(60_000);

  it('brands the pay page', async () => {
    const { testKey } = await mollie.merchant('Bakkerij Jansen');
    await connected(testKey);
    const brand = part(element, 'brand') as HTMLDetailsElement;
    brand.open = true;
    for (const [id, value] of [
      ['brand-name', 'Jansen & Zonen'],
      ['brand-color', '#e0a800'],
    ] as const) {
      const field = element.shadowRoot!.querySelector<HTMLInputElement>(`#${id}`)!;
      field.value = value;
      field.dispatchEvent(new Event('input'));
    }
    const chosen = new DataTransfer();
    chosen.items.add(await logo());
    const file = brand.querySelector<HTMLInputElement>('[type="file"]')!;
    file.files = chosen.files;
    file.dispatchEvent(new Event('change'));
    await until(() => part(element, 'preview')!.querySelector('img'));
    const changed = next<InvoicePayConnectionEvent>('invoice-pay-connection');
    await press(element, 'brand-button');
    const { name, color } = (await changed).connection.brand;
    equal([name, color], ['Jansen & Zonen', '#e0a800']);
    const merchant = await mounted({
      token: await merchantToken({ ...newInvoice(), account }),
      proxy: PROXY,
    });
    const page = await (await fetch(new URL(merchant.invoice!.link!).pathname)).text();
    match(page, /Jansen &amp; Zonen/);
    match(page, /:#e0a800/);
  }).timeout(60_000);
});
