import type { Documents } from '../documents/index.ts';
import { applyPayments } from '../invoice/apply-payments.ts';
import type { InvoiceDocument } from '../invoice/document.ts';
import { isOutdated, notFound, type Sought, soughtNow } from '../invoice/intent.ts';
import { dueNotifications, postponed } from '../invoice/outbox.ts';
import { dueAttempts, unwantedAttempts } from '../invoice/schedule.ts';
import { type Clock, DAY, MINUTE, SECOND } from '../lib/clock.ts';
import { withTimeout } from '../lib/with-timeout.ts';
import { MollieError } from '../mollie/errors.ts';
import type { Notifier } from '../notify/index.ts';
import type { Store } from '../store/store.ts';
import type { CancelAttempts } from './cancel.ts';
import { createDueTime } from './due-time.ts';
import type { Look } from './look.ts';
import type { Found, Search } from './search.ts';

/** Invoices taken in one round; what a server that dies held is taken over when the lease ends. */
const ROUND = 20;
const LEASE = MINUTE;

/** A round ends before its leases do, so that no two servers work on one invoice. */
const ROUND_TIME = 40 * SECOND;

/** Nobody waits here, but a call that hangs shall not hold up the rest. */
const DEADLINE = 10 * SECOND;

/** A round ends when the host has been told; one that hangs is not waited for. */
const HOST_PATIENCE = SECOND;

type Deps = {
  store: Store;
  documents: Documents;
  notifier: Notifier | undefined;
  look: Look;
  search: Search;
  cancelAttempts: CancelAttempts;
  clock: Clock;
  report: (error: unknown) => void;
};

/**
 * Does what is due, one invoice after the other: Mollie is asked about payments by the plan, creates whose answer was
 * lost are looked for, what is not wanted any more is cancelled, and the host is told. No trouble with one of these
 * holds up the others. Answers how many invoices were due; `signal` ends it before the next one.
 */
export function createWatch(deps: Deps) {
  const { store, documents, notifier, look, search, cancelAttempts, clock, report } = deps;
  const dueTime = createDueTime(store, clock);

  return async function watch(signal?: AbortSignal): Promise<number> {
    const until = await dueTime();
    const slugs = await store.due(until, ROUND, LEASE);
    const end = performance.now() + ROUND_TIME;
    const told: Promise<void>[] = [];
    for (const slug of slugs) {
      if (signal?.aborted || performance.now() > end) break;
      try {
        await work(slug, told);
      } catch (error) {
        // Stays due: the lease ends, and whoever comes then tries again.
        report(error);
      }
    }
    // Where more may be due, the host is not waited for at all.
    if (slugs.length < ROUND) await withTimeout(Promise.all(told), HOST_PATIENCE);
    return slugs.length;
  };

  async function work(slug: string, told: Promise<void>[]): Promise<void> {
    const stored = await documents.find(slug);
    if (!stored || stored.isAsleep) return documents.putOff(slug);
    if (notifier) told.push(notifier.kick(slug, await notifier.claim(slug, stored.document)));
    const looked = await look(slug, stored.document, dueAttempts(stored.document, clock()), {
      via: 'watch',
      urgency: 'background',
      needs: 'any',
    });
    // Each has its own time: of many payments the looks may take long.
    const isSought = await seek(slug, looked.document, AbortSignal.timeout(DEADLINE));
    const isCancelled = await cancelUnwanted(slug, AbortSignal.timeout(DEADLINE));
    if (looked.failure || !isSought || !isCancelled) return;
    // Where nothing was written, the lease would make it due again for nothing.
    await documents.change(slug, (newest) => {
      // Where there is no host to tell, its notifications wait for one.
      const untold = notifier ? [] : dueNotifications(newest, clock());
      return postponed(newest, untold, clock() + DAY);
    });
  }

  /** Whether it was done; what Mollie does not answer now is tried again when the lease ends. */
  async function cancelUnwanted(slug: string, signal: AbortSignal): Promise<boolean> {
    const document = await documents.read(slug);
    if (!document) return true;
    const unwanted = unwantedAttempts(document, clock());
    const { failure } = await cancelAttempts(slug, document, unwanted, { urgency: 'background', signal });
    return failure === null;
  }

  /**
   * Looks for creates whose outcome is not known; nobody is there who wants them made. Answers whether it was done;
   * while Mollie wants no requests nothing is looked for, and that counts as no search.
   */
  async function seek(slug: string, document: InvoiceDocument, signal: AbortSignal): Promise<boolean> {
    const sought = soughtNow(document, clock());
    if (isOutdated(document, clock())) await documents.change(slug, judgedAgain);
    if (sought.length === 0) return true;
    const how = { urgency: 'background', signal } as const;
    const found = await search(slug, sought, how).catch(nothingFound);
    if (!found) return false;
    const { payments, isComplete } = found;
    await documents.change(slug, (newest) => {
      const isFound = ({ n }: Sought) => payments.has(n);
      const missing = sought.filter((one) => !isFound(one)).map(({ n }) => n);
      const made = sought.filter(isFound).map(({ n, credential, webhooks }) => {
        const payment = payments.get(n)!;
        return { id: payment.id, n, credential, webhooks, payment };
      });
      const unknown = made.filter(({ id }) => newest.attempts.every((one) => one.id !== id));
      const observed = applyPayments(newest, unknown, 'watch', clock());
      const { document: next, log } = notFound(observed.document, missing, isComplete, clock());
      return { document: next, log: [...observed.log, ...log] };
    });
    return true;
  }
}

/**
 * A list that cannot be had tells of nothing, and was searched all the same, or it would be sought for ever; null where
 * it was not asked for, for a while.
 */
function nothingFound(error: unknown): Found | null {
  if (!(error instanceof MollieError)) throw error;
  return error.failure === 'rate_limited' ? null : { payments: new Map(), isComplete: false };
}

/** Whatever is written is judged again: an intent that has become too old is put aside. */
function judgedAgain(document: InvoiceDocument) {
  return { document, log: [] };
}
