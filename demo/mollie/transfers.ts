import { type Amount, checkAmount, minorOf } from './amounts.ts';
import { unprocessable } from './errors.ts';
import type { Ledger } from './ledger.ts';
import type { Mail, Payment, ReturnedTransfer } from './records.ts';

/** What came in, as far as it is not as the instructions say. */
export type Transfer = { amount?: Amount; reference?: string };

/**
 * Money comes in by bank transfer. What fits an open payment pays it; all else goes back to where it came from, and
 * the payment stays as it is. https://help.mollie.com has it so for another amount, another reference and too late.
 *
 * @throws MollieError where the payment is no bank transfer, and for what is no amount.
 */
export function receiveTransfer(
  { ledger, now }: { ledger: Ledger; now: number },
  payment: Payment,
  { amount = payment.amount, reference = referenceOf(payment) }: Transfer = {},
): ReturnedTransfer | null {
  if (payment.method !== 'banktransfer') throw unprocessable('The payment is no bank transfer');
  checkAmount(amount, { currency: payment.amount.currency, most: Number.MAX_SAFE_INTEGER });
  const reason = misfitOf(payment, amount, reference);
  if (reason === undefined) {
    ledger.settle(payment.id, 'paid');
    return null;
  }
  const returned = { amount, reference, at: now, reason };
  payment.returned.push(returned);
  return returned;
}

/** Mollie writes how to transfer to whom it has an address of. Of other methods and without one, nothing. */
export function mailInstructions(payment: Payment, now: number): void {
  const { method, billingAddress, details, locale, amount, expiresAt } = payment;
  const to = billingAddress?.email;
  if (method !== 'banktransfer' || to === undefined || details === null) return;
  payment.mails.push({ at: now, to, locale, amount, expiresAt, ...instructionsOf(details) });
}

/** All mails, those of the newest payment first. */
export function mailsOf(payments: readonly Payment[]): (Mail & { paymentId: string })[] {
  return payments.flatMap(({ id, mails }) => mails.map((mail) => ({ paymentId: id, ...mail })));
}

/** All that was sent back, that of the newest payment first. */
export function returnedOf(payments: readonly Payment[]): (ReturnedTransfer & { paymentId: string })[] {
  return payments.flatMap(({ id, returned }) => returned.map((transfer) => ({ paymentId: id, ...transfer })));
}

function instructionsOf({
  bankName = '',
  bankAccount = '',
  bankBic = '',
  transferReference = '',
}: Record<string, string>): Pick<Mail, 'bankName' | 'bankAccount' | 'bankBic' | 'transferReference'> {
  return { bankName, bankAccount, bankBic, transferReference };
}

function misfitOf(
  payment: Payment,
  amount: Amount,
  reference: string,
): ReturnedTransfer['reason'] | undefined {
  if (payment.status !== 'open' && payment.status !== 'pending') return 'late';
  if (bare(reference) !== bare(referenceOf(payment))) return 'reference';
  return minorOf(amount) === minorOf(payment.amount) ? undefined : 'amount';
}

function referenceOf({ details }: Payment): string {
  return details?.transferReference ?? '';
}

/** People leave the dashes and spaces out. */
function bare(reference: string): string {
  return reference.replace(/[\s-]/g, '').toUpperCase();
}
