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
  'partially_refunded',
  'charged_back',
  'charged_back',
];

/** The one of these that a number from 0 up to 1 chooses. */
export function among<T>(choices: readonly T[], pick: number): T | undefined {
  return choices[Math.floor(pick * choices.length)];
}

/** A state, whether or not an invoice stands so, for what waits for one: seldom ones as often as others, or more. */
export function stateFor(pick: number): InvoiceState {
  return among(AIMS, pick % 1)!;
}

/** A state in which an invoice stands now, seldom ones more often; null for any, in a quarter. */
export function aimOf({ host, stateOf }: Stage, pick: number): string | null {
  if (pick >= 0.75) return null;
  const present = new Set(host.invoices.map(({ index }) => stateOf(index)));
  return among(
    AIMS.filter((state) => present.has(state)),
    pick / 0.75,
  )!;
}

/** An invoice; half the time one in a state that was chosen before. */
export function invoiceFor(stage: Stage, pick: number): number {
  const rest = (2 * pick) % 1;
  const all = stage.host.invoices.map(({ index }) => index);
  const aim = pick < 0.5 ? aimOf(stage, rest) : null;
  const aimed = all.filter((index) => aim === null || stage.stateOf(index) === aim);
  return among(aimed, (rest * 97) % 1)!;
}
