import { LRUCache } from 'lru-cache';
import { elapsed, MINUTE, SECOND, type WallClock } from '../lib/clock.ts';

/**
 * How many names are counted at once. Where more come within a minute, those that have not come for longest begin anew:
 * counting single addresses would not stop a caller who has that many.
 */
export const MOST_NAMES = 20_000;

type Count = { since: number; count: number };

/** Counts by name, for a minute from the first; in bounded memory. */
export function createCounts(clock: WallClock) {
  let made: LRUCache<string, Count> | undefined;

  return {
    /** Counts one more; answers how many there are now, and in how many seconds counting begins anew. */
    add(name: string): { count: number; left: number } {
      // It takes room for all names at once: not before there is a first one.
      made ??= new LRUCache({ max: MOST_NAMES });
      const counts = made;
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
