import { DAY, elapsed, HOUR, MAX_SKEW, MINUTE, SECOND } from '../lib/clock.ts';
import { expiryOf, isFinal, isInVain, isPayable } from './attempts.ts';
import type { Attempt, InvoiceDocument } from './document.ts';
import { nextSearch } from './intent.ts';
import { offeredAttempt } from './offer.ts';

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

/** What ended so lately may have been paid all the same: so many of them are asked about before another payment. */
const ENDED_LATELY = 2 * HOUR;
const ENDED_ASKED = 5;

/** Whether Mollie could still tell anything new about it. */
export function canChange(attempt: Attempt, now: number): boolean {
  const end = endOf(attempt, now);
  return end === null || elapsed(end, now) < (isLost(attempt) ? DEAD_MAY_CHANGE : PAID_MAY_CHANGE);
}

/** The attempts about which Mollie is to be asked when somebody looks now. */
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

/** What is to be cancelled in the background: of a withdrawn invoice all, else what nobody was or will be sent to. */
export function unwantedAttempts(document: InvoiceDocument, now: number): Attempt[] {
  const offered = offeredAttempt(document, now);
  const isUnwanted = (attempt: Attempt) => document.facts.void || (attempt.isStray && attempt !== offered);
  return document.attempts.filter(
    (attempt) => attempt.status === 'open' && attempt.cancelable && isUnwanted(attempt),
  );
}

/** The attempts at which the background is to look now. */
export function dueAttempts(document: InvoiceDocument, now: number): Attempt[] {
  return document.attempts.filter((attempt) => {
    const next = isToBeJudged(document, attempt) ? now : nextLook(attempt, now);
    return next !== null && next <= now;
  });
}

/** Of a withdrawn invoice what is open is looked at again: only Mollie knows what can be cancelled by now. */
function isToBeJudged({ facts, factsAt }: InvoiceDocument, { status, lookedAt }: Attempt): boolean {
  return facts.void && status === 'open' && lookedAt < factsAt;
}

/** When the background has work on this invoice next; null where none is left. */
export function nextDue(document: InvoiceDocument, now: number): number | null {
  const times = document.attempts.map((attempt) =>
    isToBeJudged(document, attempt) ? now : nextLook(attempt, now),
  );
  times.push(nextSearch(document));
  // A host that does not know which invoice it is about is told nothing.
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

/** When it ended, as far as known; null while it is under way. One that Mollie no longer shows ends by its time. */
function endOf(attempt: Attempt, now: number): number | null {
  const { status, paidAt, statusAt } = attempt;
  if (isFinal(status)) return status === 'paid' && paidAt ? Date.parse(paidAt) : statusAt;
  return status === 'open' && !isPayable(attempt, now) ? expiryOf(attempt) : null;
}

/** Of what has ended: that it brought nothing. */
function isLost(attempt: Attempt): boolean {
  return attempt.status === 'open' || isInVain(attempt);
}
