import { type LogEntry, type StoredLine, type StoredLogPage, StoreError } from './store.ts';

/** The realm of lines that nobody has claimed. */
export const UNCLAIMED = '';

/** The realms whose lines are asked for. */
export function realmsAsked({ realm, withUnclaimed }: { realm: string; withUnclaimed?: boolean }): string[] {
  return withUnclaimed ? [realm, UNCLAIMED] : [realm];
}

/** A line with its number, in the order of writing; in the log of a realm also with its key and realm. */
export type NumberedLine = { seq: number | string; entry: string; key?: string; realm?: string };

/** The number before which a page ends; null where `before` is no cursor. */
export function readSequence(before: string | undefined): number | null {
  if (before === undefined) return Number.MAX_SAFE_INTEGER;
  return /^\d{1,15}$/.test(before) ? Number(before) : null;
}

/** A page of at most `limit` lines, out of one line more than that where there are older ones. */
export function pageOf(rows: readonly NumberedLine[], limit: number): StoredLogPage {
  const page = rows.slice(0, limit);
  return {
    entries: page.map(readLine),
    before: rows.length > limit ? String(page.at(-1)!.seq) : null,
  };
}

function readLine({ entry, key, realm }: NumberedLine): StoredLine {
  const line = readEntry(entry);
  if (realm === undefined || key === undefined) return line;
  return realm === UNCLAIMED ? { ...line, key } : { ...line, realm };
}

/** @throws {StoreError} for a text that is no line, so that no line is left out in silence. */
export function readEntry(text: string): LogEntry {
  try {
    return JSON.parse(text) as LogEntry;
  } catch (cause) {
    throw new StoreError('a line of the log that cannot be read', cause);
  }
}
