import assert from 'node:assert/strict';
import { type Check, keyFor, put } from './store-values.ts';

/** What every store promises of the time at which a document is due. */
export function testDue(check: Check): void {
  check('what is due is given to one, and to another after the lease', async (store) => {
    const [early, late, never] = [keyFor('a'), keyFor('b'), keyFor('c')];
    await put(store, early, { v: 1 }, 1000);
    await put(store, late, { v: 1 }, 2000);
    await put(store, never, { v: 1 }, null);
    assert.deepEqual(await store.due(999, 10, 60), []);
    assert.deepEqual(await store.due(1000, 10, 60), [early]);
    assert.deepEqual(await store.due(1059, 10, 60), []);
    assert.deepEqual(await store.due(1060, 10, 60), [early]);
    assert.deepEqual((await store.due(2000, 10, 60)).toSorted(), [early, late].toSorted());
    await put(store, early, { v: 1 }, 5000);
    await put(store, late, { v: 1 }, null);
    assert.deepEqual(await store.due(4999, 10, 60), []);
    assert.deepEqual(await store.due(5000, 10, 60), [early]);
    await put(store, early, { v: 1 });
  });

  check('no more is given than was asked for, and nothing twice', async (store) => {
    const keys = ['a', 'b', 'c', 'd', 'e'].map(keyFor);
    for (const key of keys) await put(store, key, { v: 1 }, 10);
    const given = [await store.due(10, 2, 60), await store.due(10, 2, 60), await store.due(10, 2, 60)];
    assert.deepEqual(
      given.map(({ length }) => length),
      [2, 2, 1],
    );
    assert.deepEqual(given.flat().toSorted(), keys.toSorted());
    for (const key of keys) await put(store, key, { v: 1 });
  });

  check('what waits longest is given first', async (store) => {
    // Of one shard, where a store has any.
    const [late, early] = [keyFor('a'), keyFor('a')];
    await put(store, late, { v: 1 }, 2000);
    await put(store, early, { v: 1 }, 1000);
    assert.deepEqual(await store.due(3000, 1, 60), [early]);
    assert.deepEqual(await store.due(3000, 1, 60), [late]);
    for (const key of [late, early]) await put(store, key, { v: 1 });
  });
}
