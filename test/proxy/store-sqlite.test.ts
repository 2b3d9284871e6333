import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { openStore } from '../../proxy/store/index.ts';
import { testStore } from '../help/store-contract.ts';
import { heals, isDown, keep, takesNoWrites, withStore } from '../help/store-faults.ts';
import { countInProcesses, interruptWriters } from '../help/store-processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A file of one's own, in a folder that is not there yet. */
const fileIn = (name: string) => join(folder, name, 'pay.db');

const contract = fileIn('contract');

testStore('sqlite', () => openStore(`sqlite:${contract}`), {
  shared: true,
  claims: true,
  spoil(key, text) {
    const beside = new DatabaseSync(contract);
    beside.prepare('UPDATE documents SET value = ? WHERE key = ?').run(text, key);
    beside.close();
  },
});

test('sqlite: processes that open and write one file at the same time lose nothing', () =>
  countInProcesses(`sqlite:${fileIn('fresh')}`));

test('sqlite: a process that is killed while it writes leaves all of a change or nothing', () =>
  interruptWriters(`sqlite:${fileIn('killed')}`, 3, async (writer) => writer.kill('SIGKILL')));

test('sqlite: a file that another process holds is an error in time, lets others run, and is used again', () => {
  const path = fileIn('held');
  return withStore(`sqlite:${path}`, async (store) => {
    await keep(store);
    const holder = new DatabaseSync(path);
    holder.exec('BEGIN IMMEDIATE');
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 50);
    await takesNoWrites(store);
    clearInterval(ticking);
    assert.ok(ticks > 10, `${ticks} ticks`);
    holder.exec('ROLLBACK');
    holder.close();
    await heals(store);
  });
});

test('sqlite: a write that another process holds up for a moment is done', () => {
  const path = fileIn('brief');
  return withStore(`sqlite:${path}`, async (store) => {
    await keep(store);
    const holder = new DatabaseSync(path);
    holder.exec('BEGIN IMMEDIATE');
    setTimeout(() => holder.close(), 300);
    await keep(store);
  });
});

test('sqlite: a file that another process holds for a moment while it is opened is opened', async () => {
  const url = `sqlite:${fileIn('opened')}`;
  await withStore(url, keep);
  const holder = new DatabaseSync(fileIn('opened'));
  holder.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  setTimeout(() => holder.close(), 300);
  await withStore(url, keep);
});

test(
  'sqlite: a full disk takes no writes, and is used again once there is room',
  { skip: withoutLimits() },
  () =>
    withStore(`sqlite:${fileIn('full')}`, async (store) => {
      await keep(store);
      const large = { v: 1, text: 'x'.repeat(2_000_000) };
      limitFiles('500000');
      try {
        const filling = store.update('large', () => ({ value: large, due: null, log: [] }));
        await assert.rejects(filling, { code: 'store_unavailable' });
        assert.equal(await store.get('large'), undefined);
      } finally {
        limitFiles('unlimited');
      }
      await heals(store);
      await store.update('large', () => ({ value: large, due: null, log: [] }));
      assert.deepEqual(await store.get('large'), large);
    }),
);

test('sqlite: a file that may only be read takes no writes, and is used again once it may be written', async () => {
  const path = fileIn('read-only');
  const url = `sqlite:${path}`;
  await withStore(url, keep);
  chmodSync(folder, 0o755);
  chmodSync(path, 0o444);
  await withoutPrivileges(() => withStore(url, takesNoWrites));
  await withStore(url, async (store) => {
    await withoutPrivileges(() => takesNoWrites(store));
    chmodSync(path, 0o644);
    await heals(store);
  });
});

test('sqlite: a file that is no database is an error, is left as it is, and what is put in its place is used', async () => {
  const path = fileIn('garbage');
  await withStore(`sqlite:${path}`, keep);
  await withStore(`sqlite:${join(folder, 'garbage', 'other.db')}`, async (store) => {
    writeFileSync(join(folder, 'garbage', 'other.db'), 'no database '.repeat(500));
    await isDown(store);
    rmSync(join(folder, 'garbage', 'other.db'));
    await keep(store);
    await heals(store);
  });
});

/** The rights of a file or folder, `600`. */
const rights = (path: string) => (statSync(path).mode & 0o777).toString(8);

test('sqlite: the files and the folder made for them are the owner’s alone, also those that everybody could read, and its group’s where that writes', async () => {
  const path = fileIn('private');
  const files = ['', '-wal', '-shm'].map((end) => path + end);
  const umask = process.umask(0o022);
  try {
    await withStore(`sqlite:${path}`, async (store) => {
      await keep(store);
      assert.deepEqual([...files, join(path, '..')].map(rights), ['600', '600', '600', '700']);
      for (const file of files) chmodSync(file, 0o644);
      await withStore(`sqlite:${path}`, keep);
      assert.deepEqual(files.map(rights), ['600', '600', '600']);
    });
    chmodSync(path, 0o640);
    await withStore(`sqlite:${path}`, keep);
    assert.equal(rights(path), '640', 'what the operator gave to a group stays');
    const link = join(folder, 'linked.db');
    symlinkSync(path, link);
    await withStore(`sqlite:${link}`, async (store) => {
      await keep(store);
      for (const [open, closed] of Object.entries({ 644: '600', 664: '660', 666: '660' })) {
        for (const file of files) chmodSync(file, Number.parseInt(open, 8));
        await withStore(`sqlite:${link}`, keep);
        assert.deepEqual(files.map(rights), [closed, closed, closed], open);
      }
    });
  } finally {
    process.umask(umask);
  }
});

