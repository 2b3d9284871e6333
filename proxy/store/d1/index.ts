import { createClock } from '../../lib/clock.ts';
import { once } from '../../lib/once.ts';
import { perScope } from '../../lib/scope.ts';
import { type NumberedLine, pageOf, readSequence, realmsAsked, UNCLAIMED } from '../log-pages.ts';
import { createMutex } from '../mutex.ts';
import * as sql from '../sqlite/sql.ts';
import type { Change, LogQuery, Store } from '../store.ts';
import { parseStored, readable, updateByVersion, type Versioned } from '../versions.ts';

/** What is used of a binding of Workers to D1. https://developers.cloudflare.com/d1/worker-api/d1-database/ */
export type D1Database = {
  prepare(query: string): D1Statement;
  /** One transaction: all statements are done, or none. */
  batch(statements: D1Statement[]): Promise<D1Result[]>;
};

type D1Statement = {
  bind(...values: unknown[]): D1Statement;
  all(): Promise<D1Result>;
};

type D1Result = { results: unknown[]; meta: { changes: number } };

/** A line follows the statement before it in the same transaction: it is written where that has written. */
const APPEND_IF_CHANGED = 'INSERT INTO log (key, realm, entry) SELECT ?, ?, ? WHERE changes() = 1';

/** SQLite at Cloudflare. Its tables are made at the first use, as they are in a file. */
export function createD1Store(database: D1Database, clock = createClock()): Store {
  const isMade = once(() =>
    database.batch(sql.TABLES.concat(sql.INDEXES).map((one) => database.prepare(one))),
  );

  /** A conflict costs two trips to a database that is far away. */
  const inTurn = perScope(createMutex);

  async function all<T>(query: string, ...values: unknown[]): Promise<T[]> {
    await isMade();
    const statement = database.prepare(query).bind(...values);
    return (await statement.all()).results as T[];
  }

  async function read(key: string): Promise<Versioned> {
    const [row] = await all<{ version: number; value: string }>(sql.READ, key);
    return row && { version: String(row.version), value: parseStored(row.value) };
  }

  async function write(key: string, version: string | undefined, change: Change<unknown>): Promise<boolean> {
    const { value, due, log } = change;
    const text = JSON.stringify(value);
    const [done] = await database.batch([
      version === undefined
        ? database.prepare(sql.INSERT).bind(key, text, due)
        : database.prepare(sql.REPLACE).bind(text, due, key, Number(version)),
      ...log.map((entry) =>
        database.prepare(APPEND_IF_CHANGED).bind(key, entry.realm ?? UNCLAIMED, JSON.stringify(entry)),
      ),
    ]);
    return done?.meta.changes === 1;
  }

  async function lines(query: LogQuery, before: number, limit: number): Promise<NumberedLine[]> {
    if ('key' in query) return all(sql.LOG_OF_KEY, query.key, before, limit);
    const logs = realmsAsked(query).map((realm) => all<NumberedLine>(sql.LOG_OF_REALM, realm, before, limit));
    return (await Promise.all(logs)).flat().sort((a, b) => Number(b.seq) - Number(a.seq));
  }

  return {
    kind: 'd1',
    get: async (key) => readable((await read(key))?.value),
    update: (key, change) =>
      inTurn()(key, () =>
        updateByVersion(
          () => read(key),
          (version, changed) => write(key, version, changed),
          change,
          clock,
        ),
      ),
    async due(now, limit, lease) {
      return (await all<{ key: string }>(sql.LEASE, now + lease, now, limit)).map(({ key }) => key);
    },
    async recent(query) {
      const { limit } = query;
      const from = readSequence(query.before);
      if (from === null) return null;
      // One more than asked tells whether there is another page.
      return pageOf(await lines(query, from, limit + 1), limit);
    },
    async claim(key, realm) {
      await all(sql.CLAIM, realm, key);
    },
    // The binding is the runtime's.
    async close() {},
  };
}
