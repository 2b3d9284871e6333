import { ProxyError } from '../errors.ts';

/** A line of the log, as it is kept; words for people are made when it is read. */
export type LogEntry = {
  /** ISO 8601 */
  at: string;
  event: string;
  reference: string;
  /** The invoice's number, for the log of the whole integration. */
  number: string;
  /** Account and mode, `default/live`; absent in lines of the first release that nobody has claimed. */
  realm?: string;
  details: Record<string, unknown>;
};

/** What a change leaves behind: the document, when it is next due for work, and new log lines, in one atomic write. */
export type Change<T> = {
  value: T;
  /** Milliseconds since 1970; null where nothing is left to do. */
  due: number | null;
  log: readonly LogEntry[];
  /** What the value held before is not to be found on the disk any more, as far as the store can do that. */
  erases?: boolean;
};

/** `before` comes from the page before. */
export type LogQuery = { limit: number; before?: string } & (
  | { key: string }
  | {
      realm: string;
      /** Lines of the first release that nobody has claimed come along, in their place. */
      withUnclaimed?: boolean;
    }
);

/** A line of a log; one that nobody has claimed, with its document's key. */
export type StoredLine = LogEntry & { key?: string };

export type StoredLogPage = { entries: StoredLine[]; before: string | null };

/** A weakness of the store that the operator should know, for the process's log. */
export type StoreWarning = { code: string; message: string };

/**
 * Everything the proxy asks of a store. One document per key, changed only by compare-and-set;
 * keys are slugs or lower-case words, so that no two of them can meet in any store.
 */
export type Store = {
  /** For people: `sqlite`, `redis`, … */
  readonly kind: string;
  /**
   * The document, or undefined where there is none.
   * @throws {StoreError} where there is something that cannot be read.
   */
  get(key: string): Promise<unknown>;
  /**
   * Changes the document atomically and answers it. `change` is given the newest document, or {@link UNREADABLE},
   * may be called several times, and answers undefined to leave everything as it is.
   */
  update<T>(key: string, change: (current: unknown) => Change<T> | undefined): Promise<T | undefined>;
  /**
   * Keys that are due, at most `limit`. Each is leased: nobody else is given it for `lease` milliseconds,
   * and afterwards it is due again unless an update has said otherwise.
   */
  due(now: number, limit: number, lease: number): Promise<string[]>;
  /** Log lines, newest first: of one key, or of one realm; null where `before` is no cursor. */
  recent(query: LogQuery): Promise<StoredLogPage | null>;
  /** Lines of this key that say no realm are lines of this one from then on; left out where there can be none. */
  claim?(key: string, realm: string): Promise<void>;
  /** Reads what is to be known before the first use, however long that takes. It fails by itself, and is then called again. */
  load?(): Promise<void>;
  /**
   * What an operator should know before relying on it.
   * @throws {UnfitStore} where it cannot be relied on.
   */
  inspect?(): Promise<StoreWarning[]>;
  close(): Promise<void>;
};

/** Stands for a stored value that is not ours, so that whoever can rebuild the document may write over it. */
export const UNREADABLE = Symbol('unreadable');

/** A store that answers, but not with what belongs there: nothing may be concluded from it. */
export class StoreError extends ProxyError {
  constructor(message: string, cause?: unknown) {
    super('store_unavailable', { cause: new Error(message, { cause }) });
    this.name = 'StoreError';
  }
}

/** A store that would lose what it is given. */
export class UnfitStore extends Error {
  override name = 'UnfitStore';
}
