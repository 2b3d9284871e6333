/** A clock that moves on by a millisecond whenever it is read, so that of two events one is always the first. */
export function tickingClock(start = Date.parse('2026-11-21T09:00:00Z')): () => number {
  let ticks = 0;
  return () => start + ticks++;
}
