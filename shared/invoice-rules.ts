import { isNonZero, smaller } from './amounts.ts';
import type { Amount, InvoiceStatus, InvoiceView, MethodView, PaymentView, Reason } from './api.ts';

/** With one of these nothing can be paid, although something is due. */
export const OBSTACLES: readonly Reason[] = [
  'not_connected',
  'paused',
  'unconfirmed',
  'below_minimum',
  'above_maximum',
  'currency_unsupported',
  'no_methods',
];

/** Why what is due cannot be paid; undefined where it can. */
export function obstacleOf({ reasons }: Pick<InvoiceView, 'reasons'>): Reason | undefined {
  return OBSTACLES.find((obstacle) => reasons.includes(obstacle));
}

/** The status to show: open where something is due of an invoice over nothing, as after a refund elsewhere. */
export function shownStatus({ status, due }: Pick<InvoiceView, 'status' | 'due'>): InvoiceStatus {
  return status === 'nothing_due' && isNonZero(due) ? 'open' : status;
}

/** The bank transfer that the customer has started and is still to make. */
export function startedTransfer({ canPay, payment }: InvoiceView): PaymentView | null {
  return canPay && payment?.bankTransfer ? payment : null;
}

/** The method whose button leads back to the payment that is open; null where none does. */
export function openMethod({
  canPay,
  continues,
  payment,
  due,
  methods = [],
}: InvoiceView): MethodView | null {
  const isOpen = canPay && !continues && payment?.status === 'open' && payment.amount.value === due.value;
  const isTransfer = payment?.bankTransfer !== undefined;
  return (isOpen && !isTransfer && methods.find(({ id }) => id === payment.method)) || null;
}

/** A transfer for exactly what is due, beside the checkout to which Pay leads. */
export function hasTransferBesides({ reasons, stillPayable }: InvoiceView): boolean {
  return reasons.includes('bank_transfer_open') && !stillPayable.some(({ bankTransfer }) => bankTransfer);
}

/** As much of what is due as a bank took back. */
export function openAgain({ chargedBack, due }: InvoiceView): Amount {
  return smaller(chargedBack, due);
}

/** Of a restored invoice only what came here is known, until the host states it again. */
export function isBalanceKnown({ reasons }: InvoiceView): boolean {
  return !reasons.includes('unconfirmed');
}

/** Until when all that is pending may be confirmed; null where that is not known, as of several payments. ISO 8601 */
export function pendingUntil({ payment, pending }: InvoiceView): string | null {
  const isAll =
    /^(pending|authorized)$/.test(payment?.status ?? '') && payment?.amount.value === pending.value;
  return isAll ? payment.expiresAt : null;
}

/** All that is pending was approved by who lends the money: it is not paid yet, and nobody has to do anything. */
export function isApproved({ payment, pending }: InvoiceView): boolean {
  return payment?.status === 'authorized' && payment.amount.value === pending.value;
}

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
