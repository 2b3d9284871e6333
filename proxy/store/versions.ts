import { randomBytes } from '../keys/random.ts';
import type { Clock } from '../lib/clock.ts';
import { type Change, StoreError, UNREADABLE } from './store.ts';

/** A stored value with the version by which a write compares; undefined where there is none. */
export type Versioned = { version: string; value: unknown } | undefined;

/** A document has few writers, so more conflicts than this are not by chance. */
const MAX_CONFLICTS = 50;

/** Milliseconds, for each conflict so far: losers that come back together would only meet again. */
const MAX_PAUSE = 2;

/**
 * Changes a value by compare-and-set, again with the newest value wherever another writer came first.
 * @param read answers the newest value
 * @param write writes all of a change where the version is still the one that was read, else answers false
 */
export async function updateByVersion<T>(
  read: () => Promise<Versioned> | Versioned,
  write: (version: string | undefined, change: Change<T>) => Promise<boolean> | boolean,
  change: (current: unknown) => Change<T> | undefined,
  clock: Clock,
): Promise<T | undefined> {
  for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
    if (conflicts > 0) await clock.sleep((randomBytes(1)[0]! / 256) * MAX_PAUSE * conflicts);
    const current = await read();
    const changed = change(current?.value);
    if (!changed) return readable(current?.value) as T | undefined;
    if (await write(current?.version, changed)) return changed.value;
  }
  throw new StoreError('too many writers of one document');
}

/** The value of a text that was written as JSON. */
export function parseStored(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return UNREADABLE;
  }
}

/** @throws {StoreError} for what could not be read. */
export function readable(value: unknown): unknown {
  if (value === UNREADABLE) throw new StoreError('a value that is not a document');
  return value;
}
