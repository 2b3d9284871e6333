import { DatabaseError, Pool } from 'pg';
import { type NumberedLine, pageOf, readSequence, realmsAsked, UNCLAIMED } from './pages.ts';
import type { Change, Store, StoreWarning } from './store.ts';
import { parseStored, readable, updateByVersion, type Versioned } from './versions.ts';

/** Milliseconds. A server that does not answer is an error, not a wait. */
const CONNECT_TIMEOUT = 2000;
const QUERY_TIMEOUT = 2000;

/** Of a statement that conflicts with others. */
const MAX_TRIES = 10;

/** Connections of one process. */
const MAX_CONNECTIONS = 10;

/** Advisory locks are shared by the whole database; these numbers mean nothing to anyone else. */
const SCHEMA_LOCK = 4_831_207_001;
const LOG_LOCK = 4_831_207_002;

const DOCUMENTS = 'invoice_pay_documents';
const LOG = 'invoice_pay_log';

// As text, not as jsonb: jsonb refuses \u0000 and lone surrogates. The lock is for servers that start together. The
// first release did not write whose a line is.
const SCHEMA = `
  BEGIN;
  SELECT pg_advisory_xact_lock(${SCHEMA_LOCK});
  CREATE TABLE IF NOT EXISTS ${DOCUMENTS} (
    key text COLLATE "C" PRIMARY KEY, version bigint NOT NULL, value text NOT NULL, due bigint
  );
  CREATE INDEX IF NOT EXISTS ${DOCUMENTS}_due ON ${DOCUMENTS} (due) WHERE due IS NOT NULL;
  CREATE TABLE IF NOT EXISTS ${LOG} (seq bigserial PRIMARY KEY, key text COLLATE "C" NOT NULL, entry text NOT NULL);
  CREATE INDEX IF NOT EXISTS ${LOG}_key ON ${LOG} (key, seq);
  ALTER TABLE ${LOG} ADD COLUMN IF NOT EXISTS realm text COLLATE "C" NOT NULL DEFAULT '${UNCLAIMED}';
  CREATE INDEX IF NOT EXISTS ${LOG}_realm ON ${LOG} (realm, seq);
  COMMIT;
`;

/** Last of what the schema makes. */
const IS_MADE = `SELECT to_regclass('${LOG}_realm') IS NOT NULL AS made`;

const READ = `SELECT version, value FROM ${DOCUMENTS} WHERE key = $1`;

const INSERT = `INSERT INTO ${DOCUMENTS} (key, version, value, due) VALUES ($1, 1, $2, $3)
  ON CONFLICT DO NOTHING RETURNING key`;

const REPLACE = `UPDATE ${DOCUMENTS} SET version = version + 1, value = $2, due = $3
  WHERE key = $1 AND version = $6 RETURNING key`;

/**
 * Document, due time and log lines in one statement. Numbers are drawn under a lock that is held until the commit:
 * otherwise a line could appear with a lower number than one that a reader has already paged past.
 */
const writing = (document: string) => `
  WITH written AS (${document}),
  turn AS MATERIALIZED (SELECT key, pg_advisory_xact_lock(${LOG_LOCK}) FROM written),
  logged AS (
    INSERT INTO ${LOG} (key, entry, realm)
    SELECT turn.key, line.entry, line.realm
    FROM turn, unnest($4::text[], $5::text[]) WITH ORDINALITY AS line (entry, realm, place)
    ORDER BY line.place
  )
  SELECT key FROM written`;

// Rows that another server is leasing or writing at this moment are passed over, not waited for.
const LEASE = `
  WITH next AS MATERIALIZED (
    SELECT key FROM ${DOCUMENTS} WHERE due <= $1 ORDER BY due LIMIT $3 FOR UPDATE SKIP LOCKED
  )
  UPDATE ${DOCUMENTS} AS leased SET due = $2 FROM next WHERE leased.key = next.key RETURNING leased.key`;

