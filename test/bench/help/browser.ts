/** Pages as somebody with a slow phone has them, or somebody with a fast one. */
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { chromium } from '../../help/chromium.js';
import type { Context } from './row.ts';

/**
 * A slow phone as Lighthouse has it where it slows the browser itself: bytes a second, milliseconds for each request.
 * https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md
 */
const SLOW_4G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1.6 * 1024 * 1024 * 0.9) / 8,
  uploadThroughput: (750 * 1024 * 0.9) / 8,
};

/** How many times as slow as this machine its processor is. */
const SLOWDOWN = 4;

export async function launch({ after }: Pick<Context, 'after'>): Promise<Browser> {
  const browser = await puppeteer.launch({ ...(await chromium()), headless: true });
  after(() => browser.close());
  return browser;
}

export type Visit<T> = {
  isSlow: boolean;
  /** Answers undefined until there is an answer; asked in the page before every frame. */
  watch: () => T | undefined;
};

/** Opens a page with nothing kept from before; answers what `watch` found, and what was asked for, `GET /v1/invoice`. */
export async function visit<T>(
  browser: Browser,
  url: string,
  { isSlow, watch }: Visit<T>,
): Promise<{ found: T; asked: string[] }> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    if (isSlow) {
      await page.emulateCPUThrottling(SLOWDOWN);
      const network = await page.createCDPSession();
      await network.send('Network.enable');
      await network.send('Network.emulateNetworkConditions', SLOW_4G);
    }
    const asked: string[] = [];
    page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await page.evaluateOnNewDocument(lookAtFrames(watch));
    await page.goto(url, { waitUntil: 'load' });
    return { found: await resultOf<T>(page), asked };
  } finally {
    await context.close();
  }
}

/** Asks before every frame: what is found then is there to be seen when it is drawn. */
const lookAtFrames = (watch: () => unknown) => `requestAnimationFrame(function look() {
  window.found = (${watch})();
  if (window.found === undefined) requestAnimationFrame(look);
});`;

async function resultOf<T>(page: Page): Promise<T> {
  const handle = await page.waitForFunction('window.found', { timeout: 60_000 });
  return (await handle.jsonValue()) as T;
}

/** Milliseconds from the navigation until every element shows a status, and a static page its text. */
export function statusesShown(): number | undefined {
  const elements = [...document.querySelectorAll('invoice-pay-button, output')];
  const isShown = (element: Element) =>
    (element.shadowRoot?.querySelector('[part=status]') ?? element).textContent?.trim();
  const isThere = document.readyState !== 'loading' && elements.length > 0 && elements.every(isShown);
  return isThere ? performance.now() : undefined;
}
