import { DAY, elapsed, HOUR, MAX_SKEW, MINUTE, SECOND } from '../lib/clock.ts';
import { expiryOf, isFinal, isInVain, isPayable } from './attempts.ts';
import type { Attempt, InvoiceDocument } from './document.ts';
import { nextSearch } from './intent.ts';
import { offeredAttempt } from './offer.ts';

/** How old Mollie's last answer may be before a view asks Mollie again. */
const FRESH_WHILE_UNDER_WAY = 5 * SECOND;
const FRESH_WHEN_FINAL = 60 * SECOND;

/** How many attempts one view asks about, the least certain first; the others follow with the next view. */
const ASKED_AT_ONCE = 6;

/** A chargeback can come 13 months after a payment; money can come late after an end, but not for long. */
const PAID_MAY_CHANGE = 395 * DAY;
const DEAD_MAY_CHANGE = 48 * HOUR;

/** When the background looks, counted from the creation, from the payment, or from the end without money. */
const LOOKS_UNDER_WAY = [1, 2, 5, 15, 60].map((minutes) => minutes * MINUTE);
const LOOKS_WHEN_PAID = [1, 7, 30, 90, 180, 365].map((days) => days * DAY);
const LOOKS_WHEN_DEAD = [1, 47].map((hours) => hours * HOUR);

/** Attempts that ended within this time may have been paid all the same: the newest are asked about before another payment. */
const ENDED_LATELY = 2 * HOUR;
const ENDED_ASKED = 5;

/** Whether Mollie could still tell anything new about the attempt. */
export function canChange(attempt: Attempt, now: number): boolean {
  const end = endOf(attempt, now);
  return end === null || elapsed(end, now) < (isLost(attempt) ? DEAD_MAY_CHANGE : PAID_MAY_CHANGE);
}

/** The attempts about which a view asks Mollie now. */
export function staleAttempts(document: InvoiceDocument, now: number): Attempt[] {
  const stale = document.attempts.filter((attempt) => {
    const fresh = endOf(attempt, now) === null ? FRESH_WHILE_UNDER_WAY : FRESH_WHEN_FINAL;
    return canChange(attempt, now) && elapsed(attempt.lookedAt, now) >= fresh;
  });
  const urgency = (attempt: Attempt) => (endOf(attempt, now) === null ? 0 : isLost(attempt) ? 2 : 1);
  return stale.toSorted((a, b) => urgency(a) - urgency(b) || a.lookedAt - b.lookedAt).slice(0, ASKED_AT_ONCE);
}

/** The attempts about which Mollie is asked before another payment is made: all that could have brought money since. */
export function attemptsBeforeCreate({ attempts }: InvoiceDocument, now: number): Attempt[] {
  const ended = attempts
    .filter((attempt) => isInVain(attempt) && elapsed(attempt.statusAt, now) < ENDED_LATELY)
    .toSorted((a, b) => b.statusAt - a.statusAt)
    .slice(0, ENDED_ASKED);
  return [...attempts.filter(({ status }) => !isFinal(status)), ...ended];
}

/** The attempts to cancel in the background: all of a withdrawn invoice, else those to which nobody was or will be sent. */
export function unwantedAttempts(document: InvoiceDocument, now: number): Attempt[] {
  const offered = offeredAttempt(document, now);
  const isUnwanted = (attempt: Attempt) => document.facts.void || (attempt.isStray && attempt !== offered);
  return document.attempts.filter(
    (attempt) => attempt.status === 'open' && attempt.cancelable && isUnwanted(attempt),
  );
}

/** The attempts about which the background asks Mollie now. */
export function dueAttempts(document: InvoiceDocument, now: number): Attempt[] {
  return document.attempts.filter((attempt) => {
    const next = isToBeJudged(document, attempt) ? now : nextLook(attempt, now);
    return next !== null && next <= now;
  });
}

/** Open attempts are asked about once after a withdrawal: only Mollie knows whether they can be cancelled by now. */
function isToBeJudged({ facts, factsAt }: InvoiceDocument, { status, lookedAt }: Attempt): boolean {
  return facts.void && status === 'open' && lookedAt < factsAt;
}

/** When the background has work on this invoice next; null where none is left. */
export function nextDue(document: InvoiceDocument, now: number): number | null {
  const times = document.attempts.map((attempt) =>
    isToBeJudged(document, attempt) ? now : nextLook(attempt, now),
  );
  times.push(nextSearch(document));
  // Without an id the host would not know which invoice it is told of.
  if (document.facts.sub !== '') times.push(...document.outbox.map(({ nextAt }) => nextAt));
  if (unwantedAttempts(document, now).length > 0) times.push(now);
  const due = times.filter((time) => time !== null);
  return due.length > 0 ? Math.min(...due) : null;
}

function nextLook(attempt: Attempt, now: number): number | null {
  const lookedAt = attempt.lookedAt > now + MAX_SKEW ? 0 : attempt.lookedAt;
  const end = endOf(attempt, now);
  if (end !== null) {
    const offsets = isLost(attempt) ? LOOKS_WHEN_DEAD : LOOKS_WHEN_PAID;
    return offsets.map((offset) => end + offset).find((time) => time > lookedAt) ?? null;
  }
  const start = Date.parse(attempt.createdAt);
  if (start > now + MAX_SKEW) return lookedAt + MAX_SKEW;
  const next = LOOKS_UNDER_WAY.map((offset) => start + offset).find((time) => time > lookedAt);
  return next ?? lookedAt + DAY;
}

/** When the attempt ended, as far as known; null while it is under way. Where Mollie no longer shows it, its expiry counts. */
function endOf(attempt: Attempt, now: number): number | null {
  const { status, paidAt, statusAt } = attempt;
  if (isFinal(status)) return status === 'paid' && paidAt ? Date.parse(paidAt) : statusAt;
  return status === 'open' && !isPayable(attempt, now) ? expiryOf(attempt) : null;
}

/** Of an attempt that has ended: whether it brought nothing. */
function isLost(attempt: Attempt): boolean {
  return attempt.status === 'open' || isInVain(attempt);
}
