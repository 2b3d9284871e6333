import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Driver } from 'unstorage';
import lruDriver from 'unstorage/drivers/lru-cache';
import memoryDriver from 'unstorage/drivers/memory';
import nullDriver from 'unstorage/drivers/null';
import overlayDriver from 'unstorage/drivers/overlay';
import { openStore } from '../../proxy/store/index.ts';
import { startPostgres, withoutPostgres } from '../help/postgres.ts';
import { startRedis, withoutRedis } from '../help/redis.ts';
import { createStage } from '../help/stage.ts';
import { heals, isDown, keep } from '../help/store-faults.ts';

type Said = Record<string, unknown>;

/** What is said of a store at its first use, and whether it is used. */
async function judge(storage: string | Driver): Promise<{ said: Said[]; isUsed: boolean }> {
  const said: Said[] = [];
  const store = openStore(storage, (entry) => said.push(entry));
  const isUsed = await keep(store).then(
    () => true,
    () => false,
  );
  if (!isUsed) await isDown(store);
  await store.close();
  return { said, isUsed };
}

const alter = (text: string) => text.replace(/[^\x20-\x7e]/g, '?');

const unfit: [string, () => Driver, RegExp][] = [
  ['drops everything', () => nullDriver(), /^The store is refused: it drops what is written$/],
  ['cannot write', () => ({ ...memoryDriver(), setItem: undefined }) as unknown as Driver, /drops/],
  ['only seems to write', () => overlayDriver({ layers: [] }), /drops/],
  ['evicts', () => lruDriver({ max: 1_000_000 }), /it evicts: lru-cache/],
  ['expires', () => ({ ...memoryDriver(), options: { ttl: 60 } }), /it expires/],
  ['does not list its keys', () => ({ ...memoryDriver(), getKeys: () => [] }), /does not list/],
  [
    'writes a smaller alphabet',
    () => {
      const memory = memoryDriver();
      return { ...memory, setItem: (key, value) => memory.setItem!(key, alter(value), {}) };
    },
    /it alters what is written/,
  ],
];

for (const [flaw, driver, why] of unfit) {
  test(`a driver that ${flaw} is refused, and it is said once why`, async () => {
    const { said, isUsed } = await judge(driver());
    assert.equal(isUsed, false);
    assert.equal(said.length, 1);
    const { message, ...rest } = said[0]!;
    assert.deepEqual(rest, { level: 'error', code: 'store_unfit' });
    assert.match(String(message), why);
  });
}

test('a driver that fails is said once with the cause, and once more when it works again, whoever notices', async () => {
  const memory = memoryDriver();
  let isBroken = false;
  const setItem: NonNullable<Driver['setItem']> = (key, value, options) => {
    if (isBroken) throw new Error('EIO: i/o error');
    return memory.setItem!(key, value, options);
  };
  const said: Said[] = [];
  const store = openStore({ ...memory, setItem }, (entry) => said.push(entry));
  await keep(store);
  said.length = 0;
  isBroken = true;
  for (let times = 0; times < 3; times++) await assert.rejects(keep(store), { code: 'store_unavailable' });
  await assert.rejects(store.ready(), { code: 'store_unavailable' });
  // Reading works all the while.
  await heals({ ...store, update: async () => undefined });
  assert.deepEqual(
    said.map(({ level, code, cause }) => [level, code, cause]),
    [['error', 'store_unavailable', 'EIO: i/o error']],
  );
  isBroken = false;
  const since = performance.now();
  while (said.length < 2) {
    assert.ok(performance.now() - since < 5000, 'it is not said');
    await store.get('self-test');
    await setTimeout(100);
  }
  assert.deepEqual([said[1]!.level, said[1]!.code], ['info', 'store_available']);
  await store.ready();
  await store.close();
  assert.equal(said.length, 2);
});

test('who asks at once whether a store takes writes shares the answer, and nothing is listed for it', async () => {
  const memory = memoryDriver();
  let [written, listed] = [0, 0];
  const store = openStore({
    ...memory,
    setItem: (...given) => {
      written++;
      return memory.setItem!(...given);
    },
    getKeys: (...given) => {
      listed++;
      return memory.getKeys!(...given);
    },
  });
  await store.ready();
  await setTimeout(1100);
  [written, listed] = [0, 0];
  await Promise.all(Array.from({ length: 50 }, () => store.ready()));
  for (let times = 0; times < 50; times++) await store.ready();
  assert.deepEqual([written, listed], [1, 0]);
  await store.close();
});

test('a driver without atomic update is used, and is said to be for one process', async () => {
  assert.deepEqual(await judge(memoryDriver()), {
    said: [
      {
        level: 'warn',
        code: 'store_one_process',
        message: 'The memory store has no atomic update: it is fit for one process only',
      },
    ],
    isUsed: true,
  });
});

test('a proxy whose store is refused is not ready, says so in its log and in the connection check', async () => {
  const stage = await createStage({ storage: nullDriver() });
  try {
    assert.equal((await stage.call('GET', '/health')).status, 200);
    const ready = await stage.call('GET', '/ready');
    assert.deepEqual([ready.status, ready.body.error.code], [503, 'store_unavailable']);
    const { body } = await stage.call('GET', '/v1/connection', { token: await stage.admin() });
    const { ok, findings } = body as unknown as { ok: boolean; findings: { code: string }[] };
    assert.equal(ok, false);
    assert.ok(findings.some(({ code }) => code === 'store_unavailable'));
    assert.equal(stage.logged.filter(({ code }) => code === 'store_unfit').length, 1);
  } finally {
    await stage.close();
  }
});

describe('redis', { skip: withoutRedis() }, async () => {
  test('a redis that evicts is refused until it no longer does, and what it does not promise is said once', async () => {
    const redis = await startRedis();
    const client = new Redis(redis.url);
    const said: Said[] = [];
    const store = openStore(redis.url, (entry) => said.push(entry));
    try {
      for (const policy of ['allkeys-lru', 'volatile-lru', 'allkeys-random']) {
        await client.config('SET', 'maxmemory-policy', policy);
        await isDown(store);
        const message = `The store is refused: it evicts: maxmemory-policy is ${policy}, expected noeviction`;
        assert.deepEqual(said.splice(0), [{ level: 'error', code: 'store_unfit', message }]);
      }
      await client.config('SET', 'maxmemory-policy', 'noeviction');
      await keep(store);
      await heals(store);
      assert.deepEqual(said.splice(0), []);

      await client.config('SET', 'appendonly', 'no');
      assert.deepEqual(codes(await judge(redis.url)), ['store_not_durable']);
      await client.acl('SETUSER', 'cashier', 'on', '>word', '~*', '+@all', '-info');
      const asCashier = redis.url.replace('//', '//cashier:word@');
      assert.deepEqual(codes(await judge(asCashier)), ['store_eviction_unknown']);
    } finally {
      await store.close();
      client.disconnect();
      await redis.close();
    }
  });
});

describe('postgres', { skip: withoutPostgres() }, async () => {
  test('a postgres that acknowledges what it has not written down is used, and it is said', async () => {
    const postgres = await startPostgres();
    try {
      assert.deepEqual(await judge(postgres.url), { said: [], isUsed: true });
      await postgres.query('ALTER DATABASE postgres SET synchronous_commit = off');
      assert.deepEqual(codes(await judge(postgres.url)), ['store_not_durable']);
    } finally {
      await postgres.close();
    }
  });
});

function codes({ said, isUsed }: { said: Said[]; isUsed: boolean }): unknown[] {
  assert.equal(isUsed, true);
  return said.map(({ code }) => code);
}
