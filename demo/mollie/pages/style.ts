/** One sheet for all pages: the page's own fonts, light and dark, from 280 pixels up. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --surface: light-dark(#fff, #1b1d22); --ground: light-dark(#f3f4f6, #101114);
  --text: light-dark(#17191f, #f1f2f4); --muted: light-dark(#5b616e, #a3a9b5);
  --line: light-dark(#e1e4e9, #33373f); --control: #7d8494; --accent: light-dark(#1d4ed8, #9db8ff); --on-accent: light-dark(#fff, #10131c);
  --positive: light-dark(#0d6b3a, #6fd39b); --waiting: light-dark(#8a5300, #f0bd6a); --attention: light-dark(#b42318, #ff9d92);
  --ribbon: light-dark(#fff3d6, #3a2f14); --on-ribbon: light-dark(#6b4a00, #ffdd94);
}
* { box-sizing: border-box; margin: 0; }
body { background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
.ribbon { background: var(--ribbon); color: var(--on-ribbon); font-size: 14px; padding: 8px 16px; text-align: center; }
.ribbon a { color: inherit; white-space: nowrap; }
main { max-width: 480px; margin: 24px auto; padding: 0 12px 32px; }
main.wide { max-width: 1200px; } main.medium { max-width: 760px; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 24px; box-shadow: 0 2px 12px #0000000f; }
.card + .card, .tools + .card, .card + .tools { margin-top: 16px; }
.card > * + * { margin-top: 12px; } .card > .amount { margin-top: 0; } .card > h1 { margin-top: 20px; }
.card > h1:first-child { margin-top: 0; } .card > .amount + p, .card > .amount + h1 { margin-top: 4px; }
h1 { font-size: 20px; line-height: 1.3; } h2 { font-size: 16px; }
.amount { font-size: 28px; font-weight: 600; line-height: 1.3; }
.muted { color: var(--muted); } .small { font-size: 14px; }
fieldset + button { margin-top: 12px; }
dl { display: grid; grid-template-columns: minmax(6rem, auto) 1fr; gap: 4px 16px; }
dt { color: var(--muted); } dd { overflow-wrap: anywhere; }
fieldset { border: 0; padding: 0; } legend { font-weight: 600; padding: 0; margin-bottom: 8px; }
button, .button { font: inherit; color: inherit; min-height: 44px; padding: 8px 16px; border: 1px solid var(--control);
  border-radius: 8px; background: var(--surface); cursor: pointer; text-decoration: none; display: inline-block; }
button:hover, .button:hover { border-color: var(--muted); }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); width: 100%; font-weight: 600; }
button.plain { border: 0; color: var(--accent); padding-inline: 0; min-height: 36px; text-decoration: underline; }
button.dense, .dense button { min-height: 36px; padding: 4px 12px; font-size: 14px; }
button[aria-pressed=true] { border-color: var(--attention); color: var(--attention); font-weight: 600; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
a { color: var(--accent); }
.choices { list-style: none; padding: 0; display: grid; gap: 8px; }
.choices button { width: 100%; text-align: start; display: flex; justify-content: space-between; font-weight: 600; }
.choices button::after { content: "›"; color: var(--muted); }
.radios label { display: flex; gap: 12px; align-items: center; min-height: 40px; border-bottom: 1px solid var(--line); }
.radios label:last-child { border: 0; }
input, select { font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--control); border-radius: 8px; min-height: 36px; padding: 4px 8px; }
input[type=radio], input[type=checkbox] { min-height: 0; width: 18px; height: 18px; accent-color: var(--accent); }
input[inputmode=decimal] { width: 7rem; text-align: end; }
.row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; } .row form { margin: 0; }
details.tools { border: 1px dashed var(--line); border-radius: 8px; padding: 12px 16px; font-size: 14px; }
details.tools summary { cursor: pointer; color: var(--muted); } details.tools > * + * { margin-top: 12px; }
.status { font-weight: 600; white-space: nowrap; } .status::before { content: "○ "; }
.status.paid { color: var(--positive); } .status.paid::before { content: "✓ "; }
.status.pending, .status.authorized { color: var(--waiting); } .status.pending::before, .status.authorized::before { content: "◔ "; }
.status.failed, .status.charged-back { color: var(--attention); } .status.failed::before { content: "✕ "; } .status.charged-back::before { content: "↩ "; }
.status.canceled, .status.expired, .status.refunded { color: var(--muted); } .status.canceled::before, .status.expired::before { content: "– "; } .status.refunded::before { content: "↺ "; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: 16px; align-items: start; } .columns .card + .card { margin-top: 0; }
.stack { display: grid; grid-template-columns: minmax(0, 1fr); gap: 16px; min-width: 0; } form.stack { gap: 8px; }
form.stack > fieldset { margin-block: 8px; }
@media (min-width: 900px) { .columns { grid-template-columns: minmax(0, 1fr) 340px; } }
.scroll { overflow-x: auto; } .scroll td:first-child { white-space: nowrap; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: start; padding: 8px 12px 8px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--muted); font-weight: 400; } tr:last-child td { border: 0; }
td.number, th.number { text-align: end; white-space: nowrap; } code { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
td code { white-space: nowrap; } .switches button { text-align: start; } fieldset.stack { gap: 8px; }
.methods { font-size: 14px; } .methods th, .methods td { padding-block: 2px; vertical-align: middle; } .methods .number { padding-inline: 8px 0; }
.field { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 8px; align-items: center; font-size: 14px; }
fieldset > label.row { font-size: 14px; flex-wrap: nowrap; min-height: 32px; }
`;
