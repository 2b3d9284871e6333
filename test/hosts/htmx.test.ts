import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, newInvoice, paysAndReturns, settled } from '../help/guest.ts';
import { bundle } from './help/bundle.js';

const VERSIONS = {
  'htmx 2': { entry: 'htmx/main-2.js', swaps: ['innerHTML', 'outerHTML'] },
  'htmx 4': { entry: 'htmx/main-4.js', swaps: ['innerHTML', 'outerHTML', 'innerMorph', 'outerMorph'] },
};

for (const [name, { entry, swaps }] of Object.entries(VERSIONS)) {
  const here = host({ '/htmx.js': () => bundle(entry) });

  /** A page whose part with the element is asked for anew, by a button for each way to swap. */
  async function page(tokens: ((url: string) => Promise<string>)[]): Promise<string> {
    let part = 0;
    const draw = async () => {
      const token = await tokens[part++]!(address);
      return `<div id="part"><invoice-pay-button id="invoice" token="${token}"><a href="#link">Pay it, part ${part}</a></invoice-pay-button></div>`;
    };
    const again = new URL(here.put(draw)).pathname;
    const heard = new URL(here.put(() => 'heard')).pathname;
    const button = (swap: string) => {
      const isOuter = swap.startsWith('outer');
      const select = isOuter ? '#part' : '#invoice';
      return `<button hx-get="${again}" hx-target="#part" hx-select="${select}" hx-swap="${swap}">${swap}</button>`;
    };
    const address = here.put(async () => {
      part = 0;
      return `<!doctype html><html lang="en"><head>${here.head()}</head><body>${swaps.map(button).join('')}
<output hx-get="${heard}" hx-trigger="invoice-pay-status from:body" hx-swap="beforeend"></output>${await draw()}</body></html>`;
    });
    return address;
  }

  for (const swap of swaps) {
    test(`${name}: a part swapped by ${swap} shows its own invoice, and each status can be a trigger`, async (t) => {
      const guest = await here.comes(t);
      const tokens = [newInvoice('11.00'), newInvoice('22.00', { paidElsewhere: '22.00' })];
      await guest.opens(await page(tokens.map((claims) => () => here.stage.payer(claims))));
      await guest.shows('Open € 11.00');
      await guest.presses(swap);
      await guest.shows('Paid € 22.00');
      await settled(guest.page);
      assert.deepEqual(await guest.shown(), ['Paid € 22.00']);
      assert.equal(await guest.page.$eval('output', (it) => it.textContent), 'heardheard');
      assert.equal(await guest.page.$eval('invoice-pay-button', (it) => it.getAttribute('status')), 'paid');
      assert.equal(await guest.has('link', 'Pay it, part 2'), false);
      assert.deepEqual(guest.complaints, []);
    });
  }

  test(`${name}: from a part that was swapped in, Pay leads to the checkout, and who comes back finds it paid`, async (t) => {
    const guest = await here.comes(t);
    const invoice = newInvoice('22.00');
    const tokens = [newInvoice('11.00'), invoice].map(
      (claims) => (url: string) => here.stage.payer({ ...claims, url }),
    );
    await guest.opens(await page(tokens));
    await guest.shows('Open € 11.00');
    await guest.presses(swaps.at(-1)!);
    await paysAndReturns(guest, 'Pay € 22.00');
    await guest.shows('Open € 11.00');
    await guest.presses(swaps.at(-1)!);
    await guest.shows('Paid € 22.00');
    assert.deepEqual(guest.complaints, []);
  });
}
