import { type Clock, SECOND } from '../lib/clock.ts';
import { untilLate } from '../lib/with-timeout.ts';

/** No page waits longer for a store that hangs. */
export const DEADLINE = 3 * SECOND;

/** The answer of `work`, or an error where it takes too long. */
export function inTime<T>(clock: Clock, work: Promise<T>): Promise<T> {
  return untilLate(clock, work, DEADLINE, (_resolve, reject) =>
    reject(new Error(`no answer within ${DEADLINE} ms`)),
  );
}
