/** In milliseconds; what setTimeout cannot wait for would be taken for none. */
const LONGEST = 2e9;

/** As long as a pause is at most that ends at a time by a clock that is not known. */
const UNSURE = 300_000;

/** Those of a page who were refused together ask again together: their pauses end at such steps, in milliseconds. */
const STEP = 250;

/** When so much time is over, by the page's own clock in milliseconds. */
export function after(milliseconds: number): number {
  return Math.ceil((performance.now() + milliseconds) / STEP) * STEP;
}

/**
 * How long an answer's `Retry-After` is, in milliseconds: a number of seconds, or a date by the clock of who answered.
 * https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function pauseOf(headers: Headers): number {
  const wish = headers.get('retry-after');
  const until = Date.parse(wish!);
  const now = Date.parse(headers.get('date')!);
  const date = now ? until - now : Math.min(until - Date.now(), UNSURE);
  const seconds = Number(wish) >= 0 ? Number(wish) : date / 1000;
  return seconds > 0 ? Math.min(Math.ceil(seconds) * 1000, LONGEST) : 0;
}
