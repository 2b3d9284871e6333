import { setTimeout } from 'node:timers/promises';
import { createClock } from '../../lib/clock.ts';
import { pageOf, readSequence } from '../log-pages.ts';
import { type Store, StoreError } from '../store.ts';
import { readable, updateByVersion } from '../versions.ts';
import { type Connection, connect } from './connection.ts';
import { explain } from './file.ts';

/**
 * How long a request tries again while another process writes, and the pause between two tries, in which other requests
 * of this process go on. Milliseconds.
 */
const PATIENCE = 2000;
const BUSY_PAUSE = 10;

/** The primary result code, in the low byte. https://www.sqlite.org/rescode.html */
const SQLITE_BUSY = 5;

/** One file, through Node's own SQLite. */
export async function createSqliteStore(path: string, clock = createClock()): Promise<Store> {
  let opened: Promise<Connection> | undefined;

  async function using<T>(work: (connection: Connection) => T): Promise<T> {
    let until: number | undefined;
    for (;;) {
      opened ??= connect(path);
      const current = opened;
      try {
        return work(await current);
      } catch (error) {
        // A value that is no document says nothing of the connection.
        if (error instanceof StoreError) throw error;
        if (opened === current) await disconnect();
        until ??= performance.now() + PATIENCE;
        if (!isBusy(error) || performance.now() > until) throw explain(path, error);
      }
      await setTimeout(BUSY_PAUSE);
    }
  }

  /** A connection that has failed is not used again: SQLite keeps one that it opened as read-only so for good. */
  async function disconnect(): Promise<void> {
    const current = opened;
    opened = undefined;
    await current?.then(
      (connection) => connection.close(),
      () => {},
    );
  }

  await using(() => {});

  return {
    kind: 'sqlite',
    get: (key) => using((connection) => readable(connection.read(key)?.value)),
    update: (key, change) =>
      updateByVersion(
        () => using((connection) => connection.read(key)),
        (version, changed) => using((connection) => connection.write(key, version, changed)),
        change,
        clock,
      ),
    due: (now, limit, lease) => using((connection) => connection.lease(now, limit, lease)),
    async recent(query) {
      const { limit } = query;
      const from = readSequence(query.before);
      if (from === null) return null;
      // One more than asked tells whether there is another page.
      return pageOf(await using((connection) => connection.lines(query, from, limit + 1)), limit);
    },
    claim: (key, realm) => using((connection) => connection.claim(key, realm)),
    close: disconnect,
  };
}

function isBusy(error: unknown): boolean {
  return (Number((error as { errcode?: number }).errcode) & 0xff) === SQLITE_BUSY;
}