// A few lines of each realm. Asked in this way, for no other index has this order: the one of all lines would be gone
// through for a realm that has few of them.
const LOG_OF_REALMS = `
  SELECT line.* FROM unnest($3::text[]) AS asked (realm), LATERAL (
    SELECT seq, entry, key, realm FROM ${LOG}
    WHERE (${LOG}.realm, seq) < (asked.realm, $1) AND ${LOG}.realm >= asked.realm
    ORDER BY ${LOG}.realm DESC, seq DESC LIMIT $2
  ) AS line
  ORDER BY seq DESC LIMIT $2`;
const LOG_OF_KEY = `SELECT seq, entry FROM ${LOG} WHERE seq < $1 AND key = $3 ORDER BY seq DESC LIMIT $2`;

// No index knows lengths, so that they are found by their key, not among all that nobody has claimed.
const CLAIM = `UPDATE ${LOG} SET realm = $2 WHERE key = $1 AND length(realm) = 0`;

/** PostgreSQL 12 or newer. Nothing is prepared or kept in a session, so that poolers such as PgBouncer are fine. */
export async function createPostgresStore(url: string): Promise<Store> {
  const pool = new Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    query_timeout: QUERY_TIMEOUT,
    keepAlive: true,
  });
  // Each failing query rejects by itself; without a listener the errors of idle connections would end the process.
  pool.on('error', () => {});

  async function rows<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await pool.query(text, values)).rows as Row[];
  }

  /** For statements that mean the same the next time: a conflict has undone all of it. */
  async function repeatable<Row>(text: string, values: unknown[]): Promise<Row[]> {
    for (let tries = 1; ; tries++) {
      try {
        return await rows<Row>(text, values);
      } catch (error) {
        if (!isConflict(error) || tries === MAX_TRIES) throw error;
      }
    }
  }

  async function read(key: string): Promise<Versioned> {
    const [row] = await repeatable<{ version: string; value: string }>(READ, [key]);
    return row && { version: row.version, value: parseStored(row.value) };
  }

  async function write(key: string, version: string | undefined, change: Change<unknown>): Promise<boolean> {
    const lines = change.log.map((entry) => JSON.stringify(entry));
    const realms = change.log.map(({ realm }) => realm ?? UNCLAIMED);
    const values = [key, JSON.stringify(change.value), change.due, lines, realms];
    try {
      const written =
        version === undefined
          ? await rows(writing(INSERT), values)
          : await rows(writing(REPLACE), [...values, version]);
      return written.length === 1;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }

  try {
    await createSchema(pool);
  } catch (error) {
    void pool.end();
    throw error;
  }

  return {
    kind: 'postgres',
    async get(key) {
      return readable((await read(key))?.value);
    },
    update: (key, change) =>
      updateByVersion(
        () => read(key),
        (version, changed) => write(key, version, changed),
        change,
      ),
    async due(now, limit, lease) {
      const leased = await repeatable<{ key: string }>(LEASE, [now, now + lease, limit]);
      return leased.map(({ key }) => key);
    },
    async recent(query) {
      const { limit } = query;
      const from = readSequence(query.before);
      if (from === null) return null;
      const found =
        'key' in query
          ? repeatable<NumberedLine>(LOG_OF_KEY, [from, limit + 1, query.key])
          : repeatable<NumberedLine>(LOG_OF_REALMS, [from, limit + 1, realmsAsked(query)]);
      return pageOf(await found, limit);
    },
    async claim(key, realm) {
      await repeatable(CLAIM, [key, realm]);
    },
    async inspect() {
      return warningsOf(await rows<Setting>(SETTINGS));
    },
    async close() {
      await pool.end();
    },
  };
}

/** Where everything is there already, the right to make some is not needed. */
async function createSchema(pool: Pool): Promise<void> {
  const { rows } = await pool.query(IS_MADE);
  if (!rows[0]!.made) await pool.query(SCHEMA);
}

/** Where the database isolates more than by default, another writer shows as one of these, to who only reads as well. */
function isConflict(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code === '40001' || error.code === '40P01');
}

type Setting = { name: string; setting: string };

const SETTINGS = `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit')`;

/** Either one off, and a crash of the server takes the newest writes with it. */
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
