import type { Documents } from '../documents/index.ts';
import { applyPayments } from '../invoice/apply-payments.ts';
import type { Changed, InvoiceDocument } from '../invoice/document.ts';
import { isOutdated, notFound, type Sought, soughtNow } from '../invoice/intent.ts';
import type { Clock } from '../lib/clock.ts';
import { MollieError } from '../mollie/errors.ts';
import type { Found, Search } from './search-list.ts';

/**
 * Looks in Mollie's list for creates whose outcome is not known, in the background, where nobody waits for them. Answers
 * whether it was done; while Mollie wants no requests nothing is looked for, and that counts as no search.
 */
export type FindUncertain = (
  slug: string,
  document: InvoiceDocument,
  signal: AbortSignal,
) => Promise<boolean>;

type Deps = { documents: Documents; search: Search; clock: Clock };

export function createFindUncertain({ documents, search, clock }: Deps): FindUncertain {
  return async function findUncertain(slug, document, signal) {
    const sought = soughtNow(document, clock());
    if (isOutdated(document, clock())) await documents.rewrite(slug);
    if (sought.length === 0) return true;
    const how = { urgency: 'background', signal } as const;
    const found = await search(slug, document.realm, sought, how).catch(nothingFound);
    if (!found) return false;
    await documents.change(slug, (newest) => afterSearch(newest, sought, found, clock()));
    return true;
  };
}

/** What was found becomes an attempt, unless it is one already; the others were searched once more. */
function afterSearch(
  newest: InvoiceDocument,
  sought: readonly Sought[],
  { payments, isComplete }: Found,
  now: number,
): Changed {
  const isFound = ({ n }: Sought) => payments.has(n);
  const missing = sought.filter((one) => !isFound(one)).map(({ n }) => n);
  const made = sought.filter(isFound).map(({ n, credential, webhooks }) => {
    const payment = payments.get(n)!;
    return { id: payment.id, n, credential, webhooks, payment };
  });
  const unknown = made.filter(({ id }) => newest.attempts.every((one) => one.id !== id));
  const applied = applyPayments(newest, unknown, 'watch', now);
  const { document, log } = notFound(applied.document, missing, isComplete, now);
  return { document, log: [...applied.log, ...log] };
}

/**
 * A list that cannot be read tells of nothing, and counts as searched all the same, or the search would never end; null
 * where Mollie was not asked, since it wants no requests for a while.
 */
function nothingFound(error: unknown): Found | null {
  if (!(error instanceof MollieError)) throw error;
  return error.failure === 'rate_limited' ? null : { payments: new Map(), isComplete: false };
}
