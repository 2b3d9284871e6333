import type { Clock } from '../lib/clock.ts';
import { perScope } from '../lib/scope.ts';

export type Waiters = {
  /** Resolves at the next `wake` of the key, or after `patience` milliseconds. */
  wait(key: string, patience: number): Promise<void>;
  wake(key: string): void;
};

/** Who waits for a change that this process makes; keys that nobody waits for take no memory. */
export function createWaiters(clock: Clock): Waiters {
  const waitingHere = perScope(() => new Map<string, Set<() => void>>());

  return {
    wait: (key, patience) =>
      new Promise((resolve) => {
        const waiting = waitingHere();
        const waiters = waiting.get(key) ?? new Set();
        const done = () => {
          clock.clearTimeout(timer);
          waiters.delete(done);
          if (waiters.size === 0) waiting.delete(key);
          resolve();
        };
        const timer = clock.setTimeout(done, patience);
        waiters.add(done);
        waiting.set(key, waiters);
      }),
    wake(key) {
      for (const done of [...(waitingHere().get(key) ?? [])]) done();
    },
  };
}
