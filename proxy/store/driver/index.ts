import { createStorage, type Driver, type Storage } from 'unstorage';
import type { Clock } from '../../lib/clock.ts';
import { once } from '../../lib/once.ts';
import { inTime } from '../deadline.ts';
import { createMutex } from '../mutex.ts';
import {
  type Change,
  type LogEntry,
  type Store,
  type StoredLine,
  type StoredLogPage,
  type StoreWarning,
  UnfitStore,
} from '../store.ts';
import { readable } from '../versions.ts';
import { Memory } from './memory.ts';
import { findRecord, listKeys, readLines, readRecord, withLines, writeRecord } from './records.ts';

/** Caches by unstorage's names: drivers that drop what does not fit any more. */
const EVICTING: ReadonlySet<string> = new Set(['lru-cache', 'vercel-runtime-cache']);

/** Documents that are read at once where all are. */
const READ_AT_ONCE = 16;

/**
 * Any unstorage driver, for one process: drivers have no compare-and-set, so a mutex per key stands in for it,
 * and what is due and the logs of realms live in memory, read from the driver once, at the first use.
 */
export function createDriverStore(driver: Driver, clock: Clock): Store {
  const storage = createStorage({ driver });
  const kind = driver.name ?? 'driver';
  const memory = new Memory();
  const exclusively = createMutex();
  const loaded = once(() => load(storage, memory, clock));

  return {
    kind,
    async get(key) {
      return readable((await readRecord(storage, key)).value);
    },
    async update<T>(key: string, change: (current: unknown) => Change<T> | undefined) {
      await loaded();
      return exclusively(key, async () => {
        const record = await readRecord(storage, key);
        const changed = change(record.value);
        if (!changed) return readable(record.value) as T | undefined;
        const next = { ...record, value: changed.value, due: changed.due };
        await writeRecord(storage, key, await withLines(storage, key, next, changed.log));
        memory.setDue(key, changed.due);
        for (const entry of changed.log) memory.addLine(key, entry);
        return changed.value;
      });
    },
    async due(now, limit, lease) {
      await loaded();
      return memory.lease(now, limit, lease);
    },
    async recent(query) {
      const { limit, before } = query;
      if (before !== undefined && !/^\d{1,15}$/.test(before)) return null;
      await loaded();
      const lines = 'key' in query ? numbered(await readLines(storage, query.key)) : memory.linesOf(query);
      return newestFirst(lines, limit, before === undefined ? Number.POSITIVE_INFINITY : Number(before));
    },
    async claim(key, realm) {
      await loaded();
      await exclusively(key, async () => {
        const record = await readRecord(storage, key);
        if (record.log.some((entry) => entry.realm === undefined)) {
          const log = record.log.map((entry) => ({ realm, ...entry }));
          await writeRecord(storage, key, { ...record, log });
        }
        memory.claim(key, realm);
      });
    },
    load: loaded,
    inspect: () => inspect(storage, driver, kind),
    async close() {
      await storage.dispose();
    },
  };
}

/** Fills the memory with what the driver holds. All of it may take long, so that each handful is waited for in time. */
async function load(storage: Storage, memory: Memory, clock: Clock): Promise<void> {
  const keys = await inTime(clock, listKeys(storage));
  const lines: { key: string; entry: LogEntry }[] = [];
  const read = async (key: string) => {
    const record = await findRecord(storage, key);
    if (!record) return;
    memory.setDue(key, record.due);
    lines.push(...record.log.map((entry) => ({ key, entry })));
  };
  for (let first = 0; first < keys.length; first += READ_AT_ONCE) {
    await inTime(clock, Promise.all(keys.slice(first, first + READ_AT_ONCE).map(read)));
  }
  lines.sort((a, b) => a.entry.at.localeCompare(b.entry.at));
  for (const { key, entry } of lines) memory.addLine(key, entry);
}

/** @throws {UnfitStore} for a driver that would lose what it is given. */
async function inspect(storage: Storage, driver: Driver, kind: string): Promise<StoreWarning[]> {
  if (EVICTING.has(kind)) throw new UnfitStore(`it evicts: ${kind} keeps only what fits`);
  if (driver.options?.ttl) throw new UnfitStore('it expires: its driver has a ttl');
  if ((await listKeys(storage)).length === 0) {
    throw new UnfitStore(
      'it does not list its keys, so that nothing that is due would be found after a restart',
    );
  }
  const message = `The ${kind} store has no atomic update: it is fit for one process only`;
  return [{ code: 'store_one_process', message }];
}

function numbered(lines: readonly LogEntry[]): { seq: number; entry: StoredLine }[] {
  return lines.map((entry, index) => ({ seq: index + 1, entry }));
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
