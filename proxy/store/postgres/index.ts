import type { Pool } from 'pg';
import type { Clock } from '../../lib/clock.ts';
import { type NumberedLine, pageOf, readSequence, realmsAsked, UNCLAIMED } from '../log-pages.ts';
import type { Change, Store, StoreWarning } from '../store.ts';
import { parseStored, readable, updateByVersion, type Versioned } from '../versions.ts';
import * as sql from './sql.ts';

/** Milliseconds. A server that does not answer is an error, not a wait. */
const CONNECT_TIMEOUT = 2000;
const QUERY_TIMEOUT = 2000;

/** Of a statement that conflicts with others. */
const MAX_TRIES = 10;

/** Connections of one process. */
const MAX_CONNECTIONS = 10;

/** What is used of the package `pg`, which not every installation has. */
type Client = Pick<typeof import('pg'), 'Pool'>;

/** PostgreSQL 12 or newer. Nothing is prepared or kept in a session, so that poolers such as PgBouncer are fine. */
export async function createPostgresStore(client: Client, url: string, clock: Clock): Promise<Store> {
  const pool = await open(client, url);
  return {
    kind: 'postgres',
    async get(key) {
      return readable((await read(pool, key))?.value);
    },
    update: (key, change) =>
      updateByVersion(
        () => read(pool, key),
        (version, changed) => write(pool, key, version, changed),
        change,
        clock,
      ),
    async due(now, limit, lease) {
      const leased = await repeatable<{ key: string }>(pool, sql.LEASE, [now, now + lease, limit]);
      return leased.map(({ key }) => key);
    },
    async recent(query) {
      const { limit } = query;
      const from = readSequence(query.before);
      if (from === null) return null;
      const found =
        'key' in query
          ? repeatable<NumberedLine>(pool, sql.LOG_OF_KEY, [from, limit + 1, query.key])
          : repeatable<NumberedLine>(pool, sql.LOG_OF_REALMS, [from, limit + 1, realmsAsked(query)]);
      return pageOf(await found, limit);
    },
    async claim(key, realm) {
      await repeatable(pool, sql.CLAIM, [key, realm]);
    },
    async inspect() {
      return warningsOf(await rows<Setting>(pool, sql.SETTINGS));
    },
    async close() {
      await pool.end();
    },
  };
}

async function open(client: Client, url: string): Promise<Pool> {
  const pool = new client.Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    query_timeout: QUERY_TIMEOUT,
    keepAlive: true,
  });
  // Each failing query rejects by itself; without a listener the errors of idle connections would end the process.
  pool.on('error', () => {});
  try {
    const [schema] = await rows<{ made: boolean }>(pool, sql.IS_MADE);
    // Where everything is there already, the right to make tables is not needed.
    if (!schema!.made) await pool.query(sql.SCHEMA);
    return pool;
  } catch (error) {
    void pool.end();
    throw error;
  }
}

async function rows<Row>(pool: Pool, text: string, values: unknown[] = []): Promise<Row[]> {
  return (await pool.query(text, values)).rows as Row[];
}

/** For statements that mean the same the next time: a conflict has undone all of it. */
async function repeatable<Row>(pool: Pool, text: string, values: unknown[]): Promise<Row[]> {
  for (let tries = 1; ; tries++) {
    try {
      return await rows<Row>(pool, text, values);
    } catch (error) {
      if (!isConflict(error) || tries === MAX_TRIES) throw error;
    }
  }
}

async function read(pool: Pool, key: string): Promise<Versioned> {
  const [row] = await repeatable<{ version: string; value: string }>(pool, sql.READ, [key]);
  return row && { version: row.version, value: parseStored(row.value) };
}

async function write(
  pool: Pool,
  key: string,
  version: string | undefined,
  change: Change<unknown>,
): Promise<boolean> {
  const lines = change.log.map((entry) => JSON.stringify(entry));
  const realms = change.log.map(({ realm }) => realm ?? UNCLAIMED);
  const values = [key, JSON.stringify(change.value), change.due, lines, realms];
  try {
    const written =
      version === undefined
        ? await rows(pool, sql.writing(sql.INSERT), values)
        : await rows(pool, sql.writing(sql.REPLACE), [...values, version]);
    return written.length === 1;
  } catch (error) {
    if (isConflict(error)) return false;
    throw error;
  }
}

/**
 * Serialization failure and deadlock: where the database isolates more strictly than by default, another writer shows as
 * one of these, to a mere reader as well. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
function isConflict(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === '40001' || code === '40P01';
}

type Setting = { name: string; setting: string };

/** With either setting off, a crash of the server takes the newest writes with it. */
function warningsOf(settings: readonly Setting[]): StoreWarning[] {
  const off = settings.filter(({ setting }) => setting === 'off').map(({ name }) => `${name} is off`);
  if (off.length === 0) return [];
  return [
    {
      code: 'store_not_durable',
      message: `PostgreSQL may lose its newest writes when it crashes: ${off.join(' and ')}`,
    },
  ];
}
