import type { DatabaseSync } from 'node:sqlite';
import { createDatabase } from 'db0';
import nodeSqlite from 'db0/connectors/node-sqlite';
import { type NumberedLine, realmsAsked, UNCLAIMED } from '../log-pages.ts';
import type { Change, LogQuery } from '../store.ts';
import { parseStored, type Versioned } from '../versions.ts';
import { identityOf, prepareFile } from './file.ts';
import * as sql from './sql.ts';

/** How long a statement waits for another process's write. Short, for SQLite's own wait blocks this process. Milliseconds. */
const BUSY_TIMEOUT = 20;

/** The length to which the write-ahead log is cut once all of it stands in the file: a long reader lets it grow. Bytes. */
const WAL_LIMIT = 16 * 1024 * 1024;

/** Between two tries to cut it: each waits for readers, and this process with it. Milliseconds. */
const TRUNCATE_PAUSE = 1000;

/** Does all of `work` or nothing of it. */
type Transaction = <T>(work: () => T) => T;

/** An open file, with the statements that the store needs. */
export type Connection = Awaited<ReturnType<typeof connect>>;

/** Opens the file and prepares every statement. */
export async function connect(path: string) {
  prepareFile(path);
  const database = createDatabase(nodeSqlite({ path }));
  const db = await database.getInstance();
  try {
    // The timeout first: another process may be opening the same new file.
    db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;`);
    // What is deleted or replaced is overwritten: https://www.sqlite.org/pragma.html#pragma_secure_delete
    db.exec(`PRAGMA journal_size_limit = ${WAL_LIMIT}; PRAGMA secure_delete = ON`);
    const transaction = createTransaction(db, path);
    createSchema(db, transaction);
    return { ...prepare(db, transaction), close: () => database.dispose() };
  } catch (error) {
    await database.dispose();
    throw error;
  }
}

/** Nothing between BEGIN and COMMIT gives way to other requests, so that no two of them share a transaction. */
function createTransaction(db: DatabaseSync, path: string): Transaction {
  const identity = identityOf(path);
  return (work) => {
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
}

function createSchema(db: DatabaseSync, transaction: Transaction): void {
  for (const table of sql.TABLES) db.exec(table);
  const hasRealm = () => db.prepare(sql.HAS_REALM).get() !== undefined;
  // Asked again in the transaction: another process may have added the column in between.
  if (!hasRealm()) transaction(() => hasRealm() || db.exec(sql.ADD_REALM));
  for (const index of sql.INDEXES) db.exec(index);
}

/** Cuts the write-ahead log, which may hold what was erased: at once, or later where another process reads it. */
function createTruncateLog(db: DatabaseSync): (erases?: boolean) => void {
  const truncate = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)');
  let isNeeded = false;
  let busyAt = Number.NEGATIVE_INFINITY;
  return (erases = false) => {
    isNeeded ||= erases;
    if (!isNeeded || performance.now() - busyAt < TRUNCATE_PAUSE) return;
    isNeeded = (truncate.get() as { busy: number }).busy !== 0;
    if (isNeeded) busyAt = performance.now();
  };
}

function prepare(db: DatabaseSync, transaction: Transaction) {
  const select = db.prepare(sql.READ);
  // By place, not by name: names would be made anew for each row.
  select.setReturnArrays(true);
  const insert = db.prepare(sql.INSERT);
  const replace = db.prepare(sql.REPLACE);
  const append = db.prepare(sql.APPEND);
  const lease = db.prepare(sql.LEASE);
  const logOfRealm = db.prepare(sql.LOG_OF_REALM);
  const logOfKey = db.prepare(sql.LOG_OF_KEY);
  const claim = db.prepare(sql.CLAIM);
  const truncateLog = createTruncateLog(db);

  return {
    read(key: string): Versioned {
      const row = select.get(key) as unknown as [version: number, value: string] | undefined;
      return row && { version: String(row[0]), value: parseStored(row[1]) };
    },
    write(key: string, version: string | undefined, { value, due, log, erases }: Change<unknown>): boolean {
      const isWritten = transaction(() => {
        const text = JSON.stringify(value);
        const { changes } =
          version === undefined ? insert.run(key, text, due) : replace.run(text, due, key, Number(version));
        if (changes !== 1) return false;
        for (const entry of log) append.run(key, entry.realm ?? UNCLAIMED, JSON.stringify(entry));
        return true;
      });
      truncateLog(isWritten && erases);
      return isWritten;
    },
    lease(now: number, limit: number, length: number): string[] {
      truncateLog();
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
  };
}
