/** What every store promises of its documents. */
import assert from 'node:assert/strict';
import { ProxyError } from '../../proxy/errors.ts';
import { UNREADABLE } from '../../proxy/store/store.ts';
import { type Check, entry, increment, keyFor, pages, put, WRITERS } from './store-values.ts';

/** Keys that one store or another would take for a different key, or for none. */
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

/** Texts that a driver or a database might take for something else, such as a number. */
const TEXTS = [
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

export function testDocuments(check: Check): void {
  check('what was never written is not there', async (store) => {
    const key = keyFor();
    assert.equal(await store.get(key), undefined);
    assert.deepEqual(await store.recent({ key, limit: 10 }), { entries: [], before: null });
  });

  check('values come back as they were', async (store) => {
    const figures = [0, -1, 0.1, 999_999_999_999, Number.MAX_SAFE_INTEGER, true, false, null];
    const value = {
      v: 1,
      texts: TEXTS,
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
}

export function testUnreadable(check: Check, spoil: (key: string, text: string) => unknown): void {
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
}

export function testChanges(check: Check): void {
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
}
