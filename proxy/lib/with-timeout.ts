import type { Clock } from './clock.ts';
import { goesOn } from './scope.ts';

/** The answer of `work`, or null where it takes longer than `patience` milliseconds; the work goes on. */
export function withTimeout<T>(clock: Clock, work: Promise<T>, patience: number): Promise<T | null> {
  return untilLate<T | null>(clock, work, patience, (resolve) => resolve(null));
}

type Late<T> = (resolve: (value: T) => void, reject: (error: Error) => void) => void;

/** The answer of `work`, or how `late` ends it after `patience` milliseconds; the work goes on. */
export function untilLate<T>(clock: Clock, work: Promise<T>, patience: number, late: Late<T>): Promise<T> {
  goesOn(work);
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => late(resolve, reject), patience);
    const end =
      <A>(tell: (outcome: A) => void) =>
      (outcome: A) => {
        clock.clearTimeout(timer);
        tell(outcome);
      };
    work.then(end(resolve), end(reject));
  });
}
