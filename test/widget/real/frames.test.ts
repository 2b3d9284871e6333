import type { InvoicePayButton } from '../../../widget/element/invoice-pay-button.ts';
import { part, press, text } from '../../help/element.ts';
import { equal, match, ok, until } from '../../help/expect.ts';
import { addresses, mollie, newInvoice, payerToken, tokenUrl } from '../../help/real.ts';

describe('in a frame', () => {
  const frame = document.createElement('iframe');

  afterEach(() => {
    frame.remove();
    frame.removeAttribute('sandbox');
  });

  const open = async (attributes: string): Promise<InvoicePayButton> => {
    frame.srcdoc = `<!doctype html><html lang="en"><script type="module" src="/invoice-pay-button.js"></script>
      <invoice-pay-button ${attributes}></invoice-pay-button>`;
    document.body.append(frame);
    const find = () => frame.contentDocument?.querySelector('invoice-pay-button');
    await until(
      () => find()?.shadowRoot?.querySelector('[role="group"] [part="amount"]'),
      'an amount',
      9_000,
    );
    return find()!;
  };

  it('without an address of its own, the host is asked for a token', async () => {
    match(text(await open(`token-url="${tokenUrl({ ...newInvoice(), aud: 'invoice-pay' })}"`)), /€ 100\.00/);
  }).timeout(10_000);

  it('that may not leave, Pay says so at once and offers the checkout in a new window', async () => {
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-popups');
    const element = await open(`token="${await payerToken(newInvoice())}"`);
    await press(element, 'pay-button');
    const find = () => element.shadowRoot!.querySelector<HTMLAnchorElement>('[part="message"] a');
    await until(find, 'a link');
    match(text(element), /Mollie cannot be opened from inside this page\./);
    const { simulator } = await addresses();
    equal([find()!.target, find()!.rel], ['_blank', 'noopener']);
    ok(find()!.href.startsWith(`${simulator}/checkout/`), find()!.href);
    equal(part(element, 'pay-button')!.ariaBusy, 'false');

    await mollie.settle(await mollie.newest(), 'paid');
    await element.refresh();
    await until(() => element.status === 'paid');
    await element.updateComplete;
    equal(find(), null, 'nothing more to pay');
  }).timeout(20_000);

  it('links lead out of it', async () => {
    const element = await open(`token="${await payerToken(newInvoice())}"`);
    equal((part(element, 'link') as HTMLAnchorElement).target, '_blank');
  }).timeout(10_000);

  it('that is of nobody, nobody is asked for a token', async () => {
    frame.setAttribute('sandbox', 'allow-scripts');
    const told = new Promise((resolve) => {
      addEventListener('message', ({ data }) => data.code && resolve(data.code), { once: true });
    });
    frame.srcdoc = `<!doctype html><script type="module" src="${location.origin}/invoice-pay-button.js"></script>
      <script>addEventListener('invoice-pay-error', ({ code }) => parent.postMessage({ code }, '*'))</script>
      <invoice-pay-button token-url="data:text/plain,eyJ.eyJ.x"></invoice-pay-button>`;
    document.body.append(frame);
    equal(await told, 'token_unavailable');
  }).timeout(10_000);
});
