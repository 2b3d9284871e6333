import { html, raw } from 'hono/html';
import { element, payPage } from './exhibits.ts';
import type { Sheet } from './sheets.ts';

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { columns: var(--columns); column-gap: 24px; box-sizing: border-box; margin: 0; padding: 24px; }
figure { break-inside: avoid; inline-size: var(--width); margin: 0; padding-block-end: 24px; }
figcaption { margin-block-end: 4px; color: GrayText; font-size: 12px; }
iframe { display: block; inline-size: 100%; block-size: 100px; border: 1px solid color-mix(in srgb, currentColor 12%, transparent); }
`;

/** The most that a sheet is wide, in pixels. */
const WIDEST = 1640;

/** A page with every state of a sheet, each under its name. */
export function sheetPage(sheet: Sheet) {
  const { view, language, width, form, states } = sheet;
  const columns = Math.max(3, Math.floor(WIDEST / (width + 24)));
  const size = `body { --columns: ${columns} ${width}px; --width: ${width}px; inline-size: ${columns * (width + 24) + 24}px; }`;
  return html`<!doctype html>
<html lang="${language}" dir="${form === 'rtl' ? 'rtl' : 'ltr'}">
<meta charset="utf-8">
<title>${view}</title>
<link rel="icon" href="data:,">
<style>${raw(STYLE + size)}</style>
<script type="module" src="/invoice-pay-button.js"></script>
${states.map((name) => html`<figure id="${name}"><figcaption>${name}</figcaption>${exhibit(sheet, name)}</figure>`)}
</html>`;
}

function exhibit({ view, language, form }: Sheet, name: string) {
  if (view !== 'pay') return element(name, view);
  return payPage(
    name,
    language,
    form === 'unusual-brand' ? 'unusual' : form === 'no-brand' ? 'none' : 'usual',
  );
}
