import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Guest, host, newInvoice, paysAndReturns, settled } from '../help/guest.ts';
import type { Claims } from '../help/stage.ts';

/** Answers what it has, whoever asks: the first answer at an address, for good. */
const CACHE_FIRST = `
addEventListener('install', (event) => event.waitUntil(skipWaiting()));
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  if (event.request.method === 'GET' && event.request.mode !== 'navigate') event.respondWith(answer(event.request));
});
async function answer(request) {
  const cache = await caches.open('all');
  const known = await cache.match(request.url, { ignoreVary: true });
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) await cache.put(request.url, response.clone());
  return response;
}`;

const REGISTER = `<script type="module">navigator.serviceWorker.register('/worker.js');</script>`;

const here = host();

/** A page with one invoice, which its customer comes back to. */
function page(claims: Claims, more = ''): string {
  const address: string = here.put(async () => {
    const token = await here.stage.payer(claims);
    return `<!doctype html><html lang="en"><head>${here.head()}</head><body>${more}
<p>Thank you for your order.</p><invoice-pay-button token="${token}"><a href="#link">Pay by the link</a></invoice-pay-button></body></html>`;
  });
  claims.url = address;
  return address;
}

async function opens(guest: Guest, address: string, shown: string): Promise<void> {
  await guest.opens(address);
  await guest.shows(shown);
  await settled(guest.page);
}

/** The host says so; the element hears of it as people come back to the page. */
async function changes(guest: Guest, claims: Claims): Promise<void> {
  await here.stage.put({ ...claims, rev: here.stage.now() });
  await guest.page.evaluate(() => dispatchEvent(new Event('focus')));
}

test('under a page translator each new amount is drawn whole, and what the button says is what is asked', async (t) => {
  const guest = await here.comes(t);
  const invoice = newInvoice('100.00');
  await opens(guest, page(invoice), 'Open € 100.00');
  await guest.page.evaluate(translate);
  await guest.reads('[Thank you for your order.]', '[Pay € 100.00]', '[Open]');
  for (const [paidElsewhere, due] of [
    ['40.00', '60.00'],
    ['75.00', '25.00'],
  ]) {
    await changes(guest, { ...invoice, paidElsewhere });
    await guest.reads(`[Pay € ${due}]`, '[Partially paid]');
    assert.deepEqual(await guest.shown(), [`[Partially paid] [€ ${due}]`]);
    // Nothing of what stood there before.
    assert.doesNotMatch((await guest.text()).replaceAll(/of € 100\.00/g, ''), /100\.00|40\.00/);
  }
  await paysAndReturns(guest, '[Pay € 25.00]');
  await guest.shows('Paid € 100.00');
  assert.deepEqual(
    here.stage.simulator.ledger.list().map(({ amount }) => amount.value),
    ['25.00'],
  );
  assert.deepEqual(guest.complaints, []);
});

test('on a page that is rewritten by innerHTML, with what the element had put there, it begins anew and can be paid', async (t) => {
  const guest = await here.comes(t);
  const invoice = newInvoice('21.00');
  await opens(guest, page(invoice), 'Open € 21.00');
  await here.stage.put({ ...invoice, paidElsewhere: '1.00', rev: here.stage.now() });
  const statuses = await guest.page.evaluate(async () => {
    document.body.innerHTML = document.body.innerHTML.replace('Thank you', 'Merci');
    const element = document.querySelector('invoice-pay-button')!;
    await element.updateComplete;
    return [element.status, element.getAttribute('status')];
  });
  assert.deepEqual(statuses, [null, null]);
  await guest.shows('Partially paid € 20.00');
  await guest.presses('Pay € 20.00');
  await guest.sees('button', 'iDEAL | Wero ›');
  assert.deepEqual(guest.complaints, []);
});

test('from a service worker’s cache no other invoice is shown: the link is, until the proxy itself can be asked', async (t) => {
  const guest = await here.comes(t);
  here.site.scripts['/worker.js'] = CACHE_FIRST;
  const [first, second] = [newInvoice('31.00'), newInvoice('32.00')];
  const addresses = [first, second].map((invoice) => page(invoice, REGISTER));
  await guest.opens(addresses[0]!);
  await guest.page.waitForFunction(() => navigator.serviceWorker.controller);
  await guest.opens(addresses[0]!);
  await guest.shows('Open € 31.00');
  await guest.opens(addresses[1]!);
  await guest.sees('link', 'Pay by the link');
  await guest.sees('button', 'Try again');
  assert.deepEqual(await guest.shown(), ['']);
  assert.doesNotMatch(await guest.text(), /31\.00/);
  await guest.page.evaluate(() => caches.delete('all'));
  await guest.presses('Try again');
  await guest.shows('Open € 32.00');
});

