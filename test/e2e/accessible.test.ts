import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LANGUAGES } from '../../proxy/texts/languages.ts';
import { findings } from '../help/axe.ts';
import type { Look } from '../help/emulate.ts';
import { openShowroom, type Showroom } from '../help/showroom.ts';
import { brands } from '../pictures/brands.ts';
import { admin, merchant, pay, payer } from '../pictures/states.ts';

const STATES = { payer, merchant, admin };
const VIEWS = ['payer', 'merchant', 'admin'] as const;
const BRANDS = Object.keys(brands) as (keyof typeof brands)[];
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
/** Sheets put states side by side, where axe takes minutes to find what stands on what. */
const BELOW_EACH_OTHER = 'body { columns: auto; }';
/** As wide as a zoomed page, which has no room for more. */
const ONE_COLUMN = 'body { columns: auto; inline-size: auto; margin: 16px; } figure { inline-size: auto; }';

let showroom: Showroom;
before(async () => {
  showroom = await openShowroom();
});
after(() => showroom?.close());

for (const view of VIEWS) {
  const sheet = { view, language: 'en', width: 400, states: Object.keys(STATES[view]) } as const;
  for (const [name, look] of Object.entries(LOOKS)) {
    test(`${view}: axe finds nothing in any state, ${name}`, async (t) => {
      const page = await showroom.enter(t, look);
      await showroom.show(page, sheet, BELOW_EACH_OTHER);
      assert.deepEqual(await findings(page, 'invoice-pay-button'), []);
    });
  }

  test(`${view}: axe finds nothing in any state, right to left`, async (t) => {
    const page = await showroom.enter(t);
    await showroom.show(page, { ...sheet, form: 'rtl' }, BELOW_EACH_OTHER);
    assert.deepEqual(await findings(page, 'invoice-pay-button'), []);
  });

  for (const [zoom, viewport] of Object.entries(ZOOMED)) {
    test(`${view}: axe finds nothing, and nothing is cut off, at ${zoom}`, async (t) => {
      const page = await showroom.enter(t, {}, viewport);
      for (const language of LANGUAGES) {
        assert.deepEqual(await showroom.show(page, { ...sheet, language }, ONE_COLUMN), [], language);
        assert.deepEqual(await page.evaluate(overflow), [], language);
        assert.deepEqual(await findings(page, 'invoice-pay-button'), [], language);
      }
    });
  }
}

for (const brand of BRANDS) {
  for (const [name, look] of Object.entries(LOOKS)) {
    // Forced colours leave nothing of a brand's.
    if (look.forcedColors && brand !== 'usual') continue;
    test(`pay page: axe finds nothing in any state, ${brand} brand, ${name}`, async (t) => {
      const page = await showroom.enter(t, look);
      for (const state of Object.keys(pay)) {
        await page.goto(showroom.payPage(state, 'en', brand));
        assert.deepEqual(await findings(page), [], state);
      }
    });
  }
}

for (const [zoom, viewport] of Object.entries(ZOOMED)) {
  test(`pay page: axe finds nothing, and nothing is cut off, at ${zoom}`, async (t) => {
    const page = await showroom.enter(t, {}, viewport);
    for (const language of LANGUAGES) {
      for (const state of Object.keys(pay)) {
        await page.goto(showroom.payPage(state, language));
        assert.deepEqual(await page.evaluate(overflow), [], `${state}, ${language}`);
        assert.deepEqual(await findings(page), [], `${state}, ${language}`);
      }
    }
  });
}

/** What of the page is wider than its window. Runs in the browser. */
function overflow(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const elements = [...document.querySelectorAll('invoice-pay-button')];
  const roots = [document, ...elements.map(({ shadowRoot }) => shadowRoot!)];
  const wide = roots
    .flatMap((root) => [...root.querySelectorAll('body *, .box *')])
    .filter((each) => each.getBoundingClientRect().right > clientWidth);
  return [`${scrollWidth - clientWidth} pixels`, ...wide.map(({ outerHTML }) => outerHTML.slice(0, 200))];
}
