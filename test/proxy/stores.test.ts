import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { createDatabase } from 'db0';
import nodeSqlite from 'db0/connectors/node-sqlite';
import db0Driver from 'unstorage/drivers/db0';
import fsDriver from 'unstorage/drivers/fs-lite';
import memoryDriver from 'unstorage/drivers/memory';
import { openStore } from '../../proxy/store/index.ts';
import { testStore } from '../help/store-contract.ts';
import { withStore } from '../help/store-faults.ts';
import { keyFor, pages, put } from '../help/store-values.ts';

const folder = mkdtempSync(join(tmpdir(), 'stores-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const memory = memoryDriver();
testStore('memory', () => openStore(memory), {
  shared: false,
  claims: true,
  spoil: (key, text) => memory.setItem!(`document:${key}`, text, {}),
});

const files = join(folder, 'files');
testStore('files', () => openStore(fsDriver({ base: files })), {
  shared: false,
  claims: true,
  spoil: (key, text) => writeFileSync(join(files, 'document', key), text),
});

const database = () => createDatabase(nodeSqlite({ path: join(folder, 'driver.db') }));
testStore('db0', () => openStore(db0Driver({ database: database() })), {
  shared: false,
  claims: true,
  spoil: (key, text) => database().sql`UPDATE unstorage SET value = ${text} WHERE key = ${`document:${key}`}`,
});

test('files: lines stay claimed, and are claimed alone', async () => {
  const open = () => fsDriver({ base: join(folder, 'claimed') });
  const [key, other] = [keyFor(), keyFor()];
  await withStore(open(), async (store) => {
    await put(store, key, { v: 1 }, null, ['claimed']);
    await put(store, other, { v: 1 }, null, ['left']);
    await store.claim!(key, 'default/test');
  });
  await withStore(open(), async (store) => {
    assert.deepEqual(await pages(store, 9, { realm: 'default/test' }), [['claimed']]);
    assert.deepEqual(await pages(store, 9, { realm: 'default/live', withUnclaimed: true }), [['left']]);
  });
});

test('a driver that hangs or fails is an error within three seconds, and is used again once it answers', async () => {
  const driver = memoryDriver();
  const { getItem } = driver;
  const store = openStore(driver);
  const until = performance.now() + 3500;
  driver.getItem = () => new Promise(() => {});
  await assert.rejects(store.get('a'), { code: 'store_unavailable' });
  assert.ok(performance.now() < until);
  driver.getItem = () => Promise.reject(new Error('disk failed'));
  await assert.rejects(store.get('a'), { code: 'store_unavailable' });
  driver.getItem = getItem;
  assert.equal(await store.get('a'), undefined);
  await store.close();
});

test('a driver that holds more than can be read in three seconds is read once, and then used', async () => {
  const driver = memoryDriver();
  const before = openStore(driver);
  const COUNT = 1000;
  for (let n = 0; n < COUNT; n++) await put(before, `invoice-${n}`, { v: 1 }, n);
  const { getItem } = driver;
  let reads = 0;
  driver.getItem = async (key: string, options: object) => {
    if (key.includes('invoice-')) {
      reads++;
      await setTimeout(100);
    }
    return getItem(key, options);
  };
  const said: unknown[] = [];
  const store = openStore(driver, ({ code }) => said.push(code));
  let refused = 0;
  await assert.rejects(store.due(COUNT, COUNT, 1000), { code: 'store_unavailable' });
  while (refused < 4 && (await store.ready().catch(() => 'refused')) === 'refused') refused++;
  assert.ok(refused > 0 && refused < 4, `refused ${refused} times`);
  // What was refused meanwhile has leased nothing.
  assert.equal((await store.due(COUNT, COUNT, 1000)).length, COUNT);
  assert.equal(reads, COUNT);
  assert.deepEqual(said, ['store_one_process']);
  await store.close();
});

test('a driver that is closed while it is read is not written to', async () => {
  const driver = memoryDriver();
  const before = openStore(driver);
  await put(before, 'invoice', { v: 1 }, 1);
  const { getItem, setItem } = driver;
  const answers: (() => void)[] = [];
  driver.getItem = (key: string, options: object) =>
    new Promise((resolve) => answers.push(() => resolve(getItem(key, options))));
  let written = 0;
  driver.setItem = (key: string, value: string, options: object) => {
    written++;
    return setItem!(key, value, options);
  };
  const said: unknown[] = [];
  const store = openStore(driver, (entry) => said.push(entry));
  const refused = assert.rejects(store.due(1, 1, 1), { code: 'store_unavailable' });
  await setTimeout(100);
  const closed = store.close();
  for (const answer of answers) answer();
  await Promise.all([closed, refused]);
  await setTimeout(100);
  assert.deepEqual([written, said], [0, []]);
});

test('a driver that stops answering while it is read is read again once it answers', async () => {
  const driver = memoryDriver();
  const before = openStore(driver);
  await put(before, 'first', { v: 1 }, 1);
  await put(before, 'second', { v: 1 }, 2);
  const { getItem } = driver;
  driver.getItem = (key: string, options: object) =>
    key.includes('second') ? new Promise(() => {}) : getItem(key, options);
  const store = openStore(driver);
  await assert.rejects(store.due(9, 9, 1000), { code: 'store_unavailable' });
  driver.getItem = getItem;
  // The reading that hangs has as long as any.
  await setTimeout(100);
  assert.deepEqual(await store.due(9, 9, 1000), ['first', 'second']);
  await store.close();
});

test('what was told to have failed is not done later, and what waited behind it neither', async () => {
  const driver = memoryDriver();
  const { getItem } = driver;
  const store = openStore(driver);
  const write = (count: number) => store.update('a', () => ({ value: { v: 1, count }, due: null, log: [] }));
  await write(1);
  let answer = () => {};
  driver.getItem = (key: string, options: object) =>
    new Promise((resolve) => {
      answer = () => resolve(getItem(key, options));
    });
  const hanging = [write(2), write(3)];
  await Promise.all(hanging.map((each) => assert.rejects(each, { code: 'store_unavailable' })));
  driver.getItem = getItem;
  answer();
  assert.deepEqual(await store.update('a', () => undefined), { v: 1, count: 1 });
  assert.deepEqual(await store.get('a'), { v: 1, count: 1 });
  await store.close();
});

test('what a driver answers instead of a document is an error', async () => {
  for (const answer of ['', '10.00', 7, true, [], {}, { v: 2, value: {}, log: [] }, new Error('EMFILE')]) {
    const { store } = answering(answer);
    await assert.rejects(store.get('a'), { code: 'store_unavailable' });
    await assert.rejects(
      store.update('a', () => undefined),
      { code: 'store_unavailable' },
    );
    await store.close();
  }
});

test('what a driver cannot read at this moment is not written over', async () => {
  const { store, driver } = answering(new Error('EMFILE'));
  const change = () => ({ value: { v: 1 }, due: null, log: [] });
  await assert.rejects(store.update('a', change), { code: 'store_unavailable' });
  assert.equal(await driver.hasItem('document:a', {}), false);
  await store.close();
});

test('what is due is found again by whoever opens the same files', async () => {
  const base = join(folder, 'again');
  const one = openStore(fsDriver({ base }));
  await put(one, 'late', { v: 1 }, 2000, ['second']);
  await put(one, 'early', { v: 1 }, 1000, ['first']);
  await put(one, 'never', { v: 1 }, null);
  await one.close();
  const other = openStore(fsDriver({ base }));
  assert.deepEqual(await other.due(2000, 10, 60), ['early', 'late']);
  const lines = await pages(other, 10, { realm: 'default/test', withUnclaimed: true });
  assert.deepEqual(lines.flat().toSorted(), ['first', 'second']);
  await other.close();
});

/** A driver that answers one document with something else. */
function answering(answer: unknown) {
  const driver = memoryDriver();
  const { getItem } = driver;
  driver.getItem = (key: string, options: object) =>
    key === 'document:a' ? (answer as string) : getItem(key, options);
  return { driver, store: openStore(driver) };
}
