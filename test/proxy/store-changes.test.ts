import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { temporaryFolder } from '../help/cli.ts';
import { startPostgres, withoutPostgres } from '../help/postgres.ts';
import { startRedis, withoutRedis } from '../help/redis.ts';
import { startRelay } from '../help/relay.ts';
import { createStage } from '../help/stage.ts';

/**
 * How soon /ready tells the truth, and the store heals, where somebody asks twice a second: five seconds, and as many more
 * for a machine that is busy with other tests. Milliseconds.
 */
const TRUTH = 10_000;

/** A password, never to be seen. */
const PASSWORD = 'hush-hush-hush';

let invoices = 0;

/** A proxy on a store whose server changes, with one invoice; closed when the test ends. */
async function open(t: TestContext, STORAGE_URL: string) {
  const stage = await createStage({ env: { STORAGE_URL } });
  t.after(stage.close);

  /** Waits until /ready answers so, and no longer than it may take. */
  async function turns(status: 200 | 503): Promise<void> {
    const since = performance.now();
    while ((await stage.call('GET', '/ready')).status !== status) {
      assert.ok(performance.now() - since < TRUTH, `not ${status} in time: ${JSON.stringify(stage.logged)}`);
      await setTimeout(500);
    }
  }

  const sub = `invoice-${invoices++}`;
  // Older than what is stored, so that it brings no news.
  const token = await stage.payer({ sub, rev: 0 });
  const { total } = await stage.put({ sub, rev: 1 });
  assert.equal(total.value, '121.00');
  await turns(200);
  let rev = 1;
  return {
    ...stage,
    turns,
    /** The invoice can be seen, whatever the store does not take. */
    async shows(): Promise<void> {
      assert.equal((await stage.call('GET', '/v1/invoice', { token })).status, 200);
    },
    /** Nothing is lost, and what is said now is kept. */
    async works(): Promise<void> {
      const stated = () => ({ sub, rev, total: rev === 1 ? '121.00' : `${rev}.00` });
      assert.equal((await stage.view(stated())).total.value, stated().total);
      rev++;
      const token = await stage.merchant(stated());
      assert.equal((await stage.call('PUT', '/v1/invoice', { token })).status, 200);
      assert.equal((await stage.view(stated())).total.value, stated().total);
    },
    /** What the log says of the store, in order; of failures with their cause. */
    said(): unknown[] {
      assert.ok(!JSON.stringify(stage.logged).includes(PASSWORD));
      const lines = stage.logged.filter(({ message }) => String(message).includes(' store '));
      return lines.map(({ code, cause }) => cause ?? code);
    },
  };
}

describe('redis', { skip: withoutRedis() }, async () => {
  const redis = await startRedis();
  const other = await startRedis();
  const [admin, otherAdmin] = [new Redis(redis.url), new Redis(other.url)];
  after(async () => {
    admin.disconnect();
    otherAdmin.disconnect();
    await Promise.all([redis.close(), other.close()]);
  });
  /** Ends every connection but the tests' own. */
  const killAll = () => admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
  const replicate = async (client: Redis, of: string) => {
    const until = performance.now() + 30_000;
    const { hostname, port } = new URL(of);
    await client.replicaof(hostname, Number(port));
    while (!(await client.info('replication')).includes('master_link_status:up')) {
      assert.ok(performance.now() < until, 'no link');
      await setTimeout(50);
    }
  };

  test('redis: a master that becomes a replica, and a master again', async (t) => {
    const stage = await open(t, redis.url);
    t.after(() => admin.replicaof('NO', 'ONE'));
    await admin.replicaof('127.0.0.1', 1);
    await stage.turns(503);
    await stage.shows();
    await admin.replicaof('NO', 'ONE');
    await stage.turns(200);
    await stage.works();
    const [cause, ...rest] = stage.said();
    assert.match(String(cause), /READONLY/);
    assert.deepEqual(rest, ['store_available']);
  });

  test('redis: a failover to the replica and back, while the old connection stays open', async (t) => {
    await replicate(otherAdmin, redis.url);
    const relay = await startRelay(redis.url);
    t.after(relay.close);
    const stage = await open(t, relay.url);
    for (const [to, toAdmin, from, fromAdmin] of [
      [other, otherAdmin, redis, admin],
      [redis, admin, other, otherAdmin],
    ] as const) {
      await toAdmin.replicaof('NO', 'ONE');
      await replicate(fromAdmin, to.url);
      assert.notEqual(from.url, to.url);
      relay.to(to.url);
      await setTimeout(1000);
      await stage.turns(200);
      await stage.works();
    }
    await otherAdmin.replicaof('NO', 'ONE');
  });

  test('redis: a replica that has lost its master, and does not serve what may be old', async (t) => {
    const stage = await open(t, redis.url);
    await admin.config('SET', 'replica-serve-stale-data', 'no');
    await admin.replicaof('127.0.0.1', 1);
    await stage.turns(503);
    await admin.replicaof('NO', 'ONE');
    await admin.config('SET', 'replica-serve-stale-data', 'yes');
    await stage.turns(200);
    await stage.works();
    assert.match(String(stage.said()[0]), /MASTERDOWN/);
  });

  test('redis: connections that are killed are made again', async (t) => {
    const stage = await open(t, redis.url);
    for (let times = 0; times < 3; times++) {
      await killAll();
      await stage.turns(200);
      await stage.works();
    }
  });

  test('redis: a password that is set, and one that changes, until they fit again', async (t) => {
    const stage = await open(t, redis.url);
    await admin.acl('SETUSER', 'default', 'resetpass', `>${PASSWORD}`);
    await stage.works();
    await killAll();
    await stage.turns(503);
    await admin.acl('SETUSER', 'default', 'nopass');
    await stage.turns(200);
    await stage.works();
    assert.match(String(stage.said()[0]), /NOAUTH/);

    await admin.acl('SETUSER', 'cashier', 'on', `>${PASSWORD}`, '~*', '+@all');
    const named = await open(t, redis.url.replace('//', `//cashier:${PASSWORD}@`));
    await admin.acl('SETUSER', 'cashier', 'resetpass', '>another');
    await killAll();
    await named.turns(503);
    await admin.acl('SETUSER', 'cashier', `>${PASSWORD}`);
    await named.turns(200);
    assert.match(String(named.said()[0]), /WRONGPASS/);
  });

  test('redis: a server of the same name that evicts is refused, though the one before did not', async (t) => {
    const stage = await open(t, redis.url);
    await admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
    await stage.turns(503);
    await admin.config('SET', 'maxmemory-policy', 'noeviction');
    await stage.turns(200);
    await stage.works();
  });
});

