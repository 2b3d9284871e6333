import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { openStore } from '../../proxy/store/index.ts';
import type { Store } from '../../proxy/store/store.ts';
import { type RedisServer, startRedis, withoutRedis } from '../help/redis.ts';
import { testStore } from '../help/store-contract.ts';
import { countInProcesses } from '../help/store-processes.ts';

/** No answer may take longer; the store's own deadline is three seconds. */
const DEADLINE = 3500;

/** How soon a store is right again once its server is. */
const RECOVERY = 5000;

const KEY = 'k'.repeat(32);

/** Every operation fails as `store_unavailable`, in time. */
async function isDown(store: Store): Promise<void> {
  const started = performance.now();
  const operations = [
    store.get(KEY),
    store.update(KEY, () => ({ value: { v: 1, lost: true }, due: null, log: [] })),
    store.due(0, 1, 1),
    store.recent({ limit: 1 }),
    store.recent({ key: KEY, limit: 1 }),
  ];
  await Promise.all(
    operations.map((each) => assert.rejects(each, { code: 'store_unavailable', retryAfter: 5 })),
  );
  assert.ok(performance.now() - started < DEADLINE);
}

async function heals(store: Store): Promise<void> {
  const until = performance.now() + RECOVERY;
  for (;;) {
    const value = await store.get(KEY).catch(() => 'down');
    if (value !== 'down') return assert.deepEqual(value, { v: 1, kept: true });
    assert.ok(performance.now() < until, 'it did not recover');
    await setTimeout(50);
  }
}

const keep = (store: Store) => store.update(KEY, () => ({ value: { v: 1, kept: true }, due: null, log: [] }));

describe('redis', { skip: withoutRedis() }, async () => {
  const redis: RedisServer = await startRedis();
  after(() => redis.close());

  testStore('redis', () => openStore(redis.url), { shared: true });

  test('redis: processes that write at the same time lose nothing', () => countInProcesses(redis.url));

  test('redis: a server that hangs is an error in time, and is used again once it answers', async () => {
    const store = openStore(redis.url);
    await keep(store);
    redis.freeze();
    await isDown(store);
    redis.thaw();
    await heals(store);
    await store.close();
  });

  test('redis: a server that was killed is an error in time, and is used again once it is back, with all it had', async () => {
    const store = openStore(redis.url);
    await keep(store);
    await redis.kill();
    await isDown(store);
    await redis.start();
    await heals(store);
    await store.close();
  });

  test('redis: a store that is opened before its server works once there is one', async () => {
    await redis.kill();
    const store = openStore(redis.url);
    await isDown(store);
    await redis.start();
    await heals(store);
    await store.close();
  });

  test('redis: an address where nobody listens is an error in time', async () => {
    const store = openStore('redis://127.0.0.1:1');
    await isDown(store);
    await store.close();
  });
});
