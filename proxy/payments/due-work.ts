import type { Documents } from '../documents/index.ts';
import { dueAttempts, nextDue, unwantedAttempts } from '../invoice/look-schedule.ts';
import { dueNotifications, postponed } from '../invoice/outbox.ts';
import { type Clock, DAY, MINUTE, SECOND } from '../lib/clock.ts';
import { withTimeout } from '../lib/with-timeout.ts';
import type { Log } from '../log/index.ts';
import type { Notifier } from '../notify/index.ts';
import type { Store } from '../store/store.ts';
import type { CancelAttempts } from './cancel.ts';
import { createDueTime } from './due-time.ts';
import type { FindUncertain } from './find-uncertain.ts';
import type { Look } from './look.ts';

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
  findUncertain: FindUncertain;
  cancelAttempts: CancelAttempts;
  clock: Clock;
  report: (error: unknown) => void;
  log: Log;
};

/**
 * Does what is due in the background, one invoice after the other, and answers how many invoices were due. Of each:
 *
 * 1. The host is told what its outbox holds.
 * 2. Mollie is asked about the payments whose time has come.
 * 3. Creates whose outcome is not known are looked for in Mollie's list.
 * 4. What nobody wants any more is cancelled.
 * 5. What could not be done is due again when the lease ends; else the next write says when.
 *
 * Trouble with one invoice holds up no other. `signal` ends the work before the next invoice.
 */
export function createDueWork(deps: Deps): (signal?: AbortSignal) => Promise<number> {
  const { store, report } = deps;
  const dueTime = createDueTime(store, deps.clock);

  return async function runDueWork(signal) {
    const slugs = await store.due(await dueTime(), ROUND, LEASE);
    const end = performance.now() + ROUND_TIME;
    const deliveries: Promise<void>[] = [];
    for (const slug of slugs) {
      if (signal?.aborted || performance.now() > end) break;
      try {
        await workOn(deps, slug, deliveries);
      } catch (error) {
        // Stays due: the lease ends, and whoever comes then tries again.
        report(error);
      }
    }
    // Where more may be due, the host is not waited for at all.
    if (slugs.length < ROUND) await withTimeout(Promise.all(deliveries), HOST_PATIENCE);
    return slugs.length;
  };
}

async function workOn(deps: Deps, slug: string, deliveries: Promise<void>[]): Promise<void> {
  const { documents, notifier, look, findUncertain, clock, log } = deps;
  const stored = await documents.find(slug);
  if (!stored || stored.isAsleep) return documents.putOff(slug);
  const now = clock();
  log({ level: 'debug', code: 'due', ms: Math.max(0, now - (nextDue(stored.document, now) ?? now)) });
  if (notifier) deliveries.push(notifier.deliver(slug, await notifier.claim(slug, stored.document)));
  const looked = await look(slug, stored.document, dueAttempts(stored.document, clock()), {
    via: 'watch',
    urgency: 'background',
    needs: 'any',
  });
  // Each has its own deadline: looks at many payments may take long.
  const isSearched = await findUncertain(slug, looked.document, AbortSignal.timeout(DEADLINE));
  const isCancelled = await cancelUnwanted(deps, slug, AbortSignal.timeout(DEADLINE));
  if (looked.failure || !isSearched || !isCancelled) return;
  // Where nothing was written, the lease would make it due again for nothing.
  await documents.change(slug, (newest) => {
    // Where there is no host to tell, its notifications wait for one.
    const untold = notifier ? [] : dueNotifications(newest, clock());
    return postponed(newest, untold, clock() + DAY);
  });
}

/** Answers whether it was done; what Mollie does not answer now is tried again when the lease ends. */
async function cancelUnwanted(
  { documents, cancelAttempts, clock }: Deps,
  slug: string,
  signal: AbortSignal,
): Promise<boolean> {
  const document = await documents.read(slug);
  if (!document) return true;
  const unwanted = unwantedAttempts(document, clock());
  const { failure } = await cancelAttempts(slug, document, unwanted, { urgency: 'background', signal });
  return failure === null;
}
