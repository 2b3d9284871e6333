import type { Clock } from './clock.ts';
import { goesOn } from './scope.ts';

/** The answer of `work`, or null where it takes longer than `patience` milliseconds; the work goes on. */
export function withTimeout<T>(clock: Clock, work: Promise<T>, patience: number): Promise<T | null> {
  goesOn(work);
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => resolve(null), patience);
    const end =
      <A>(tell: (outcome: A) => void) =>
      (outcome: A) => {
        clock.clearTimeout(timer);
        tell(outcome);
      };
    work.then(end(resolve), end(reject));
  });
}
