import { type Clock, MINUTE, SECOND } from '../clock.ts';
import { ProxyError } from '../errors.ts';
import type { InvoiceDocument } from '../invoice/document.ts';
import { isOutdated, notFound, type Sought, soughtNow } from '../invoice/intent.ts';
import { observe } from '../invoice/observe.ts';
import { dueAttempts, unwantedAttempts } from '../invoice/schedule.ts';
import { MollieError } from '../mollie/errors.ts';
import type { Notifier } from '../notify/index.ts';
import type { Store } from '../store/index.ts';
import { within } from '../within.ts';
import type { CancelAttempts } from './cancel.ts';
import type { Documents } from './documents.ts';
import type { Look } from './look.ts';
import type { Search } from './search.ts';

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
  const dueTime = createDueTime(clock);

  return async function watch(signal?: AbortSignal): Promise<number> {
    const slugs = await store.due(dueTime(), ROUND, LEASE);
    const end = performance.now() + ROUND_TIME;
    const told: Promise<void>[] = [];
    for (const slug of slugs) {
      if (signal?.aborted || performance.now() > end) break;
      try {
        await work(slug);
        if (notifier) told.push(notifier.deliver(slug));
      } catch (error) {
        // Stays due: the lease ends, and whoever comes then tries again.
        report(error);
      }
    }
    await within(Promise.all(told), HOST_PATIENCE);
    return slugs.length;
  };

  async function work(slug: string): Promise<void> {
    const stored = await documents.find(slug);
    if (!stored || stored.isAsleep) return documents.putOff(slug);
    const signal = AbortSignal.timeout(DEADLINE);
    const looked = await look(slug, stored.document, dueAttempts(stored.document, clock()), {
      via: 'watch',
      urgency: 'background',
      needs: 'any',
    });
    const isSearched = await attempt(() => seek(slug, looked.document, signal));
    const isCancelled = await attempt(async () => {
      const document = await documents.read(slug);
      if (document)
        await cancelAttempts(slug, document, unwantedAttempts(document), { urgency: 'background', signal });
    });
    if (looked.failure || !isSearched || !isCancelled) return;
    // Where nothing was written, the lease would make it due again for nothing.
    await documents.change(slug, (newest) => ({ document: newest, log: [] }));
  }

  /** Whether it was done; what Mollie does not answer now is tried again when the lease ends. */
  async function attempt(step: () => Promise<void>): Promise<boolean> {
    try {
      await step();
      return true;
    } catch (error) {
      const isMollies =
        error instanceof MollieError || (error instanceof ProxyError && error.cause instanceof MollieError);
      if (!isMollies) throw error;
      return false;
    }
  }

  /** Looks for creates whose outcome is not known; nobody is there who wants them made. */
  async function seek(slug: string, document: InvoiceDocument, signal: AbortSignal): Promise<void> {
    const sought = soughtNow(document, clock());
    if (isOutdated(document, clock()))
      await documents.change(slug, (newest) => ({ document: newest, log: [] }));
    if (sought.length === 0) return;
    const { payments } = await search(slug, sought, { urgency: 'background', signal });
    await documents.change(slug, (newest) => {
      const isFound = ({ n }: Sought) => payments.has(n);
      const missing = sought.filter((one) => !isFound(one)).map(({ n }) => n);
      const found = sought.filter(isFound).map(({ n, credential, webhooks }) => {
        const payment = payments.get(n)!;
        return { id: payment.id, n, credential, webhooks, payment };
      });
      const unknown = found.filter(({ id }) => newest.attempts.every((one) => one.id !== id));
      const observed = observe(newest, unknown, 'watch', clock());
      const { document: next, log } = notFound(observed.document, missing, clock());
      return { document: next, log: [...observed.log, ...log] };
    });
  }
}

/**
 * The time up to which work is due. A clock that was set back would keep what was planned before from being due:
 * until it has caught up, that much is added.
 */
function createDueTime(clock: Clock): Clock {
  let highest = Number.NEGATIVE_INFINITY;
  let ahead = 0;
  return () => {
    const now = clock();
    if (now >= highest) {
      highest = now;
      ahead = 0;
    } else if (now + ahead < highest) {
      ahead = highest - now;
    }
    return now + ahead;
  };
}
