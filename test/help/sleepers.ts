import { DatabaseSync } from 'node:sqlite';
import { type AccountRecord, accountKey, newRecord, type StoredKey } from '../../proxy/accounts/record.ts';
import type { InvoiceDocument } from '../../proxy/invoice/document.ts';
import { createKeys } from '../../proxy/keys/index.ts';
import { createVault } from '../../proxy/keys/vault.ts';
import { credentialOf } from '../../proxy/mollie/keyed-clients.ts';
import type { Store } from '../../proxy/store/store.ts';
import { attempt, invoice } from './invoice.ts';
import { PROXY_SECRET } from './stage.ts';

/** What a store holds under one key. */
export type Row = { key: string; value: object; due: number };

const keys = createKeys([PROXY_SECRET]);
const vault = createVault([PROXY_SECRET]);

/** The record of an account as connecting `apiKey` leaves it; null where its key was forgotten. */
export async function accountRow(account: string, apiKey: string | null, due: number): Promise<Row> {
  const connected = apiKey === null ? {} : { keys: [await storedKey(account, apiKey)], connection: 'con_1' };
  const value: AccountRecord = { ...newRecord(account), ...connected, profile: { name: account, at: due } };
  return { key: accountKey(account), value, due };
}

async function storedKey(account: string, apiKey: string): Promise<StoredKey> {
  const [credential, sealed] = await Promise.all([credentialOf(apiKey), vault.seal(account, apiKey)]);
  const mode = apiKey.startsWith('live_') ? 'live' : 'test';
  return { credential, mode, hint: 'test_…1234', sealed, formerSince: null };
}

/** An invoice in test mode with an open payment, which the background is to ask about at `due`. */
export async function invoiceRow(account: string, sub: string, due: number): Promise<Row> {
  const realm = { account, mode: 'test' } as const;
  const key = await keys.slug(realm, sub);
  const made = due - 60_000;
  const payment = attempt({
    ...{ id: `tr_${key}`, createdAt: new Date(made).toISOString(), lookedAt: made, statusAt: made },
    expiresAt: new Date(made + 15 * 60_000).toISOString(),
  });
  const value: InvoiceDocument = { ...invoice({ attempts: [payment], nextN: 2 }, { sub }), realm };
  return { key, value, due };
}

/** Writes rows in one transaction beside a SQLite store that is open. */
export function fillSqlite(path: string, rows: readonly Row[]): void {
  const beside = new DatabaseSync(path);
  const insert = beside.prepare('INSERT INTO documents (key, version, value, due) VALUES (?, 1, ?, ?)');
  beside.exec('BEGIN');
  for (const { key, value, due } of rows) insert.run(key, JSON.stringify(value), due);
  beside.exec('COMMIT');
  beside.close();
}

export async function fillStore(store: Store, rows: readonly Row[]): Promise<void> {
  for (const { key, value, due } of rows) await store.update(key, () => ({ value, due, log: [] }));
}
