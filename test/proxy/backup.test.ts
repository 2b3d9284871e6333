import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { openStore } from '../../proxy/store/index.ts';
import { ENV, runCli, serveCli, startCli, temporaryFolder } from '../help/cli.ts';
import { signToken } from '../help/stage.ts';

test('a backup of a store that is written all the time opens, and holds all that was acknowledged before', async (t) => {
  const folder = temporaryFolder(t);
  const env = { ...ENV, STORAGE_URL: `sqlite:${join(folder, 'data', 'pay.db')}` };
  const { address } = await serveCli(t, env);
  const acknowledged: string[] = [];
  let isOver = false;
  const writer = async (name: number) => {
    for (let n = 0; !isOver; n++) {
      const sub = `${name}-${n}`;
      const authorization = `Bearer ${await signToken(Date.now(), { sub, aud: 'invoice-pay:manage' })}`;
      const { status } = await fetch(`${address}/v1/invoice`, { method: 'PUT', headers: { authorization } });
      assert.equal(status, 200);
      acknowledged.push(sub);
    }
  };
  const writers = Promise.all(Array.from({ length: 4 }, (_, name) => writer(name)));
  while (acknowledged.length < 40) await setTimeout(20);
  const before = acknowledged.slice();
  const file = join(folder, 'copy.db');
  const { code, stdout, stderr } = await runCli(['backup', file], env, folder);
  isOver = true;
  await writers;
  assert.deepEqual([code, stdout, stderr], [0, `${file}\n`, '']);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(folder).toSorted(), ['copy.db', 'data']);

  const copy = await serveCli(t, { ...ENV, STORAGE_URL: `sqlite:${file}` });
  const authorization = `Bearer ${await signToken(Date.now(), { aud: 'invoice-pay:admin' })}`;
  const known = new Set<string>();
  let from = '';
  do {
    const answer = await fetch(`${copy.address}/v1/log?limit=200${from}`, { headers: { authorization } });
    const page = (await answer.json()) as { entries: { event: string; details: object }[]; before: string };
    for (const { event } of page.entries) known.add(event);
    from = page.before === null ? '' : `&before=${page.before}`;
  } while (from !== '');
  assert.ok(known.has('invoice.seen'));
  for (const sub of before) {
    const headers = {
      authorization: `Bearer ${await signToken(Date.now(), { sub, aud: 'invoice-pay:manage' })}`,
    };
    const log = await (await fetch(`${copy.address}/v1/invoice/log`, { headers })).json();
    assert.equal(log.entries.at(-1).event, 'invoice.seen');
    assert.ok(Date.parse(log.entries.at(-1).at) <= statSync(file).mtimeMs, sub);
  }
});

test('a backup writes over nothing, and leaves nothing where it fails', async (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, 'pay.db');
  const env = { ...ENV, STORAGE_URL: `sqlite:${path}` };
  const file = join(folder, 'copy.db');
  const run = async (expected: number, ...args: string[]) => {
    const { code, stdout, stderr } = await runCli(['backup', ...args], env, folder);
    assert.deepEqual([code, stdout], [expected, '']);
    return stderr;
  };
  assert.equal(await run(66, file), `${path}: there is no store yet\n`);
  assert.ok(!existsSync(path));
  const store = openStore(env.STORAGE_URL!);
  await store.update('kept', () => ({ value: { v: 1 }, due: null, log: [] }));
  await store.close();
  writeFileSync(file, 'precious');
  assert.equal(await run(73, file), `${file}: is there already\n`);
  assert.equal(readFileSync(file, 'utf8'), 'precious');
  const nowhere = join(folder, 'none', 'copy.db');
  assert.equal(await run(73, nowhere), `${nowhere}: its folder is missing and cannot be made\n`);
  for (const args of [[], [file, file]]) assert.match(await run(64, ...args), /^Expected FILE/);
  assert.match(await run(64, '--all'), /^Unknown option '--all'/);
  writeFileSync(path, 'no database '.repeat(500));
  assert.equal(await run(65, join(folder, 'new.db')), `${path}: file is not a database\n`);
  assert.deepEqual(readdirSync(folder).toSorted(), ['copy.db', 'pay.db']);
});

test('a backup that is killed leaves nothing that looks like one, and the next is made', async (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, 'pay.db');
  const env = { ...ENV, STORAGE_URL: `sqlite:${path}` };
  const file = join(folder, 'copy.db');
  const store = new DatabaseSync(path);
  t.after(() => store.close());
  // Held, so that the copy has to wait.
  store.exec('CREATE TABLE kept (n INTEGER); INSERT INTO kept VALUES (42); BEGIN EXCLUSIVE');
  const child = startCli(['backup', file], env, folder);
  const ended = once(child, 'exit');
  t.after(() => child.kill('SIGKILL'));
  while (!existsSync(`${file}.part`)) {
    assert.equal(child.exitCode, null);
    await setTimeout(5);
  }
  child.kill('SIGKILL');
  assert.deepEqual(await ended, [null, 'SIGKILL']);
  assert.ok(!existsSync(file));
  store.exec('ROLLBACK');
  writeFileSync(`${file}.part`, 'half a copy');
  writeFileSync(`${file}.part-journal`, 'half a journal');

  const { code, stdout, stderr } = await runCli(['backup', file], env, folder);
  assert.deepEqual([code, stdout, stderr], [0, `${file}\n`, '']);
  assert.deepEqual(readdirSync(folder).toSorted(), ['copy.db', 'pay.db']);
  const copy = new DatabaseSync(file, { readOnly: true });
  assert.equal(copy.prepare('SELECT n FROM kept').get()?.n, 42);
  copy.close();
});

test('a store of another kind is not copied, and its own tool is named', async () => {
  for (const [STORAGE_URL, tool] of [
    ['redis://:hush@127.0.0.1:1', /redis-cli --rdb/],
    ['rediss://:hush@127.0.0.1:1', /redis-cli --rdb/],
    ['postgres://pay:hush@127.0.0.1:1/pay', /pg_dump/],
    ['postgresql://pay:hush@127.0.0.1:1/pay', /pg_dump/],
    ['memory:', /nothing to keep/],
  ] as const) {
    const { code, stderr } = await runCli(['backup', 'copy.db'], { ...ENV, STORAGE_URL });
    assert.equal(code, 78);
    assert.match(stderr, /^STORAGE_URL: expected sqlite:/);
    assert.match(stderr, tool);
    assert.doesNotMatch(stderr, /hush/);
  }
});
