import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { openStore } from '../../proxy/store/index.ts';
import type { Store } from '../../proxy/store/store.ts';
import { type PostgresServer, startPostgres, withoutPostgres } from '../help/postgres.ts';
import { testStore } from '../help/store-contract.ts';
import { heals, keep, takesNoWrites, testServerFaults, withStore } from '../help/store-faults.ts';
import { countInProcesses, interruptWriters } from '../help/store-processes.ts';
import { pages, put } from '../help/store-values.ts';

describe('postgres', { skip: withoutPostgres() }, async () => {
  const postgres: PostgresServer = await startPostgres();
  after(() => postgres.close());

  testStore('postgres', () => openStore(postgres.url), {
    shared: true,
    claims: true,
    spoil: (key, text) =>
      postgres.query('UPDATE invoice_pay_documents SET value = $2 WHERE key = $1', [key, text]),
  });

  test('postgres: processes that start on a new database at the same time lose nothing', async () => {
    await countInProcesses(await postgres.database('fresh'));
  });

  test('postgres: a process that is killed while it writes leaves all of a change or nothing', () =>
    interruptWriters(postgres.url, 3, async (writer) => writer.kill('SIGKILL')));

  test('postgres: a server that is killed while it writes loses nothing that it acknowledged', () =>
    interruptWriters(postgres.url, 2, async () => {
      await postgres.kill();
      await postgres.start();
    }));

  test('postgres: a database that isolates more than usual loses nothing either', async () => {
    const url = await postgres.database('serializable');
    await postgres.query("ALTER DATABASE serializable SET default_transaction_isolation = 'serializable'");
    await countInProcesses(url);
  });

  test('postgres: a line of the log never appears behind one that was read before', () =>
    withStore(postgres.url, (one) =>
      withStore(postgres.url, async (other) => {
        const count = (store: Store, writer: number) =>
          store.update(`writer-${writer}`, (current) => {
            const times = Number((current as { times?: number } | undefined)?.times ?? 0) + 1;
            const event = `${writer}-${times}`;
            const line = { at: '', event, reference: '', number: '', realm: 'writers/test', details: {} };
            return { value: { v: 1, times }, due: null, log: [line] };
          });
        let isWriting = true;
        const writers = Array.from({ length: 8 }, async (_, writer) => {
          for (let times = 0; times < 40; times++) await count(writer % 2 ? one : other, writer);
        });
        const written = Promise.all(writers).finally(() => {
          isWriting = false;
        });
        let known: string[] = [];
        while (isWriting) {
          const page = await one.recent({ realm: 'writers/test', limit: 500 });
          const read = page!.entries.map(({ event }) => event);
          const since = read.indexOf(known[0] ?? '');
          if (since >= 0) assert.deepEqual(read.slice(since, since + 50), known.slice(0, 50));
          known = read;
        }
        await written;
      }),
    ));

  test('postgres: a realm with few lines, and the lines of one key, are found without going through those of others', async () => {
    const LINES = 50_000;
    const url = await postgres.database('many');
    const client = new Client({ connectionString: url });
    await client.connect();
    const read = async () => {
      // A session says what it has read when it ends, or a second later.
      const { rows } = await client.query(
        "SELECT sum(idx_tup_read)::int AS read FROM pg_stat_user_indexes WHERE relname = 'invoice_pay_log'",
      );
      return rows[0].read as number;
    };
    try {
      await withStore(url, (store) => put(store, 'few', { v: 1 }, null, ['first', 'second'], 'few/test'));
      const fill = (realm: string) =>
        `INSERT INTO invoice_pay_log (key, realm, entry) SELECT 'of-' || i / 4, '${realm}', '{}' FROM generate_series(1, ${LINES}) i`;
      await client.query(`${fill('many/test')}; ${fill('')}; ANALYZE`);
      await setTimeout(1500);
      const before = await read();
      await withStore(url, async (store) => {
        assert.deepEqual(await pages(store, 1, { realm: 'few/test' }), [['second'], ['first']]);
        await store.claim!('of-7', 'few/test');
        assert.equal((await pages(store, 3, { realm: 'few/test' })).flat().length, 6);
      });
      let since = 0;
      while (since === 0) {
        await setTimeout(100);
        since = (await read()) - before;
      }
      assert.ok(since < 100, `${since} lines read`);
    } finally {
      await client.end();
    }
  });

  testServerFaults('postgres', () => postgres);

  test('postgres: a server that only reads takes no writes, and is used again', () =>
    withStore(postgres.url, async (store) => {
      await keep(store);
      await postgres.setReadOnly(true);
      await takesNoWrites(store);
      await postgres.setReadOnly(false);
      await heals(store);
    }));

  test('postgres: a user who may not make tables uses those that are there', async () => {
    await postgres.query('CREATE ROLE cashier LOGIN');
    await postgres.query('GRANT SELECT, INSERT, UPDATE ON invoice_pay_documents, invoice_pay_log TO cashier');
    await postgres.query('GRANT USAGE ON SEQUENCE invoice_pay_log_seq_seq TO cashier');
    await withStore(postgres.url.replace('postgres@', 'cashier@'), heals);
  });
});
