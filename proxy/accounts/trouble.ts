import { LRUCache } from 'lru-cache';
import { type Clock, elapsed, MINUTE } from '../lib/clock.ts';
import type { Log } from '../log/index.ts';
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

/** Accounts whose failures are remembered at most. */
const MOST_ACCOUNTS = 100_000;

/** Whether Mollie answers one account's calls of the background; payments and views ask all the same. */
export type Trouble = {
  /** Milliseconds until the background tries again; 0 where it may. */
  wait(): number;
  /** How long such a pause is now, in milliseconds. */
  pause(): number;
  /** Whether its last call has failed, so that the next may take long, too. */
  isDoubtful(): boolean;
  /** Whether so many have failed that there was a pause. */
  isLasting(): boolean;
  failed(failure: MollieError): void;
  succeeded(): void;
};

type Failures = { count: number; at: number };

/** The trouble of all accounts: two numbers for each, so that none is forgotten as long as it lasts. */
export function createTroubles(clock: Clock, log: Log): (account: string) => Trouble {
  const failing = new LRUCache<string, Failures>({ max: MOST_ACCOUNTS });

  return (account) => ({
    wait() {
      const { count, at } = failing.get(account) ?? NONE;
      if (count < PATIENCE) return 0;
      return Math.max(0, pauseAfter(count) - elapsed(at, clock()));
    },
    pause: () => pauseAfter(failing.get(account)?.count ?? 0),
    isDoubtful: () => failing.has(account),
    isLasting: () => (failing.get(account)?.count ?? 0) >= PATIENCE,
    failed({ failure, isLate }) {
      // Anything else is about one payment.
      if (!OF_ACCOUNT.has(failure)) return;
      const before = failing.get(account)?.count ?? 0;
      // What takes so long keeps others waiting: once is enough.
      const count = Math.max(before + 1, isLate ? PATIENCE : 0);
      failing.set(account, { count, at: clock() });
      if (before < PATIENCE && count >= PATIENCE)
        log({ level: 'warn', code: 'account_in_trouble', account, failure });
    },
    succeeded() {
      const { count } = failing.get(account) ?? NONE;
      failing.delete(account);
      if (count >= PATIENCE) log({ level: 'info', code: 'account_recovered', account });
    },
  });
}

const NONE: Failures = { count: 0, at: 0 };

function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * Math.max(1, failures - PATIENCE + 1));
}
