/** A line of the log, as it is kept; words for people are made when it is read. */
export type LogEntry = {
  /** ISO 8601 */
  at: string;
  event: string;
  reference: string;
  /** The invoice's number, for the log of the whole integration. */
  number: string;
  details: Record<string, unknown>;
};

/** What a change leaves behind: the document, when it is next due for work, and new log lines, in one atomic write. */
export type Change<T> = {
  value: T;
  /** Milliseconds since 1970; null where nothing is left to do. */
  due: number | null;
  log: readonly LogEntry[];
};

export type StoredLogPage = { entries: LogEntry[]; before: string | null };

/**
 * Everything the proxy asks of a store. One document per key, changed only by compare-and-set;
 * keys are slugs or lower-case words, so that no two of them can meet in any store.
 */
export type Store = {
  /** For people: `sqlite`, `redis`, … */
  readonly kind: string;
  /** The document, or undefined where there is none. */
  get(key: string): Promise<unknown>;
  /**
   * Changes the document atomically and answers it. `change` is given the newest document, may be called
   * several times, and answers undefined to leave everything as it is.
   */
  update<T>(key: string, change: (current: unknown) => Change<T> | undefined): Promise<T | undefined>;
  /**
   * Keys that are due, at most `limit`. Each is leased: nobody else is given it for `lease` milliseconds,
   * and afterwards it is due again unless an update has said otherwise.
   */
  due(now: number, limit: number, lease: number): Promise<string[]>;
  /** Log lines, newest first: of one key, or of all. `before` is a page's own answer; null where it is not one. */
  recent(options: { key?: string; limit: number; before?: string }): Promise<StoredLogPage | null>;
  close(): Promise<void>;
};

/** The writers of one document are few; a loser tries again at once. */
export const MAX_CONFLICTS = 50;

/** Thrown by a store that answers, but not with what belongs there. */
export class StoreError extends Error {
  override name = 'StoreError';
}
