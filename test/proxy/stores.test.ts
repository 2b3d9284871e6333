import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fsDriver from 'unstorage/drivers/fs-lite';
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
