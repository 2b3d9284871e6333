import type { PaymentStatus } from '../../shared/api.ts';
import { MINUTE } from '../lib/clock.ts';
import type { Minor } from '../lib/money.ts';
import { captureModeOf, needsCustomer } from '../mollie/methods.ts';
import type { Attempt } from './document.ts';

/** What a payment has brought: as much as was captured, where Mollie says so; else all of it once it is paid. */
export function received({ status, amount, captured }: Attempt): Minor {
  return captured || (status === 'paid' ? amount : 0);
}

/** The money that is under way; nothing once the merchant goes on without the payment. */
export function underWay(attempt: Attempt): Minor {
  const isUnderWay = attempt.status === 'pending' || attempt.status === 'authorized';
  return isUnderWay && !attempt.isDisregarded ? Math.max(0, attempt.amount - received(attempt)) : 0;
}

/** Whether the status is the last, as far as Mollie promises. Refunds and chargebacks may still come. */
export function isFinal(status: PaymentStatus): boolean {
  return status === 'paid' || isDead(status);
}

/** Whether the status is an end without payment. */
export function isDead(status: PaymentStatus): status is 'expired' | 'canceled' | 'failed' {
  return status === 'expired' || status === 'canceled' || status === 'failed';
}

/** Whether it ended and brought no money: no part was captured before. */
export function isInVain(attempt: Attempt): boolean {
  return isDead(attempt.status) && received(attempt) === 0;
}

/** Methods whose money may come days after they were chosen, by a transfer or at a machine. */
const SLOW_METHODS: ReadonlySet<string | null> = new Set(['banktransfer', 'multibanco', 'mybank']);

/**
 * Whether the customer may pay outside the checkout, days later: a bank transfer once Mollie gives its details, others
 * once they were chosen.
 */
export function isStartedTransfer(attempt: Attempt): boolean {
  const { status, method, ownMethod, methodAtCreation, bankTransfer } = attempt;
  if (status !== 'open' || !SLOW_METHODS.has(method)) return false;
  const isChosenThere = ownMethod === undefined && method !== methodAtCreation;
  return isChosenThere || (method === 'banktransfer' ? bankTransfer !== null : ownMethod === method);
}

/** After so many refusals it is the payment whose method cannot be changed, not the method to which. */
const FIXED = 2;

/** How often one payment's method may change: each costs Mollie three requests. */
const MOST_CHANGES = 20;

/**
 * Whether it can be paid by `method` although it was made for another, or for any: what a method needs, and who captures
 * its money, has to be said when the payment is made.
 */
export function mayBecome({ isBilled, ownMethod }: Attempt, method: string): boolean {
  const isCapturedByMollie = [ownMethod, method].every((one) => captureModeOf(one) === 'automatic');
  return isCapturedByMollie && (isBilled === true || !needsCustomer(method));
}

/** Whether Mollie may be asked to let the customer pay by `method` instead. */
export function mayChangeMethod(attempt: Attempt, method: string): boolean {
  const { methodChanges = 0, refusedMethods = [] } = attempt;
  const isFixed = refusedMethods.includes(method) || refusedMethods.length >= FIXED;
  const isChangeable = !isFixed && methodChanges < MOST_CHANGES && !isStartedTransfer(attempt);
  return isChangeable && mayBecome(attempt, method);
}

/** Where Mollie does not say how long a payment stays open: as long as a payment without a chosen method. */
const USUAL_LIFETIME = 15 * MINUTE;

/** Until when it can be paid, by what Mollie last said. */
export function expiryOf({ createdAt, expiresAt }: Attempt): number {
  return expiresAt === null ? Date.parse(createdAt) + USUAL_LIFETIME : Date.parse(expiresAt);
}

/**
 * Whether a customer could pay it now, as far as known. Its status at Mollie decides; where Mollie no longer shows the
 * payment, the time until which Mollie said that it can be paid.
 */
export function isPayable(attempt: Attempt, now: number): boolean {
  return attempt.status === 'open' && (attempt.notVisibleSince === null || now <= expiryOf(attempt));
}
