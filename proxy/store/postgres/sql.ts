import { UNCLAIMED } from '../log-pages.ts';

/** Advisory locks are shared by the whole database; these numbers mean nothing to anyone else. */
const SCHEMA_LOCK = 4_831_207_001;
const LOG_LOCK = 4_831_207_002;

const DOCUMENTS = 'invoice_pay_documents';
const LOG = 'invoice_pay_log';

/**
 * Values are text, not jsonb: jsonb refuses \u0000 and lone surrogates. The lock is for servers that start together. The
 * first release did not write to which realm a line belongs.
 */
export const SCHEMA = `
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

/** Whether the last thing that the schema makes is there. */
export const IS_MADE = `SELECT to_regclass('${LOG}_realm') IS NOT NULL AS made`;

export const READ = `SELECT version, value FROM ${DOCUMENTS} WHERE key = $1`;

export const INSERT = `INSERT INTO ${DOCUMENTS} (key, version, value, due) VALUES ($1, 1, $2, $3)
  ON CONFLICT DO NOTHING RETURNING key`;

export const REPLACE = `UPDATE ${DOCUMENTS} SET version = version + 1, value = $2, due = $3
  WHERE key = $1 AND version = $6 RETURNING key`;

/**
 * Document, due time and log lines in one statement. Numbers are drawn under a lock that is held until the commit:
 * otherwise a line could appear with a lower number than one that a reader has already paged past.
 */
export const writing = (document: string) => `
  WITH written AS (${document}),
  turn AS MATERIALIZED (SELECT key, pg_advisory_xact_lock(${LOG_LOCK}) FROM written),
  logged AS (
    INSERT INTO ${LOG} (key, entry, realm)
    SELECT turn.key, line.entry, line.realm
    FROM turn, unnest($4::text[], $5::text[]) WITH ORDINALITY AS line (entry, realm, place)
    ORDER BY line.place
  )
  SELECT key FROM written`;

/** Rows that another server is leasing or writing at this moment are passed over, not waited for. */
export const LEASE = `
  WITH next AS MATERIALIZED (
    SELECT key FROM ${DOCUMENTS} WHERE due <= $1 ORDER BY due LIMIT $3 FOR UPDATE SKIP LOCKED
  )
  UPDATE ${DOCUMENTS} AS leased SET due = $2 FROM next WHERE leased.key = next.key RETURNING leased.key`;

/**
 * Sorted as the index of realms is, and bounded on both sides: otherwise PostgreSQL goes through the index of all lines
 * for a realm that has only a few.
 */
export const LOG_OF_REALMS = `
  SELECT line.* FROM unnest($3::text[]) AS asked (realm), LATERAL (
    SELECT seq, entry, key, realm FROM ${LOG}
    WHERE (${LOG}.realm, seq) < (asked.realm, $1) AND ${LOG}.realm >= asked.realm
    ORDER BY ${LOG}.realm DESC, seq DESC LIMIT $2
  ) AS line
  ORDER BY seq DESC LIMIT $2`;
export const LOG_OF_KEY = `SELECT seq, entry FROM ${LOG} WHERE seq < $1 AND key = $3 ORDER BY seq DESC LIMIT $2`;

/** `length` keeps PostgreSQL from the index of realms, so that the lines are found by their key, not among all unclaimed ones. */
export const CLAIM = `UPDATE ${LOG} SET realm = $2 WHERE key = $1 AND length(realm) = 0`;

export const SETTINGS = `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit')`;
