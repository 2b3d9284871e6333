import type { Host } from './host.ts';
import { INVOICE_STATES } from './states.ts';

type Stage = { host: Host; stateOf: (invoice: number) => string };

/** The one of these that a number from 0 up to 1 chooses. */
export function among<T>(choices: readonly T[], pick: number): T | undefined {
  return choices[Math.floor(pick * choices.length)];
}

/** A state of an invoice, each as often as any other, since seldom ones would hardly be met else; null for any, in a quarter. */
export function aimOf(pick: number): string | null {
  return pick < 0.75 ? (among(INVOICE_STATES, pick / 0.75) ?? null) : null;
}

/** An invoice; half the time one in a state that was chosen before, if there is one. */
export function invoiceFor({ host, stateOf }: Stage, pick: number): number {
  const rest = (2 * pick) % 1;
  const all = host.invoices.map(({ index }) => index);
  const state = among(INVOICE_STATES, rest)!;
  const aimed = pick < 0.5 ? all.filter((index) => stateOf(index) === state) : [];
  return among(aimed, (rest * INVOICE_STATES.length) % 1) ?? among(all, rest)!;
}
