import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createDatabase } from 'db0';
import nodeSqlite from 'db0/connectors/node-sqlite';
import { type Change, MAX_CONFLICTS, type Store, StoreError } from './store.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS documents (
    key TEXT PRIMARY KEY, version INTEGER NOT NULL, value TEXT NOT NULL, due INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS documents_due ON documents (due) WHERE due IS NOT NULL;
  CREATE TABLE IF NOT EXISTS log (seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, entry TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS log_key ON log (key, seq);
`;

/**
 * Milliseconds that a statement waits for another process's write. The wait blocks this process, and a
 * write takes a fraction of a millisecond, so it is short.
 */
const BUSY_TIMEOUT = 2000;

/**
 * One file, through Node's own SQLite. Everything between BEGIN and COMMIT happens without giving way to other
 * requests, so that no two of them share a transaction.
 */
export async function createSqliteStore(path: string): Promise<Store> {
  mkdirSync(dirname(resolve(path)), { recursive: true });
  const database = createDatabase(nodeSqlite({ path }));
  const db = await database.getInstance();
  // The patience first: another process may be opening the same new file.
  db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;`);
  db.exec(SCHEMA);

  const select = db.prepare('SELECT version, value FROM documents WHERE key = ?');
  const insert = db.prepare(
    'INSERT INTO documents (key, version, value, due) VALUES (?, 1, ?, ?) ON CONFLICT DO NOTHING',
  );
  const replace = db.prepare(
    'UPDATE documents SET version = version + 1, value = ?, due = ? WHERE key = ? AND version = ?',
  );
  const append = db.prepare('INSERT INTO log (key, entry) VALUES (?, ?)');
  const lease = db.prepare(
    `UPDATE documents SET due = ? WHERE key IN (SELECT key FROM documents WHERE due <= ? ORDER BY due LIMIT ?) RETURNING key`,
  );
  const logOfAll = db.prepare('SELECT seq, entry FROM log WHERE seq < ? ORDER BY seq DESC LIMIT ?');
  const logOfKey = db.prepare(
    'SELECT seq, entry FROM log WHERE key = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
  );

  function read(key: string): { version: number; value: unknown } | undefined {
    const row = select.get(key) as { version: number; value: string } | undefined;
    return row && { version: row.version, value: JSON.parse(row.value) };
  }

  function write(key: string, version: number | undefined, { value, due, log }: Change<unknown>): boolean {
    db.exec('BEGIN IMMEDIATE');
    try {
      const text = JSON.stringify(value);
      const { changes } =
        version === undefined ? insert.run(key, text, due) : replace.run(text, due, key, version);
      if (changes === 1) for (const entry of log) append.run(key, JSON.stringify(entry));
      db.exec('COMMIT');
      return changes === 1;
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  }

  return {
    kind: 'sqlite',
    async get(key) {
      return read(key)?.value;
    },
    async update<T>(key: string, change: (current: unknown) => Change<T> | undefined) {
      for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
        const current = read(key);
        const changed = change(current?.value);
        if (!changed) return current?.value as T | undefined;
        if (write(key, current?.version, changed)) return changed.value;
      }
      throw new StoreError('too many writers of one document');
    },
    async due(now, limit, leaseTime) {
      const rows = lease.all(now + leaseTime, now, limit) as { key: string }[];
      return rows.map(({ key }) => key);
    },
    async recent({ key, limit, before }) {
      if (before !== undefined && !/^\d{1,15}$/.test(before)) return null;
      const from = before === undefined ? Number.MAX_SAFE_INTEGER : Number(before);
      // One more than asked tells whether there is another page.
      const rows = (
        key === undefined ? logOfAll.all(from, limit + 1) : logOfKey.all(key, from, limit + 1)
      ) as {
        seq: number;
        entry: string;
      }[];
      const page = rows.slice(0, limit);
      return {
        entries: page.map(({ entry }) => JSON.parse(entry)),
        before: rows.length > limit ? String(page.at(-1)!.seq) : null,
      };
    },
    async close() {
      await database.dispose();
    },
  };
}
