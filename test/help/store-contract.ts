import assert from 'node:assert/strict';
import { ProxyError } from '../../proxy/errors.ts';
import { type Store, UNREADABLE } from '../../proxy/store/store.ts';
import { testClaims, testLog } from './store-log.ts';
import { createCheck, entry, keyFor, pages, put } from './store-values.ts';

type Counter = { v: 1; count: number };

/** How many writers change one document at the same time. */
const WRITERS = 40;

/** Each of them is another key to some store, or none. */
const NO_KEYS = [
  '',
  'a/b',
  'a:b',
  'a\\b',
  'a?x',
  '..',
  'a.b',
  'A',
  'a b',
  'a\n',
  'é',
  '__proto__',
  'a$',
  'a'.repeat(65),
];

function increment(store: Store, key: string): Promise<Counter | undefined> {
  return store.update<Counter>(key, (current) => {
    const count = ((current as Counter | undefined)?.count ?? 0) + 1;
    return { value: { v: 1, count }, due: null, log: [entry(`${key.slice(-6)}-${count}`)] };
  });
}

type Kind = {
  /** Whether several stores may be open at the same time, as in several processes. */
  shared: boolean;
  /** Whether lines that say no realm can be claimed. */
  claims: boolean;
  /** Puts a text where the store keeps the value of a document. */
  spoil(key: string, text: string): unknown;
};

/**
 * What every store promises.
 * @param open a store on the same data each time it is called
 */
export function testStore(name: string, open: () => Store, { shared, claims, spoil }: Kind): void {
  const check = createCheck(name, open);

  check('what was never written is not there', async (store) => {
    const key = keyFor();
    assert.equal(await store.get(key), undefined);
    assert.deepEqual(await store.recent({ key, limit: 10 }), { entries: [], before: null });
  });

  check('values come back as they were', async (store) => {
    const texts = [
      '10.00',
      '2024',
      'true',
      'null',
      '1e5',
      '',
      '\u0000',
      '\u2028',
      '😀',
      '\ud800',
      '</script>',
      '__proto__',
    ];
    const figures = [0, -1, 0.1, 999_999_999_999, Number.MAX_SAFE_INTEGER, true, false, null];
    const value = {
      v: 1,
      texts,
      figures,
      nested: { constructor: { a: [] }, '': {}, 'a.b': [[]], toString: 'x' },
    };
    const key = keyFor();
    assert.deepEqual(await put(store, key, value), value);
    assert.deepEqual(await store.get(key), value);
  });

  check('keys that differ in one character are different documents', async (store) => {
    const words = ['connection', 'constructor', 'valueof', 'log', 'due', 'document'];
    const keys = [keyFor('a'), keyFor('b'), keyFor('7'), ...words];
    for (const key of keys) await put(store, key, { v: 1, key });
    for (const key of keys) assert.deepEqual(await store.get(key), { v: 1, key });
  });

  check('what two stores could take for one key is none', async (store) => {
    for (const key of NO_KEYS) {
      await assert.rejects(store.get(key), { code: 'store_unavailable' }, key);
      await assert.rejects(put(store, key, { v: 1 }), { code: 'store_unavailable' }, key);
    }
  });

  check('what is no document is an error and never nothing, until it is written over', async (store) => {
    for (const text of ['', '{"v":1,"count"', 'undefined', '\u{1f600}']) {
      const key = keyFor();
      await put(store, key, { v: 1, count: 1 });
      await spoil(key, text);
      await assert.rejects(store.get(key), { code: 'store_unavailable' }, text);
      await assert.rejects(
        store.update(key, () => undefined),
        { code: 'store_unavailable' },
      );
      const seen: unknown[] = [];
      await store.update(key, (current) => {
        seen.push(current);
        return { value: { v: 1, count: 2 }, due: null, log: [entry(`${key}-rebuilt`)] };
      });
      assert.deepEqual(seen, [UNREADABLE]);
      assert.deepEqual(await store.get(key), { v: 1, count: 2 });
      assert.deepEqual((await pages(store, 10, { key })).flat(), [`${key}-rebuilt`]);
    }
  });

  check('writers at the same time lose nothing', async (store) => {
    const key = keyFor();
    const answers = await Promise.all(Array.from({ length: WRITERS }, () => increment(store, key)));
    assert.deepEqual(await store.get(key), { v: 1, count: WRITERS });
    const counts = answers.map((answer) => answer!.count).toSorted((a, b) => a - b);
    assert.deepEqual(
      counts,
      Array.from({ length: WRITERS }, (_, index) => index + 1),
    );
    assert.equal((await pages(store, 100, { key })).flat().length, WRITERS);
  });

  check('writers that come while others wait lose nothing', async (store) => {
    const key = keyFor();
    const inTurn = async () => {
      for (let turn = 0; turn < 8; turn++) await increment(store, key);
    };
    await Promise.all(Array.from({ length: 4 }, inTurn));
    assert.deepEqual(await store.get(key), { v: 1, count: 32 });
  });

  check('a change that answers nothing leaves everything, and answers what is there', async (store) => {
    const key = keyFor();
    assert.equal(await store.update(key, () => undefined), undefined);
    assert.equal(await store.get(key), undefined);
    await put(store, key, { v: 1, kept: true });
    assert.deepEqual(await store.update(key, () => undefined), { v: 1, kept: true });
  });

  check('a change that throws leaves document, due time and log', async (store) => {
    const key = keyFor();
    await put(store, key, { v: 1, kept: true }, 5, ['before']);
    const refusal = new ProxyError('currency_changed');
    const refused = store.update(key, () => {
      throw refusal;
    });
    await assert.rejects(refused, refusal);
    assert.deepEqual(await store.get(key), { v: 1, kept: true });
    assert.deepEqual((await pages(store, 10, { key })).flat(), ['before']);
    assert.deepEqual(await store.due(10, 1000, 0).then((keys) => keys.filter((one) => one === key)), [key]);
    await put(store, key, { v: 1 });
  });

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

  testLog(check);
  if (claims) testClaims(check);

  if (!shared) return;

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
