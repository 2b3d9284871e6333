import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { openStore } from '../../proxy/store/index.ts';
import { type Counts, createCountingStore } from '../help/counting-store.ts';
import { startRedis, withoutRedis } from '../help/redis.ts';
import { createStage, type Stage } from '../help/stage.ts';

const FEW = 10;
const MANY = 100_000;

/** No route asks the store more often than this. */
const MOST = 4;

/** A clock that only a test moves: what was asked a few seconds ago is not asked again, however slow the machine is. */
const STANDING = { now: () => Date.parse('2026-11-21T09:00:00Z') };

/** Whoever asks sooner after a look waits for its end and reads the invoice once more. Milliseconds. */
const LOOK_IS_OVER = 300;

const ROUTES: Record<string, (stage: Stage) => Promise<unknown>> = {
  put: (stage) => stage.put({ total: '122.00', rev: 9_000_000_000 }),
  create: (stage) => stage.attempt(),
  view: (stage) => stage.view(),
  'view, asking Mollie': async (stage) => {
    await stage.advance(6000);
    await stage.view();
  },
  refresh: async (stage) => {
    await setTimeout(LOOK_IS_OVER);
    await stage.call('POST', '/v1/invoice/refresh', { token: await stage.merchant(), body: {} });
  },
  log: (stage) => stage.story(),
  'log of all': async (stage) => stage.call('GET', '/v1/log', { token: await stage.admin() }),
  'batch of one': async (stage) =>
    stage.call('POST', '/v1/invoices', { body: { tokens: [await stage.payer()] } }),
  'pay page': async (stage) => {
    const { link } = await stage.view();
    await stage.call('GET', new URL(link).pathname);
  },
  webhook: async (stage) => {
    const { payment } = await stage.view();
    stage.simulator.settle((payment as unknown as { id: string }).id, 'failed');
    await stage.simulator.idle();
  },
  watch: (stage) => stage.proxy.watch(),
  connection: async (stage) => stage.call('GET', '/v1/connection', { token: await stage.admin() }),
  ready: async (stage) => {
    // What was found a moment ago is not tried again.
    await setTimeout(1100);
    await stage.call('GET', '/ready');
  },
};

/**
 * What each route asks of the store, one after the other on one invoice among others; without the account's record, which is
 * read once in five seconds, whoever asks.
 */
async function countRoutes<T>(
  storageUrl: string,
  fill: () => Promise<unknown> | unknown,
  reading: (store: { counted(): Counts }, accountReads: number) => Promise<T> | T,
): Promise<Record<string, T>> {
  let accountReads = 0;
  const inner = openStore(storageUrl);
  const get: typeof inner.get = (key) => {
    if (key === 'account') accountReads++;
    return inner.get(key);
  };
  const store = createCountingStore({ ...inner, get });
  const stage = await createStage({ storage: store, simulator: STANDING });
  try {
    await stage.put();
    // The account's own work, which is due once a day.
    await stage.proxy.watch();
    await stage.call('GET', '/ready');
    await fill();
    const counted: Record<string, T> = {};
    await reading(store, accountReads);
    for (const [route, ask] of Object.entries(ROUTES)) {
      accountReads = 0;
      await ask(stage);
      counted[route] = await reading(store, accountReads);
    }
    return counted;
  } finally {
    await stage.close();
  }
}

test('every route asks a SQLite store as often with a hundred thousand invoices as with ten', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'operations-'));
  try {
    const count = (invoices: number) => {
      const path = join(folder, `${invoices}.db`);
      return countRoutes(
        `sqlite:${path}`,
        () => fillSqlite(path, invoices),
        (store, accountReads) => {
          const { get, ...others } = store.counted();
          return { get: get - accountReads, ...others };
        },
      );
    };
    const few = await count(FEW);
    assert.deepEqual(await count(MANY), few);
    for (const [route, counts] of Object.entries(few)) {
      const total = Object.values(counts).reduce((a, b) => a + b);
      assert.ok(total >= 1 && total <= MOST, `${route}: ${JSON.stringify(counts)}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('every route gives a Redis server as many commands with a hundred thousand invoices as with ten', {
  skip: withoutRedis(),
}, async () => {
  const count = async (invoices: number) => {
    const redis = await startRedis();
    const client = new Redis(redis.url);
    try {
      return await countRoutes(
        redis.url,
        () => fillRedis(client, invoices),
        async (_, accountReads) => {
          const { hmget = 0, ...others } = await commandsSince(client);
          return { hmget: hmget - accountReads, ...others };
        },
      );
    } finally {
      client.disconnect();
      await redis.close();
    }
  };
  assert.deepEqual(await count(MANY), await count(FEW));
});

/** Copies of the one invoice that is there, each with work in a far future, and a line in this realm's log or another's. */
function fillSqlite(path: string, invoices: number): void {
  const beside = new DatabaseSync(path);
  const numbers = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)';
  const one = "(SELECT value FROM documents WHERE key GLOB '????????????????????????????????')";
  beside.exec('BEGIN');
  beside
    .prepare(
      `INSERT INTO documents ${numbers} SELECT printf('%032d', i), 1, ${one}, 9000000000000 + i FROM n`,
    )
    .run(invoices);
  beside
    .prepare(
      `INSERT INTO log (key, realm, entry) ${numbers}
       SELECT printf('%032d', i), iif(i % 2, 'default/test', 'default/live'), (SELECT entry FROM log LIMIT 1) FROM n`,
    )
    .run(invoices);
  beside.exec('COMMIT');
  assert.equal(
    beside.prepare('SELECT count(*) AS n FROM documents WHERE due > 9000000000000').get()!.n,
    invoices,
  );
  beside.close();
}

/** The same; each in the shard that its first character stands for. */
async function fillRedis(client: Redis, invoices: number): Promise<void> {
  const script = `
    for i = 1, tonumber(ARGV[1]) do
      local key = string.format('%032d', i)
      local shard = 'invoice-pay:{' .. (string.byte(key) % 16) .. '}'
      redis.call('HSET', shard .. ':document:' .. key, 'version', 1, 'value', ARGV[2])
      redis.call('ZADD', shard .. ':due', 9000000000000 + i, key)
      local realm = i % 2 == 1 and 'default/test' or 'default/live'
      redis.call('XADD', shard .. ':log:' .. realm, '*', 'entry', ARGV[3])
    end
  `;
  const [document] = await client.keys('*:document:????????????????????????????????');
  const value = await client.hget(document!, 'value');
  const [log] = await client.keys('*:log:default/test');
  const [[, [, entry]]] = (await client.xrange(log!, '-', '+', 'COUNT', 1)) as [[string, [string, string]]];
  await client.eval(script, 0, invoices, value!, entry);
}

/** Commands that the server ran since the last time, those inside scripts among them; this client's are not counted. */
async function commandsSince(client: Redis): Promise<Record<string, number>> {
  const stats = await client.info('commandstats');
  await client.config('RESETSTAT');
  const counts = [...stats.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)];
  return Object.fromEntries(
    counts
      .filter(([, command]) => !/^(info|config|keys|ping)/.test(command!))
      .map(([, command, calls]) => [command!, Number(calls)]),
  );
}
