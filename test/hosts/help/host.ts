import { randomUUID } from 'node:crypto';
import { after, before, type TestContext } from 'node:test';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { chromium } from '../../help/chromium.js';
import { type HostPage, serveHostPage } from '../../help/host-page.ts';
import { createPerson, type Person } from '../../help/person.ts';
import { type Claims, createStage, type Stage } from '../../help/stage.ts';
import { bundle } from './bundle.js';

/** Somebody at a host's page, who knows its elements too. */
export type Guest = Person & {
  /** What each element shows, in the page's order: its status and its amount. */
  shown(): Promise<string[]>;
  /** Waits until the elements show these. */
  shows(...wanted: string[]): Promise<void>;
  /** Errors and warnings of the page, beyond what a test expects. */
  complaints: string[];
};

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

/** How long what should show is waited for, in milliseconds. */
export const PATIENCE = 10_000;

/** A web site with programs of its own, a proxy and a Mollie beside it, and a browser; for all tests of a file. */
export function host(scripts: Record<string, string>): Host {
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
    for (const [path, entry] of Object.entries(scripts)) site.scripts[path] = await bundle(entry);
  });
  after(async () => {
    await browser?.close();
    await made.stage?.close();
    await made.site?.close();
  });

  made.comes = async (t) => {
    const person = await createPerson(browser);
    t.after(() => person.leaves());
    return guest(person);
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

function guest(person: Person): Guest {
  const { page } = person;
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // A refused token is the test's own doing, and said by the browser.
    const isRefusal = /the server responded with a status of 4\d\d/.test(message.text());
    if (/^(error|warn)$/.test(message.type()) && !isRefusal) complaints.push(message.text());
  });
  const self: Guest = {
    ...person,
    complaints,
    shown: () => page.evaluate(shownThere),
    async shows(...wanted) {
      await page
        .waitForFunction(areShown, { timeout: PATIENCE, polling: 50 }, wanted)
        .catch(async (cause) => {
          const text = `shows ${JSON.stringify(await self.shown())}, not ${JSON.stringify(wanted)}`;
          throw new Error([text, ...complaints].join('\n'), { cause });
        });
    },
  };
  return self;
}

/** An invoice of its own, with the amount for a name. */
export function newInvoice(total: string, claims: Claims = {}): Claims {
  return { sub: randomUUID(), number: total, total, ...claims };
}

/** Resolves once an element that a page holds has nothing more to do. */
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

function areShown(wanted: string[]): boolean {
  const shown = [...document.querySelectorAll('invoice-pay-button')].map(({ shadowRoot }) => {
    const read = (part: string) => shadowRoot?.querySelector(`[part=${part}]`)?.textContent ?? '';
    return `${read('status')} ${read('amount')}`.replaceAll('\u00a0', ' ').trim();
  });
  return JSON.stringify(shown) === JSON.stringify(wanted);
}
