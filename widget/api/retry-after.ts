/** In milliseconds. `setTimeout` takes more than 2^31 for zero. */
const LONGEST = 2e9;

/** The longest pause to take from a date where the answer does not say what time it is there, in milliseconds. */
const LONGEST_BY_DATE = 300_000;

/** Pauses end at multiples of this, in milliseconds, so that elements that were refused together ask again together. */
const STEP = 250;

/** The time after a pause, by `performance.now()`. */
export function timeAfter(milliseconds: number): number {
  return Math.ceil((performance.now() + milliseconds) / STEP) * STEP;
}

/**
 * How long an answer's `Retry-After` is, in milliseconds: a number of seconds, or a date by the clock of who answered.
 * https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfter(headers: Headers): number {
  const wish = headers.get('retry-after');
  const until = Date.parse(wish!);
  const now = Date.parse(headers.get('date')!);
  const date = now ? until - now : Math.min(until - Date.now(), LONGEST_BY_DATE);
  const seconds = Number(wish) >= 0 ? Number(wish) : date / 1000;
  return seconds > 0 ? Math.min(Math.ceil(seconds) * 1000, LONGEST) : 0;
}
