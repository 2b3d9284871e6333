import PQueue from 'p-queue';
import { SECOND } from '../lib/clock.ts';
import { perScope } from '../lib/scope.ts';
import { MollieError } from './errors.ts';

/** What a request is for: making a payment comes first, then whoever looks, then nobody in particular. */
export type Urgency = 'payment' | 'view' | 'background';

const PRIORITY: Record<Urgency, number> = { payment: 2, view: 1, background: 0 };

/** Requests for one account that Mollie works on at once. */
const AT_ONCE = 16;

/**
 * Requests of the background for one account, at once and in a second: Mollie limits requests by the second, and some
 * seven were seen; the background leaves most of them to people.
 */
const BACKGROUND_OF_ONE = 2;

/** For all accounts together, at once. */
const BACKGROUND_IN_ALL = 20;

/** After a 429 that does not say for how long. Seconds. */
const DEFAULT_LIMIT = 5;

/** The longest that a `Retry-After` is taken at its word. Seconds. */
export const MAX_RETRY_AFTER = 300;

/** Returns a function that makes the budget of one account; the background of all accounts shares one more. */
export function createBudgets(): () => Budget {
  const backgroundOfAll = perScope(() => new PQueue({ concurrency: BACKGROUND_IN_ALL }));
  return () => createBudget(backgroundOfAll);
}

export type Budget = ReturnType<typeof createBudget>;

/**
 * The budget of requests to Mollie of one account in this process. After a 429 views show what is stored and the
 * background rests, for as long as Mollie says; payments are still tried.
 * https://docs.mollie.com/reference/rate-limiting
 */
function createBudget(backgroundOfAll: () => PQueue) {
  const queues = perScope(() => ({
    all: new PQueue({ concurrency: AT_ONCE }),
    background: new PQueue({
      concurrency: BACKGROUND_OF_ONE,
      intervalCap: BACKGROUND_OF_ONE,
      interval: SECOND,
    }),
  }));
  let limitedUntil = 0;

  return {
    /**
     * @param work is told whether it had to wait for its turn
     * @throws {MollieError} `rate_limited` for what can wait, `unavailable` where `signal` ends the wait.
     */
    async run<T>(
      urgency: Urgency,
      signal: AbortSignal,
      work: (hasWaited: boolean) => Promise<T>,
    ): Promise<T> {
      const left = Math.ceil((limitedUntil - performance.now()) / SECOND);
      if (urgency !== 'payment' && left > 0) {
        throw new MollieError('rate_limited', 'Mollie limits requests', { status: 429, retryAfter: left });
      }
      const { all, background } = queues();
      const queued = () => {
        const waits = all.pending >= AT_ONCE;
        return all.add(() => work(waits), { priority: PRIORITY[urgency], signal });
      };
      if (urgency !== 'background') return queued();
      return background.add(() => backgroundOfAll().add(queued, { signal }), { signal });
    },
    /** Mollie has answered 429. */
    limit(retryAfter = DEFAULT_LIMIT): void {
      limitedUntil = performance.now() + Math.min(retryAfter, MAX_RETRY_AFTER) * SECOND;
    },
  };
}
