import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { LANGUAGES, texts } from '../../proxy/texts/languages.ts';
import { contrast } from '../help/contrast.ts';
import { openShowroom, type Showroom } from '../help/showroom.ts';
import { pay } from '../pictures/states.ts';

/** Of a ring around what has the focus, in pixels and against what it stands on. WCAG 2.2, 2.4.13 and 1.4.11 */
const RING = { width: 2, contrast: 3 };
/** Of what is pressed, in pixels each way. WCAG 2.2, success criterion 2.5.8 */
const TARGET = 24;

const METHODS = ['iDEAL | Wero', 'Card', 'Bancontact', 'PayPal'];
const NAMES = LANGUAGES.map((language) => texts(language).name);

let showroom: Showroom;
before(async () => {
  showroom = await openShowroom();
});
after(() => showroom?.close());

test('everything is reached by the keyboard in the order in which it stands, with a ring that is seen', async (t) => {
  const expected: Record<string, string[]> = {
    open: ['Pay € 100.00', 'Back to the invoice'],
    methods: ['Pay € 100.00', ...METHODS, 'Bank transfer', 'Back to the invoice'],
    'transfer-methods': [
      ...['Amount', 'Beneficiary', 'IBAN', 'BIC', 'Reference', 'By'].map((what) => `Copy ${what}`),
      'I have transferred it',
      'Pay another way',
      ...METHODS,
      'I have not sent it',
      'Back to the invoice',
    ],
    pending: ['Check again', 'Back to the invoice'],
    paid: ['Back to the invoice', 'Print'],
    store_unavailable: ['Try again'],
    not_found: [],
  };
  for (const scheme of ['light', 'dark'] as const) {
    for (const brand of ['usual', 'unusual'] as const) {
      const page = await showroom.enter(t, { scheme });
      for (const [state, names] of Object.entries(expected)) {
        await page.goto(showroom.payPage(state, 'en', brand));
        assert.deepEqual(await walk(page), [...names, ...NAMES], `${state}, ${brand}, ${scheme}`);
      }
    }
  }
});

test('without script too, but for printing', async (t) => {
  const page = await showroom.enter(t);
  await page.setJavaScriptEnabled(false);
  await page.goto(showroom.payPage('open'));
  assert.deepEqual(await walk(page), ['Pay € 100.00', 'Back to the invoice', ...NAMES]);
  await page.goto(showroom.payPage('three-methods'));
  const besides = METHODS.slice(0, 3);
  assert.deepEqual(await walk(page), ['Pay € 100.00', ...besides, 'Back to the invoice', ...NAMES]);
  await page.goto(showroom.payPage('paid'));
  assert.deepEqual(await walk(page), ['Back to the invoice', ...NAMES]);
});

test('Enter and the space bar press Pay', async (t) => {
  for (const key of ['Enter', 'Space'] as const) {
    const page = await showroom.enter(t);
    await page.goto(showroom.payPage('open'));
    await page.evaluate(keepSubmitted);
    await page.keyboard.press('Tab');
    await page.keyboard.press(key);
    assert.equal(await page.evaluate(() => document.title), '100.00', key);
  }
});

test('a finger hits everything that can be pressed', async (t) => {
  for (const width of [280, 480]) {
    const page = await showroom.enter(t, {}, { width, height: 800 });
    for (const state of Object.keys(pay)) {
      await page.goto(showroom.payPage(state));
      assert.deepEqual(await page.evaluate(findSmall, TARGET), [], `${state}, ${width} pixels`);
    }
  }
});

test('a page tells its language, its matter and its parts', async (t) => {
  const page = await showroom.enter(t);
  for (const language of LANGUAGES) {
    for (const state of ['open', 'paid', 'not_found']) {
      await page.goto(showroom.payPage(state, language));
      const { lang, headings, current, title, parts } = await page.evaluate(outline);
      assert.deepEqual([lang, headings, current], [language, 1, [texts(language).name]], state);
      assert.match(title, state === 'not_found' ? / · / : /2026-0042 · /);
      assert.deepEqual(parts, ['header', 'main', 'footer', 'nav'], state);
    }
  }
});

/** What Tab reaches from the page's beginning to its end, in words. */
async function walk(page: Page): Promise<string[]> {
  const reached: string[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const { name, style, width, ring, behind } = await page.evaluate(describeFocus);
    // Chromium goes round without a stop on a page that none was before.
    if (!name || reached.includes(name)) return reached;
    assert.equal(style, 'solid', name);
    assert.ok(width >= RING.width, `${name}: a ring of ${width} pixels`);
    assert.ok(contrast(ring, behind) >= RING.contrast, `${name}: ${ring} on ${behind}`);
    assert.ok(reached.push(name) < 20, `the focus does not leave: ${reached}`);
  }
}

/** What has the focus; no name where nothing has. Runs in the browser, as do the functions below. */
function describeFocus() {
  const at = document.activeElement!;
  const isNothing = at === document.body || at === document.documentElement;
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(at);
  let under = at.parentElement;
  while (under && getComputedStyle(under).backgroundColor === 'rgba(0, 0, 0, 0)') under = under.parentElement;
  return {
    name: isNothing ? '' : (at.ariaLabel ?? at.textContent!.trim()).replaceAll('\u00a0', ' '),
    style: outlineStyle,
    width: Number.parseFloat(outlineWidth),
    ring: outlineColor,
    behind: getComputedStyle(under ?? document.body).backgroundColor,
  };
}

/** Shows what a form would send instead of sending it: a page that goes away may never answer for its keys. */
function keepSubmitted(): void {
  document.addEventListener('submit', (event) => {
    event.preventDefault();
    document.title = String(new FormData(event.target as HTMLFormElement).get('expect'));
  });
}

function findSmall(least: number): string[] {
  return [...document.querySelectorAll<HTMLElement>('a, button')]
    .filter((each) => each.checkVisibility())
    .map((each) => ({ text: each.textContent, at: each.getBoundingClientRect() }))
    .filter(({ at }) => at.width < least || at.height < least)
    .map(({ text, at }) => `${text}: ${at.width} × ${at.height}`);
}

function outline() {
  return {
    lang: document.documentElement.lang,
    title: document.title,
    headings: document.querySelectorAll('h1').length,
    current: [...document.querySelectorAll('[aria-current]')].map(({ textContent }) => textContent),
    parts: [...document.querySelectorAll('header, main, footer, nav')].map(({ localName }) => localName),
  };
}
