import type { Statement, TruePayment } from './observed.ts';

/** What can be the case of an invoice, for the table of faults; the first that holds. */
export const INVOICE_STATES = [
  'withdrawn',
  'authorized',
  'pending',
  'charged back',
  'refunded',
  'overpaid',
  'paid',
  'transfer started',
  'attempt open',
  'partly paid',
  'attempt over',
  'not paid',
] as const;

export type InvoiceState = (typeof INVOICE_STATES)[number];

/** By Mollie's books and what the host stated last. */
export function stateOf(payments: readonly TruePayment[], statements: readonly Statement[]): InvoiceState {
  const { total, paidElsewhere, void: isVoid } = statements.at(-1)!;
  const has = (holds: (payment: TruePayment) => boolean) => payments.some(holds);
  const brought = payments.reduce((sum, one) => {
    if (one.status === 'paid') return sum + (one.captured ?? one.amount);
    return one.status === 'authorized' ? sum + (one.captured ?? 0) : sum;
  }, paidElsewhere);
  const holds: Record<InvoiceState, boolean> = {
    withdrawn: isVoid,
    authorized: has(({ status }) => status === 'authorized'),
    pending: has(({ status }) => status === 'pending'),
    'charged back': has(({ chargedBack }) => chargedBack > 0),
    refunded: has(({ refunded }) => refunded > 0),
    overpaid: brought > total,
    paid: brought === total,
    'transfer started': has(({ status, method }) => status === 'open' && method === 'banktransfer'),
    'attempt open': has(({ status }) => status === 'open'),
    'partly paid': brought > 0,
    'attempt over': payments.length > 0,
    'not paid': true,
  };
  return INVOICE_STATES.find((state) => holds[state])!;
}
