import { MINUTE, SECOND } from '../clock.ts';
import {
  type Attempt,
  balanceOfDocument,
  type InvoiceDocument,
  isPayable,
  isStartedTransfer,
} from './document.ts';

/** A checkout with less time left than this is not handed out again. */
const TIME_TO_PAY = 90 * SECOND;

/** So long a payment may be without the address of its checkout before it counts as any other open one. */
const ADDRESS_PATIENCE = MINUTE;

/** The attempt to which Pay leads back; undefined where it makes a new one. What is said of Pay follows from it. */
export function offeredAttempt(document: InvoiceDocument, now: number): Attempt | undefined {
  return payableForDue(document, now).findLast(
    (attempt) => attempt.checkoutUrl !== null && !isStartedTransfer(attempt) && hasTimeToPay(attempt, now),
  );
}

/** The newest that can be paid for exactly what is due, whatever speaks against it: for where no other can be made. */
export function lastResort(document: InvoiceDocument, now: number): Attempt | undefined {
  return payableForDue(document, now).findLast(({ checkoutUrl }) => checkoutUrl !== null);
}

/** One for exactly what is due whose address Mollie is about to tell. */
export function awaitsAddress(document: InvoiceDocument, now: number): boolean {
  return payableForDue(document, now).some(
    ({ checkoutUrl, createdAt }) => checkoutUrl === null && now - Date.parse(createdAt) < ADDRESS_PATIENCE,
  );
}

/** What could still be paid without being what Pay leads to, or the transfer that is to be made. */
export function olderPayable(document: InvoiceDocument, now: number): Attempt[] {
  const current = [offeredAttempt(document, now), startedTransfer(document)];
  return document.attempts.filter((attempt) => isPayable(attempt, now) && !current.includes(attempt));
}

/** The transfer that is to be made: for exactly what is due. */
export function startedTransfer(document: InvoiceDocument): Attempt | undefined {
  if (document.restoredAt !== null) return undefined;
  const { due } = balanceOfDocument(document);
  return document.attempts.findLast(
    (attempt) => isStartedTransfer(attempt) && attempt.amount === due && attempt.notVisibleSince === null,
  );
}

/** Oldest first; of an invoice whose facts are in doubt nothing is due for certain. */
function payableForDue(document: InvoiceDocument, now: number): Attempt[] {
  if (document.restoredAt !== null) return [];
  const { due } = balanceOfDocument(document);
  // Whether one that Mollie does not show is paid, nobody would hear.
  return document.attempts.filter(
    (attempt) => attempt.amount === due && attempt.notVisibleSince === null && isPayable(attempt, now),
  );
}

function hasTimeToPay({ expiresAt }: Attempt, now: number): boolean {
  return expiresAt === null || Date.parse(expiresAt) - now >= TIME_TO_PAY;
}
