import { html, raw } from 'hono/html';
import type { Sheet } from './sheets.ts';
import { type ElementState, merchant, payer } from './states.ts';

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { columns: var(--columns); column-gap: 24px; inline-size: max-content; margin: 24px; }
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
  const size = `body { --columns: ${columns} ${width}px; --width: ${width}px; inline-size: ${columns * (width + 24) - 24}px; }`;
  const content = view === 'pay' ? payPage : element;
  return html`<!doctype html>
<html lang="${language}" dir="${form === 'rtl' ? 'rtl' : 'ltr'}">
<meta charset="utf-8">
<title>${view}</title>
<link rel="icon" href="data:,">
<style>${raw(STYLE + size)}</style>
<script type="module" src="/invoice-pay-button.js"></script>
${states.map((name) => html`<figure id="${name}"><figcaption>${name}</figcaption>${content(sheet, name)}</figure>`)}
</html>`;
}

function payPage({ language, form }: Sheet, name: string) {
  const brand = form === 'unusual-brand' ? 'unusual' : form === 'no-brand' ? 'none' : 'usual';
  return html`<iframe src="/page/${brand}/${name}?lang=${language}" scrolling="no"></iframe>`;
}

function element({ view }: Sheet, name: string) {
  const { press = [], unfolded = false }: Partial<ElementState> =
    (view === 'payer' ? payer : view === 'merchant' ? merchant : {})[name] ?? {};
  return html`<invoice-pay-button proxy="/${view}/${name}" token="${tokenOf(view)}" data-press="${press.join(' ')}"${unfolded && html` data-unfolded`}><a href="https://pay.example.com/pay/k3x7">${view === 'admin' ? '' : 'Pay invoice 2026-0042'}</a></invoice-pay-button>`;
}

const AUDIENCES: Record<string, string> = {
  payer: 'invoice-pay',
  merchant: 'invoice-pay:manage',
  admin: 'invoice-pay:admin',
};

/** As the element reads it; nobody has signed it. */
function tokenOf(view: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256' })}.${part({ aud: AUDIENCES[view], sub: '42', exp: 4e9 })}.unsigned`;
}
