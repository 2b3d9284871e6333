import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import puppeteer, { type Page } from 'puppeteer-core';
import { serveSimulator } from '../../demo/mollie/server.ts';
import { chromium } from '../help/chromium.js';
import { type HostPage, serveHostPage } from '../help/host-page.ts';
import { startHost } from '../help/notified-host.ts';
import { createPerson, type Person } from '../help/person.ts';
import { freePort, type ProxyProcess, startProxy } from '../help/proxy-process.ts';
import { INVOICE_SECRET, PROXY_SECRET, signToken } from '../help/stage.ts';

const NOTIFY_SECRET = `whsec_${btoa('a secret for notifications, long enough')}`;

test('a merchant connects, is paid, pauses, replaces the key and leaves, and nobody ever sees a key', async (t) => {
  const mollie = await serveSimulator();
  t.after(() => mollie.close());
  const { organizations } = mollie.simulator;
  const bakery = organizations.add({ name: 'Bakkerij Jansen' });
  const [first, second] = [
    bakery.profiles[0]!,
    organizations.addProfile(bakery.id, { name: 'Jansen Brood' }),
  ];
  const keys = [first, second].map(({ apiKeys }) => apiKeys.find((key) => key.startsWith('test_'))!);
  const { proxy, host, heard, folder } = await startAll(t, mollie.endpoint);
  const browser = await puppeteer.launch({ ...(await chromium()), headless: true });
  t.after(() => browser.close());
  const answers: string[] = [];
  const person = async (language: string) => {
    const one = await createPerson(browser, { language });
    keepAnswers(one.page, proxy.url, answers);
    return one;
  };
  const [admin, merchant, customer] = [await person('en'), await person('en'), await person('nl')];

  // Nobody has connected anything: the invoice is shown, and nothing can be paid.
  await merchant.opens(`${host.origin}/merchant`);
  await merchant.reads('Open', '€ 121.00', 'No Mollie account is connected');
  assert.equal(await merchant.has('button', 'Create payment'), false);
  assert.equal(await merchant.has('button', 'Copy link'), false);

  // The administrator connects the first key.
  await admin.opens(`${host.origin}/admin`);
  await admin.reads('Not connected to Mollie yet');
  await enters(admin, keys[0]!);
  await admin.presses('Connect');
  await admin.reads('Connected to Bakkerij Jansen. This is test mode', `test_…${keys[0]!.slice(-4)}`);

  // The merchant shares the link, and the customer pays.
  await merchant.opens(`${host.origin}/merchant`);
  await merchant.presses('Create payment');
  await merchant.reads('A payment page for € 121.00 is open');
  const link = await merchant.page.evaluate(
    () => document.querySelector<Element & { invoice: { link: string } }>('invoice-pay-button')!.invoice.link,
  );
  await customer.opens(link);
  await customer.reads('Bakkerij Jansen', 'Test');
  await customer.presses('€ 121,00 betalen');
  await customer.presses('iDEAL | Wero ›');
  await customer.presses('Betaald', 'radio');
  await customer.presses('Doorgaan');
  await customer.reads('Bedankt voor uw betaling');
  await merchant.reads('Paid on');

  // Paused: the second invoice cannot be paid; resumed, it can.
  await admin.presses('Pause payments');
  await admin.reads('Payments are paused');
  await customer.opens(`${host.origin}/customer?sub=second`);
  await customer.reads('Open', 'niet');
  assert.deepEqual(
    (await customer.names('button')).filter((name) => name.includes('betalen')),
    [],
  );
  await admin.presses('Resume');
  await admin.reads('Everything is ready for payments');

  // The key is replaced while a payment is open; that payment is followed all the same.
  await customer.opens(`${host.origin}/customer?sub=second`);
  await customer.presses('€ 121,00 betalen');
  await customer.reads('Kies hoe u wilt betalen');
  await admin.presses('Replace key');
  await enters(admin, keys[1]!);
  await admin.presses('Replace key');
  await admin.reads('Connected to Jansen Brood. This is test mode', `test_…${keys[1]!.slice(-4)}`);
  await customer.presses('iDEAL | Wero ›');
  await customer.presses('Betaald', 'radio');
  await customer.presses('Doorgaan');
  await customer.reads('Bedankt voor uw betaling');

  // Disconnected: the page says what is so, and why nothing can be paid.
  await customer.opens(`${host.origin}/customer?sub=third`);
  await customer.reads('€ 121,00 betalen');
  await admin.presses('Disconnect');
  await admin.reads('Disconnect Mollie?');
  await admin.presses('Disconnect');
  await admin.reads('Mollie is disconnected.', 'Not connected to Mollie yet');
  await customer.opens(link);
  await customer.reads('Bedankt voor uw betaling');
  await customer.opens(`${host.origin}/customer?sub=third`);
  await customer.reads('Open');
  assert.equal(await customer.has('button', '€ 121,00 betalen'), false);

  // The host has heard of each key, and of both payments.
  await until(() => heard.heard.filter(({ type }) => type === 'connection.changed').length === 3);
  assert.equal(heard.heard.filter(({ type }) => type === 'invoice.paid').length, 2);
  assert.ok(heard.heard.every(({ data }) => data.account === 'bakery'));
  const pages = await Promise.all([admin, merchant, customer].map((one) => one.page.content()));
  const output = proxy.output();
  assert.equal(await proxy.stop(), 0);
  const files = await Promise.all(
    (await readdir(folder)).map((name) => readFile(join(folder, name), 'latin1')),
  );
  assert.ok(answers.length > 20 && output.includes('listening') && files.length > 0);
  const all = { answers, output, files, heard: JSON.stringify(heard.heard), pages };
  for (const [where, text] of Object.entries(all)) {
    for (const key of keys) {
      for (const form of [key.slice(5), btoa(key).slice(8, -4), Buffer.from(key.slice(5)).toString('hex')])
        assert.ok(!String(text).includes(form), `a key in ${where}`);
    }
  }
});

