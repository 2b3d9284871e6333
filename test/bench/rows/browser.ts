/** What people wait for in a browser. */
import { brotliCompressSync } from 'node:zlib';
import type { Browser } from 'puppeteer-core';
import { serveHostPage } from '../../help/host-page.ts';
import { signToken } from '../../help/stage.ts';
import { launch, statusesShown, visit } from '../help/browser.ts';
import { claimsOf, payPages } from '../help/invoices.ts';
import { inTurn, milliseconds, ratio } from '../help/measure.ts';
import { openShop, startBare } from '../help/programs.ts';
import type { Context, Line, Row } from '../help/row.ts';

const HEAD =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Invoices</title><link rel="icon" href="data:,">';

/** A site with pages by their paths, and a proxy that it may ask. */
async function openSite(context: Context) {
  const site = await serveHostPage();
  context.after(site.close);
  const shop = await openShop(context, { ALLOWED_ORIGINS: site.origin });
  const proxy = await shop.serve();
  const pages = new Map<string, string>();
  Object.assign(site, { isStrict: false, page: async ({ pathname }: URL) => pages.get(pathname) ?? '' });
  const put = (path: string, body: string) => {
    pages.set(path, `${HEAD}${body}`);
    return site.origin + path;
  };
  const script = `<script type="module" src="${proxy.url}/invoice-pay-button.js"></script>`;
  const elements = async (count: number) => {
    const tokens = await Promise.all(
      Array.from({ length: count }, (_, n) => signToken(Date.now(), claimsOf(n))),
    );
    const tags = tokens.map((token) => `<invoice-pay-button token="${token}"></invoice-pay-button>`);
    return put(`/${count}`, `${script}<body>${tags.join('')}`);
  };
  return { proxy, put, elements, browser: await launch(context) };
}

const shownAfter = async (browser: Browser, url: string, isSlow: boolean) =>
  (await visit(browser, url, { isSlow, watch: statusesShown })).found;

/** What the element says of an open invoice: its status and its amount, and Pay. */
function elementText(): string | undefined {
  const root = document.querySelector('invoice-pay-button')?.shadowRoot;
  if (!root?.querySelector('[part=status]')?.textContent) return undefined;
  return [...root.children]
    .map(({ localName, textContent }) => (localName === 'style' ? '' : textContent))
    .join(' ');
}

/** When the largest thing was painted; undefined as long as the page may still grow. */
function largestPaint(): number | undefined {
  const { loadEventEnd } = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming;
  if (loadEventEnd === 0 || performance.now() < loadEventEnd + 1000) return undefined;
  const shared = window as unknown as { largest?: number[] };
  if (!shared.largest) {
    const largest: number[] = [];
    shared.largest = largest;
    const see = (list: PerformanceObserverEntryList) =>
      largest.push(...list.getEntries().map(({ startTime }) => startTime));
    new PerformanceObserver(see).observe({ type: 'largest-contentful-paint', buffered: true });
  }
  return shared.largest.at(-1);
}

export const firstSight: Row = {
  name: 'first-sight',
  what: 'time until the status shows; pay page’s largest paint: 4 × slowed CPU, slow 4G',
  baseline: 'a static page with the same text',
  reach: '≤ 1.5 ×; ≤ 1.1 ×',
  async run(context) {
    const { proxy, put, elements, browser } = await openSite(context);
    const one = await elements(1);
    const { found: text } = await visit(browser, one, { isSlow: false, watch: elementText });
    const plain = put('/static', `<body><output>${text}</output>`);
    const [status, text0] = await inTurn([
      () => shownAfter(browser, one, true),
      () => shownAfter(browser, plain, true),
    ]);
    const [link = ''] = await payPages(proxy, 1);
    const bare = await startBare(await withoutScript(link));
    context.after(bare.stop);
    const paint = async (url: string) =>
      (await visit(browser, url, { isSlow: true, watch: largestPaint })).found;
    const [page, paint0] = await inTurn([() => paint(link), () => paint(bare.url)]);
    return [lineOf('element', status, text0, 1.5), lineOf('pay page', page, paint0, 1.1)];
  },
};

const lineOf = (of: string, measured: number, base: number, most: number): Line => ({
  ...{ of, measured: milliseconds(measured), base: milliseconds(base) },
  ...{ outcome: `${ratio(measured / base)} × (≤ ${most})`, isReached: measured <= most * base },
});

/** The pay page as it is, without scripts and pictures, its style still in it. */
async function withoutScript(link: string) {
  const page = await (await fetch(link)).text();
  const text = page.replace(/<script\b[^>]*>.*?<\/script>|<img\b[^>]*>|<link\b[^>]*>/gs, '');
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'br' };
  return { body: brotliCompressSync(text), headers };
}

/** On one page. */
const MANY = 200;

export const manyElements: Row = {
  name: 'many-elements',
  what: `${MANY} elements on a page, until all show a status`,
  baseline: '1 element',
  reach: '≤ 3 requests, ≤ 2.5 ×',
  async run(context) {
    const { elements, browser } = await openSite(context);
    const [many, one] = [await elements(MANY), await elements(1)];
    const { asked } = await visit(browser, many, { isSlow: false, watch: statusesShown });
    const ofApi = asked.filter((each) => each.includes(' /v1/'));
    const preflights = ofApi.filter((each) => each.startsWith('OPTIONS')).length;
    const requests = ofApi.length - preflights;
    const lines: Line[] = [];
    for (const isSlow of [false, true]) {
      const [measured, base] = await inTurn([
        () => shownAfter(browser, many, isSlow),
        () => shownAfter(browser, one, isSlow),
      ]);
      const outcome = `${requests} requests, besides ${preflights} preflights; ${ratio(measured / base)} ×`;
      const isReached = requests <= 3 && measured <= 2.5 * base;
      const of = isSlow ? '4 × slowed CPU, slow 4G' : 'as the machine is';
      lines.push({ of, measured: milliseconds(measured), base: milliseconds(base), outcome, isReached });
    }
    return lines;
  },
};
