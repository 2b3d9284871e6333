import { type Clock, MINUTE, SECOND } from '../clock.ts';
import { dueAttempts } from '../invoice/schedule.ts';
import type { Notifier } from '../notify/index.ts';
import type { Store } from '../store/index.ts';
import type { Documents } from './documents.ts';
import type { ResolveIntent } from './intent.ts';
import type { Look } from './look.ts';

/** Invoices taken in one round; what a server that dies held is taken over when the lease ends. */
const ROUND = 20;
const LEASE = MINUTE;

/** A round ends before its leases do, so that no two servers work on one invoice. */
const ROUND_TIME = 40 * SECOND;

/** Nobody waits here, but a call that hangs shall not hold up the rest. */
const DEADLINE = 10 * SECOND;

type Deps = {
  store: Store;
  documents: Documents;
  notifier: Notifier | undefined;
  look: Look;
  resolveIntent: ResolveIntent;
  clock: Clock;
  report: (error: unknown) => void;
};

/**
 * Does what is due, one invoice after the other: intents whose answer was lost are resolved, and Mollie is asked
 * about payments by the plan. Answers how many invoices were due; `signal` ends it before the next one.
 */
export function createWatch({ store, documents, notifier, look, resolveIntent, clock, report }: Deps) {
  return async function watch(signal?: AbortSignal): Promise<number> {
    const slugs = await store.due(clock(), ROUND, LEASE);
    const end = performance.now() + ROUND_TIME;
    for (const slug of slugs) {
      if (signal?.aborted || performance.now() > end) break;
      try {
        await work(slug);
      } catch (error) {
        // Stays due: the lease ends, and whoever comes then tries again.
        report(error);
      }
    }
    return slugs.length;
  };

  async function work(slug: string): Promise<void> {
    let document = await documents.read(slug);
    if (!document) return;
    await notifier?.deliver(slug);
    const signal = AbortSignal.timeout(DEADLINE);
    if (document.intent) ({ document } = await resolveIntent(slug, document, 'find', signal));
    const { failure } = await look(slug, document, dueAttempts(document, clock()), {
      via: 'watch',
      urgency: 'background',
      signal,
    });
    if (failure) return;
    // Where nothing was written, the lease would make it due again for nothing.
    await documents.change(slug, (newest) => ({ document: newest, log: [] }));
  }
}
