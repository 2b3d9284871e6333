import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, newInvoice, paysAndReturns } from '../help/guest.ts';
import { snippetsOf } from '../help/snippets.ts';

const here = host();

/** A page's own HTML, with the addresses and the token of this test in place of those it shows. */
async function put(
  page: string,
  claims: Record<string, unknown>,
  around = (html: string) => html,
): Promise<string> {
  const { code } = snippetsOf(page).find(({ language }) => language === 'html')!;
  const address: string = here.put(async () => {
    const all = { ...claims, url: address };
    const { link } = await here.stage.put(all);
    const html = code
      .replace(/https:\/\/pay\.example\.com\/pay\/\w+/, link)
      .replaceAll('https://pay.example.com', here.stage.url)
      .replace('eyJ…', await here.stage.payer(all));
    return around(html);
  });
  return address;
}

const within = (html: string) =>
  `<!doctype html><html lang="en"><title>Invoice</title><link rel="icon" href="data:,">${html}`;

test('README.md: its tag shows the status and leads to the checkout and back, with the link for whoever runs no script', async (t) => {
  const guest = await here.comes(t);
  const address = await put('README.md', newInvoice('121.00'), within);
  await guest.page.setJavaScriptEnabled(false);
  await guest.opens(address);
  await guest.sees('link', 'Pay invoice 2026-0042');
  await guest.page.setJavaScriptEnabled(true);
  await guest.opens(address);
  await guest.shows('Open € 121.00');
  await paysAndReturns(guest, 'Pay € 121.00');
  await guest.shows('Paid € 121.00');
  assert.deepEqual(guest.complaints, []);
});

test('docs/element/html.md: the page shows the status in its style, hears that it is paid and says so', async (t) => {
  const guest = await here.comes(t);
  const icon = (html: string) => html.replace('</head>', '<link rel="icon" href="data:,"></head>');
  await guest.opens(await put('docs/element/html.md', newInvoice('121.00'), icon));
  await guest.shows('Open € 121.00');
  const { width, pay } = await guest.page.$eval('invoice-pay-button', (element) => ({
    width: element.getBoundingClientRect().width,
    pay: getComputedStyle(element.shadowRoot!.querySelector('[part~=pay-button]')!).backgroundColor,
  }));
  assert.equal(width, 480);
  assert.equal(pay, 'rgb(124, 45, 146)');
  assert.equal(await guest.page.$eval('#thanks', (it) => (it as HTMLElement).hidden), true);
  await paysAndReturns(guest, 'Pay € 121.00');
  await guest.shows('Paid € 121.00');
  await guest.reads('Thank you, we have received your payment.');
  const weight = await guest.page.$eval(
    'invoice-pay-button',
    (element) => getComputedStyle(element.shadowRoot!.querySelector('[part~=status]')!).fontWeight,
  );
  assert.equal(weight, '700');
  assert.deepEqual(guest.complaints, []);
});
