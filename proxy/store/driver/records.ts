import type { Storage } from 'unstorage';
import { type LogEntry, StoreError, UNREADABLE } from '../store.ts';

/** Everything of one key, so that a change of it is one write. */
export type DocumentRecord = {
  v: 1;
  value: unknown;
  due: number | null;
  /** The newest log lines, oldest first. */
  log: LogEntry[];
  /** How many full pages of older lines stand apart. */
  logPages: number;
};

/** Lines that move together out of a document that has grown. */
const LOG_PAGE = 50;

const FOLDER = 'document';

/** The keys of all documents, as the driver lists them. */
export async function listKeys(storage: Storage): Promise<string[]> {
  const names = await storage.getKeys(FOLDER);
  return names.map((name) => name.slice(`${FOLDER}:`.length));
}

/** The record of a key; undefined where the driver holds none that can be read. */
export async function findRecord(storage: Storage, key: string): Promise<DocumentRecord | undefined> {
  return asRecord(await storage.getItem(nameOf(key)));
}

/**
 * The record of a key, with {@link UNREADABLE} for its value where there is something else.
 * @throws where the driver could not read.
 */
export async function readRecord(storage: Storage, key: string): Promise<DocumentRecord> {
  const name = nameOf(key);
  let record: unknown = await storage.getItem(name);
  // Texts such as "null" are read as nothing; or somebody has written it at this moment.
  if (isNothing(record) && (await storage.hasItem(name))) record = (await storage.getItem(name)) ?? '';
  if (isNothing(record)) return emptyRecord(undefined);
  // The file drivers answer with the error where they cannot read.
  if (record instanceof Error) throw record;
  // Whoever makes anew what cannot be read would write over it.
  if (Number((record as { v?: unknown }).v) > 1)
    throw new StoreError('a newer version has written this record');
  return asRecord(record) ?? emptyRecord(UNREADABLE);
}

export async function writeRecord(storage: Storage, key: string, record: DocumentRecord): Promise<void> {
  await storage.setItem(nameOf(key), record);
}

/** The record with more lines. Full pages of old lines are stored apart before the record that no longer holds them. */
export async function withLines(
  storage: Storage,
  key: string,
  record: DocumentRecord,
  added: readonly LogEntry[],
): Promise<DocumentRecord> {
  const log = [...record.log, ...added];
  let { logPages } = record;
  while (log.length >= 2 * LOG_PAGE) {
    await storage.setItem(pageNameOf(key, logPages), { v: 1, log: log.splice(0, LOG_PAGE) });
    logPages++;
  }
  return { ...record, log, logPages };
}

/** All log lines of a key, oldest first. */
export async function readLines(storage: Storage, key: string): Promise<LogEntry[]> {
  const { log, logPages } = await readRecord(storage, key);
  const pages: LogEntry[][] = [];
  for (let page = 0; page < logPages; page++) {
    const stored = (await storage.getItem(pageNameOf(key, page))) as { log?: LogEntry[] } | null;
    if (!Array.isArray(stored?.log)) throw new StoreError('a page of the log that cannot be read');
    pages.push(stored.log);
  }
  return [...pages.flat(), ...log];
}

const nameOf = (key: string) => `${FOLDER}:${key}`;
const pageNameOf = (key: string, page: number) => `log:${key}:${page}`;

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

function emptyRecord(value: unknown): DocumentRecord {
  return { v: 1, value, due: null, log: [], logPages: 0 };
}

/** Drivers answer strings and worse for what they cannot read; only our own shape is a document. */
function asRecord(value: unknown): DocumentRecord | undefined {
  const record = value as Partial<DocumentRecord> | null;
  return record && record.v === 1 && Array.isArray(record.log) && 'value' in record
    ? (record as DocumentRecord)
    : undefined;
}
