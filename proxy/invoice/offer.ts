import { DAY, elapsed, MINUTE, SECOND } from '../lib/clock.ts';
import { expiryOf, isPayable, isStartedTransfer, mayBecome, mayChangeMethod } from './attempts.ts';
import type { Attempt, InvoiceDocument } from './document.ts';
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

/** How the customer wants to pay. */
export type Choice = {
  /** Absent where they choose at Mollie. */
  method?: string | undefined;
  /** Ids of attempts whose method was to be changed in vain. */
  unchanged?: ReadonlySet<string>;
};

/**
 * The attempt to whose checkout Pay leads, or a method's own button; undefined where a new one is made, or none may be.
 * What the API says of Pay follows from it.
 */
export function attemptForPay(
  document: InvoiceDocument,
  now: number,
  choice: Choice = {},
): Attempt | undefined {
  const offered = offeredAttempt(document, now, choice);
  if (offered) return offered;
  const areTooMany = waitForOpen(document, now) > 0;
  if (!areTooMany && waitForMade(document, now) === 0) return undefined;
  const isAsChosen = ({ method, ownMethod }: Attempt) =>
    choice.method === undefined ? ownMethod === undefined : method === choice.method;
  return withCheckout(document, now).findLast((attempt) => areTooMany || isAsChosen(attempt));
}

/**
 * The open attempt for exactly what is due, with time left to pay it: one of the method that was chosen, else one whose
 * method can be changed to it, else one where the customer can choose it at Mollie.
 */
export function offeredAttempt(
  document: InvoiceDocument,
  now: number,
  choice: Choice = {},
): Attempt | undefined {
  const inTime = withCheckout(document, now).filter((attempt) => hasTimeToPay(attempt, now));
  const { method } = choice;
  const leavesChoice = (attempt: Attempt) =>
    method !== undefined && attempt.method === null && mayBecome(attempt, method);
  return (
    inTime.findLast((attempt) => fits(attempt, choice)) ??
    inTime.findLast((attempt) => methodToChange(attempt, choice) !== undefined) ??
    inTime.findLast(leavesChoice)
  );
}

/** The method to which an attempt is to be changed before it is answered; undefined where it is answered as it is. */
export function methodToChange(attempt: Attempt, { method, unchanged }: Choice): string | undefined {
  const isOther = method !== undefined && method !== attempt.method && !unchanged?.has(attempt.id);
  return isOther && mayChangeMethod(attempt, method) ? method : undefined;
}

/** Whether an attempt is what was chosen. Pay alone leads to none whose method was chosen here, nor to a started transfer. */
function fits(attempt: Attempt, { method }: Choice): boolean {
  const { ownMethod, methodAtCreation } = attempt;
  if (method !== undefined) return attempt.method === method;
  // Where a profile has one method alone, another payment would be the same transfer again.
  const isOnlyWay = attempt.method === methodAtCreation;
  return ownMethod === undefined && (isOnlyWay || !isStartedTransfer(attempt));
}

/** The attempts for exactly what is due that have a checkout, however little time is left, oldest first. */
function withCheckout(document: InvoiceDocument, now: number): Attempt[] {
  return payableForDue(document, now).filter(({ checkoutUrl }) => checkoutUrl !== null);
}

/** The payment that a method's own button leads back to, where Pay leads to none. */
export function resumedAttempt(document: InvoiceDocument, now: number): Attempt | undefined {
  return withCheckout(document, now).findLast(
    (attempt) => attempt.ownMethod !== undefined && !isStartedTransfer(attempt) && hasTimeToPay(attempt, now),
  );
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

/**
 * The attempts that could still be paid, without the one that Pay leads or will lead to and the started transfer.
 * @param resumed the one that a method's own button leads back to
 */
export function olderPayable(document: InvoiceDocument, now: number, resumed?: Attempt): Attempt[] {
  const shown = attemptForPay(document, now) ?? resumed;
  const current = [shown, startedTransfer(document), ...awaited(document, now)];
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
