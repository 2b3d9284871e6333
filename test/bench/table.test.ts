import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ROWS } from './rows/index.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

const page = readFileSync(new URL('../../docs/performance.md', import.meta.url), 'utf8');

/** The cells of the table in the page, row by row, without its head. */
const cells = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) => line.slice(2, -2).split(' | '));

test('the page has every row that is measured, with its baseline and what is to be reached, and no other', () => {
  const kept = new Map(cells.map(([what, , baseline]) => [what, baseline]));
  assert.deepEqual(kept, new Map(ROWS.map(({ what, baseline }) => [what, baseline])));
  for (const [what, , , , , , reach] of cells)
    assert.ok(reach === '' || reach === ROWS.find((row) => row.what === what)!.reach, what);
});

test('each row that falls short has its reasons in the page', () => {
  for (const { name, what } of ROWS) {
    const isShort = cells.some(([named, , , , , , , reached]) => named === what && reached === 'no');
    assert.equal(page.includes(`\n### \`${name}\``), isShort, name);
  }
});

test('rows have names of their own', () => {
  assert.equal(new Set(ROWS.map(({ name }) => name)).size, ROWS.length);
});

test('the program measures the rows that it is asked for', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, 'size']);
  assert.match(stdout, /an empty Lit element.*\d bytes/);
  assert.equal(stdout.match(/bytes'/g)?.length, 3);
});

test('it refuses a row that is none', async () => {
  await assert.rejects(promisify(execFile)(process.execPath, [MAIN, 'nothing']), /No row nothing/);
});
