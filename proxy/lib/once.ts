import { perScope } from './scope.ts';

/** Does `work` once for all who wait for it, and again after it has failed. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  const underWay = perScope((): { answer?: Promise<T> | undefined } => ({}));
  return () => {
    if (done) return done;
    const mine = underWay();
    mine.answer ??= work().then(
      (value) => {
        done = mine.answer;
        return value;
      },
      (error) => {
        mine.answer = undefined;
        throw error;
      },
    );
    return mine.answer;
  };
}
