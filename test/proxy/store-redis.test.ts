import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { Redis } from 'ioredis';
import { openStore } from '../../proxy/store/index.ts';
import { type RedisServer, startRedis, withoutRedis } from '../help/redis.ts';
import { testStore } from '../help/store-contract.ts';
import {
  heals,
  KEPT,
  keep,
  NEVER,
  takesNoWrites,
  testServerFaults,
  withStore,
} from '../help/store-faults.ts';
import { countInProcesses, interruptWriters } from '../help/store-processes.ts';
import { entry, pages } from '../help/store-values.ts';

describe('redis', { skip: withoutRedis() }, async () => {
  const redis: RedisServer = await startRedis();
  after(() => redis.close());

  /** Asks the server something beside the store. */
  async function ask<T>(question: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(redis.url);
    try {
      return await question(client);
    } finally {
      client.disconnect();
    }
  }

  testStore('redis', () => openStore(redis.url), {
    shared: true,
    claims: false,
    spoil: (key, text) =>
      ask(async (client) => {
        const [found] = await client.keys(`*:document:${key}`);
        await client.hset(found!, 'value', text);
      }),
  });

  test('redis: processes that write at the same time lose nothing', () => countInProcesses(redis.url));

  test('redis: a process that is killed while it writes leaves all of a change or nothing', () =>
    interruptWriters(redis.url, 3, async (writer) => writer.kill('SIGKILL')));

  test('redis: a server that is killed while it writes loses nothing that it acknowledged', () =>
    interruptWriters(redis.url, 2, async () => {
      await redis.kill();
      await redis.start();
    }));

  testServerFaults('redis', () => redis);

  const refusals: [string, (client: Redis) => Promise<unknown>, (client: Redis) => Promise<unknown>][] = [
    ['is full', (to) => to.config('SET', 'maxmemory', '1'), (to) => to.config('SET', 'maxmemory', '0')],
    ['only reads', (to) => to.replicaof('127.0.0.1', 1), (to) => to.replicaof('NO', 'ONE')],
    [
      'lacks its replicas',
      (to) => to.config('SET', 'min-replicas-to-write', '1'),
      (to) => to.config('SET', 'min-replicas-to-write', '0'),
    ],
  ];
  for (const [state, enter, leave] of refusals) {
    test(`redis: a server that ${state} takes no writes, and is used again`, () =>
      withStore(redis.url, async (store) => {
        await keep(store);
        await ask(enter);
        await takesNoWrites(store);
        await ask(leave);
        await heals(store);
      }));
  }

  for (const names of [['due'], ['log:default/test'], [`log:${KEPT}`, `log:${NEVER}`]]) {
    test(`redis: where something else has written over "${names[0]}", no part of a change is written`, () =>
      withStore(redis.url, async (store) => {
        await keep(store);
        const keys = Array.from({ length: 16 }, (_, shard) =>
          names.map((name) => `invoice-pay:{${shard}}:${name}`),
        ).flat();
        for (const key of keys) await ask((client) => client.rename(key, `${key}:aside`).catch(() => {}));
        for (const key of keys) await ask((client) => client.set(key, 'a text'));
        await takesNoWrites(store);
        for (const key of keys) await ask((client) => client.del(key));
        for (const key of keys) await ask((client) => client.rename(`${key}:aside`, key).catch(() => {}));
        await heals(store);
      }));
  }

  test('redis: lines of one millisecond are paged once each, wherever they stand', () =>
    withStore(redis.url, async (store) => {
      const events = Array.from({ length: 16 }, (_, shard) => `line-${shard}`);
      const logs = events.map((_, shard) => `invoice-pay:{${shard}}:log:default/test`);
      await ask((client) => client.del(...logs));
      for (const [shard, event] of events.entries()) {
        await ask((client) =>
          client.xadd(logs[shard]!, '7-0', 'entry', JSON.stringify(entry(event, 'default/test'))),
        );
      }
      assert.deepEqual((await pages(store, 3, { realm: 'default/test' })).flat(), events.toReversed());
      await ask((client) => client.del(...logs));
    }));
});
