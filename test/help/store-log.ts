import assert from 'node:assert/strict';
import { type Check, entry, keyFor, newRealm, pages, put } from './store-values.ts';

/** What every store promises of its log. */
export function testLog(check: Check): void {
  testPaging(check);
  testRealms(check);
}

function testPaging(check: Check): void {
  check('the log of one document is paged newest first, each line once', async (store) => {
    const key = keyFor();
    const events = Array.from({ length: 230 }, (_, index) => `${key.slice(-6)}-${index}`);
    for (let at = 0; at < events.length; at += 10)
      await put(store, key, { v: 1 }, null, events.slice(at, at + 10));
    const found = await pages(store, 23, { key });
    assert.deepEqual(found.flat(), events.toReversed());
    assert.ok(found.every(({ length }) => length === 23));
    const page = await store.recent({ key, limit: 1 });
    assert.deepEqual(page!.entries, [entry(events.at(-1)!)]);
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
      assert.equal(await store.recent({ realm: newRealm(), limit: 10, before }), null, before);
      assert.equal(await store.recent({ key, limit: 10, before }), null, before);
    }
  });
}

function testRealms(check: Check): void {
  check(
    'the log of a realm is paged newest first, each line once, and none of another realm',
    async (store) => {
      const realms = [newRealm(), newRealm()];
      const keys = ['p', 'q', '3', '7'].map(keyFor);
      const realmOf = (key: string) => realms[keys.indexOf(key) % 2]!;
      const events: string[] = [];
      for (let round = 0; round < 5; round++) {
        for (const key of keys) {
          const added = [`${key.slice(-6)}-${round}`, `${key.slice(-6)}-${round}-too`];
          await put(store, key, { v: 1 }, null, added, realmOf(key));
          events.push(...added);
        }
      }
      for (const realm of realms) {
        const found = (await pages(store, 7, { realm })).flat();
        assert.deepEqual(found.toSorted(), [...new Set(found)].toSorted());
        assert.equal(found.length, 20);
        for (const key of keys.filter((one) => realmOf(one) === realm)) {
          const isOfKey = (event: string) => event.startsWith(key.slice(-6));
          assert.deepEqual(found.filter(isOfKey), events.filter(isOfKey).toReversed());
        }
      }
      const page = await store.recent({ realm: realms[0]!, limit: 1 });
      assert.deepEqual(page!.entries, [entry(events.at(-3)!, realms[0])]);
    },
  );

  check('lines of one write go to the log of the realm that each of them says', async (store) => {
    const [one, other] = [newRealm(), newRealm()];
    const key = keyFor();
    const log = [entry('a', one), entry('b', other), entry('c', one)];
    await store.update(key, () => ({ value: { v: 1 }, due: null, log }));
    assert.deepEqual(await pages(store, 9, { realm: one }), [['c', 'a']]);
    assert.deepEqual(await pages(store, 9, { realm: other }), [['b']]);
    assert.deepEqual(await pages(store, 9, { key }), [['c', 'b', 'a']]);
  });

  check(
    'a line that says no realm stands in the log of its document, and in that of no realm',
    async (store) => {
      const [realm, key] = [newRealm(), keyFor()];
      await put(store, key, { v: 1 }, null, ['of-nobody']);
      await put(store, key, { v: 1 }, null, ['of-the-realm'], realm);
      assert.deepEqual(await pages(store, 9, { key }), [['of-the-realm', 'of-nobody']]);
      assert.deepEqual(await pages(store, 9, { realm }), [['of-the-realm']]);
    },
  );
}

/** What stores promise of log lines without a realm, which the first release wrote. */
export function testClaims(check: Check): void {
  check('lines that nobody has claimed come along with their key, in their place', async (store) => {
    const [realm, key, other] = [newRealm(), keyFor('p'), keyFor('q')];
    await put(store, other, { v: 1 }, null, [`${key}-1`], realm);
    await put(store, key, { v: 1 }, null, [`${key}-2`, `${key}-3`]);
    await put(store, other, { v: 1 }, null, [`${key}-4`], realm);
    const page = await store.recent({ realm, withUnclaimed: true, limit: 4 });
    assert.deepEqual(page!.entries, [
      entry(`${key}-4`, realm),
      { ...entry(`${key}-3`), key },
      { ...entry(`${key}-2`), key },
      entry(`${key}-1`, realm),
    ]);
    const paged = (await pages(store, 3, { realm, withUnclaimed: true })).flat();
    assert.deepEqual(
      paged.filter((event) => event.startsWith(key)),
      [4, 3, 2, 1].map((place) => `${key}-${place}`),
    );
  });

  check('claimed lines are found in their place in the log of their realm, once for all', async (store) => {
    const [realm, key, other] = [newRealm(), keyFor('p'), keyFor('q')];
    await put(store, other, { v: 1 }, null, ['one'], realm);
    await put(store, key, { v: 1, kept: true }, 7, ['two', 'three']);
    await put(store, other, { v: 1 }, null, ['four'], realm);
    await put(store, key, { v: 1, kept: true }, 7, ['five'], newRealm());
    await store.claim!(key, realm);
    await store.claim!(key, newRealm());
    assert.deepEqual((await pages(store, 3, { realm })).flat(), ['four', 'three', 'two', 'one']);
    const line = await store.recent({ realm, limit: 2 });
    assert.deepEqual(line!.entries, [entry('four', realm), entry('three', realm)]);
    assert.deepEqual(await pages(store, 9, { key }), [['five', 'three', 'two']]);
    assert.deepEqual(await store.get(key), { v: 1, kept: true });
    assert.ok((await store.due(7, 1000, 0)).includes(key));
    await put(store, key, { v: 1 });
  });

  check('to claim what is not there changes nothing', async (store) => {
    const [realm, key] = [newRealm(), keyFor()];
    await store.claim!(key, realm);
    assert.equal(await store.get(key), undefined);
    assert.deepEqual(await pages(store, 9, { realm }), [[]]);
  });
}
