import { reckon } from '../proof/expected-balance.ts';
import type { AccountState, Statement, TruePayment } from './observed.ts';
import { asEvidence, standingOf } from './oracle.ts';

/**
 * What can be the case of an invoice, for the table of faults; the first that holds. The words with underscores are the
 * statuses of the contract, by Mollie's books and what the host stated last; what is `open` there is told apart by its attempts.
 */
export const INVOICE_STATES = [
  'not connected',
  'asleep',
  'paused',
  'void',
  'overpaid',
  'nothing_due',
  'refunded',
  'partially_refunded',
  'paid',
  'pending',
  'charged_back',
  'partially_paid',
  'transfer started',
  'attempt open',
  'attempt over',
  'open',
] as const;

export type InvoiceState = (typeof INVOICE_STATES)[number];

/** `asleep`: all its payments are of the mode in which its account does not run now. */
export function stateOf(
  payments: readonly TruePayment[],
  statements: readonly Statement[],
  { mode, isPaused }: Pick<AccountState, 'mode' | 'isPaused'>,
): InvoiceState {
  if (mode === null) return 'not connected';
  const own = payments.filter((one) => one.mode === mode);
  if (own.length < payments.length && own.length === 0) return 'asleep';
  if (isPaused) return 'paused';
  const { status } = reckon(asEvidence(statements.at(-1)!), own.map(standingOf));
  if (status !== 'open') return status;
  const open = own.filter((one) => one.status === 'open');
  if (open.some(({ method }) => method === 'banktransfer')) return 'transfer started';
  if (open.length > 0) return 'attempt open';
  return own.length > 0 ? 'attempt over' : 'open';
}
