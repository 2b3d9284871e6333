import type { Clock } from './clock.ts';
import { goesOn } from './scope.ts';

/** The answer of `work`, or null where it takes longer than `patience` milliseconds; the work goes on. */
export async function withTimeout<T>(clock: Clock, work: Promise<T>, patience: number): Promise<T | null> {
  goesOn(work);
  let timer: unknown;
  const late = new Promise<null>((resolve) => {
    timer = clock.setTimeout(() => resolve(null), patience);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clock.clearTimeout(timer);
  }
}
