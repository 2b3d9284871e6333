import type { KeptMutant } from '../kept.ts';

const DRIVERS = ['test/proxy/stores.test.ts'];
const SQLITE = ['test/proxy/store-sqlite.test.ts'];
const REDIS = ['test/proxy/store-redis.test.ts'];
const POSTGRES = ['test/proxy/store-postgres.test.ts'];
const CHANGES = ['test/proxy/store-changes.test.ts'];
const SELF_TEST = ['test/proxy/store-self-test.test.ts'];
const ROLLBACK = ['test/proxy/rollback.test.ts'];
const LINKS = ['test/proxy/links.test.ts'];

export const STORES: readonly KeptMutant[] = [
  // What another version has written.
  {
    file: 'proxy/invoice/stored.ts',
    find: 'v <= FORMAT) return;',
    replace: 'v <= 9) return;',
    tests: ROLLBACK,
    why: 'resync makes an invoice anew that only the newer version can read',
  },
  {
    file: 'proxy/invoice/stored.ts',
    find: "attempts.every(has('isStray'))",
    replace: 'true',
    tests: ROLLBACK,
    why: 'a payment that the first release made after a step back brings amounts that are no numbers',
  },
  // What every store goes through.
  {
    file: 'proxy/store/index.ts',
    find: "if (isLate()) throw new Error('given up');",
    replace: '',
    tests: DRIVERS,
    why: 'what was told to have failed is done later',
  },
  {
    file: 'proxy/store/connection.ts',
    find: 'connected.current = undefined;',
    replace: '',
    tests: [...DRIVERS, ...SELF_TEST],
    why: 'a store that was down at the start stays down',
  },
  {
    file: 'proxy/store/index.ts',
    find: 'mine.answer = undefined;',
    replace: '',
    tests: LINKS,
    why: 'a store that works again is not ready for as long as the answer before is shared',
  },
  {
    file: 'proxy/store/index.ts',
    find: '/^[a-z0-9-]{1,64}$/',
    replace: '/^[a-z0-9-]{1,64}/',
    tests: DRIVERS,
    why: 'two keys are one to some store',
  },
  {
    file: 'proxy/store/deadline.ts',
    find: 'const DEADLINE = 3 * SECOND;',
    replace: 'const DEADLINE = 4 * SECOND;',
    tests: DRIVERS,
    why: 'a page waits longer for a store that hangs',
  },
  {
    file: 'proxy/store/self-test.ts',
    find: 'if (writesOf(read) < writesOf(written))',
    replace: 'if (writesOf(read) > writesOf(written))',
    tests: SELF_TEST,
    why: 'a store that drops what is written is relied on',
  },
  {
    file: 'proxy/store/self-test.ts',
    find: 'if (String(read?.texts) !== String(CANARY))',
    replace: 'if (!read)',
    tests: SELF_TEST,
    why: 'a store that alters what is written is relied on',
  },
  {
    file: 'proxy/store/versions.ts',
    find: 'return readable(current?.value) as T | undefined;',
    replace: 'return current?.value as T | undefined;',
    tests: SQLITE,
    why: 'what cannot be read passes for a document where nothing is changed',
  },
  {
    file: 'proxy/store/versions.ts',
    find: 'conflicts < MAX_CONFLICTS',
    replace: 'conflicts < 1',
    tests: SQLITE,
    why: 'the second of two writers is refused',
  },
  {
    file: 'proxy/store/versions.ts',
    find: 'if (await write(current?.version, changed)) return changed.value;',
    replace: 'await write(current?.version, changed); return changed.value;',
    tests: SQLITE,
    why: 'a write that lost against another is told as done',
  },
  {
    file: 'proxy/store/log-pages.ts',
    find: 'before: rows.length > limit ?',
    replace: 'before: rows.length >= limit ?',
    tests: SQLITE,
    why: 'the last page of a log tells of another',
  },
  {
    file: 'proxy/store/log-pages.ts',
    find: '/^\\d{1,15}$/.test(before)',
    replace: '/^\\d{1,15}/.test(before)',
    tests: SQLITE,
    why: 'what is no cursor is taken for one',
  },

  // Drivers of unstorage.
  {
    file: 'proxy/store/mutex.ts',
    find: 'await before?.catch(() => {});',
    replace: '',
    tests: DRIVERS,
    why: 'two writers change one document at the same time',
  },
  {
    file: 'proxy/store/mutex.ts',
    find: 'await before?.catch(() => {});',
    replace: 'await before;',
    tests: DRIVERS,
    why: 'a change that is refused refuses the next one, too',
  },
  {
    file: 'proxy/store/mutex.ts',
    find: 'if (tails.get(key) === run) tails.delete(key);',
    replace: 'tails.delete(key);',
    tests: DRIVERS,
    why: 'a third writer overtakes the second',
  },
  {
    file: 'proxy/store/driver/records.ts',
    find: 'if (record instanceof Error) throw record;',
    replace: '',
    tests: DRIVERS,
    why: 'a file that cannot be read at this moment is written over',
  },
  {
    file: 'proxy/store/driver/records.ts',
    find: "if (isNothing(record) && (await storage.hasItem(name))) record = (await storage.getItem(name)) ?? '';",
    replace: '',
    tests: DRIVERS,
    why: 'what the driver reads as nothing passes for an invoice without payments',
  },
  {
    file: 'proxy/store/driver/records.ts',
    find: 'logPages++;',
    replace: '',
    tests: DRIVERS,
    why: 'old lines of a log are lost',
  },
  {
    file: 'proxy/store/driver/records.ts',
    find: '.v) > 1)',
    replace: '.v) > 9)',
    tests: ROLLBACK,
    why: 'a step back writes over what only the newer version can read',
  },
  {
    file: 'proxy/store/driver/memory.ts',
    find: '.sort(([, a], [, b]) => a - b)',
    replace: '.sort(([, a], [, b]) => b - a)',
    tests: DRIVERS,
    why: 'what waits longest waits longer',
  },
  {
    file: 'proxy/store/driver/memory.ts',
    find: 'for (const key of keys) this.#dueTimes.set(key, now + lease);',
    replace: '',
    tests: DRIVERS,
    why: 'two rounds do the same work at the same time',
  },
  {
    file: 'proxy/store/driver/index.ts',
    find: 'memory.setDue(key, record.due);',
    replace: '',
    tests: DRIVERS,
    why: 'nothing is due any more after a restart',
  },
  {
    file: 'proxy/store/driver/index.ts',
    find: 'if (EVICTING.has(kind))',
    replace: 'if (false)',
    tests: SELF_TEST,
    why: 'payments are kept in a cache',
  },

  {
    file: 'proxy/store/connection.ts',
    find: 'if (this.isRenewable && !this.isClosed && this.#forget(failed)) closeWhenOpen(failed);',
    replace: '',
    tests: CHANGES,
    why: 'a connection whose server has become another is used for good',
  },
  {
    file: 'proxy/store/connection.ts',
    find: 'if (this.#isProven && !(error instanceof UnfitStore)) return store;',
    replace: '',
    tests: CHANGES,
    why: 'what takes no writes for a moment cannot be read either',
  },
  {
    file: 'proxy/routes/operations.ts',
    find: 'await store.ready();',
    replace: '',
    tests: CHANGES,
    why: 'a store that takes no writes counts as ready',
  },

  // SQLite.
  {
    file: 'proxy/store/sqlite/sql.ts',
    find: 'WHERE key = ? AND version = ?',
    replace: 'WHERE key = ? AND version >= ?',
    tests: SQLITE,
    why: "a process writes over another's change",
  },
  {
    file: 'proxy/store/sqlite/connection.ts',
    find: 'if (changes !== 1) return false;',
    replace: '',
    tests: SQLITE,
    why: 'a change that lost against another stands in the log',
  },
  {
    file: 'proxy/store/sqlite/sql.ts',
    find: 'WHERE due <= ? ORDER BY due LIMIT ?',
    replace: 'WHERE due < ? ORDER BY due LIMIT ?',
    tests: SQLITE,
    why: 'what is due now waits',
  },
  {
    file: 'proxy/store/sqlite/sql.ts',
    find: 'WHERE due <= ? ORDER BY due LIMIT ?',
    replace: 'WHERE due <= ? ORDER BY due DESC LIMIT ?',
    tests: SQLITE,
    why: 'what waits longest waits longer',
  },
  {
    file: 'proxy/store/sqlite/connection.ts',
    find: 'lease.all(now + length, now, limit)',
    replace: 'lease.all(now, now, limit)',
    tests: SQLITE,
    why: 'two processes do the same work at the same time',
  },
  {
    file: 'proxy/store/sqlite/index.ts',
    find: 'if (!isBusy(error) || performance.now() > until) throw explain(path, error);',
    replace: 'throw explain(path, error);',
    tests: SQLITE,
    why: "a request fails where another process's write takes a moment",
  },
  {
    file: 'proxy/store/sqlite/index.ts',
    find: 'if (opened === current) await disconnect();',
    replace: '',
    tests: SQLITE,
    why: 'a file that is held for a moment while it is opened is an error',
  },

  {
    file: 'proxy/store/sqlite/connection.ts',
    find: 'if (identityOf(path) !== identity)',
    replace: 'if (false)',
    tests: CHANGES,
    why: 'what is written to a deleted file is gone at the next start',
  },
  {
    file: 'proxy/store/sqlite/file.ts',
    find: 'if ((mode & EVERYBODY) === 0) return;',
    replace: 'return;',
    tests: SQLITE,
    why: 'everybody may read the file of the first release',
  },
  {
    file: 'proxy/store/sqlite/file.ts',
    find: 'const rights = mode & GROUP_WRITES ? mode & ~EVERYBODY : OURS;',
    replace: 'const rights = OURS;',
    tests: SQLITE,
    why: 'a group that wrote the store is shut out of it',
  },

  // Redis.
  {
    file: 'proxy/store/redis/scripts.ts',
    find: 'if version ~= ARGV[1] then return 0 end',
    replace: '',
    tests: REDIS,
    why: "a server writes over another's change",
  },
  {
    file: 'proxy/store/redis/scripts.ts',
    find: "for _, key in ipairs(keys) do redis.call('ZADD', KEYS[1], ARGV[2], key) end",
    replace: '',
    tests: REDIS,
    why: 'two servers do the same work at the same time',
  },
  {
    file: 'proxy/store/redis/scripts.ts',
    find: "redis.call('XLEN', KEYS[i])",
    replace: '',
    tests: REDIS,
    why: 'a write that fails leaves a part of itself',
  },
  {
    file: 'proxy/store/redis/index.ts',
    find: 'asked < SHARDS && found.length < limit',
    replace: 'asked < 1',
    tests: REDIS,
    why: 'a round sees a part of what is due',
  },
  {
    file: 'proxy/store/redis/log-page.ts',
    find: 'shard < cursor.shard ?',
    replace: 'false ?',
    tests: REDIS,
    why: 'lines that were written in the same millisecond are left out between two pages',
  },
  {
    file: 'proxy/store/redis/inspect.ts',
    find: "policy !== undefined && policy !== 'noeviction'",
    replace: "policy === 'allkeys-random'",
    tests: [...SELF_TEST, ...REDIS],
    why: 'a Redis that evicts is relied on',
  },

  // PostgreSQL.
  {
    file: 'proxy/store/postgres/sql.ts',
    find: 'WHERE key = $1 AND version = $6',
    replace: 'WHERE key = $1 AND version >= $6',
    tests: POSTGRES,
    why: "a server writes over another's change",
  },
  {
    file: 'proxy/store/postgres/sql.ts',
    find: 'SELECT key, pg_advisory_xact_lock(',
    replace: 'SELECT key, abs(',
    tests: POSTGRES,
    why: 'a line appears before another that a reader has already paged past',
  },
  {
    file: 'proxy/store/postgres/index.ts',
    find: "code === '40001' || ",
    replace: '',
    tests: POSTGRES,
    why: 'a conflict with another server is an error',
  },
  {
    file: 'proxy/store/postgres/sql.ts',
    find: 'ORDER BY due LIMIT $3 FOR UPDATE SKIP LOCKED',
    replace: 'ORDER BY due DESC LIMIT $3 FOR UPDATE SKIP LOCKED',
    tests: POSTGRES,
    why: 'what waits longest waits longer',
  },
];
