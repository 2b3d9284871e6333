import { DAY, elapsed, MINUTE, SECOND } from '../lib/clock.ts';
import { expiryOf, isPayable, isStartedTransfer } from './attempts.ts';
import type { Attempt, InvoiceDocument, Refusal } from './document.ts';
import { balanceOfDocument } from './sums.ts';

/** A checkout with less time left than this is not handed out again. */
const TIME_TO_PAY = 90 * SECOND;

/** How long after its creation Mollie may still be about to tell a payment's checkout. */
const ADDRESS_PATIENCE = MINUTE;

/** How many payments of one invoice may be payable at once. */
const MAX_PAYABLE = 5;

/** How many payments of one invoice may be made within a time, in milliseconds. */
const MADE_AT_MOST = [
  { count: 10, within: MINUTE },
  { count: 100, within: DAY },
];

/** How long a refusal is repeated without asking Mollie: methods and limits change there without notice. */
const REFUSAL_HOLDS = MINUTE;

/**
 * The attempt to whose checkout Pay leads; undefined where Pay makes a new one, or none may be made. What the API says
 * of Pay follows from it.
 */
export function attemptForPay(document: InvoiceDocument, now: number): Attempt | undefined {
  const mayMakeAnother = waitForMade(document, now) === 0 && waitForOpen(document, now) === 0;
  return offeredAttempt(document, now) ?? (mayMakeAnother ? undefined : lastResort(document, now));
}

/** The open attempt for exactly what is due, with time left to pay it. */
export function offeredAttempt(document: InvoiceDocument, now: number): Attempt | undefined {
  return payableForDue(document, now).findLast(
    (attempt) => attempt.checkoutUrl !== null && !isStartedTransfer(attempt) && hasTimeToPay(attempt, now),
  );
}

/**
 * The newest attempt with a checkout for exactly what is due, even a started transfer or one with little time left: for
 * where no other can be made.
 */
function lastResort(document: InvoiceDocument, now: number): Attempt | undefined {
  return payableForDue(document, now).findLast(({ checkoutUrl }) => checkoutUrl !== null);
}

/** Milliseconds until another payment may be made, after many in a short time; 0 where one may be made now. */
export function waitForMade({ attempts, putAside }: InvoiceDocument, now: number): number {
  const made = [...attempts.map(({ createdAt }) => Date.parse(createdAt)), ...putAside.map(({ at }) => at)];
  const ages = made.map((at) => elapsed(at, now)).sort((a, b) => a - b);
  const waits = MADE_AT_MOST.map(({ count, within }) => within - (ages[count - 1] ?? within));
  return Math.max(0, ...waits);
}

/** Milliseconds until the first of the payable attempts ends, where there are as many as may be; else 0. */
export function waitForOpen({ attempts }: InvoiceDocument, now: number): number {
  // Strays block nothing: nobody ever had their checkout.
  const payable = attempts.filter((attempt) => isPayable(attempt, now) && !attempt.isStray);
  if (payable.length < MAX_PAYABLE) return 0;
  return Math.max(SECOND, Math.min(...payable.map(expiryOf)) - now);
}

/** Whether there is an attempt for exactly what is due whose checkout Mollie is about to tell. */
export function awaitsAddress(document: InvoiceDocument, now: number): boolean {
  return awaited(document, now).length > 0;
}

function awaited(document: InvoiceDocument, now: number): Attempt[] {
  return payableForDue(document, now).filter(
    ({ checkoutUrl, createdAt }) =>
      checkoutUrl === null && elapsed(Date.parse(createdAt), now) < ADDRESS_PATIENCE,
  );
}

/** Mollie's refusal of a payment of what is due, as long as another try makes no sense. */
export function recentRefusal({ refusal }: InvoiceDocument, now: number): Refusal | null {
  return refusal && elapsed(refusal.at, now) < REFUSAL_HOLDS ? refusal : null;
}

/** The attempts that could still be paid, without the one that Pay leads or will lead to and the started transfer. */
export function olderPayable(document: InvoiceDocument, now: number): Attempt[] {
  const current = [attemptForPay(document, now), startedTransfer(document), ...awaited(document, now)];
  return document.attempts.filter((attempt) => isPayable(attempt, now) && !current.includes(attempt));
}

/** The transfer that the customer has started for exactly what is due. */
export function startedTransfer(document: InvoiceDocument): Attempt | undefined {
  if (document.restoredAt !== null) return undefined;
  const { due } = balanceOfDocument(document);
  return document.attempts.findLast(
    (attempt) => isStartedTransfer(attempt) && attempt.amount === due && attempt.notVisibleSince === null,
  );
}

/** The attempts that can be paid for exactly what is due, oldest first; none while the facts are in doubt. */
function payableForDue(document: InvoiceDocument, now: number): Attempt[] {
  if (document.restoredAt !== null) return [];
  const { due } = balanceOfDocument(document);
  // The proxy would not learn that a payment is paid which Mollie does not show.
  return document.attempts.filter(
    (attempt) => attempt.amount === due && attempt.notVisibleSince === null && isPayable(attempt, now),
  );
}

function hasTimeToPay({ expiresAt }: Attempt, now: number): boolean {
  return expiresAt === null || Date.parse(expiresAt) - now >= TIME_TO_PAY;
}
