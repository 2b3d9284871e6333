import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { type Demo, startDemo } from '../../demo/demo.ts';
import type { Look } from '../help/emulate.ts';
import { openShowroom, type Showroom } from '../help/showroom.ts';
import { brands } from '../pictures/brands.ts';
import { admin, merchant, pay, payer } from '../pictures/states.ts';

const STATES = { payer, merchant, admin };
const VIEWS = ['payer', 'merchant', 'admin'] as const;
const BRANDS = Object.keys(brands) as (keyof typeof brands)[];
const LOOKS: Record<string, Look> = {
  light: { scheme: 'light' },
  dark: { scheme: 'dark' },
  'forced colours, light': { forcedColors: true, scheme: 'light' },
  'forced colours, dark': { forcedColors: true, scheme: 'dark' },
};

let showroom: Showroom;
before(async () => {
  showroom = await openShowroom();
});
after(() => showroom?.close());

for (const [name, look] of Object.entries(LOOKS)) {
  test(`what can be pressed has edges that are seen, ${name}`, async (t) => {
    const page = await showroom.enter(t, look);
    for (const view of VIEWS) {
      await showroom.show(page, { view, language: 'en', width: 400, states: Object.keys(STATES[view]) });
      assert.ok((await areSeen(page, view)) > 20);
    }
    for (const brand of BRANDS) {
      // Forced colours leave nothing of a brand's.
      if (look.forcedColors && brand !== 'usual') continue;
      for (const state of Object.keys(pay)) {
        await page.goto(showroom.payPage(state, 'en', brand));
        await areSeen(page, `${brand} ${state}`);
      }
    }
  });
}

test('the same on the pages of the demo', async (t) => {
  const demo: Demo = await startDemo({ env: {}, ports: { proxy: 0, host: 0, simulator: 0 }, log: () => {} });
  t.after(() => demo.stop());
  for (const look of Object.values(LOOKS)) {
    const page = await showroom.enter(t, look);
    let count = 0;
    for (const address of Object.values(demo.addresses)) {
      if (!address) continue;
      await page.goto(address, { waitUntil: 'networkidle2' });
      count += await areSeen(page, address);
    }
    assert.ok(count > 20, `${count} controls`);
  }
});

/** At 3 : 1 at least, of the edge or of what is within, against what is around. WCAG 2.2, success criterion 1.4.11 */
async function areSeen(page: Page, name: string): Promise<number> {
  const { count, pale } = await page.evaluate(findPale);
  assert.deepEqual(pale, [], name);
  return count;
}

/** Runs in the browser. What is words alone has no edges. */
function findPale(): { count: number; pale: string[] } {
  const parse = (color: string) => color.match(/[\d.]+/g)!.map(Number);
  const isClear = (color: string) => (parse(color)[3] ?? 1) === 0;
  const luminance = (color: string) => {
    const [red = 0, green = 0, blue = 0] = parse(color).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (a: string, b: string) => {
    const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
    return (lighter + 0.05) / (darker + 0.05);
  };
  const around = (element: Element): string => {
    const parent = element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host;
    if (!parent)
      return getComputedStyle(document.body).getPropertyValue('color-scheme') && 'rgb(255, 255, 255)';
    const { backgroundColor } = getComputedStyle(parent);
    return isClear(backgroundColor) ? around(parent) : backgroundColor;
  };
  const roots = [
    document,
    ...[...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []),
  ];
  const controls = roots
    .flatMap((root) => [
      ...root.querySelectorAll<HTMLElement>(
        'button, .button, input:not([type=hidden], [type=checkbox], [type=radio]), select',
      ),
    ])
    .filter(
      (control) => control.checkVisibility({ visibilityProperty: true }) && control.ariaDisabled !== 'true',
    );
  const pale = controls.flatMap((control) => {
    const { backgroundColor, borderTopColor, borderTopWidth } = getComputedStyle(control);
    const edges = [backgroundColor, ...(borderTopWidth === '0px' ? [] : [borderTopColor])].filter(
      (c) => !isClear(c),
    );
    const ratios = edges.map((color) => contrast(color, around(control)));
    const isSeen = ratios.length === 0 || Math.max(...ratios) >= 3;
    return isSeen ? [] : [`${control.textContent!.trim()}: ${Math.max(...ratios).toFixed(2)}`];
  });
  return { count: controls.length, pale: [...new Set(pale)] };
}
