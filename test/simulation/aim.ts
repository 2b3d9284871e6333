import type { Host } from './host.ts';
import { INVOICE_STATES, type InvoiceState } from './states.ts';

type Stage = { host: Host; stateOf: (invoice: number) => string };

/** What is aimed at: those that few invoices stand in more often. */
const AIMS: readonly InvoiceState[] = [
  ...INVOICE_STATES,
  'pending',
  'pending',
  'refunded',
  'partially_refunded',
  'charged_back',
];

/** The one of these that a number from 0 up to 1 chooses. */
export function among<T>(choices: readonly T[], pick: number): T | undefined {
  return choices[Math.floor(pick * choices.length)];
}

/** A state of an invoice, seldom ones as often as others or more, since they would hardly be met else; null for any, in a quarter. */
export function aimOf(pick: number): string | null {
  return pick < 0.75 ? stateFor(pick / 0.75) : null;
}

/** The same, but never any. */
export function stateFor(pick: number): InvoiceState {
  return among(AIMS, pick % 1)!;
}

/** An invoice; half the time one in a state that was chosen before, if there is one. */
export function invoiceFor({ host, stateOf }: Stage, pick: number): number {
  const rest = (2 * pick) % 1;
  const all = host.invoices.map(({ index }) => index);
  const state = stateFor(rest);
  const aimed = pick < 0.5 ? all.filter((index) => stateOf(index) === state) : [];
  return among(aimed, (rest * AIMS.length) % 1) ?? among(all, rest)!;
}
