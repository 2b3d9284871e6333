import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../help/cli.ts';
import { PROGRAMS, startPostgres, withoutPostgres } from '../help/postgres.ts';
import { startRedis, withoutRedis } from '../help/redis.ts';
import { snippetsOf } from '../help/snippets.ts';
import { surviveRestore } from './load.ts';

const [sqliteBackUp, sqliteRestore, pgDump, pgRestore, redisBackUp, redisPut, redisRestore] = snippetsOf(
  'docs/operating/backup.md',
).map(({ code }) => code) as [string, string, string, string, string, string, string];

/** The snippet with the test's folder in place of those of a server. */
const within = (folder: string) => (code: string) =>
  code.replaceAll('/var/backups', folder).replaceAll('./data', join(folder, 'data'));

test('SQLite: after going back to a copy that was made under load, every payment is known and none is asked twice', async (t) => {
  const folder = temporaryFolder(t);
  const here = within(folder);
  await surviveRestore(
    t,
    { STORAGE_URL: `sqlite:${join(folder, 'data', 'invoice-pay.db')}` },
    { backUp: (run) => run(here(sqliteBackUp)), restore: (run) => run(here(sqliteRestore)) },
  );
  assert.equal(statSync(join(folder, 'data', 'invoice-pay.db')).mode & 0o777, 0o600);
});

test('PostgreSQL: the same by pg_dump and pg_restore', { skip: withoutPostgres() }, async (t) => {
  const postgres = await startPostgres();
  t.after(postgres.close);
  const here = within(temporaryFolder(t));
  await surviveRestore(
    t,
    { STORAGE_URL: postgres.url },
    { backUp: (run) => run(here(pgDump)), restore: (run) => run(here(pgRestore)), programs: [PROGRAMS] },
  );
});

test('Redis: the same by redis-cli, also for a server that reads append-only files', {
  skip: withoutRedis(),
}, async (t) => {
  const redis = await startRedis();
  t.after(redis.close);
  const here = within(temporaryFolder(t));
  await surviveRestore(
    t,
    { STORAGE_URL: redis.url, REDIS_DIR: redis.folder },
    {
      backUp: (run) => run(here(redisBackUp)),
      async restore(run) {
        await redis.kill();
        await run(here(redisPut));
        await redis.start({ appendonly: 'no' });
        const told = await run(here(redisRestore));
        // What was restored is in the append-only files again: a server that starts as before has it.
        await redis.kill();
        await redis.start();
        return told;
      },
    },
  );
});
