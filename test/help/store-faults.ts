import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Driver } from 'unstorage';
import { openStore } from '../../proxy/store/index.ts';
import type { Store } from '../../proxy/store/store.ts';
import { entry } from './store-values.ts';

/** No answer may take longer; the store's own deadline is three seconds. Milliseconds, as below. */
const DEADLINE = 3500;

/** How soon a store is right again once what is behind it is. */
const RECOVERY = 5000;

/** Keys: one has a document throughout, the other never has. */
export const KEPT = 'k'.repeat(32);
export const NEVER = 'never';
const REALM = 'default/test';

/** A database server of one's own, as the stores see it. */
export type Server = {
  url: string;
  start(): Promise<void>;
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
};

/** A store that is open for as long as `run` takes. */
export async function withStore<T>(storage: string | Driver, run: (store: Store) => Promise<T>): Promise<T> {
  const store = openStore(storage);
  try {
    return await run(store);
  } finally {
    await store.close();
  }
}

export const keep = (store: Store) =>
  store.update(KEPT, () => ({ value: { v: 1, kept: true }, due: null, log: [] }));

const reads = (store: Store) => [
  store.get(KEPT),
  store.recent({ realm: REALM, limit: 1 }),
  store.recent({ key: KEPT, limit: 1 }),
];

const writes = (store: Store) => [
  store.update(KEPT, () => ({ value: { v: 1, lost: true }, due: 0, log: [entry('lost', REALM)] })),
  store.update(NEVER, () => ({ value: { v: 1, lost: true }, due: 0, log: [entry('lost', REALM)] })),
];

/** All of them fail as `store_unavailable`, in time. */
async function fail(operations: readonly Promise<unknown>[]): Promise<void> {
  const started = performance.now();
  await Promise.all(
    operations.map((each) => assert.rejects(each, { code: 'store_unavailable', retryAfter: 5 })),
  );
  assert.ok(performance.now() - started < DEADLINE);
}

export const isDown = (store: Store) => fail([...reads(store), ...writes(store), store.due(0, 1, 1)]);

/** Nothing can be written, and nothing of what could not has changed anything. */
export async function takesNoWrites(store: Store): Promise<void> {
  await fail(writes(store));
  const kept = await store.get(KEPT).catch(() => undefined);
  if (kept !== undefined) assert.deepEqual(kept, { v: 1, kept: true });
}

/** It works again, and has all that it had. */
export async function heals(store: Store): Promise<void> {
  const until = performance.now() + RECOVERY;
  for (;;) {
    const works = await store
      .update('well', () => ({ value: { v: 1 }, due: null, log: [] }))
      .then(
        () => true,
        () => false,
      );
    if (works) break;
    assert.ok(performance.now() < until, 'it did not recover');
    await setTimeout(50);
  }
  assert.deepEqual(await store.get(KEPT), { v: 1, kept: true });
  assert.equal(await store.get(NEVER), undefined);
}

/** What a store promises when its server fails. */
export function testServerFaults(name: string, server: () => Server): void {
  const check = (promise: string, run: (store: Store, server: Server) => Promise<void>) =>
    test(`${name}: ${promise}`, () => withStore(server().url, (store) => run(store, server())));

  check('a server that hangs is an error in time, and is used again once it answers', async (store, on) => {
    await keep(store);
    on.freeze();
    await isDown(store);
    on.thaw();
    await heals(store);
  });

  check(
    'a server that was killed is an error in time, and is used again with all it had',
    async (store, on) => {
      await keep(store);
      await on.kill();
      await isDown(store);
      await on.start();
      await heals(store);
    },
  );

  check('a store that is opened before its server works once there is one', async (store, on) => {
    await on.kill();
    await isDown(store);
    await on.start();
    await heals(store);
  });

  check('a store that is opened while its server hangs works once it answers', async (store, on) => {
    on.freeze();
    await isDown(store);
    on.thaw();
    await heals(store);
  });

  test(`${name}: an address where nobody listens is an error in time`, async () => {
    const { protocol } = new URL(server().url);
    await withStore(`${protocol}//127.0.0.1:1`, isDown);
  });
}
