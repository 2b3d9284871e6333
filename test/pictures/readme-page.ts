import { html } from 'hono/html';
import { element, payPage } from './exhibits.ts';

/** The pictures in the README: columns, each with a heading and what stands under it. */
export const readmePictures = {
  element: [
    ['What your customer sees, before and after', element('methods', 'payer'), element('paid', 'payer')],
    ['What you see', element('under-way', 'merchant')],
  ],
  'pay-page': [
    ['The link, on a phone', payPage('methods', 'en')],
    ['The same link, once paid', payPage('paid', 'en')],
  ],
} as const;

export function readmePage(name: keyof typeof readmePictures) {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${name}</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark; background: light-dark(#f4f5f7, #0e1014); font: 16px/1.5 system-ui, sans-serif; }
body { display: inline-grid; grid-template-columns: 390px 390px; align-items: start; gap: 24px; margin: 0; padding: 16px 24px 24px; }
section { display: grid; gap: 16px; }
h1 { margin: 0 0 -8px; color: light-dark(#5b6270, #a3abb8); font-size: 14px; font-weight: 400; text-align: center; }
figure { margin: 0; }
iframe { display: block; inline-size: 100%; block-size: 100px; border: 0; }
</style>
<script type="module" src="/invoice-pay-button.js"></script>
${readmePictures[name].map(
  ([title, ...exhibits]) =>
    html`<section><h1>${title}</h1>${exhibits.map((each, i) => html`<figure id="${title} ${i}">${each}</figure>`)}</section>`,
)}
</html>`;
}
