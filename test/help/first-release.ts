import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Redis } from 'ioredis';
import type { Client } from 'pg';
import type { Driver } from 'unstorage';
import { createStorage } from 'unstorage';
import type { Payment } from '../../demo/mollie/records.ts';
import type { FirstRelease } from '../../proxy/invoice/stored.ts';
import type { LogEntry } from '../../proxy/store/store.ts';
import type { Stage } from './stage.ts';

/** A document as the first release kept it, and a line of its log. */
export type StoredDocument = { key: string; version: number; value: FirstRelease; due: number | null };
export type StoredLine = { key: string; entry: LogEntry };

type Row = { now: number } | { payment: Payment } | { document: StoredDocument } | { line: StoredLine };

/** Everything that a store of the first release holds, the documents in the order of their keys, the oldest line first. */
export type Contents = { documents: StoredDocument[]; lines: StoredLine[] };

/**
 * What the first release had written, and Mollie with it, after some days with a test key and then with a live one:
 * in `both` an invoice that is paid and one whose payment failed, under one id; `tried`, test, an open payment; the
 * others live: `many`, paid in part, after which 22 payments failed; `back`, refunded in part; `lost`, restored from
 * Mollie's list; `intent`, whose create had no answer. Its host could not be reached.
 */
const ROWS = readFileSync(new URL('./first-release.jsonl', import.meta.url), 'utf8');

/** When the first release was ended. */
export const ENDED_AT = (JSON.parse(ROWS.slice(0, ROWS.indexOf('\n'))) as { now: number }).now;

/** Gives a stage's Mollie the payments that the first release had made there, and answers what its store held. */
export function recallFirstRelease({ simulator, mollie, url }: Stage): Contents {
  let text = ROWS.replaceAll('http://mollie.test', mollie.url).replaceAll('http://proxy.test', url);
  for (const row of rowsOf(text)) {
    if (!('payment' in row)) continue;
    const { payment } = row;
    const made = simulator.ledger.create(payment, payment.mode);
    text = text.replaceAll(payment.id, made.id);
    Object.assign(made, { ...payment, id: made.id });
  }
  const rows = rowsOf(text);
  return {
    documents: rows.flatMap((row) => ('document' in row ? [row.document] : [])),
    lines: rows.flatMap((row) => ('line' in row ? [row.line] : [])),
  };
}

function rowsOf(text: string): Row[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

/** As the first release wrote it to SQLite. */
export function fillSqlite(path: string, { documents, lines }: Contents): void {
  const database = new DatabaseSync(path);
  database.exec(`
    PRAGMA journal_mode = WAL;
    CREATE TABLE IF NOT EXISTS documents (
      key TEXT PRIMARY KEY, version INTEGER NOT NULL, value TEXT NOT NULL, due INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS documents_due ON documents (due) WHERE due IS NOT NULL;
    CREATE TABLE IF NOT EXISTS log (seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, entry TEXT NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS log_key ON log (key, seq);
    BEGIN;
  `);
  const insert = database.prepare('INSERT INTO documents (key, version, value, due) VALUES (?, ?, ?, ?)');
  for (const { key, version, value, due } of documents) insert.run(key, version, JSON.stringify(value), due);
  const append = database.prepare('INSERT INTO log (key, entry) VALUES (?, ?)');
  for (const { key, entry } of lines) append.run(key, JSON.stringify(entry));
  database.exec('COMMIT');
  database.close();
}

/** The same to PostgreSQL. */
export async function fillPostgres(client: Client, { documents, lines }: Contents): Promise<void> {
  await client.query(`
    CREATE TABLE IF NOT EXISTS invoice_pay_documents (
      key text COLLATE "C" PRIMARY KEY, version bigint NOT NULL, value text NOT NULL, due bigint
    );
    CREATE INDEX IF NOT EXISTS invoice_pay_documents_due ON invoice_pay_documents (due) WHERE due IS NOT NULL;
    CREATE TABLE IF NOT EXISTS invoice_pay_log (seq bigserial PRIMARY KEY, key text COLLATE "C" NOT NULL, entry text NOT NULL);
    CREATE INDEX IF NOT EXISTS invoice_pay_log_key ON invoice_pay_log (key, seq);
  `);
  for (const { key, version, value, due } of documents) {
    const text = 'INSERT INTO invoice_pay_documents (key, version, value, due) VALUES ($1, $2, $3, $4)';
    await client.query(text, [key, version, JSON.stringify(value), due]);
  }
  for (const { key, entry } of lines) {
    await client.query('INSERT INTO invoice_pay_log (key, entry) VALUES ($1, $2)', [
      key,
      JSON.stringify(entry),
    ]);
  }
}

/** The same to Redis: the log of all had a stream for each shard, whose lines did not say their key. */
export async function fillRedis(redis: Redis, { documents, lines }: Contents): Promise<void> {
  const tag = (key: string) => `invoice-pay:{${key.charCodeAt(0) % 16}}`;
  for (const { key, version, value, due } of documents) {
    await redis.hset(`${tag(key)}:document:${key}`, 'version', version, 'value', JSON.stringify(value));
    if (due !== null) await redis.zadd(`${tag(key)}:due`, due, key);
  }
  for (const { key, entry } of lines) {
    await redis.xadd(`${tag(key)}:log:${key}`, '*', 'entry', JSON.stringify(entry));
    await redis.xadd(`${tag(key)}:log`, 'MAXLEN', '~', 10_000, '*', 'entry', JSON.stringify(entry));
  }
}

/** The same to an unstorage driver: the lines of a document, up to a hundred, in one value with it. */
export async function fillDriver(driver: Driver, { documents, lines }: Contents): Promise<void> {
  const storage = createStorage({ driver });
  for (const { key, value, due } of documents) {
    const log = lines.filter((line) => line.key === key).map(({ entry }) => entry);
    await storage.setItem(`document:${key}`, { v: 1, value, due, log, logPages: 0 });
  }
}
