import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import type { TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import type { InvoiceView } from '../../../shared/api.ts';
import { chromium } from '../../help/chromium.js';
import { Guest, paysAndReturns } from '../../help/guest.ts';
import { elementPage, serveHostPage } from '../../help/host-page.ts';
import { startHost } from '../../help/notified-host.ts';
import { openTab } from '../../help/person.ts';
import { freePort } from '../../help/proxy-process.ts';
import { snippetsOf } from '../../help/snippets.ts';
import { type Claims, signToken } from '../../help/stage.ts';
import { createFolder, type Folder, type Running } from './folder.ts';
import { startRegistry } from './registry.ts';

export type Runtime = {
  /** Leads from an empty folder to a paid invoice: `docs/runtimes/node.md`. */
  page: string;
  /** Where the page has the proxy listen. */
  port: number;
  /** Programs by their names; null for one that must not be used. */
  commands: Record<string, string | null>;
  /** Changes of commands besides those of addresses. */
  adapt?: (command: string, port: number) => string;
  /** What is done once the package is installed. */
  installed?: (folder: Folder) => void;
};

export type World = Awaited<ReturnType<typeof startAsThePageSays>>;

const root = fileURLToPath(new URL('../../../', import.meta.url));

const NOTIFY_SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';

/** How long something that happens by itself may take. Milliseconds. */
const PATIENCE = 60_000;

export async function until<T>(
  what: string,
  look: () => Promise<T | false | undefined> | T | false | undefined,
): Promise<T> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`Not seen: ${what}`);
    await setTimeout(100);
  }
}

