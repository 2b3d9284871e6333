import { svg, type TemplateResult } from 'lit';

const CIRCLE = 'M10 2.75a7.25 7.25 0 1 1 0 14.5 7.25 7.25 0 0 1 0-14.5Z';
const RETURN = 'M6.5 4.25 3.25 7.5l3.25 3.25M3.25 7.5h8.5a4.5 4.5 0 0 1 0 9h-4';

/** A shape of its own for every state, so that colour never speaks alone. Lines on a square of 20. */
const shapes: Record<string, string> = {
  open: CIRCLE,
  pending: `${CIRCLE}M10 6v4l2.75 1.75`,
  partially_paid: `${CIRCLE}M10.75 5.5v9M12.25 6v8M13.75 7.25v5.5`,
  paid: `${CIRCLE}M6.75 10.25 9 12.5l4.25-5`,
  overpaid: `${CIRCLE}M10 6.75v6.5M6.75 10h6.5`,
  partially_refunded: RETURN,
  refunded: RETURN,
  charged_back: 'M10 3 2.5 16.5h15L10 3ZM10 8v4M10 14.2v.1',
  nothing_due: `${CIRCLE}M6.75 10h6.5`,
  void: `${CIRCLE}M4.9 15.1 15.1 4.9`,
  failed: `${CIRCLE}M7.5 7.5l5 5M12.5 7.5l-5 5`,
  info: `${CIRCLE}M10 9.25v4.25M10 6.6v.1`,
};

/** @param name an invoice's status, `failed` or `info`; an unknown one is drawn as `info` */
export function icon(name: string): TemplateResult {
  return svg`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d=${shapes[name] ?? shapes.info!} /></svg>`;
}
