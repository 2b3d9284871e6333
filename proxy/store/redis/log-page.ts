import { readEntry } from '../log-pages.ts';
import type { LogEntry, LogQuery, StoredLogPage } from '../store.ts';
import { logKeysOf } from './keys.ts';

/** An entry of a stream. https://redis.io/docs/latest/commands/xrevrange */
type StreamRow = [id: string, fields: string[]];

type Line = { id: string; shard: number; entry: LogEntry };

/** The last line of a page: where the next one begins. */
type Cursor = Pick<Line, 'id' | 'shard'>;

/** Asks for `count` entries of a stream, newest first, beginning at `from`. */
type ReadStream = (stream: string, from: string, count: number) => Promise<StreamRow[]>;

/** A page of the log, merged from its streams; null where `before` is no cursor. */
export async function readLogPage(query: LogQuery, readStream: ReadStream): Promise<StoredLogPage | null> {
  const { limit, before } = query;
  const cursor = before === undefined ? undefined : parseCursor(before);
  if (cursor === null) return null;
  const lines = await Promise.all(
    logKeysOf(query).map(async ([shard, stream]): Promise<Line[]> => {
      const rows = await readStream(stream, startOf(shard, cursor), limit + 1);
      return rows.map(([id, fields]) => ({ id, shard, entry: readEntry(fields[1] ?? '') }));
    }),
  );
  const sorted = lines.flat().sort((a, b) => compareIds(b.id, a.id) || b.shard - a.shard);
  const page = sorted.slice(0, limit);
  const last = page.at(-1);
  return {
    entries: page.map(({ entry }) => entry),
    before: sorted.length > limit && last ? `${last.id}-${last.shard}` : null,
  };
}

/** Lines of two shards can have one id; among them the higher shard comes first. */
function startOf(shard: number, cursor: Cursor | undefined): string {
  if (!cursor) return '+';
  return shard < cursor.shard ? cursor.id : `(${cursor.id}`;
}

function parseCursor(text: string): Cursor | null {
  const match = /^(\d{1,15}-\d{1,15})-(\d{1,2})$/.exec(text);
  return match && { id: match[1]!, shard: Number(match[2]) };
}

/** Ids of a stream are `milliseconds-sequence`. */
function compareIds(a: string, b: string): number {
  const [aTime = 0, aSequence = 0] = a.split('-').map(Number);
  const [bTime = 0, bSequence = 0] = b.split('-').map(Number);
  return aTime - bTime || aSequence - bSequence;
}
