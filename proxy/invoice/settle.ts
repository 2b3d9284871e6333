import { toIso } from '../clock.ts';
import {
  type Attempt,
  amountIn,
  balanceOfDocument,
  type Changed,
  type InvoiceDocument,
  isDead,
  logEntry,
  sumsOf,
} from './document.ts';

/** How many attempts that brought no money stay listed. */
const LISTED_DEAD_ATTEMPTS = 20;

/**
 * What every change of an invoice ends with: when it was completed, whether too much was paid, and no more
 * attempts than are worth keeping.
 */
export function settle(
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
  // Restored payments come newest first, so that each one may tell it better.
  const completedBefore = document.isRestored ? null : document.completedAt;
  const completedAt =
    after.remaining > 0
      ? null
      : (completedBefore ?? (cause === 'facts' ? toIso(now) : closedAt(before, document, now)));
  return {
    document: compact({
      ...document,
      completedAt,
      maybeBookedTwice: document.maybeBookedTwice && after.excess > 0,
      refusal: document.refusal?.due === after.due ? document.refusal : null,
    }),
    log: [...log, ...overpaid],
  };
}

/** Mollie's paidAt of the payment with which nothing remained any more. */
function closedAt(before: InvoiceDocument | undefined, document: InvoiceDocument, now: number): string {
  const isKnownPaid = ({ id }: Attempt) =>
    before?.attempts.some((one) => one.id === id && one.status === 'paid');
  const paid = document.attempts
    .filter(({ status }) => status === 'paid')
    .toSorted((a, b) => Date.parse(a.paidAt ?? '') - Date.parse(b.paidAt ?? ''));
  const news = document.isRestored ? [] : paid.filter((attempt) => !isKnownPaid(attempt));
  const { total, paidElsewhere } = sumsOf(document);
  // Where nothing was newly paid, as after a chargeback is reversed, all payments are gone through again.
  let open = news.length > 0 && before ? balanceOfDocument(before).remaining : total - paidElsewhere;
  for (const { amount, chargedBack, paidAt } of news.length > 0 ? news : paid) {
    open -= amount - chargedBack;
    if (open <= 0 && paidAt) return paidAt;
  }
  return paid.at(-1)?.paidAt ?? toIso(now);
}

function compact(document: InvoiceDocument): InvoiceDocument {
  const dead = document.attempts.filter(({ status }) => isDead(status));
  const dropped = new Set(dead.slice(0, Math.max(0, dead.length - LISTED_DEAD_ATTEMPTS)));
  if (dropped.size === 0) return document;
  return {
    ...document,
    attempts: document.attempts.filter((attempt) => !dropped.has(attempt)),
    attemptsOmitted: document.attemptsOmitted + dropped.size,
  };
}
