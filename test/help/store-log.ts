import assert from 'node:assert/strict';
import { type Check, entry, keyFor, pages, put } from './store-values.ts';

/** What every store promises of its log. */
export function testLog(check: Check): void {
  check('the log of one document is paged newest first, each line once', async (store) => {
    const key = keyFor();
    const events = Array.from({ length: 230 }, (_, index) => `${key.slice(-6)}-${index}`);
    for (let at = 0; at < events.length; at += 10)
      await put(store, key, { v: 1 }, null, events.slice(at, at + 10));
    const found = await pages(store, 23, key);
    assert.deepEqual(found.flat(), events.toReversed());
    assert.ok(found.every(({ length }) => length === 23));
    const page = await store.recent({ key, limit: 1 });
    assert.deepEqual(page!.entries, [entry(events.at(-1)!)]);
  });

  check('the log of all is paged newest first, each line once', async (store) => {
    const keys = ['p', 'q', '3', '7'].map(keyFor);
    const events: string[] = [];
    for (let round = 0; round < 5; round++) {
      for (const key of keys) {
        const added = [`${key.slice(-6)}-${round}`, `${key.slice(-6)}-${round}-too`];
        await put(store, key, { v: 1 }, null, added);
        events.push(...added);
      }
    }
    const found = (await pages(store, 7)).flat();
    assert.deepEqual(found.toSorted(), [...new Set(found)].toSorted());
    const ofEach = keys.map((key) => found.filter((event) => event.startsWith(key.slice(-6))));
    for (const [index, key] of keys.entries()) {
      assert.deepEqual(ofEach[index], events.filter((event) => event.startsWith(key.slice(-6))).toReversed());
    }
  });

  check('lines that are added while somebody pages are not repeated', async (store) => {
    const key = keyFor();
    await put(store, key, { v: 1 }, null, ['one', 'two', 'three', 'four']);
    const first = await store.recent({ key, limit: 2 });
    await put(store, key, { v: 1 }, null, ['five']);
    const second = await store.recent({ key, limit: 2, before: first!.before! });
    assert.deepEqual(
      [...first!.entries, ...second!.entries].map(({ event }) => event),
      ['four', 'three', 'two', 'one'],
    );
    assert.equal(second!.before, null);
  });

  check('what is no cursor is refused', async (store) => {
    const key = keyFor();
    for (const before of [
      '',
      'x',
      '-1',
      '1.5',
      '1e3',
      '0x1',
      ' 1',
      '1 ',
      '9'.repeat(99),
      '٣',
      '1\n',
      '+',
      '(1-1',
      '*',
    ]) {
      assert.equal(await store.recent({ limit: 10, before }), null, before);
      assert.equal(await store.recent({ key, limit: 10, before }), null, before);
    }
  });
}
