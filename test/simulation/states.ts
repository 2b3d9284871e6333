import { reckon } from '../proof/expected-balance.ts';
import type { AccountState, Statement, TruePayment } from './observed.ts';
import { asEvidence, standingOf } from './oracle.ts';

/**
 * What can be the case of an invoice, for the table of faults: the statuses of the contract, by Mollie's books and what the
 * host stated last. `stopped` goes before: its account has no key or is paused, or all its payments are of the other mode.
 */
export const INVOICE_STATES = [
  'stopped',
  'void',
  'overpaid',
  'nothing_due',
  'refunded',
  'partially_refunded',
  'paid',
  'pending',
  'charged_back',
  'partially_paid',
  'open',
] as const;

export type InvoiceState = (typeof INVOICE_STATES)[number];

export function stateOf(
  payments: readonly TruePayment[],
  statements: readonly Statement[],
  { mode, isPaused }: Pick<AccountState, 'mode' | 'isPaused'>,
): InvoiceState {
  if (mode === null || isPaused) return 'stopped';
  const own = payments.filter((one) => one.mode === mode);
  if (own.length < payments.length && own.length === 0) return 'stopped';
  return reckon(asEvidence(statements.at(-1)!), own.map(standingOf)).status;
}
