import type { TestContext } from 'node:test';
import puppeteer, { type Page, type Viewport } from 'puppeteer-core';
import type { Language } from '../../proxy/texts/languages.ts';
import type { brands } from '../pictures/brands.ts';
import { serveSheets } from '../pictures/server.ts';
import { holdStill, settle } from '../pictures/settle.ts';
import type { Sheet } from '../pictures/sheets.ts';
import { chromium } from './chromium.js';
import { emulate, type Look } from './emulate.ts';
import { NOW } from './invoice-views/view.ts';

const DESK: Viewport = { width: 1280, height: 1024 };

export type Showroom = Awaited<ReturnType<typeof openShowroom>>;

/** Every state of every view, to be walked through in a browser. */
export async function openShowroom() {
  const server = await serveSheets();
  const browser = await puppeteer.launch({ ...(await chromium()), headless: true });
  return {
    /** A page with common settings except those given; closed when the test ends. */
    async enter(t: TestContext, look: Look = {}, viewport = DESK): Promise<Page> {
      const page = await browser.newPage();
      t.after(() => page.close());
      await page.setViewport(viewport);
      await page.evaluateOnNewDocument(holdStill, NOW);
      await emulate(page, look);
      return page;
    },
    /** @returns what looks wrong, by state */
    async show(page: Page, sheet: Omit<Sheet, 'schemes'>, style = ' '): Promise<string[]> {
      await page.goto(server.address({ ...sheet, schemes: [] }), { waitUntil: 'domcontentloaded' });
      await page.addStyleTag({ content: style });
      return settle(page);
    },
    payPage: (state: string, language: Language = 'en', brand: keyof typeof brands = 'usual') =>
      `${server.origin}/page/${brand}/${state}?lang=${language}`,
    async close(): Promise<void> {
      await browser.close();
      server.close();
    },
  };
}
