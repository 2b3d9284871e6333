import { LRUCache } from 'lru-cache';
import type { Notification } from '../invoice/document.ts';
import { MINUTE, SECOND, type WallClock } from '../lib/clock.ts';

/** Invoices kept at most; those written longest ago are forgotten first. */
const MOST_INVOICES = 50_000;

/**
 * A notification that was not tried again so long after its time was taken over by another process, which counts it now.
 */
const PATIENCE = 5 * MINUTE;

type Outbox = { count: number; since: number; until: number };

/** What waits for the host in the invoices that this process has written: known without a question to the store. */
export function createWaiting(clock: WallClock) {
  const outboxes = new LRUCache<string, Outbox>({ max: MOST_INVOICES });

  function current(): Outbox[] {
    const now = clock();
    return [...outboxes.values()].filter(({ until }) => until >= now);
  }

  return {
    /** Takes a document as it was just written; what is no invoice holds nothing for the host. */
    note(key: string, value: unknown): void {
      const { outbox = [] } = value as { outbox?: readonly Notification[] };
      if (outbox.length === 0) {
        outboxes.delete(key);
        return;
      }
      const since = Math.min(...outbox.map(({ at }) => at));
      const until = Math.min(...outbox.map(({ nextAt }) => nextAt)) + PATIENCE;
      outboxes.set(key, { count: outbox.length, since, until });
    },
    count: () => current().reduce((sum, { count }) => sum + count, 0),
    /** Seconds. */
    oldestAge: () => Math.max(0, ...current().map(({ since }) => clock() - since)) / SECOND,
  };
}

export type Waiting = ReturnType<typeof createWaiting>;
