import { type Clock, SECOND } from '../lib/clock.ts';
import { type Budget, MAX_RETRY_AFTER, type Urgency } from './budget.ts';
import { MollieError, toMollieError } from './errors.ts';
import { type CallContext, withCallContext } from './transport/index.ts';

/** How a call is made. */
export type CallOptions = {
  /** Default `payment`. */
  urgency?: Urgency;
  /** Names the key that the payment was made with. */
  credential?: string | undefined;
  /** Ends the wait earlier than the deadline of each call. */
  signal?: AbortSignal | undefined;
};

export type Call = <T>(
  work: () => Promise<T>,
  options?: CallOptions & Partial<Pick<CallContext, 'maySend'>>,
) => Promise<T>;

/**
 * The client tries a 5xx three times, two seconds apart. One deadline covers all tries, so that a page waits
 * at most this long.
 */
const DEADLINE = 4.5 * SECOND;

/** Returns a function that makes a call to Mollie: within the budget and a deadline, with errors of our own. */
export function createCall(fetch: typeof globalThis.fetch, budget: Budget, clock: Clock): Call {
  return async function call(work, { urgency = 'payment', signal: outer, maySend } = {}) {
    const timeout = clock.timeout(DEADLINE);
    const signal = outer ? AbortSignal.any([outer, timeout]) : timeout;
    let retryAfter: number | undefined;
    let answers = 0;
    const onResponse = (response: Response) => {
      answers++;
      const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10) || undefined;
      retryAfter = seconds && Math.min(seconds, MAX_RETRY_AFTER);
    };
    try {
      return await budget.run(urgency, signal, async (hasWaited) => {
        if (hasWaited && maySend && !(await maySend()))
          throw new MollieError('unavailable', 'not to be sent any more', { isLate: true });
        // The client sleeps between tries without looking at the signal; the race does.
        return Promise.race([
          withCallContext({ signal, fetch, onResponse, ...(maySend ? { maySend } : {}) }, work),
          aborted(signal),
        ]);
      });
    } catch (error) {
      const failure = toMollieError(error, { retryAfter, answers, isLate: signal.aborted });
      // What the budget refuses by itself was not said by Mollie, and must not make the pause longer.
      if (failure.failure === 'rate_limited' && answers > 0) budget.limit(failure.retryAfter);
      throw failure;
    }
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () =>
      reject(new MollieError('unavailable', 'no answer within the deadline', { isLate: true }));
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}
