import { type Clock, SECOND } from '../lib/clock.ts';
import { withTimeout } from '../lib/with-timeout.ts';

/** No page waits longer for a store that hangs. */
export const DEADLINE = 3 * SECOND;

/** The answer of `work`, or an error where it takes too long. */
export async function inTime<T>(clock: Clock, work: Promise<T>): Promise<T> {
  const done = await withTimeout(
    clock,
    work.then((value) => ({ value })),
    DEADLINE,
  );
  if (!done) throw new Error(`no answer within ${DEADLINE} ms`);
  return done.value;
}
