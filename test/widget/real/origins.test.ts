import type { InvoicePayButton } from '../../../widget/element/invoice-pay-button.ts';
import { part, press, text } from '../../help/element.ts';
import { equal, match, ok, until } from '../../help/expect.ts';
import { addresses, merchantToken, newInvoice, payerToken } from '../../help/real.ts';

const FALLBACK = '<a href="/pay/x">Pay invoice</a>';

describe('a proxy on another origin', () => {
  const frame = document.createElement('iframe');
  let proxy: string;

  before(async () => {
    proxy = (await addresses()).secondOrigin;
  });

  afterEach(() => frame.remove());

  /** A page that knows the proxy by its script alone. */
  const open = async (token: string): Promise<InvoicePayButton> => {
    frame.srcdoc = `<!doctype html><html lang="en"><script type="module" src="${proxy}/invoice-pay-button.js"></script>
      <invoice-pay-button token="${token}">${FALLBACK}</invoice-pay-button>`;
    document.body.append(frame);
    const find = () => frame.contentDocument?.querySelector('invoice-pay-button');
    await until(() => find()?.shadowRoot?.querySelector('[part="amount"]'), 'an amount');
    return find()!;
  };

  it('gives the element, the API and Mollie’s checkout to a page that it knows', async () => {
    const element = await open(await payerToken(newInvoice()));
    match(text(element), /€ 100\.00/);
    let left = '';
    element.addEventListener('invoice-pay-redirect', (event) => {
      left = event.url;
      event.preventDefault();
    });
    await press(element, 'pay-button');
    await until(() => left, 'a checkout');
  });

  it('gives it what it loads later, and the link’s QR code as a picture', async () => {
    const element = await open(await merchantToken(newInvoice()));
    await until(() => part(element, 'qr'), 'the merchant’s panel');
    const { pathname } = new URL(element.invoice!.link!);
    const image = new Image();
    image.src = `${proxy + pathname}/qr.svg`;
    await image.decode();
    ok(image.naturalWidth > 0);
  });

  it('is not there for the page of a stranger, where the fallback stays', async () => {
    // The same server by another name is another origin.
    const stranger = new URL('stranger.html', import.meta.url);
    stranger.hostname = 'localhost';
    stranger.hash = new URLSearchParams({ proxy, token: await payerToken(newInvoice()) }).toString();
    const told = new Promise<{ code: string; words: string; fallback: boolean }>((resolve) => {
      addEventListener('message', ({ data }) => data.code && resolve(data));
    });
    frame.removeAttribute('srcdoc');
    frame.src = stranger.href;
    document.body.append(frame);
    const { code, words, fallback } = await told;
    equal([code, fallback], ['unreachable', true]);
    match(words, /The payment service cannot be reached\./);
  });
});
