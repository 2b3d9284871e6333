import { toIso } from '../lib/clock.ts';
import { isInVain, received } from './attempts.ts';
import { type Attempt, amountIn, type Changed, type InvoiceDocument } from './document.ts';
import { logEntry } from './log-entry.ts';
import { canChange } from './look-schedule.ts';
import { withNumbers } from './omitted-attempts.ts';
import { keepRefusals } from './refusals.ts';
import { balanceOfDocument, sumsOf } from './sums.ts';

/** How many attempts that brought no money stay listed, at least. */
const LISTED_DEAD_ATTEMPTS = 20;

/**
 * The last step of every change of an invoice: when it was completed, whether too much was paid, which old attempts
 * stay listed.
 */
export function recompute(
  before: InvoiceDocument | undefined,
  { document, log }: Changed,
  cause: 'facts' | 'payment',
  now: number,
): Changed {
  const after = balanceOfDocument(document);
  const excessBefore = before ? balanceOfDocument(before).excess : 0;
  const overpaid =
    after.excess > excessBefore
      ? [logEntry(document, now, 'invoice.overpaid', { excess: amountIn(document, after.excess) })]
      : [];
  // A restore brings the newest payments first, so each older one may tell the time of completion better.
  const completedBefore = document.restoredAt === null || cause === 'facts' ? document.completedAt : null;
  const completedAt =
    after.remaining > 0
      ? null
      : (completedBefore ?? (cause === 'facts' ? toIso(now) : closedAt(before, document, now)));
  return {
    document: compact(
      {
        ...keepRefusals(document, ({ due }) => due === after.due),
        completedAt,
        paidAlthoughVoid: document.paidAlthoughVoid && document.facts.void && after.excess > 0,
        maybeBookedTwice: document.maybeBookedTwice && after.excess > 0,
      },
      now,
    ),
    log: [...log, ...overpaid],
  };
}

/** Mollie's `paidAt` of the payment after which nothing remained. */
function closedAt(before: InvoiceDocument | undefined, document: InvoiceDocument, now: number): string {
  const paid = document.attempts
    .filter((attempt) => received(attempt) > 0)
    .toSorted((a, b) => Date.parse(a.paidAt ?? '') - Date.parse(b.paidAt ?? ''));
  const known = ({ id }: Attempt) => before?.attempts.find((attempt) => attempt.id === id);
  const isNews = (attempt: Attempt) => {
    const earlier = known(attempt);
    return !earlier || received(earlier) !== received(attempt);
  };
  const news = document.restoredAt === null ? paid.filter(isNews) : [];
  const { total, paidElsewhere } = sumsOf(document);
  const kept = (attempt?: Attempt) => (attempt ? received(attempt) - attempt.chargedBack : 0);
  // Where nothing was newly paid, as after a chargeback is reversed, all payments are gone through again.
  const isAnew = news.length === 0 || !before;
  let open = isAnew ? total - paidElsewhere : balanceOfDocument(before).remaining;
  for (const attempt of isAnew ? paid : news) {
    open -= kept(attempt) - (isAnew ? 0 : kept(known(attempt)));
    if (open <= 0 && attempt.paidAt) return attempt.paidAt;
  }
  return paid.at(-1)?.paidAt ?? toIso(now);
}

/** Drops old attempts that brought no money, but none that can still change or that a notification is about. */
function compact(document: InvoiceDocument, now: number): InvoiceDocument {
  const dead = document.attempts.filter(isInVain);
  const isToldOf = ({ id }: Attempt) => document.outbox.some(({ paymentId }) => paymentId === id);
  const dropped = new Set(
    dead
      .slice(0, Math.max(0, dead.length - LISTED_DEAD_ATTEMPTS))
      .filter((attempt) => !canChange(attempt, now) && !isToldOf(attempt)),
  );
  return {
    ...document,
    attempts: document.attempts.filter((attempt) => !dropped.has(attempt)),
    attemptsOmitted: document.attemptsOmitted + dropped.size,
    omitted: withNumbers(
      document.omitted,
      [...dropped].map(({ n }) => n),
    ),
  };
}
