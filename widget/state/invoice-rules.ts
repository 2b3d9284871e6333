import type { Amount, InvoiceStatus, InvoiceView, PaymentView } from '../../shared/api.ts';
import { isSome } from '../views/office/is-same.ts';

/** With one of these nothing can be paid, although something is due. */
export const OBSTACLES: readonly string[] = [
  'unconfirmed',
  'below_minimum',
  'above_maximum',
  'currency_unsupported',
  'no_methods',
];

/** Pay is there, and leads to a payment. */
export function isPayable({ canPay, reasons }: InvoiceView): boolean {
  return canPay && !reasons.some((reason) => OBSTACLES.includes(reason));
}

/** The transfer that is to be made. */
export function transferOf({ canPay, payment }: InvoiceView): PaymentView | null {
  return canPay && payment?.bankTransfer ? payment : null;
}

/** What is spoken of: the status, but open where something is due of an invoice over nothing. */
export function spokenStatus({ status, due }: InvoiceView): InvoiceStatus {
  return status === 'nothing_due' && isSome(due) ? 'open' : status;
}

/** The last attempt failed not long ago, and something is still to be paid. */
export function hasFailed(invoice: InvoiceView | null): boolean {
  return invoice?.ended === 'failed' && isSome(invoice.remaining);
}

/** The rest of a payment that was captured in part can still be captured. */
export function canCaptureRest({ attempts = [] }: InvoiceView): boolean {
  return attempts.some(({ status, captured }) => status === 'authorized' && captured && isSome(captured));
}

/** As much of what is due as a bank took back. */
export function openAgain({ chargedBack, due }: InvoiceView): Amount {
  return isLess(chargedBack, due) ? chargedBack : due;
}

/** Of a restored invoice only what came here is known, until the host states it again. */
export function isBalanceKnown({ reasons }: InvoiceView): boolean {
  return !reasons.includes('unconfirmed');
}

/** Of two that are not negative, in one currency, and so with the same decimals. */
function isLess({ value: a }: Amount, { value: b }: Amount): boolean {
  return a.length === b.length ? a < b : a.length < b.length;
}
