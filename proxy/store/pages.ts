import { type LogEntry, type StoredLogPage, StoreError } from './store.ts';

/** A line with its place in a log whose lines are numbered in the order of their writing. */
export type NumberedLine = { seq: number | string; entry: string };

/** The number before which a page ends; null where `before` is no cursor. */
export function readSequence(before: string | undefined): number | null {
  if (before === undefined) return Number.MAX_SAFE_INTEGER;
  return /^\d{1,15}$/.test(before) ? Number(before) : null;
}

/** A page of at most `limit` lines, out of one line more than that where there are older ones. */
export function pageOf(rows: readonly NumberedLine[], limit: number): StoredLogPage {
  const page = rows.slice(0, limit);
  return {
    entries: page.map(({ entry }) => readEntry(entry)),
    before: rows.length > limit ? String(page.at(-1)!.seq) : null,
  };
}

/** @throws {StoreError} for what is no line, so that none is passed over in silence. */
export function readEntry(text: string): LogEntry {
  try {
    return JSON.parse(text) as LogEntry;
  } catch (cause) {
    throw new StoreError('a line of the log that cannot be read', cause);
  }
}
