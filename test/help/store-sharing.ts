/** What a store promises that several processes may open on the same data. */
import assert from 'node:assert/strict';
import type { Store } from '../../proxy/store/store.ts';
import { type Check, increment, keyFor, pages, put, WRITERS } from './store-values.ts';

export function testSharing(check: Check, open: () => Store): void {
  check('two stores on the same data lose nothing, and lease nothing twice', async (one) => {
    const other = open();
    try {
      const key = keyFor();
      await Promise.all(
        Array.from({ length: WRITERS }, (_, index) => increment(index % 2 ? one : other, key)),
      );
      assert.deepEqual(await other.get(key), { v: 1, count: WRITERS });
      const lines = (await pages(one, 100, { key })).flat();
      assert.equal(new Set(lines).size, WRITERS);
      const keys = ['a', 'b', 'c', 'd'].map(keyFor);
      for (const each of keys) await put(one, each, { v: 1 }, 10);
      const given = await Promise.all([one.due(10, 10, 60), other.due(10, 10, 60)]);
      assert.deepEqual(given.flat().toSorted(), keys.toSorted());
      for (const each of keys) await put(one, each, { v: 1 });
    } finally {
      await other.close();
    }
  });
}

export function testReopening(check: Check, open: () => Store): void {
  check('everything is there after closing and opening again', async (store) => {
    const key = keyFor();
    await put(store, key, { v: 1, kept: '10.00' }, 77, ['kept']);
    await store.close();
    const again = open();
    try {
      assert.deepEqual(await again.get(key), { v: 1, kept: '10.00' });
      assert.deepEqual((await pages(again, 10, { key })).flat(), ['kept']);
      assert.deepEqual(await again.due(77, 10, 60), [key]);
      await put(again, key, { v: 1 });
    } finally {
      await again.close();
    }
  });
}
