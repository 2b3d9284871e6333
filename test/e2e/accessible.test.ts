import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { LANGUAGES, type Language } from '../../proxy/texts/index.ts';
import { findings } from '../help/axe.ts';
import { chromium } from '../help/chromium.js';
import { emulate, type Look } from '../help/emulate.ts';
import { NOW } from '../help/views.ts';
import { brands } from '../pictures/brands.ts';
import { type SheetServer, serveSheets } from '../pictures/server.ts';
import { holdStill, settle } from '../pictures/settle.ts';
import type { Sheet } from '../pictures/sheets.ts';
import { admin, merchant, pay, payer } from '../pictures/states.ts';

const ELEMENT = { payer, merchant, admin };
const DESK = { width: 1280, height: 1024 };
/** What a page has left of a desk at 200 % and, for WCAG 1.4.10, at 400 %. */
const ZOOMED = {
  '200 %': { width: 640, height: 512, deviceScaleFactor: 2 },
  '400 %': { width: 320, height: 256, deviceScaleFactor: 4 },
};
const LOOKS: Record<string, Look> = {
  light: { scheme: 'light' },
  dark: { scheme: 'dark' },
  'forced colours, light': { forcedColors: true, scheme: 'light' },
  'forced colours, dark': { forcedColors: true, scheme: 'dark' },
};

let browser: Browser;
let server: SheetServer;
before(async () => {
  server = await serveSheets();
  browser = await puppeteer.launch({ ...(await chromium()), headless: true });
});
after(async () => {
  await browser?.close();
  server?.close();
});

for (const [view, states] of Object.entries(ELEMENT)) {
  const sheet: Sheet = {
    view: view as keyof typeof ELEMENT,
    language: 'en',
    schemes: [],
    width: 400,
    states: Object.keys(states),
  };
  for (const [name, look] of Object.entries(LOOKS)) {
    test(`${view}: axe finds nothing in any state, ${name}`, async (t) => {
      const page = await open(t, look);
      await show(page, sheet);
      assert.deepEqual(await findings(page, 'invoice-pay-button'), []);
    });
  }

  test(`${view}: axe finds nothing in any state, right to left`, async (t) => {
    const page = await open(t);
    await show(page, { ...sheet, form: 'rtl' });
    assert.deepEqual(await findings(page, 'invoice-pay-button'), []);
  });

  for (const [zoom, viewport] of Object.entries(ZOOMED)) {
    test(`${view}: axe finds nothing, and nothing is cut off, at ${zoom}`, async (t) => {
      for (const language of LANGUAGES) {
        const page = await open(t);
        await page.setViewport(viewport);
        assert.deepEqual(await show(page, { ...sheet, language }, ONE_COLUMN), [], language);
        assert.deepEqual(await page.evaluate(overflow), [], language);
        assert.deepEqual(await findings(page, 'invoice-pay-button'), [], language);
        await page.close();
      }
    });
  }
}

for (const brand of Object.keys(brands)) {
  for (const [name, look] of Object.entries(LOOKS)) {
    // Forced colours leave nothing of a brand's.
    if (look.forcedColors && brand !== 'usual') continue;
    test(`pay page: axe finds nothing in any state, ${brand} brand, ${name}`, async (t) => {
      const page = await open(t, look);
      for (const state of Object.keys(pay)) {
        await page.goto(payPage(state, 'en', brand));
        assert.deepEqual(await findings(page), [], state);
      }
    });
  }
}

for (const [zoom, viewport] of Object.entries(ZOOMED)) {
  test(`pay page: axe finds nothing, and nothing is cut off, at ${zoom}`, async (t) => {
    const page = await open(t);
    await page.setViewport(viewport);
    for (const language of LANGUAGES) {
      for (const state of Object.keys(pay)) {
        await page.goto(payPage(state, language));
        assert.deepEqual(await page.evaluate(overflow), [], `${state}, ${language}`);
        assert.deepEqual(await findings(page), [], `${state}, ${language}`);
      }
    }
  });
}

/** Sheets put states side by side; a zoomed page has no room for that. */
const ONE_COLUMN = 'body { columns: auto; inline-size: auto; margin: 16px; } figure { inline-size: auto; }';

function payPage(state: string, language: Language, brand = 'usual'): string {
  return `${server.origin}/page/${brand}/${state}?lang=${language}`;
}

/** A page as most people have it, but for what is said. */
async function open(t: TestContext, look: Look = {}): Promise<Page> {
  const page = await browser.newPage();
  t.after(() => page.isClosed() || page.close());
  await page.setViewport(DESK);
  await page.evaluateOnNewDocument(holdStill, NOW.getTime());
  await emulate(page, look);
  return page;
}

/** @returns what does not stand as it should, by state */
async function show(page: Page, sheet: Sheet, style = ''): Promise<string[]> {
  await page.goto(server.address(sheet), { waitUntil: 'domcontentloaded' });
  if (style) await page.addStyleTag({ content: style });
  return settle(page);
}

/** What of the page is wider than its window. Runs in the browser. */
function overflow(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const roots = [
    document,
    ...[...document.querySelectorAll('invoice-pay-button')].map((each) => each.shadowRoot!),
  ];
  const wide = roots
    .flatMap((root) => [...root.querySelectorAll('body *, .box *')])
    .filter((each) => each.getBoundingClientRect().right > clientWidth);
  return wide.map((each) => each.outerHTML.slice(0, 200));
}
