import { shapes } from '../basic-view.ts';

const CIRCLE = shapes.open!;
const RETURN = 'M6.5 4.25 3.25 7.5l3.25 3.25M3.25 7.5h8.5a4.5 4.5 0 0 1 0 9h-4';
const INFO = `${CIRCLE}M10 9.25v4.25M10 6.6v.1`;

/** A shape of its own for every state, so that colour never speaks alone. */
const others: Record<string, string> = {
  pending: `${CIRCLE}M10 6v4l2.75 1.75`,
  overpaid: `${CIRCLE}M10 6.75v6.5M6.75 10h6.5`,
  partially_refunded: RETURN,
  refunded: RETURN,
  charged_back: 'M10 3 2.5 16.5h15L10 3ZM10 8v4M10 14.2v.1',
  nothing_due: `${CIRCLE}M6.75 10h6.5`,
  void: `${CIRCLE}M4.9 15.1 15.1 4.9`,
  failed: `${CIRCLE}M7.5 7.5l5 5M12.5 7.5l-5 5`,
};

/** @param name an invoice's status, `failed` or `info`; an unknown one looks like `info` */
export function shapeOf(name: string): string {
  return shapes[name] ?? others[name] ?? INFO;
}
