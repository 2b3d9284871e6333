import { goesOn } from './scope.ts';

/** The answer of `work`, or null where it takes longer than `patience` milliseconds; the work goes on. */
export async function withTimeout<T>(work: Promise<T>, patience: number): Promise<T | null> {
  goesOn(work);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patience);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