/** Does what a page of the documentation says, up to a proxy that runs beside a simulator; all of it ends with the test. */
export async function startAsThePageSays(t: TestContext, runtime: Runtime) {
  const { page, port: ownPort, commands, adapt = (command) => command, installed } = runtime;
  const [port, simulatorPort, registry, site] = [
    await freePort(),
    await freePort(),
    await startRegistry(),
    await serveHostPage(),
  ];
  const heardBy = await startHost(NOTIFY_SECRET);
  const folder = createFolder(commands, { NPM_CONFIG_REGISTRY: registry.url, DENO_NO_UPDATE_CHECK: '1' });
  const running: Running[] = [];
  t.after(async () => {
    await Promise.all(running.map((one) => one.stop()));
    await Promise.all([registry.close(), site.close(), heardBy.close()]);
    folder.remove();
  });

  const moved = (text: string) =>
    text
      .replaceAll(`localhost:${ownPort}`, `localhost:${port}`)
      .replaceAll('127.0.0.1:4000', `127.0.0.1:${simulatorPort}`);
  const snippets = snippetsOf(page);
  const scripts = snippets
    .filter(({ language }) => language === 'sh')
    .map(({ code }) => adapt(moved(code), port));
  const [install, simulate, serve, create, ask] = scripts as [string, string, string, string, string];
  await folder.run(install);
  installed?.(folder);
  for (const { code } of snippets) {
    const name = /^(?:#|\/\/) (\S+)\n/.exec(code)?.[1];
    if (name) folder.write(name, moved(code) + (name === '.env' ? settings() : ''));
  }

  function settings(): string {
    const more = { PORT: port, NOTIFY_URL: heardBy.url, NOTIFY_SECRET, ALLOWED_ORIGINS: site.origin };
    return Object.entries(more)
      .map(([name, value]) => `${name}=${value}\n`)
      .join('');
  }

  const simulator = `http://127.0.0.1:${simulatorPort}`;
  const isPacked = existsSync(`${root}dist/demo/mollie/main.js`);
  const inCheckout = `${process.execPath} --disable-warning=ExperimentalWarning ${root}demo/mollie/main.ts`;
  running.push(folder.start(`${isPacked ? simulate.trim() : inCheckout} --port ${simulatorPort}`));
  await until('the simulator', () => fetch(simulator).catch(() => undefined));

  const url = `http://localhost:${port}`;
  let proxy: Running;
  async function start(): Promise<void> {
    proxy = folder.start(serve);
    running.push(proxy);
    const isThere = () =>
      fetch(`${url}/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until('the proxy', isThere).catch((error) => {
      throw new Error(proxy.output(), { cause: error });
    });
  }
  await start();

  const control = async (path: string, body: object = {}) => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    const response = await fetch(`${simulator}/_simulator${path}`, init);
    assert.ok(response.ok, `${path}: ${response.status} ${await response.clone().text()}`);
    return response.json();
  };

  return {
    folder,
    url,
    site,
    simulator,
    heard: heardBy.heard,
    scripts,
    /** What the page's two last commands of a payment do, in one shell. */
    create: () => folder.run(create),
    ask: () => folder.run(`${create.split('\n')[0]}\n${ask}`),
    control,
    output: () => proxy.output(),
    async restart() {
      await proxy.stop();
      await start();
    },
  };
}

/** The invoice of the pages. */
const INVOICE = { sub: '2026-0042', number: '2026-0042', total: '121.00' };
const SECRET = 'only-for-this-test-signs-invoice-tokens';

export function tokenOf(claims: Claims = {}): Promise<string> {
  return signToken(Date.now(), { ...INVOICE, ...claims }, SECRET);
}

/** Asks the API as the payer of an invoice. */
export async function asks(url: string, method: string, path: string, claims: Claims = {}, signal: AbortSignal | null = null) {
  const headers = { Authorization: `Bearer ${await tokenOf(claims)}` };
  const response = await fetch(url + path, { method, headers, signal });
  return {
    status: response.status,
    body: (await response.json()) as InvoiceView & { payment: { checkoutUrl: string } },
  };
}

/** From the first payment to its refund: as the page says, in a browser, and with a restart between. */
export async function payAndRefund(t: TestContext, world: World): Promise<void> {
  const { url, site, heard, control } = world;
  const statusOf = async () => (await asks(url, 'GET', '/v1/invoice')).body.status;
  const put = await asks(url, 'PUT', '/v1/invoice', { aud: 'invoice-pay:manage' });
  assert.deepEqual([put.status, put.body.status], [200, 'open']);
  assert.match(await world.create(), /"checkoutUrl":"http/);
  await world.restart();

  const browser = await puppeteer.launch({ ...(await chromium()), headless: true });
  t.after(() => browser.close());
  const guest = new Guest(...(await openTab(browser)));
  Object.assign(site, { proxy: url });
  site.page = async () => elementPage(url, await tokenOf({ url: `${site.origin}/` }));
  await guest.opens(`${site.origin}/`);
  await guest.shows('Open € 121.00');
  await paysAndReturns(guest, 'Pay € 121.00');
  await guest.shows('Paid € 121.00');
  assert.deepEqual(guest.complaints, []);
  assert.equal((JSON.parse(await world.ask()) as InvoiceView).status, 'paid');
  await until('the host told', () => heard.some(({ type }) => type === 'invoice.paid'));

  await world.restart();
  assert.equal(await statusOf(), 'paid');
  const { payments } = (await (await fetch(`${world.simulator}/_simulator/payments`)).json()) as {
    payments: { id: string }[];
  };
  assert.equal(payments.length, 1, 'one payment was made, and paid');
  await control(`/payments/${payments[0]!.id}/refunds`);
  await until('the refund', async () => (await statusOf()) === 'refunded');
  await until('the host told', () => heard.some(({ type }) => type === 'invoice.refunded'));

  const { link } = (await asks(url, 'GET', '/v1/invoice')).body;
  const page = await fetch(link!);
  const html = await page.text();
  assert.match(html, /Refunded/);
  const [, script] = /<script[^>]* src="([^"]+)"/.exec(html) ?? [];
  assert.equal((await fetch(new URL(script!, link!))).status, 200);
  await guest.opens(link!);
  await guest.reads('Refunded');
  assert.deepEqual(guest.complaints, []);
}
