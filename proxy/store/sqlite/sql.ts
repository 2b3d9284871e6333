import { UNCLAIMED } from '../log-pages.ts';

/**
 * Documents stand apart from the index of their keys: in one tree, as the first release made it, each page of the index
 * holds three or four of them. https://www.sqlite.org/withoutrowid.html#when_to_use_without_rowid
 */
export const TABLES = [
  `CREATE TABLE IF NOT EXISTS documents (
    key TEXT PRIMARY KEY NOT NULL, version INTEGER NOT NULL, value TEXT NOT NULL, due INTEGER
  ) STRICT`,
  `CREATE TABLE IF NOT EXISTS log (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, entry TEXT NOT NULL,
    realm TEXT NOT NULL DEFAULT '${UNCLAIMED}'
  ) STRICT`,
];

export const INDEXES = [
  'CREATE INDEX IF NOT EXISTS documents_due ON documents (due) WHERE due IS NOT NULL',
  'CREATE INDEX IF NOT EXISTS log_key ON log (key, seq)',
  'CREATE INDEX IF NOT EXISTS log_realm ON log (realm, seq)',
];

/** The first release did not write to which realm a line belongs. */
export const ADD_REALM = `ALTER TABLE log ADD COLUMN realm TEXT NOT NULL DEFAULT '${UNCLAIMED}'`;
export const HAS_REALM = "SELECT 1 FROM pragma_table_info('log') WHERE name = 'realm'";

export const READ = 'SELECT version, value FROM documents WHERE key = ?';

export const INSERT =
  'INSERT INTO documents (key, version, value, due) VALUES (?, 1, ?, ?) ON CONFLICT DO NOTHING';

export const REPLACE =
  'UPDATE documents SET version = version + 1, value = ?, due = ? WHERE key = ? AND version = ?';

export const APPEND = 'INSERT INTO log (key, realm, entry) VALUES (?, ?, ?)';

export const LEASE = `
  UPDATE documents SET due = ?
  WHERE key IN (SELECT key FROM documents WHERE due <= ? ORDER BY due LIMIT ?) RETURNING key`;

export const LOG_OF_REALM =
  'SELECT seq, entry, key, realm FROM log WHERE realm = ? AND seq < ? ORDER BY seq DESC LIMIT ?';
export const LOG_OF_KEY = 'SELECT seq, entry FROM log WHERE key = ? AND seq < ? ORDER BY seq DESC LIMIT ?';

/** `length` keeps SQLite from the index of realms, so that the lines are found by their key, not among all unclaimed ones. */
export const CLAIM = 'UPDATE log SET realm = ? WHERE key = ? AND length(realm) = 0';
