import { createStorage, type Driver } from 'unstorage';
import { createMutex } from './mutex.ts';
import {
  type Change,
  type LogEntry,
  type Store,
  type StoredLogPage,
  StoreError,
  UNREADABLE,
  UnfitStore,
} from './store.ts';
import { readable } from './versions.ts';

/** Everything of one key, so that a change of it is one write. */
type DocumentRecord = {
  v: 1;
  value: unknown;
  due: number | null;
  /** The newest log lines, oldest first. */
  log: LogEntry[];
  /** How many full pages of older lines stand apart. */
  logPages: number;
};

/** Lines that move together out of a document that has grown. */
const LOG_PAGE = 50;

/** Caches by unstorage's names: drivers that drop what does not fit any more. */
const EVICTING: ReadonlySet<string> = new Set(['lru-cache', 'vercel-runtime-cache']);

/** Lines of the whole integration that are kept in memory. */
const RECENT_LINES = 10_000;

/**
 * Any unstorage driver, for one process: drivers have no compare-and-set, so a mutex per key stands in for it,
 * and what is due and the log of all live in memory, read from the driver once, at the first use.
 */
export function createDriverStore(driver: Driver): Store {
  const storage = createStorage({ driver });
  const kind = driver.name ?? 'driver';
  const dueTimes = new Map<string, number>();
  const recentLines: { seq: number; entry: LogEntry }[] = [];
  let nextSeq = 1;
  const exclusively = createMutex();
  let loading: Promise<void> | undefined;

  const ready = () => {
    loading ??= load().catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };

  async function load(): Promise<void> {
    const keys = await storage.getKeys('document');
    const found: LogEntry[] = [];
    for (const storageKey of keys) {
      const record = asRecord(await storage.getItem(storageKey));
      if (!record) continue;
      remember(storageKey.slice('document:'.length), record.due);
      found.push(...record.log);
    }
    found.sort((a, b) => a.at.localeCompare(b.at));
    recall(found);
  }

  function remember(key: string, due: number | null): void {
    if (due === null) dueTimes.delete(key);
    else dueTimes.set(key, due);
  }

  function recall(entries: readonly LogEntry[]): void {
    for (const entry of entries) recentLines.push({ seq: nextSeq++, entry });
    if (recentLines.length > RECENT_LINES) recentLines.splice(0, recentLines.length - RECENT_LINES);
  }

  async function read(key: string): Promise<DocumentRecord> {
    const name = `document:${key}`;
    let record: unknown = await storage.getItem(name);
    // Texts such as "null" are read as nothing; or somebody has written it at this moment.
    if (isNothing(record) && (await storage.hasItem(name))) record = (await storage.getItem(name)) ?? '';
    if (isNothing(record)) return emptyRecord(undefined);
    // The file drivers answer with the error where they cannot read.
    if (record instanceof Error) throw record;
    return asRecord(record) ?? emptyRecord(UNREADABLE);
  }

  /** Moves full pages of old lines out, before the document that no longer holds them is written. */
  async function withLog(
    key: string,
    record: DocumentRecord,
    added: readonly LogEntry[],
  ): Promise<DocumentRecord> {
    const log = [...record.log, ...added];
    let { logPages } = record;
    while (log.length >= 2 * LOG_PAGE) {
      await storage.setItem(`log:${key}:${logPages}`, { v: 1, log: log.splice(0, LOG_PAGE) });
      logPages++;
    }
    return { ...record, log, logPages };
  }

  async function linesOf(key: string): Promise<LogEntry[]> {
    const { log, logPages } = await read(key);
    const pages: LogEntry[][] = [];
    for (let page = 0; page < logPages; page++) {
      const stored = (await storage.getItem(`log:${key}:${page}`)) as { log?: LogEntry[] } | null;
      if (!Array.isArray(stored?.log)) throw new StoreError('a page of the log that cannot be read');
      pages.push(stored.log);
    }
    return [...pages.flat(), ...log];
  }

  return {
    kind,
    async get(key) {
      return readable((await read(key)).value);
    },
    async update<T>(key: string, change: (current: unknown) => Change<T> | undefined) {
      await ready();
      return exclusively(key, async () => {
        const record = await read(key);
        const changed = change(record.value);
        if (!changed) return readable(record.value) as T | undefined;
        const next = { ...record, value: changed.value, due: changed.due };
        await storage.setItem(`document:${key}`, await withLog(key, next, changed.log));
        remember(key, changed.due);
        recall(changed.log);
        return changed.value;
      });
    },
    async due(now, limit, lease) {
      await ready();
      const keys = [...dueTimes]
        .filter(([, due]) => due <= now)
        .sort(([, a], [, b]) => a - b)
        .slice(0, limit)
        .map(([key]) => key);
      for (const key of keys) dueTimes.set(key, now + lease);
      return keys;
    },
    async recent({ key, limit, before }) {
      if (before !== undefined && !/^\d{1,15}$/.test(before)) return null;
      await ready();
      const lines =
        key === undefined
          ? recentLines
          : (await linesOf(key)).map((entry, index) => ({ seq: index + 1, entry }));
      return newestFirst(lines, limit, before === undefined ? Number.POSITIVE_INFINITY : Number(before));
    },
    async inspect() {
      if (EVICTING.has(kind)) throw new UnfitStore(`it evicts: ${kind} keeps only what fits`);
      if (driver.options?.ttl) throw new UnfitStore('it expires: its driver has a ttl');
      if (!(await storage.getKeys('document')).some((key) => key.startsWith('document:'))) {
        throw new UnfitStore(
          'it does not list its keys, so that nothing that is due would be found after a restart',
        );
      }
      const message = `The ${kind} store has no atomic update: it is fit for one process only`;
      return [{ code: 'store_one_process', message }];
    },
    async close() {
      await storage.dispose();
    },
  };
}

function newestFirst(
  lines: readonly { seq: number; entry: LogEntry }[],
  limit: number,
  before: number,
): StoredLogPage {
  const older = lines.filter(({ seq }) => seq < before);
  const page = older.slice(-limit).reverse();
  return {
    entries: page.map(({ entry }) => entry),
    before: older.length > limit ? String(page.at(-1)!.seq) : null,
  };
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

function emptyRecord(value: unknown): DocumentRecord {
  return { v: 1, value, due: null, log: [], logPages: 0 };
}

/** Drivers answer strings and worse for what they cannot read; only our own shape is a document. */
function asRecord(value: unknown): DocumentRecord | undefined {
  const record = value as Partial<DocumentRecord> | null;
  return record && record.v === 1 && Array.isArray(record.log) && 'value' in record
    ? (record as DocumentRecord)
    : undefined;
}