test('sqlite: a file takes little more room than what is in it', async () => {
  const path = fileIn('room');
  const text = 'x'.repeat(1000);
  const COUNT = 500;
  await withStore(`sqlite:${path}`, async (store) => {
    for (let n = 0; n < COUNT; n++)
      await store.update(`invoice-${n}`, () => ({ value: { v: 1, text }, due: n, log: [] }));
  });
  const bytes = statSync(path).size / COUNT;
  assert.ok(bytes < 1.6 * text.length, `${bytes} bytes for each`);
});

test('sqlite: what a long reader lets grow beside the file is cut off once the reader has gone', async () => {
  const path = fileIn('reader');
  const url = `sqlite:${path}`;
  await withStore(url, async (store) => {
    await keep(store);
    const reader = new DatabaseSync(path);
    reader.exec('BEGIN; SELECT * FROM documents');
    // What stays the same is not written again.
    const write = (letter: string) => {
      const large = { v: 1, text: letter.repeat(1_000_000) };
      return store.update('large', () => ({ value: large, due: null, log: [] }));
    };
    for (let times = 0; times < 30; times++) await write('ab'[times % 2]!);
    assert.ok(statSync(`${path}-wal`).size > 25_000_000);
    reader.close();
    for (let times = 0; times < 3; times++) await write('ab'[times % 2]!);
    assert.ok(statSync(`${path}-wal`).size < 20_000_000, `${statSync(`${path}-wal`).size} bytes`);
  });
  assert.equal(statSync(`${path}-wal`, { throwIfNoEntry: false }), undefined);
});

test('sqlite: what was erased while another process reads is gone from the disk once it has read, also without a write', async () => {
  const path = fileIn('erased');
  await withStore(`sqlite:${path}`, async (store) => {
    const write = (value: unknown, erases: boolean) =>
      store.update('invoice', () => ({ value, due: null, log: [], erases }));
    await write('Annemarieke', false);
    const reader = new DatabaseSync(path);
    reader.exec('BEGIN');
    reader.prepare('SELECT * FROM documents').all();
    await write('nobody', true);
    reader.close();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await store.due(0, 1, 1000);
    assert.ok(!readFileSync(`${path}-wal`, 'latin1').includes('Annemarieke'));
    assert.ok(!readFileSync(path, 'latin1').includes('Annemarieke'));
  });
});

test('sqlite: a file that cannot be opened is named, with what is wrong with its place', async () => {
  const base = join(folder, 'places');
  mkdirSync(join(base, 'folder'), { recursive: true });
  writeFileSync(join(base, 'file'), '');
  writeFileSync(join(base, 'garbage'), 'no database '.repeat(500));
  const places: [path: string, why: string][] = [
    [join(base, 'folder'), `${join(base, 'folder')}: it is a folder`],
    [
      join(base, 'file', 'pay.db'),
      `${join(base, 'file', 'pay.db')}: its folder is missing and cannot be made`,
    ],
    [join(base, 'garbage'), `${join(base, 'garbage')}: file is not a database`],
  ];
  for (const [path, why] of places) {
    const said: Record<string, unknown>[] = [];
    const store = openStore(`sqlite:${path}`, (entry) => said.push(entry));
    await isDown(store);
    assert.deepEqual(
      said.map(({ code, cause }) => [code, cause]),
      [['store_unavailable', why]],
    );
    await store.close();
  }
});

/** Why a full disk cannot be played; false where it can. */
function withoutLimits(): string | false {
  const isInstalled = spawnSync('prlimit', ['--version']).status === 0;
  if (!isInstalled && process.env.CI === 'true') throw new Error('prlimit is not installed');
  return isInstalled ? false : 'prlimit is not installed';
}

/** No file of this process may grow beyond so many bytes: what a full disk is to a database. */
function limitFiles(bytes: string): void {
  // Otherwise the first write that is too long would end the process.
  if (process.listenerCount('SIGXFSZ') === 0) process.on('SIGXFSZ', () => {});
  const { status } = spawnSync('prlimit', [`--pid=${process.pid}`, `--fsize=${bytes}:unlimited`]);
  assert.equal(status, 0);
}

/** To root every file may be written; nobody is less. */
async function withoutPrivileges<T>(run: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return run();
  const NOBODY = 65_534;
  process.seteuid!(NOBODY);
  try {
    return await run();
  } finally {
    process.seteuid!(0);
  }
}
