import { describeError } from '../errors.ts';
import { type StoreWarning, UnfitStore } from './store.ts';

/** Takes what an operator should know of the store. */
export type Announce = (entry: Record<string, unknown>) => void;

export type Health = ReturnType<typeof createHealth>;

/** Tells the process's log, once each, that a store fails and why, that it works again, and what it does not promise. */
export function createHealth(kind: string, announce: Announce) {
  let isFailing = false;
  let announced = '';

  /** A store that goes and comes back says the same again. */
  function announceOnce(entries: Record<string, unknown>[]): void {
    const text = JSON.stringify(entries);
    if (text === announced) return;
    announced = text;
    for (const entry of entries) announce(entry);
  }

  return {
    isFailing: () => isFailing,
    /** `warnings` where it was inspected. */
    works(warnings: readonly StoreWarning[] | undefined): void {
      if (warnings) announceOnce(warnings.map((warning) => ({ level: 'warn', ...warning })));
      if (!isFailing) return;
      isFailing = false;
      announce({ level: 'info', code: 'store_available', message: `The ${kind} store works again` });
    },
    fails(error: unknown): void {
      if (error instanceof UnfitStore) {
        const message = `The store is refused: ${error.message}`;
        announceOnce([{ level: 'error', code: 'store_unfit', message }]);
      } else if (!isFailing) {
        isFailing = true;
        const message = `The ${kind} store does not work; it is tried again until it does`;
        announce({ level: 'error', code: 'store_unavailable', message, cause: describeError(error) });
      }
    },
  };
}
