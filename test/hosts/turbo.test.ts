import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Guest, host, newInvoice, paysAndReturns, settled } from '../help/guest.ts';
import { bundle } from './help/bundle.js';

const here = host({ '/turbo.js': () => bundle('turbo/main.js') });

type Draw = (version: number, address: string) => Promise<string>;

/** A page that a server draws anew for each request, and that a link refreshes by morphing. */
function page(draw: Draw): string {
  let version = 0;
  const address: string = here.put(async () => {
    const token = await draw(++version, address);
    return `<!doctype html><html lang="en"><head>${here.head()}
<meta name="turbo-refresh-method" content="morph"><meta name="turbo-refresh-scroll" content="preserve"></head>
<body><h1>Version ${version}</h1><a href="${address}" data-turbo-action="replace">Refresh</a>
<a href="${other}">Other page</a>
<invoice-pay-button token="${token}"><a href="#link">Pay it, version ${version}</a></invoice-pay-button></body></html>`;
  });
  const other: string = here.put(
    () => `<!doctype html><html lang="en"><head>${here.head()}</head><body><h1>Another</h1>
<a href="${address}">Invoice page</a></body></html>`,
  );
  return address;
}

async function opens(guest: Guest, address: string, shown: string): Promise<void> {
  await guest.opens(address);
  await guest.shows(shown);
  await settled(guest.page);
}

const TOKENS = {
  'the same token': async () => {
    const token = await here.stage.payer(newInvoice('11.00'));
    return async () => token;
  },
  'a fresh token': async () => {
    const invoice = newInvoice('11.00');
    const now = Math.floor(here.stage.now() / 1000);
    return (version: number) => here.stage.payer({ ...invoice, iat: now - 60 + version });
  },
};

for (const [name, draw] of Object.entries(TOKENS)) {
  test(`Turbo: a page refreshed by morphing, with ${name}, keeps on the screen what was there, and Pay`, async (t) => {
    const guest = await here.comes(t);
    await opens(guest, page(await draw()), 'Open € 11.00');
    await guest.page.evaluate(watch);
    await guest.presses('Refresh', 'link');
    await guest.reads('Version 2');
    await settled(guest.page);
    assert.deepEqual(await guest.shown(), ['Open € 11.00']);
    assert.deepEqual(await guest.page.evaluate(seen), ['open Open € 11.00']);
    assert.equal(await guest.has('link', 'Pay it, version 2'), false);
    // Its own attribute, which the server's page does not have, is back with the next look.
    await guest.page.evaluate(() => document.querySelector('invoice-pay-button')!.refresh());
    assert.equal(await guest.page.$eval('invoice-pay-button', (it) => it.getAttribute('status')), 'open');
    await guest.presses('Pay € 11.00');
    await guest.sees('button', 'iDEAL | Wero ›');
    assert.deepEqual(guest.complaints, []);
  });
}

test('Turbo: a page refreshed by morphing with the token of another invoice shows that one, and nothing of the former', async (t) => {
  const guest = await here.comes(t);
  const tokens = [newInvoice('11.00'), newInvoice('22.00', { paidElsewhere: '22.00' })];
  const draw = (version: number) => here.stage.payer(tokens[version - 1]);
  await opens(guest, page(draw), 'Open € 11.00');
  await guest.page.evaluate(watch);
  await guest.presses('Refresh', 'link');
  await guest.shows('Paid € 22.00');
  assert.deepEqual(await guest.page.evaluate(seen), ['open Open € 11.00', '', 'paid Paid € 22.00']);
  assert.deepEqual(guest.complaints, []);
});

test('Turbo: who goes to another page and comes back, by a link or by the browser, finds what is true by then', async (t) => {
  const guest = await here.comes(t);
  const invoice = newInvoice('11.00');
  await opens(
    guest,
    page(() => here.stage.payer(invoice)),
    'Open € 11.00',
  );
  await guest.presses('Other page', 'link');
  await guest.reads('Another');
  await here.stage.put({ ...invoice, paidElsewhere: '11.00' });
  await guest.page.goBack();
  await guest.shows('Paid € 11.00');
  await guest.presses('Other page', 'link');
  await guest.reads('Another');
  await here.stage.put({ ...invoice, paidElsewhere: '5.00', rev: Date.now() });
  await guest.presses('Invoice page', 'link');
  await guest.shows('Partially paid € 6.00');
  const attribute = await guest.page.$eval('invoice-pay-button', (it) => it.getAttribute('status'));
  assert.equal(attribute, 'partially_paid');
  assert.deepEqual(guest.complaints, []);
});

test('Turbo: Pay leads to the checkout, and who comes back finds it paid', async (t) => {
  const guest = await here.comes(t);
  const invoice = newInvoice('11.00');
  await guest.opens(page((_, url) => here.stage.payer({ ...invoice, url })));
  await paysAndReturns(guest, 'Pay € 11.00');
  await guest.shows('Paid € 11.00');
  assert.deepEqual(guest.complaints, []);
});

/** Notes down each thing that the element shows from now on, with its state. Runs in the browser, as does the next one. */
function watch(): void {
  const shown: string[] = [];
  const element = document.querySelector('invoice-pay-button')!;
  const look = () => {
    if (!element.isConnected) shown.push('it was replaced');
    const read = (part: string) => element.shadowRoot!.querySelector(`[part=${part}]`)?.textContent ?? '';
    const state = ['loading', 'open', 'paid'].filter((name) => element.matches(`:state(${name})`)).join(' ');
    const text = `${read('status')} ${read('amount')}`.replaceAll('\u00a0', ' ').trim();
    const line = text ? `${state} ${text}` : '';
    if (shown.at(-1) !== line) shown.push(line);
  };
  const lookAtFrames = () => {
    look();
    requestAnimationFrame(lookAtFrames);
  };
  lookAtFrames();
  // What stands there for less than a frame counts, too.
  new MutationObserver(look).observe(element.shadowRoot!, {
    childList: true,
    subtree: true,
    characterData: true,
  });
  Object.assign(window, { shown });
}

function seen(): string[] {
  return (window as unknown as { shown: string[] }).shown;
}
