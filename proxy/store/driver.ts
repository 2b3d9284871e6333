import { createStorage, type Driver } from 'unstorage';
import { createMutex } from './mutex.ts';
import { realmsAsked, UNCLAIMED } from './pages.ts';
import {
  type Change,
  type LogEntry,
  type Store,
  type StoredLine,
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

/** Lines of each realm that are kept in memory. */
const RECENT_LINES = 10_000;

type RecentLine = { seq: number; key: string; entry: LogEntry };

/**
 * Any unstorage driver, for one process: drivers have no compare-and-set, so a mutex per key stands in for it,
 * and what is due and the logs of realms live in memory, read from the driver once, at the first use.
 */
export function createDriverStore(driver: Driver): Store {
  const storage = createStorage({ driver });
  const kind = driver.name ?? 'driver';
  const dueTimes = new Map<string, number>();
  const recentLines = new Map<string, RecentLine[]>();
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
    const found: { key: string; entry: LogEntry }[] = [];
    for (const storageKey of keys) {
      const record = asRecord(await storage.getItem(storageKey));
      if (!record) continue;
      const key = storageKey.slice('document:'.length);
      remember(key, record.due);
      found.push(...record.log.map((entry) => ({ key, entry })));
    }
    found.sort((a, b) => a.entry.at.localeCompare(b.entry.at));
    for (const { key, entry } of found) recall(key, entry);
  }

  function remember(key: string, due: number | null): void {
    if (due === null) dueTimes.delete(key);
    else dueTimes.set(key, due);
  }

  function recall(key: string, entry: LogEntry): void {
    const realm = entry.realm ?? UNCLAIMED;
    const lines = recentLines.get(realm) ?? [];
    recentLines.set(realm, lines);
    lines.push({ seq: nextSeq++, key, entry });
    if (lines.length > RECENT_LINES) lines.shift();
  }

  const recalled = (realms: readonly string[]) =>
    realms.flatMap((realm) => recentLines.get(realm) ?? []).toSorted((a, b) => a.seq - b.seq);

  function recallAs(realm: string, key: string): void {
    const unclaimed = recentLines.get(UNCLAIMED) ?? [];
    const isClaimed = (line: RecentLine) => line.key === key;
    const claimed = unclaimed.filter(isClaimed).map((line) => ({ ...line, entry: { ...line.entry, realm } }));
    recentLines.set(
      UNCLAIMED,
      unclaimed.filter((line) => !isClaimed(line)),
    );
    const lines = [...claimed, ...recalled([realm])].toSorted((a, b) => a.seq - b.seq);
    recentLines.set(realm, lines.slice(-RECENT_LINES));
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
        for (const entry of changed.log) recall(key, entry);
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
    async recent(query) {
      const { limit, before } = query;
      if (before !== undefined && !/^\d{1,15}$/.test(before)) return null;
      await ready();
      const lines =
        'key' in query
          ? (await linesOf(query.key)).map((entry, index) => ({ seq: index + 1, entry }))
          : recalled(realmsAsked(query)).map(({ seq, key, entry }) => ({
              seq,
              entry: entry.realm === undefined ? { ...entry, key } : entry,
            }));
      return newestFirst(lines, limit, before === undefined ? Number.POSITIVE_INFINITY : Number(before));
    },
    async claim(key, realm) {
      await ready();
      await exclusively(key, async () => {
        const record = await read(key);
        if (record.log.some((entry) => entry.realm === undefined)) {
          const log = record.log.map((entry) => ({ realm, ...entry }));
          await storage.setItem(`document:${key}`, { ...record, log });
        }
        recallAs(realm, key);
      });
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
  lines: readonly { seq: number; entry: StoredLine }[],
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