async function startAll(t: TestContext, endpoint: string) {
  const folder = await mkdtemp(join(tmpdir(), 'invoice-pay-'));
  t.after(() => rm(folder, { recursive: true }));
  const host = await serveHostPage();
  t.after(() => host.close());
  const heard = await startHost(NOTIFY_SECRET);
  t.after(() => heard.close());
  const port = String(await freePort());
  host.proxy = `http://127.0.0.1:${port}`;
  host.page = (request) => pageOf(host, request);
  const proxy: ProxyProcess = await startProxy({
    MOLLIE_API_ENDPOINT: endpoint,
    INVOICE_SECRET,
    PROXY_SECRET,
    STORAGE_URL: `sqlite:${folder}/store.db`,
    ALLOWED_ORIGINS: host.origin,
    NOTIFY_URL: heard.url,
    NOTIFY_SECRET,
    LOG_LEVEL: 'debug',
    PORT: port,
    PUBLIC_URL: host.proxy,
  });
  t.after(() => proxy.kill());
  return { proxy, host, heard, folder };
}

const AUD: Record<string, string> = {
  '/admin': 'invoice-pay:admin',
  '/merchant': 'invoice-pay:manage',
  '/customer': 'invoice-pay',
};

/** The host's pages: settings, the merchant's invoice, and the customer's. */
async function pageOf({ origin, proxy }: HostPage, { pathname, searchParams }: URL): Promise<string> {
  const aud = AUD[pathname]!;
  const sub = searchParams.get('sub') ?? 'first';
  const claims = { aud, account: 'bakery', rev: 1, sub, url: `${origin}/customer?sub=${sub}` };
  const token = await signToken(Date.now(), claims);
  return `<!doctype html><html lang="${pathname === '/customer' ? 'nl' : 'en'}"><meta charset="utf-8">
<title>${pathname}</title><link rel="icon" href="data:,">
<script type="module" src="${proxy}/invoice-pay-button.js"></script>
<invoice-pay-button token="${token}"></invoice-pay-button>`;
}

async function enters(admin: Person, key: string): Promise<void> {
  await admin.presses('API key', 'textbox');
  await admin.page.keyboard.type(key);
}

/** Keeps what the proxy answers. */
function keepAnswers(page: Page, proxy: string, answers: string[]): void {
  page.on('response', (response) => {
    if (!response.url().startsWith(proxy)) return;
    const head = JSON.stringify([response.url(), response.headers()]);
    // Redirects and pages that are left have no body to read.
    response.text().then(
      (body) => answers.push(head + body),
      () => answers.push(head),
    );
  });
}

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!holds()) {
    assert.ok(Date.now() < end, 'waited in vain');
    await new Promise((done) => setTimeout(done, 50));
  }
}
