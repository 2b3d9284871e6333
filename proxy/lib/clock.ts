/** Milliseconds since 1970. Given to everything that asks for the time, so that tests can move it. */
export type Clock = () => number;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Clocks of two machines differ by less; a time further ahead was written by a clock that was set back since. */
export const MAX_SKEW = 5 * MINUTE;

/** The time between `at` and now. Never negative, so that nothing lasts longer because a clock was set back. */
export function elapsed(at: number, now: number): number {
  return Math.abs(now - at);
}

/** ISO 8601 with the offset that Mollie writes, seconds precise: `2026-11-21T09:00:00+00:00`. */
export function toIso(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}+00:00`;
}