describe('postgres', { skip: withoutPostgres() }, async () => {
  const postgres = await startPostgres();
  after(() => postgres.close());
  const terminateAll = () =>
    postgres.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
    );

  test('postgres: a failover to the standby, which takes writes once it is promoted', async (t) => {
    const primary = await startPostgres();
    t.after(primary.close);
    const relay = await startRelay(primary.url);
    t.after(relay.close);
    const stage = await open(t, relay.url);
    const standby = await startPostgres(primary.url);
    t.after(standby.close);
    while ((await standby.query('SELECT 1 FROM invoice_pay_documents LIMIT 1')).length === 0)
      await setTimeout(50);
    relay.to(standby.url);
    await primary.kill();
    await stage.turns(503);
    await stage.shows();
    standby.promote();
    await stage.turns(200);
    await stage.works();
    assert.equal(stage.said().at(-1), 'store_available');
  });

  test('postgres: a server that became one that only reads is not used again once there is another', async (t) => {
    const old = await startPostgres();
    t.after(old.close);
    const relay = await startRelay(postgres.url);
    t.after(relay.close);
    const stage = await open(t, relay.url);
    // Several connections are open to the server that is to lose its role.
    await Promise.all(Array.from({ length: 10 }, (_, n) => stage.put({ sub: `other-${n}` })));
    await postgres.setReadOnly(true);
    relay.to(old.url);
    await setTimeout(1000);
    await stage.turns(200);
    assert.equal((await stage.put({ sub: 'new' })).total.value, '121.00');
    await postgres.setReadOnly(false);
    relay.to(postgres.url);
  });

  test('postgres: connections that are ended, and a server that is started again, are an error of a moment', async (t) => {
    const stage = await open(t, postgres.url);
    for (const end of [terminateAll, terminateAll, () => postgres.kill().then(postgres.start)]) {
      await end();
      await stage.turns(200);
      await stage.works();
    }
  });

  test('postgres: a password that changes, and a way in that is closed, until they fit again', async (t) => {
    await postgres.query(`CREATE ROLE clerk LOGIN SUPERUSER PASSWORD '${PASSWORD}'`);
    const everybody = 'host all postgres 127.0.0.1/32 trust';
    await postgres.admit(everybody, 'host all clerk 127.0.0.1/32 scram-sha-256');
    const stage = await open(t, postgres.url.replace('postgres@', `clerk:${PASSWORD}@`));
    await postgres.query("ALTER ROLE clerk PASSWORD 'another'");
    await stage.works();
    await terminateAll();
    await stage.turns(503);
    await postgres.query(`ALTER ROLE clerk PASSWORD '${PASSWORD}'`);
    await stage.turns(200);
    await stage.works();
    await postgres.admit(everybody);
    await terminateAll();
    await stage.turns(503);
    await postgres.admit(everybody, 'host all clerk 127.0.0.1/32 scram-sha-256');
    await stage.turns(200);
    await stage.works();
    const causes = stage.said().join();
    assert.match(causes, /password authentication failed for user "clerk"/);
    assert.match(causes, /pg_hba\.conf/);
  });

  test('postgres: tables that are gone are made again, as on a server that is new', async (t) => {
    const url = await postgres.database('emptied');
    const stage = await open(t, url);
    const { Client } = await import('pg');
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('DROP TABLE invoice_pay_documents, invoice_pay_log');
    await client.end();
    await setTimeout(1000);
    await stage.turns(200);
    assert.equal((await stage.put({ sub: 'new' })).total.value, '121.00');
  });
});

test('sqlite: a file that is deleted while it is used is noticed, and another is begun', async (t) => {
  const path = join(temporaryFolder(t), 'data', 'pay.db');
  const stage = await open(t, `sqlite:${path}`);
  rmSync(join(path, '..'), { recursive: true });
  await setTimeout(1000);
  await stage.turns(200);
  await stage.put({ sub: 'new', rev: 2 });
  await stage.restart();
  // An older token changes nothing of what is kept.
  const kept = await stage.view({ sub: 'new', rev: 1, total: '1.00' });
  assert.equal(kept.total.value, '121.00');
});
