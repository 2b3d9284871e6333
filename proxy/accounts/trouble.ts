import { type Clock, elapsed, MINUTE } from '../lib/clock.ts';
import type { MollieError, MollieFailure } from '../mollie/errors.ts';

/** Failures that other payments of the account would meet as well. */
const OF_ACCOUNT: ReadonlySet<MollieFailure> = new Set([
  'unavailable',
  'unauthorized',
  'rate_limited',
] as const);

/** After so many failures in a row an account is in trouble: one may be by chance. */
const PATIENCE = 3;

/** How long the background leaves an account in trouble alone: the longer, the more often it has failed. */
const FIRST_PAUSE = MINUTE;
const LONGEST_PAUSE = 5 * MINUTE;

/** Whether Mollie answers one account's calls of the background; payments and views ask all the same. */
export type Trouble = {
  /** Milliseconds until the background tries again; 0 where it may. */
  wait(): number;
  failed(failure: MollieError): void;
  succeeded(): void;
};

export function createTrouble(clock: Clock): Trouble {
  let failures = 0;
  let since = 0;

  return {
    wait() {
      if (failures < PATIENCE) return 0;
      const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * (failures - PATIENCE + 1));
      return Math.max(0, pause - elapsed(since, clock()));
    },
    failed({ failure }) {
      // Anything else is about one payment.
      if (!OF_ACCOUNT.has(failure)) return;
      failures++;
      since = clock();
    },
    succeeded() {
      failures = 0;
    },
  };
}
