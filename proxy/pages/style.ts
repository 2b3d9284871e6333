import type { Hex } from '../../shared/contrast.ts';
import { type Palette, palettes } from '../../shared/palette.ts';

/** The whole style of the pages, with the merchant's colour (`#rrggbb`) where there is one. */
export function buildStyle(color: string | null): string {
  const { light, dark } = palettes(color);
  return squeezed(`
:root { color-scheme: light dark; ${variables(light)} }
@media (prefers-color-scheme: dark) { :root { ${variables(dark)} } }
${BASE}${CARD}${DETAILS}${ACTIONS}${PRINT(light)}`);
}

/** Without the white space that makes it readable here, and with short names of variables. */
function squeezed(style: string): string {
  const names = [...new Set(style.match(/--\w+/g))];
  return style
    .replace(/--\w+/g, (name) => `--${(names.indexOf(name) + 10).toString(36)}`)
    .replaceAll('\n', ' ')
    .replace(/ {2,}/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replaceAll(': ', ':')
    .replaceAll(';}', '}')
    .trim();
}

function variables(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, value]: [string, Hex]) => `--${name}: ${value};`)
    .join(' ');
}

const BASE = `
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; min-block-size: 100vh; padding: 32px 16px; display: flex; flex-direction: column; align-items: center; gap: 16px;
  background: var(--page); color: var(--text); overflow-wrap: anywhere;
  font: 1rem/1.5 system-ui, sans-serif;
}
h1, p, dl, dd, figure { margin: 0; }
h1 { font-size: 1.25rem; line-height: 1.3; font-weight: 600; letter-spacing: -.01em; text-wrap: balance; }
a { color: var(--accentText); text-underline-offset: 3px; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--accentText); outline-offset: 2px; border-radius: 4px; }
h1:focus { outline: none; }
.icon { inline-size: 20px; block-size: 20px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;

const CARD = `
.card {
  inline-size: 100%; max-inline-size: 480px; background: var(--surface); border: 1px solid var(--line); border-radius: 8px;
  box-shadow: 0 1px 2px rgb(0 0 0 / 4%), 0 8px 24px rgb(0 0 0 / 6%);
}
header { display: flex; align-items: center; min-block-size: 65px; gap: 12px; padding: 16px 24px; border-block-end: 1px solid var(--line); }
header img { display: block; max-block-size: 32px; max-inline-size: 120px; }
.name { font-weight: 600; margin-inline-end: auto; }
.ribbon {
  flex: none; white-space: nowrap; font-size: .75rem; line-height: 20px; font-weight: 600; padding-inline: 8px; border-radius: 4px;
  background: var(--waitingSoft); color: var(--waiting);
}
main { padding: 24px; display: flex; flex-direction: column; gap: 16px; }
.status {
  align-self: flex-start; display: inline-flex; align-items: center; gap: 6px; padding-block: 4px; padding-inline: 6px 12px; border-radius: 14px;
  font-size: .875rem; line-height: 20px; font-weight: 600;
}
.positive { background: var(--positiveSoft); color: var(--positive); }
.waiting { background: var(--waitingSoft); color: var(--waiting); }
.attention { background: var(--attentionSoft); color: var(--attention); }
.neutral { background: var(--neutralSoft); color: var(--neutral); }
.status.positive { padding: 0; gap: 12px; background: none; font-size: 1rem; }
.positive .icon { inline-size: 40px; block-size: 40px; border-radius: 50%; background: var(--positiveSoft); stroke-width: 1; }
.status.problem { padding: 10px; border-radius: 50%; }
.lead, .test-hint, .reference { color: var(--muted); }
.lead { margin-block-start: -8px; }
.lead, .message p { text-wrap: pretty; }
.what { display: block; font-size: .875rem; color: var(--muted); }
.amount strong { display: block; font-size: 1.75rem; line-height: 36px; font-weight: 600; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.message { display: flex; gap: 8px; padding: 11px; border: 1px solid transparent; border-radius: 8px; font-size: .875rem; line-height: 20px; }
.reference { font-size: .75rem; font-variant-numeric: tabular-nums; }
.message .reference { color: inherit; }
.test-hint { padding: 12px 24px; border-block-start: 1px solid var(--line); font-size: .75rem; }
footer nav { display: flex; flex-wrap: wrap; justify-content: center; gap: 4px 16px; font-size: .875rem; }
footer a { color: var(--muted); text-decoration: none; line-height: 24px; padding-inline: 2px; }
footer a:hover { text-decoration: underline; }
footer a[aria-current] { color: var(--text); font-weight: 600; }
`;

const DETAILS = `
dl { font-size: .875rem; }
dl div { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 16px; padding-block: 8px; border-block-start: 1px solid var(--line); }
.details div:last-child { border-block-end: 1px solid var(--line); }
dt { color: var(--muted); }
dd { margin-inline-start: auto; text-align: end; font-variant-numeric: tabular-nums; }
.strong { font-weight: 600; }
.strong dt { color: inherit; }
.remark { display: block; color: var(--attention); font-weight: 600; }
.transfer { padding-block: 11px 3px; padding-inline: 11px; border: 1px solid transparent; border-radius: 8px; background: var(--neutralSoft); font-size: .875rem; }
.transfer dl { margin-block-start: 8px; }
.transfer figure { display: flex; align-items: center; gap: 16px; padding-block: 12px; border-block-start: 1px solid var(--line); }
.transfer [role=img] { inline-size: 40%; max-inline-size: 160px; flex: none; border-radius: 8px; }
.transfer dt { color: var(--neutral); }
.transfer dd { display: flex; align-items: center; gap: 4px; font-weight: 600; }
.transfer dd span { user-select: all; }
.copy {
  display: none; padding: 8px; margin-block: -8px; margin-inline-end: -8px; border: 0; border-radius: 8px; cursor: pointer;
  background: none; color: var(--neutral);
}
.copy:hover { color: var(--text); }
.copies .copy { display: inline-flex; }
@media screen { .copies .transfer dd:not(:has(.copy)) { padding-inline-end: 32px; } }
.copy:not([data-done]) .icon:last-child, .copy[data-done] .icon:first-child { display: none; }
`;

const ACTIONS = `
.actions { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; }
.actions:not(:has(*)) { display: none; }
form { display: contents; }
[hidden] { display: none !important; }
fieldset {
  flex-basis: 100%; display: grid; grid-template-columns: repeat(auto-fit, minmax(136px, 1fr)); gap: 8px;
  margin: 0; padding: 0; border: 0; min-inline-size: 0;
}
fieldset:not(:has(:not(legend, [hidden]))) { display: none; }
legend { inline-size: 100%; padding: 0 0 8px; font-size: .875rem; color: var(--muted); text-align: center; }
@media (scripting: none) { noscript { display: contents; } }
.button {
  flex: 1 1 auto; position: relative; display: inline-flex; align-items: center; justify-content: center; gap: 8px;
  min-block-size: 44px; padding: 8px 16px; border: 1px solid var(--control); border-radius: 8px; cursor: pointer;
  font: inherit; font-weight: 600; text-align: center; text-decoration: none; font-variant-numeric: tabular-nums;
  background: var(--surface); color: var(--text);
}
.button:hover { border-color: var(--muted); }
fieldset .button { padding: 8px; font-size: .875rem; line-height: 20px; font-weight: 500; hyphens: auto; }
fieldset [data-busy=long] { color: transparent; }
main:has([data-busy=long]) [aria-disabled]:not([data-busy]) { opacity: .5; cursor: default; }
.plain { flex-basis: 100%; position: relative; min-block-size: 36px; padding: 0; border: 0; background: none; color: var(--muted); cursor: pointer; font: inherit; font-size: .875rem; text-decoration: underline; text-underline-offset: 3px; }
.plain:hover { color: var(--text); }
.filled { flex-basis: 100%; background: var(--accent); border-color: var(--accentText); color: var(--onAccent); }
.filled:hover { border-color: var(--accentText); box-shadow: inset 0 0 0 999px rgb(127 127 127 / 12%); }
.button:focus-visible { border-radius: 8px; }
[data-print] { display: none; }
.scripted [data-print] { display: inline-flex; }
[data-busy=long]::before {
  content: ""; position: absolute; inset-inline-start: 16px; inline-size: 16px; block-size: 16px; border-radius: 50%;
  border: 2px solid currentColor; border-inline-end-color: transparent; animation: turn .8s linear infinite;
}
@keyframes turn { to { rotate: 1turn; } }
fieldset [data-busy=long]::before { inset-inline-start: calc(50% - 8px); color: var(--text); }
@media (forced-colors: active) { [data-busy=long]::before { border-inline-end-color: ButtonFace; } }
@media (prefers-reduced-motion: reduce) { [data-busy=long]::before { animation: none; border-style: dotted; } }
.small { font-size: .75rem; line-height: 16px; color: var(--muted); text-align: center; text-wrap: balance; }
.small .icon { inline-size: 16px; block-size: 16px; margin-inline-end: 6px; vertical-align: -4px; }
.back { text-align: center; font-size: .875rem; line-height: 24px; }
.back a { display: inline-block; }
@media (max-width: 479px) {
  body { padding: 12px 12px 24px; }
  header, main, .test-hint { padding-inline: 20px; }
  main { padding-block: 20px; }
}
@media (max-width: 359px) {
  body { padding: 0 0 24px; }
  .card { border-inline: 0; border-block-start: 0; border-radius: 0; box-shadow: none; }
  header, main, .test-hint { padding-inline: 16px; }
  header { gap: 8px; font-size: 14px; }
}
.printed { display: none; }
`;

const PRINT = (light: Palette) => `
@media print {
  :root { ${variables(light)} --page: #ffffff; }
  @page { margin: 20mm; }
  body { display: block; padding: 0; font-size: 11pt; }
  .card { max-inline-size: none; border: 0; box-shadow: none; }
  header, main { padding-inline: 0; }
  .actions, .copies .copy, .small, .back, footer { display: none; }
  .status { padding: 0; background: none; }
  dl div { padding-block: 4px; }
  .message, .transfer { border-color: var(--line); }
  .printed { display: flex; align-items: center; gap: 16px; break-inside: avoid; font-size: 9pt; }
  .printed svg, .transfer [role=img] { inline-size: 32mm; flex: none; }
}
`;
