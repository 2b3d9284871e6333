import { setTimeout } from 'node:timers/promises';
import { createDatabase } from 'db0';
import nodeSqlite from 'db0/connectors/node-sqlite';
import { explain, identityOf, prepareFile } from './file.ts';
import { type NumberedLine, pageOf, readSequence, realmsAsked, UNCLAIMED } from './pages.ts';
import { type Change, type LogQuery, type Store, StoreError } from './store.ts';
import { parseStored, readable, updateByVersion, type Versioned } from './versions.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS documents (
    key TEXT PRIMARY KEY, version INTEGER NOT NULL, value TEXT NOT NULL, due INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS documents_due ON documents (due) WHERE due IS NOT NULL;
  CREATE TABLE IF NOT EXISTS log (seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, entry TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS log_key ON log (key, seq);
`;

/** The first release did not write whose a line is. */
const ADD_REALM = `
  ALTER TABLE log ADD COLUMN realm TEXT NOT NULL DEFAULT '${UNCLAIMED}';
  CREATE INDEX log_realm ON log (realm, seq);
`;
const HAS_REALM = "SELECT 1 FROM pragma_table_info('log') WHERE name = 'realm'";

/**
 * Milliseconds that a statement waits for another process's write. SQLite's own wait blocks this process, so it is
 * short, and what takes longer is tried again after giving way to others.
 */
const BUSY_TIMEOUT = 20;
const BUSY_PAUSE = 10;
const PATIENCE = 2000;

/** What is left of the log of writes once all of it stands in the file: a long reader lets it grow. Bytes. */
const WAL_LIMIT = 16 * 1024 * 1024;

/** The primary result code, in the low byte. https://www.sqlite.org/rescode.html */
const SQLITE_BUSY = 5;

type Connection = Awaited<ReturnType<typeof connect>>;

/** One file, through Node's own SQLite. */
export async function createSqliteStore(path: string): Promise<Store> {
  let opened: Promise<Connection> | undefined;

  async function using<T>(work: (connection: Connection) => T): Promise<T> {
    const until = performance.now() + PATIENCE;
    for (;;) {
      opened ??= connect(path);
      const current = opened;
      try {
        return work(await current);
      } catch (error) {
        // What is no document says nothing of the connection.
        if (error instanceof StoreError) throw error;
        if (opened === current) await disconnect();
        if (!isBusy(error) || performance.now() > until) throw explain(path, error);
      }
      await setTimeout(BUSY_PAUSE);
    }
  }

  /** A connection that has failed is not used again: what was opened as read-only stays so for good. */
  async function disconnect(): Promise<void> {
    const current = opened;
    opened = undefined;
    await current?.then(
      (connection) => connection.close(),
      () => {},
    );
  }

  await using(() => {});

  return {
    kind: 'sqlite',
    get: (key) => using((connection) => readable(connection.read(key)?.value)),
    update: (key, change) =>
      updateByVersion(
        () => using((connection) => connection.read(key)),
        (version, changed) => using((connection) => connection.write(key, version, changed)),
        change,
      ),
    due: (now, limit, lease) => using((connection) => connection.lease(now, limit, lease)),
    async recent(query) {
      const { limit } = query;
      const from = readSequence(query.before);
      if (from === null) return null;
      // One more than asked tells whether there is another page.
      return pageOf(await using((connection) => connection.lines(query, from, limit + 1)), limit);
    },
    claim: (key, realm) => using((connection) => connection.claim(key, realm)),
    close: disconnect,
  };
}

function isBusy(error: unknown): boolean {
  return (Number((error as { errcode?: number }).errcode) & 0xff) === SQLITE_BUSY;
}

/**
 * Opens the file and prepares all that is asked of it. Everything between BEGIN and COMMIT happens without giving
 * way to other requests, so that no two of them share a transaction.
 */
async function connect(path: string) {
  prepareFile(path);
  const database = createDatabase(nodeSqlite({ path }));
  const db = await database.getInstance();
  try {
    // The patience first: another process may be opening the same new file.
    db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;`);
    db.exec(`PRAGMA journal_size_limit = ${WAL_LIMIT}`);
    const identity = identityOf(path);
    db.exec(SCHEMA);
    /** All of it or nothing. */
    const transaction = <T>(work: () => T): T => {
      // What is written to a file that was deleted or replaced is gone at the next start.
      if (identityOf(path) !== identity) throw new Error('another file is in its place, or none');
      db.exec('BEGIN IMMEDIATE');
      try {
        const done = work();
        db.exec('COMMIT');
        return done;
      } catch (error) {
        // A full disk has ended the transaction already.
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
    };
    const hasRealm = () => db.prepare(HAS_REALM).get() !== undefined;
    // Another process may be adding it at this moment.
    if (!hasRealm()) transaction(() => hasRealm() || db.exec(ADD_REALM));
    const select = db.prepare('SELECT version, value FROM documents WHERE key = ?');
    const insert = db.prepare(
      'INSERT INTO documents (key, version, value, due) VALUES (?, 1, ?, ?) ON CONFLICT DO NOTHING',
    );
    const replace = db.prepare(
      'UPDATE documents SET version = version + 1, value = ?, due = ? WHERE key = ? AND version = ?',
    );
    const append = db.prepare('INSERT INTO log (key, realm, entry) VALUES (?, ?, ?)');
    const lease = db.prepare(
      `UPDATE documents SET due = ? WHERE key IN (SELECT key FROM documents WHERE due <= ? ORDER BY due LIMIT ?) RETURNING key`,
    );
    const logOfRealm = db.prepare(
      'SELECT seq, entry, key, realm FROM log WHERE realm = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
    );
    // No index knows lengths, so that they are found by their key, not among all that nobody has claimed.
    const claim = db.prepare('UPDATE log SET realm = ? WHERE key = ? AND length(realm) = 0');
    const logOfKey = db.prepare(
      'SELECT seq, entry FROM log WHERE key = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
    );
    return {
      read(key: string): Versioned {
        const row = select.get(key) as { version: number; value: string } | undefined;
        return row && { version: String(row.version), value: parseStored(row.value) };
      },
      write(key: string, version: string | undefined, { value, due, log }: Change<unknown>): boolean {
        return transaction(() => {
          const text = JSON.stringify(value);
          const { changes } =
            version === undefined ? insert.run(key, text, due) : replace.run(text, due, key, Number(version));
          if (changes !== 1) return false;
          for (const entry of log) append.run(key, entry.realm ?? UNCLAIMED, JSON.stringify(entry));
          return true;
        });
      },
      lease(now: number, limit: number, length: number): string[] {
        return (lease.all(now + length, now, limit) as { key: string }[]).map(({ key }) => key);
      },
      lines(query: LogQuery, before: number, limit: number): NumberedLine[] {
        if ('key' in query) return logOfKey.all(query.key, before, limit) as NumberedLine[];
        const rows = realmsAsked(query).flatMap((realm) => logOfRealm.all(realm, before, limit));
        return (rows as NumberedLine[]).sort((a, b) => Number(b.seq) - Number(a.seq));
      },
      claim(key: string, realm: string): void {
        claim.run(realm, key);
      },
      close: () => database.dispose(),
    };
  } catch (error) {
    await database.dispose();
    throw error;
  }
}
