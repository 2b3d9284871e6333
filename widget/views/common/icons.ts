import { html, type TemplateResult } from 'lit/html.js';
import { statusIcons } from '../basic/status-icons.ts';

const { open: CIRCLE, paid: CHECK } = statusIcons;
const RETURN = 'M6.5 4.25 3.25 7.5l3.25 3.25M3.25 7.5h8.5a4.5 4.5 0 0 1 0 9h-4';
const TRIANGLE = 'M10 3 2.5 16.5h15L10 3ZM10 8v4M10 14.2v.1';

/** Every other icon. Statuses differ by shape, since not everyone sees colours. */
const icons: Record<string, string | undefined> = {
  ...statusIcons,
  pending: `${CIRCLE}M10 6v4l2.75 1.75`,
  overpaid: `${CIRCLE}M10 6.75v6.5M6.75 10h6.5`,
  partially_refunded: RETURN,
  refunded: RETURN,
  charged_back: TRIANGLE,
  nothing_due: `${CIRCLE}M6.75 10h6.5`,
  void: `${CIRCLE}M4.9 15.1 15.1 4.9`,
  failed: `${CIRCLE}M7.5 7.5l5 5M12.5 7.5l-5 5`,
  paused: `${CIRCLE}M8.25 7.25v5.5M11.75 7.25v5.5`,
  copy: 'M7.5 7.5h9v9h-9ZM12.5 7.5v-4h-9v9h4',
  tick: 'M4 10.5l4 4 8-9',
  ok: CHECK,
  alert: TRIANGLE,
  info: `${CIRCLE}M10 9.25v4.25M10 6.6v.1`,
};

/** @param name an invoice's status, `failed`, `paused`, `copy`, `tick`, `ok`, `alert` or `info`; an unknown one looks like `info` */
export function icon(name: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d=${icons[name] ?? icons.info!} /></svg>`;
}
