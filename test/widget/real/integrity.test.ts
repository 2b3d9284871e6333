import type { InvoicePayButton } from '../../../widget/element/invoice-pay-button.ts';
import { isComplete, part, press, text } from '../../help/element.ts';
import { equal, match, ok, until } from '../../help/expect.ts';
import { addresses, merchantToken, newInvoice, payerToken, tokenUrl } from '../../help/real.ts';

/** For pages that load a whole script, on a machine that has other things to do, in milliseconds. */
const PATIENCE = 15_000;

const payer = async () => `token="${await payerToken(newInvoice())}"`;
const merchant = async () => `token="${await merchantToken(newInvoice())}"`;
const renewed = async () => {
  const url = tokenUrl({ ...newInvoice(), aud: 'invoice-pay' });
  return `token-url="${url.replaceAll('"', '&quot;')}"`;
};

/** Each file, and who needs it. */
const PARTS: [part: string, attributes: () => Promise<string>][] = [
  ['invoice-pay-button', payer],
  ['element', payer],
  ['panels', payer],
  ['en-payer', payer],
  ['office-panels', merchant],
  ['en-office', merchant],
  ['token-renewal', renewed],
];

describe('a page that checks the script', () => {
  const frame = document.createElement('iframe');

  afterEach(() => frame.remove());

  /** The tags as they are printed for a proxy. */
  const tagsFor = async (url: string) => (await fetch(`/_host/tags?url=${encodeURIComponent(url)}`)).text();

  /** @returns the element once the page has run every script that it could */
  const open = async (tags: string, attributes: string): Promise<InvoicePayButton> => {
    frame.srcdoc = `<!doctype html><html lang="en"><head>${tags}</head><body>
      <invoice-pay-button ${attributes}><a href="https://pay.example">Pay</a></invoice-pay-button>`;
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    document.body.append(frame);
    await loaded;
    return frame.contentDocument!.querySelector('invoice-pay-button')!;
  };
  const completes = async (element: InvoicePayButton, what: string) => {
    await until(() => element.shadowRoot && isComplete(element), what, PATIENCE);
    equal(element.matches(':state(error)'), false, what);
  };
  /** What there is of it stands beside the link, and says that something is missing. */
  const failed = async (element: InvoicePayButton) => {
    await until(() => element.shadowRoot && part(element, 'check-button'), 'words', PATIENCE);
    match(text(element), /The payment service cannot be reached\..*Try again/);
    ok(element.matches(':state(error)') && linkIsSeen(element) && !isComplete(element));
  };
  const failsAgain = async (element: InvoicePayButton) => {
    let isTold = false;
    const hear = () => {
      isTold = true;
    };
    element.addEventListener('invoice-pay-error', hear, { once: true });
    await press(element, 'check-button');
    await until(() => isTold, 'the same again', PATIENCE);
    await failed(element);
  };
  const linkIsSeen = (element: InvoicePayButton) => element.querySelector('a')!.checkVisibility();

  /** A proxy whose files somebody changes, with the tags for it. */
  const tampered = async (changed: string) => {
    const name = crypto.randomUUID();
    return {
      tags: await tagsFor(`${location.origin}/_host/tampered/${name}/${changed}`),
      asked: async (): Promise<string[]> => (await fetch(`/_host/asked?name=${name}`)).json(),
    };
  };

  it('has all of it from another origin, for payers and merchants, with and without tokens of its own', async () => {
    const tags = await tagsFor((await addresses()).secondOrigin);
    for (const attributes of [payer, merchant, renewed]) {
      const element = await open(tags, await attributes());
      await completes(element, attributes.name);
      if (attributes === merchant) await until(() => part(element, 'qr'), 'the merchant’s panel');
      frame.remove();
    }
  }).timeout(120_000);

  it('has a part that was lost on its way under the next address', async () => {
    for (const [lost, attributes] of [
      ['panels', payer],
      ['office', merchant],
    ] as const) {
      const url = `${location.origin}/_host/lossy/${crypto.randomUUID()}/${lost}/1`;
      await completes(await open(await tagsFor(url), await attributes()), lost);
      frame.remove();
    }
  }).timeout(120_000);

  for (const [changed, attributes] of PARTS) {
    it(`would run a changed ${changed} if it checked nothing`, async () => {
      const { tags, asked } = await tampered(changed);
      const unchecked = tags
        .replace(/<script type="importmap">.*?<\/script>/s, '')
        .replace(/ integrity="[^"]+"/, '');
      ok(!unchecked.includes('sha384'));
      await completes(await open(unchecked, await attributes()), changed);
      equal((await asked()).length, 1);
    }).timeout(60_000);
  }

  for (const [changed, attributes] of PARTS.slice(0, 2)) {
    it(`runs nothing where a byte of ${changed} is another, and keeps the link`, async () => {
      const { tags, asked } = await tampered(changed);
      const element = await open(tags, await attributes());
      ok((await asked()).length > 0);
      equal(frame.contentWindow!.customElements.get('invoice-pay-button'), undefined);
      ok(linkIsSeen(element) && !element.shadowRoot);
    }).timeout(60_000);
  }

  for (const [changed, attributes] of PARTS.slice(2)) {
    it(`never runs it where a byte of ${changed} is another, however often it is asked for, and says so beside the link`, async () => {
      const { tags, asked } = await tampered(changed);
      const element = await open(tags, await attributes());
      await failed(element);
      // Some browsers ask for an address once more each time, others once and for all.
      for (let n = 0; n < 5; n++) await failsAgain(element);
      const [, map] = /<script type="importmap">(.*?)<\/script>/s.exec(tags)!;
      const all = new Set(await asked());
      equal(
        [...all],
        Object.keys(JSON.parse(map!).integrity).filter((address) => all.has(address)),
      );
      equal(all.size, 4);
    }).timeout(120_000);
  }
});
