import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { emulate } from '../help/emulate.ts';
import { openShowroom, type Showroom } from '../help/showroom.ts';
import { pay } from '../pictures/states.ts';

/** What people may set for every text. WCAG 2.2, success criterion 1.4.12 */
const SPACED =
  '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-block-end: 2em !important; }';

let showroom: Showroom;
before(async () => {
  showroom = await openShowroom();
});
after(() => showroom?.close());

const BUSY = [
  { view: 'payer', language: 'en', width: 400, states: ['starting'] },
  { view: 'merchant', language: 'en', width: 400, states: ['starting'] },
] as const;

test('nothing turns for who wants no motion, and something does for others', async (t) => {
  const page = await showroom.enter(t);
  const check = async () => {
    for (const motion of [true, false]) {
      await emulate(page, { motion });
      await page.waitForFunction(areEndless, { timeout: 5_000 }, motion ? 1 : 0);
    }
  };
  for (const sheet of BUSY) {
    await showroom.show(page, sheet);
    await check();
  }
  await makeBusy(page);
  await check();
});

test('in forced colours a button has a border, and what turns a gap', async (t) => {
  for (const scheme of ['light', 'dark'] as const) {
    const page = await showroom.enter(t, { forcedColors: true, scheme });
    for (const sheet of BUSY) {
      await showroom.show(page, sheet);
      assert.deepEqual(await page.evaluate(lookOfBusy), { border: true, gap: true }, sheet.view);
    }
    await makeBusy(page);
    assert.deepEqual(await page.evaluate(lookOfBusy), { border: true, gap: true }, 'pay page');
  }
});

test('with room between letters and lines nothing is cut off', async (t) => {
  const page = await showroom.enter(t, {}, { width: 320, height: 600 });
  for (const state of Object.keys(pay)) {
    await page.goto(showroom.payPage(state, 'de', 'unusual'));
    await page.addStyleTag({ content: SPACED });
    assert.deepEqual(await page.evaluate(findClipped), [], state);
  }
  for (const view of ['payer', 'merchant'] as const) {
    const states = ['long', 'bank-transfer', 'older-several', 'paid', 'overpaid', 'store-down'];
    await showroom.show(page, { view, language: 'de', width: 288, states });
    await page.evaluate(spaceOut, SPACED);
    assert.deepEqual(await page.evaluate(findClipped), [], view);
  }
});

/** As a page is whose form takes its time. */
async function makeBusy(page: Page): Promise<void> {
  await page.goto(showroom.payPage('open'));
  await page.$eval('form button', (button) => {
    button.dataset.busy = 'long';
  });
}

/** Whether as many motions without an end run as are expected. Runs in the browser, as do the functions below. */
function areEndless(expected: number): boolean {
  const roots = [
    document,
    ...[...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []),
  ];
  const running = new Set(roots.flatMap((root) => root.getAnimations())).values();
  const endless = [...running].filter(
    ({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime === Infinity,
  );
  return endless.length === expected;
}

function lookOfBusy(): { border: boolean; gap: boolean } {
  const root = document.querySelector('invoice-pay-button')?.shadowRoot ?? document;
  const button = root.querySelector('button[aria-busy="true"], button[data-busy]')!;
  const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(button);
  const [ring] = ['::before', '::after']
    .map((pseudo) => getComputedStyle(button, pseudo))
    .filter(({ content }) => content === '""');
  const { borderTopColor: top, borderRightColor: right } = ring!;
  return {
    border: borderTopStyle === 'solid' && borderTopWidth === '1px' && borderTopColor !== backgroundColor,
    gap: new Set([top, right]).size === 2,
  };
}

function spaceOut(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  for (const { shadowRoot } of document.querySelectorAll('invoice-pay-button')) {
    shadowRoot!.adoptedStyleSheets.push(sheet);
  }
}

/** Texts that do not fit in where they stand. */
function findClipped(): string[] {
  const elements = [...document.querySelectorAll('invoice-pay-button')];
  const boxes =
    elements.length > 0
      ? elements.map(({ shadowRoot }) => shadowRoot!.querySelector('.box')!)
      : [document.querySelector('.card')!];
  return boxes.flatMap((box) => {
    const { left, right, bottom } = box.getBoundingClientRect();
    return [...box.querySelectorAll<HTMLElement>('*')]
      .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest('svg'))
      .filter((each) => {
        const at = each.getBoundingClientRect();
        const isOut = at.left < left - 1 || at.right > right + 1 || at.bottom > bottom + 1;
        const isCut =
          getComputedStyle(each).overflow !== 'visible' && each.scrollHeight > each.clientHeight + 1;
        return at.width > 1 && (isOut || isCut);
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 160));
  });
}
