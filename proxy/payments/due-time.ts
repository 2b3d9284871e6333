import { type Clock, elapsed, MAX_SKEW, MINUTE } from '../lib/clock.ts';
import type { Store } from '../store/store.ts';

/** Where the store keeps the highest time that the background has seen. */
const KEY = 'clock';

/** How often it is kept. */
const PRECISION = MINUTE;

/**
 * The time up to which work is due. Where the clock was set back, by more than clocks differ, work that was planned
 * before would wait too long: until the clock has caught up, the difference is added.
 */
export function createDueTime(store: Store, clock: Clock): () => Promise<number> {
  let highest: number | undefined;
  let keptAt = Number.NEGATIVE_INFINITY;
  let ahead = 0;

  async function keep(now: number): Promise<number> {
    const kept = await store.update<{ v: 1; at: number }>(KEY, (value) => {
      const { at = now } = (value ?? {}) as { at?: number };
      return { value: { v: 1, at: Math.max(at, now) }, due: null, log: [] };
    });
    keptAt = now;
    return kept!.at;
  }

  return async function dueTime() {
    const now = clock();
    if (elapsed(keptAt, now) >= PRECISION) highest = Math.max(highest ?? now, await keep(now));
    highest ??= now;
    const isBack = now < highest - MAX_SKEW;
    ahead = isBack ? Math.max(ahead, highest - now) : 0;
    if (!isBack) highest = Math.max(highest, now);
    return now + ahead;
  };
}
