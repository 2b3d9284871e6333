import { DAY, HOUR, MINUTE, SECOND } from '../clock.ts';
import { type Attempt, type InvoiceDocument, isDead, isFinal } from './document.ts';

/** How old Mollie's word may be before somebody who looks makes us ask again. */
const FRESH_WHILE_UNDER_WAY = 5 * SECOND;
const FRESH_WHEN_FINAL = 60 * SECOND;

/** Of many attempts some are asked about now and the others the next time, the least certain first. */
const ASKED_AT_ONCE = 6;

/** A chargeback can come 13 months after a payment; money can come late after an end, but not for long. */
const PAID_MAY_CHANGE = 395 * DAY;
const DEAD_MAY_CHANGE = 48 * HOUR;

/** When the background looks, counted from the creation, from the payment, or from the end without money. */
const LOOKS_UNDER_WAY = [1, 2, 5, 15, 60].map((minutes) => minutes * MINUTE);
const LOOKS_WHEN_PAID = [1, 7, 30, 90, 180, 365].map((days) => days * DAY);
const LOOKS_WHEN_DEAD = [1, 47].map((hours) => hours * HOUR);

/** An answer to a create takes seconds; what is unresolved after this is resolved in the background. */
const INTENT_DUE = MINUTE;

/** Whether Mollie could still tell anything new about it. */
export function canChange(attempt: Attempt, now: number): boolean {
  if (!isFinal(attempt.status)) return true;
  return now - endOf(attempt) < (isDead(attempt.status) ? DEAD_MAY_CHANGE : PAID_MAY_CHANGE);
}

/** The attempts about which Mollie is to be asked when somebody looks now. */
export function staleAttempts(document: InvoiceDocument, now: number): Attempt[] {
  const stale = document.attempts.filter((attempt) => {
    const fresh = isFinal(attempt.status) ? FRESH_WHEN_FINAL : FRESH_WHILE_UNDER_WAY;
    return canChange(attempt, now) && now - attempt.lookedAt >= fresh;
  });
  const urgency = ({ status }: Attempt) => (isDead(status) ? 2 : isFinal(status) ? 1 : 0);
  return stale.toSorted((a, b) => urgency(a) - urgency(b) || a.lookedAt - b.lookedAt).slice(0, ASKED_AT_ONCE);
}

/** The attempts at which the background is to look now. */
export function dueAttempts(document: InvoiceDocument, now: number): Attempt[] {
  return document.attempts.filter((attempt) => (nextLook(attempt) ?? Number.POSITIVE_INFINITY) <= now);
}

/** When the background has work on this invoice next; null where none is left. */
export function nextDue(document: InvoiceDocument): number | null {
  const times = document.attempts.map(nextLook).filter((time) => time !== null);
  if (document.intent) times.push(document.intent.at + INTENT_DUE);
  times.push(...document.outbox.map(({ nextAt }) => nextAt));
  return times.length > 0 ? Math.min(...times) : null;
}

function nextLook(attempt: Attempt): number | null {
  if (isFinal(attempt.status)) {
    const end = endOf(attempt);
    const offsets = isDead(attempt.status) ? LOOKS_WHEN_DEAD : LOOKS_WHEN_PAID;
    return offsets.map((offset) => end + offset).find((time) => time > attempt.lookedAt) ?? null;
  }
  const start = Date.parse(attempt.createdAt);
  const next = LOOKS_UNDER_WAY.map((offset) => start + offset).find((time) => time > attempt.lookedAt);
  return next ?? attempt.lookedAt + DAY;
}

function endOf({ status, paidAt, statusAt }: Attempt): number {
  return status === 'paid' && paidAt ? Date.parse(paidAt) : statusAt;
}
