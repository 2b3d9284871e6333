import PQueue from 'p-queue';
import { type Clock, SECOND } from '../lib/clock.ts';
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
export function createBudgets(clock: Clock): () => Budget {
  const backgroundOfAll = perScope(() => new PQueue({ concurrency: BACKGROUND_IN_ALL }));
  return () => createBudget(backgroundOfAll, clock);
}

export type Budget = ReturnType<typeof createBudget>;

/**
 * The budget of requests to Mollie of one account in this process. After a 429 views show what is stored and the
 * background rests, for as long as Mollie says; payments are still tried.
 * https://docs.mollie.com/reference/rate-limiting
 */
function createBudget(backgroundOfAll: () => PQueue, clock: Clock) {
  const queues = perScope(() => ({
    all: new PQueue({ concurrency: AT_ONCE }),
    background: new PQueue({ concurrency: BACKGROUND_OF_ONE }),
  }));
  let limitedUntil = 0;

  /** Answers at once, and holds its place in the queue until a second after the request began. */
  function inTurn<T>(
    queue: PQueue,
    signal: AbortSignal,
    work: (begun: () => void) => Promise<T>,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const fail = () => reject(signal.reason);
      signal.addEventListener('abort', fail, { once: true });
      if (signal.aborted) fail();
      // Without the signal, which would give the place away too early.
      queue.add(async () => {
        if (signal.aborted) return;
        let pause: Promise<void> | undefined;
        const begun = () => {
          pause = clock.sleep(SECOND);
        };
        const answer = work(begun);
        answer.then(resolve, reject);
        await answer.catch(() => {});
        signal.removeEventListener('abort', fail);
        await pause;
      });
    });
  }

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
      const left = Math.ceil((limitedUntil - clock.monotonic()) / SECOND);
      if (urgency !== 'payment' && left > 0) {
        throw new MollieError('rate_limited', 'Mollie limits requests', { status: 429, retryAfter: left });
      }
      const { all, background } = queues();
      const queued = (begun = () => {}) => {
        const waits = all.pending >= AT_ONCE;
        const run = () => {
          begun();
          return work(waits);
        };
        return all.add(run, { priority: PRIORITY[urgency], signal });
      };
      if (urgency !== 'background') return queued();
      return inTurn(background, signal, (begun) => backgroundOfAll().add(() => queued(begun), { signal }));
    },
    /** Mollie has answered 429. */
    limit(retryAfter = DEFAULT_LIMIT): void {
      limitedUntil = clock.monotonic() + Math.min(retryAfter, MAX_RETRY_AFTER) * SECOND;
    },
  };
}