test('what is long paid, and still open in a service worker’s cache, is not paid twice: Pay finds out', async (t) => {
  const guest = await here.comes(t);
  here.site.scripts['/worker.js'] = CACHE_FIRST;
  const invoice = newInvoice('41.00');
  const address = page(invoice, REGISTER);
  await guest.opens(address);
  await guest.page.waitForFunction(() => navigator.serviceWorker.controller);
  await guest.opens(address);
  await guest.shows('Open € 41.00');
  await here.stage.put({ ...invoice, paidElsewhere: '41.00', rev: here.stage.now() });
  await guest.opens(address);
  await guest.shows('Open € 41.00');
  await guest.presses('Pay € 41.00');
  await guest.shows('Paid € 41.00');
  assert.equal(
    here.stage.simulator.ledger.list().some(({ amount }) => amount.value === '41.00'),
    false,
  );
});

test('an extension that takes attributes away, all but the token and over and over, takes neither state nor Pay', async (t) => {
  const guest = await here.comes(t);
  const invoice = newInvoice('51.00');
  await opens(guest, page(invoice), 'Open € 51.00');
  await guest.page.evaluate(strip);
  await changes(guest, { ...invoice, paidElsewhere: '1.00' });
  await guest.reads('Partially paid', '€ 50.00');
  const [status, isState] = await guest.page.$eval('invoice-pay-button', (it) => [
    it.status,
    it.matches(':state(partially-paid)'),
  ]);
  assert.deepEqual([status, isState], ['partially_paid', true]);
  await paysAndReturns(guest, 'Pay € 50.00');
  await guest.shows('Paid € 51.00');
  assert.deepEqual(guest.complaints, []);
});

test('an extension that takes the token away leaves the link and no amount, and nothing to press that fails', async (t) => {
  const guest = await here.comes(t);
  const invoice = newInvoice('61.00');
  await opens(guest, page(invoice), 'Open € 61.00');
  await guest.page.$eval('invoice-pay-button', (it) => {
    for (const { name } of [...it.attributes]) it.removeAttribute(name);
  });
  await guest.sees('link', 'Pay by the link');
  assert.deepEqual(await guest.shown(), ['']);
  assert.deepEqual(await guest.names('button'), []);
  await guest.page.evaluate(() => dispatchEvent(new Event('focus')));
  await settled(guest.page);
  assert.deepEqual(await guest.shown(), ['']);
  assert.deepEqual(guest.complaints, []);
});

/** Puts `<font>` in place of every text, as page translators do, here in shadow trees too, and goes on as texts change. Runs in the browser, as does the next one. */
function translate(): void {
  const isOurs = (node: Node) => node.parentElement?.closest('font') !== null;
  const skipped = 'script,style,title';
  const observer = new MutationObserver(() => run());
  const roots = [
    document.body,
    ...[...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []),
  ];
  const run = () => {
    for (const root of roots) {
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found: Text[] = [];
      while (texts.nextNode()) found.push(texts.currentNode as Text);
      for (const text of found) {
        if (!text.data.trim() || isOurs(text) || text.parentElement?.matches(skipped)) continue;
        const outer = document.createElement('font');
        outer.append(document.createElement('font'));
        outer.firstElementChild!.textContent = `[${text.data.trim()}]`;
        text.replaceWith(outer);
      }
      observer.observe(root, { childList: true, characterData: true, subtree: true });
    }
  };
  run();
}

function strip(): void {
  const element = document.querySelector('invoice-pay-button')!;
  const run = () => {
    for (const each of [element, ...element.shadowRoot!.querySelectorAll('*')]) {
      for (const { name } of [...each.attributes])
        if (!/^(token|href|d|viewBox)$/.test(name)) each.removeAttribute(name);
    }
  };
  const observer = new MutationObserver(run);
  for (const root of [element, element.shadowRoot!])
    observer.observe(root, { attributes: true, childList: true, subtree: true });
  run();
}
