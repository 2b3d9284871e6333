import { LRUCache } from 'lru-cache';
import { type Clock, elapsed, MINUTE, SECOND } from '../lib/clock.ts';

/**
 * Names that are counted at once. Where more come within a minute, those that have not come for the longest time begin
 * anew: who has that many addresses is not held up by any one of them.
 */
export const MOST_NAMES = 20_000;

type Count = { since: number; count: number };

/** Counts by name, a minute from the first; in bounded memory, whatever comes. */
export function createCounts(clock: Clock) {
  const counts = new LRUCache<string, Count>({ max: MOST_NAMES });

  return {
    /** Counts one more; answers how many that makes, and in how many seconds counting begins anew. */
    add(name: string): { count: number; left: number } {
      const now = clock();
      let known = counts.get(name);
      if (!known || elapsed(known.since, now) >= MINUTE) {
        known = { since: now, count: 0 };
        counts.set(name, known);
      }
      known.count++;
      return { count: known.count, left: Math.ceil((MINUTE - elapsed(known.since, now)) / SECOND) };
    },
  };
}
