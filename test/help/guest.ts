import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import puppeteer, { type Browser, type CDPSession, type Page } from 'puppeteer-core';
import { chromium } from './chromium.js';
import { type HostPage, serveHostPage } from './host-page.ts';
import { openTab, Person } from './person.ts';
import { type Claims, createStage, type Stage } from './stage.ts';

/** How long what should show is waited for, in milliseconds. */
export const PATIENCE = 20_000;

/** Somebody at a host's page, who knows its elements too. */
export class Guest extends Person {
  /** Errors and warnings of the page, beyond what a test expects. */
  readonly complaints: string[] = [];

  constructor(page: Page, session: CDPSession) {
    super(page, session);
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      // Tests use refused tokens on purpose; the browser logs each such answer.
      const isRefusal = /the server responded with a status of 4\d\d/.test(message.text());
      if (/^(error|warn)$/.test(message.type()) && !isRefusal) this.complaints.push(message.text());
    });
  }

  /** What each element shows, in the page's order: its status and its amount. */
  shown(): Promise<string[]> {
    return afterNavigation(() => this.page.evaluate(shownThere));
  }

  /** Waits until the elements show these. */
  async shows(...wanted: string[]): Promise<void> {
    const end = Date.now() + PATIENCE;
    const isShown = async () => isDeepStrictEqual(await this.shown(), wanted);
    while (!(await isShown())) {
      if (Date.now() > end) assert.deepEqual(await this.shown(), wanted, this.complaints.join('\n'));
      await setTimeout(50);
    }
  }
}

export type Host = {
  site: HostPage;
  stage: Stage;
  /** A person who is gone with the test. */
  comes(t: TestContext): Promise<Guest>;
  /** Puts a page on the site, for one test. @returns its address */
  put(page: (request: URL) => string | Promise<string>): string;
  /** A page's head: the host's script and the element's, in the order that they run. */
  head(order?: 'first' | 'last' | 'none'): string;
};

/**
 * A web site, a proxy and a Mollie beside it, and a browser; for all tests of a file.
 *
 * @param scripts the site's own, by their paths
 */
export function host(scripts: Record<string, () => Promise<string>> = {}): Host {
  let browser: Browser;
  const pages = new Map<string, (request: URL) => string | Promise<string>>();
  const made = {} as Host;

  before(async () => {
    browser = await puppeteer.launch({ ...(await chromium()), headless: true });
    const site = await serveHostPage();
    const stage = await createStage({ env: { ALLOWED_ORIGINS: site.origin } });
    Object.assign(made, { site, stage });
    Object.assign(site, { proxy: stage.url, isStrict: false });
    site.page = async (request) => (await pages.get(request.pathname)?.(request)) ?? '';
    for (const [path, make] of Object.entries(scripts)) site.scripts[path] = await make();
  });
  after(async () => {
    await browser?.close();
    await made.stage?.close();
    await made.site?.close();
  });

  made.comes = async (t) => {
    const guest = new Guest(...(await openTab(browser)));
    t.after(() => guest.leaves());
    return guest;
  };
  made.put = (page) => {
    const path = `/${randomUUID()}`;
    pages.set(path, page);
    return made.site.origin + path;
  };
  made.head = (order = 'first') => {
    const own = Object.keys(scripts).map((path) => `<script type="module" src="${path}"></script>`);
    const element = `<script type="module" src="${made.stage.url}/invoice-pay-button.js"></script>`;
    const all = { first: [element, ...own], last: [...own, element], none: own }[order];
    return `<meta charset="utf-8"><title>Invoices</title><link rel="icon" href="data:,">${all.join('')}`;
  };
  return made;
}

/** Repeats a question whose answer was lost because the page navigated. */
async function afterNavigation<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (!/context was destroyed|detached/i.test(String(error))) throw error;
    await setTimeout(50);
    return afterNavigation(question);
  }
}

/** An invoice of its own, with the amount for a name. */
export function newInvoice(total: string, claims: Claims = {}): Claims {
  return { sub: randomUUID(), number: total, total, ...claims };
}

/** From the press to the host's page again. */
export async function paysAndReturns(guest: Guest, pay: string): Promise<void> {
  await guest.presses(pay);
  await guest.presses('iDEAL | Wero ›');
  await guest.presses('Paid', 'radio');
  await guest.presses('Continue');
  await guest.reads('Thank you for your payment');
  await guest.presses('Back to the invoice', 'link');
}

/** Resolves once the page's elements have no request under way. */
export async function settled(page: Page): Promise<void> {
  await page.waitForNetworkIdle({ idleTime: 250, timeout: PATIENCE });
}

/** Runs in the browser. */
function shownThere(): string[] {
  return [...document.querySelectorAll('invoice-pay-button')].map(({ shadowRoot }) => {
    const read = (part: string) => shadowRoot?.querySelector(`[part=${part}]`)?.textContent ?? '';
    return `${read('status')} ${read('amount')}`.replaceAll('\u00a0', ' ').trim();
  });
}
