import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { HTTPRequest } from 'puppeteer-core';
import {
  type Guest,
  type Host,
  host,
  newInvoice,
  PATIENCE,
  paysAndReturns,
  settled,
} from '../../help/guest.ts';
import { bundle } from './bundle.js';

/** When the proxy's script for the element runs, beside the page's own. */
type Order = 'first' | 'last' | 'none';

export type Data = {
  invoices: { number: string; token?: string; tokenUrl?: string }[];
  /** The token that the first invoice's element gets by a press of “Change”. */
  next: string;
  /** What each element gets besides. */
  attributes?: Record<string, unknown>;
  /** The page's own program lets itself be waited for. */
  isLate?: boolean;
  /** Where the element's script does not come from the proxy. */
  proxy?: string;
};

/** Where a framework draws its list: on three invoices, of which the third brings its token by an address alone. */
export async function listPage(
  { put, head, site, stage }: Host,
  order: Order = 'first',
  more: Partial<Data> = {},
  render: (data: Data) => string = () => '',
): Promise<string> {
  const [one, two, three, next] = ['11.00', '22.00', '33.00', '44.00'].map((total) => newInvoice(total));
  const tokenUrl = new URL(put(() => stage.payer(three))).pathname;
  const address: string = put(async () => {
    const back = { url: address };
    const data: Data = {
      invoices: [
        { number: '11.00', token: await stage.payer({ ...one, ...back }) },
        { number: '22.00', token: await stage.payer({ ...two, ...back }) },
        { number: '33.00', tokenUrl },
      ],
      next: await stage.payer(next),
      ...more,
    };
    const script = `window.data = ${JSON.stringify(data)};`;
    return `<!doctype html><html lang="en"><script>${script}</script>${head(order)}<div id="app">${render(data)}</div>`;
  });
  assert.ok(address.startsWith(site.origin));
  return address;
}

export const THREE = ['Open € 11.00', 'Open € 22.00', 'Open € 33.00'];
export const OPEN = ['11.00 open', '22.00 open', '33.00 open'];

/** What users of any framework count on. @param entry its program, within `test/hosts` */
export function testFramework(name: string, entry: string): Host {
  const here = host({ '/host.js': () => bundle(entry) });
  testInvoices(name, here);
  testList(name, here);
  return here;
}

async function opened(here: Host, t: TestContext, order: Order = 'first'): Promise<Guest> {
  const guest = await here.comes(t);
  await guest.opens(await listPage(here, order));
  await guest.shows(...THREE);
  return guest;
}

/** What becomes of one invoice. */
function testInvoices(name: string, here: Host): void {
  for (const order of ['first', 'last'] as const) {
    test(`${name}, the element's script ${order}: every invoice shows, and the framework hears of it once`, async (t) => {
      const guest = await opened(here, t, order);
      await hears(guest, ...OPEN);
      assert.deepEqual(guest.complaints, []);
    });
  }

  test(`${name}: another token shows the other invoice, and a late answer for the former one is dropped`, async (t) => {
    const guest = await here.comes(t);
    const address = await listPage(here);
    const { question } = await holdNext(guest);
    await guest.opens(address);
    const request = await question;
    await guest.presses('Change');
    await guest.shows('Open € 44.00', ...THREE.slice(1));
    await request.continue();
    await settled(guest.page);
    await guest.shows('Open € 44.00', ...THREE.slice(1));
    // The list names it by its place.
    await hears(guest, ...OPEN);
    assert.deepEqual(guest.complaints, []);
  });

  test(`${name}: the fallback is hidden while a status shows, and stands in its newest words once there is none`, async (t) => {
    const guest = await opened(here, t);
    assert.equal(await guest.has('link', 'Pay invoice 11.00'), false);
    await guest.presses('Rename');
    await guest.presses('Break');
    await guest.sees('link', 'Settle invoice 11.00');
    assert.equal(await guest.has('link', 'Settle invoice 22.00'), false);
    await hears(guest, ...OPEN, '11.00 invalid_token');
    assert.deepEqual(await guest.shown(), ['', ...THREE.slice(1)]);
    assert.deepEqual(guest.complaints, []);
  });

  test(`${name}: Pay leads to the checkout, and who comes back finds it paid`, async (t) => {
    const guest = await opened(here, t);
    await paysAndReturns(guest, 'Pay € 11.00');
    await guest.shows('Paid € 11.00', ...THREE.slice(1));
    assert.deepEqual(guest.complaints, []);
  });
}

/** What becomes of the elements of a list. */
function testList(name: string, here: Host): void {
  test(`${name}: a list in another order keeps each element with its invoice`, async (t) => {
    const guest = await opened(here, t);
    await mark(guest);
    await guest.presses('Reverse');
    await guest.shows(...THREE.toReversed());
    await settled(guest.page);
    assert.deepEqual(await marks(guest), ['2', '1', '0']);
    assert.deepEqual(await guest.shown(), THREE.toReversed());
    await hears(guest, ...OPEN);
    assert.deepEqual(guest.complaints, []);
  });

  test(`${name}: what was taken out of the page shows again when it is put back`, async (t) => {
    const guest = await opened(here, t);
    await guest.presses('Toggle');
    await guest.shows();
    await settled(guest.page);
    await guest.presses('Toggle');
    await guest.shows(...THREE);
    await hears(guest, ...OPEN, ...OPEN);
    assert.deepEqual(guest.complaints, []);
  });
}

/** Waits until the framework's own listeners have heard this, in any order. */
export async function hears({ page, complaints }: Guest, ...wanted: string[]): Promise<void> {
  const all = () => page.$eval('output', (output) => output.textContent.split('\n').sort().join('\n'));
  const end = Date.now() + PATIENCE;
  while ((await all()) !== wanted.toSorted().join('\n')) {
    if (Date.now() > end)
      assert.deepEqual((await all()).split('\n'), wanted.toSorted(), complaints.join('\n'));
    await setTimeout(50);
  }
}

/** Keeps the next question for an invoice from getting through until it is let. */
async function holdNext({ page }: Guest): Promise<{ question: Promise<HTTPRequest> }> {
  const question = page.waitForRequest(isQuestion, { timeout: PATIENCE });
  let first: HTTPRequest | undefined;
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (isQuestion(request)) first ??= request;
    if (request !== first) request.continue();
  });
  return { question };
}

const isQuestion = (request: HTTPRequest) => request.url().endsWith('/v1/invoice');

async function mark({ page }: Guest): Promise<void> {
  await page.evaluate(() => {
    for (const [i, element] of [...document.querySelectorAll('invoice-pay-button')].entries())
      Object.assign(element, { mark: String(i) });
  });
}

function marks({ page }: Guest): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('invoice-pay-button')].map(
      (each) => (each as { mark?: string }).mark ?? '',
    ),
  );
}
