import { isNonZero } from '../../shared/amounts.ts';
import type { InvoiceView } from '../../shared/api.ts';
import { obstacleOf } from '../../shared/invoice-rules.ts';

/** Pay is there, and leads to a payment. */
export function isPayable(invoice: InvoiceView): boolean {
  return invoice.canPay && !obstacleOf(invoice);
}

/** The last attempt failed not long ago, and something is still to be paid. */
export function hasFailed(invoice: InvoiceView | null): boolean {
  return invoice?.ended === 'failed' && isNonZero(invoice.remaining);
}

/** The rest of a payment that was captured in part can still be captured. */
export function canCaptureRest({ attempts = [] }: InvoiceView): boolean {
  return attempts.some(({ status, captured }) => status === 'authorized' && captured && isNonZero(captured));
}
