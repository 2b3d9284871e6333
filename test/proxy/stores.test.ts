import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fsDriver from 'unstorage/drivers/fs-lite';
import memoryDriver from 'unstorage/drivers/memory';
import { openStore } from '../../proxy/store/index.ts';
import { testStore } from '../help/store-contract.ts';
import { countInProcesses } from '../help/store-processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'stores-'));
after(() => rmSync(folder, { recursive: true, force: true }));

// The folder is made where it is not there yet.
const sqlite = `sqlite:${join(folder, 'nested', 'pay.db')}`;

testStore('memory', () => openStore('memory:'), { shared: false });
testStore('sqlite', () => openStore(sqlite), { shared: true });
testStore('a driver from code', () => openStore(fsDriver({ base: join(folder, 'files') })), {
  shared: false,
});

test('sqlite: processes that open and write one file at the same time lose nothing', async () => {
  await countInProcesses(`sqlite:${join(folder, 'fresh', 'pay.db')}`);
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

test('what a driver answers instead of a document is an error, and is not overwritten', async () => {
  const answers = ['', '10.00', 7, true, [], {}, { v: 2, value: {}, log: [] }, new Error('EMFILE')];
  for (const answer of answers) {
    const driver = { ...memoryDriver(), getItem: () => answer as string };
    const store = openStore(driver);
    await assert.rejects(store.get('a'), { code: 'store_unavailable' });
    await assert.rejects(
      store.update('a', () => ({ value: { v: 1 }, due: null, log: [] })),
      { code: 'store_unavailable' },
    );
    await store.close();
  }
});
