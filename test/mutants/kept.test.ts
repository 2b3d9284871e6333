import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { GROUPS } from './groups.ts';
import { KEPT } from './kept/all.ts';
import { changed, ROOT } from './kept.ts';
import { UNKILLED } from './unkilled/all.ts';

const sourceOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');

test('what the kept changes change stands there, once, in one line', () => {
  for (const mutant of KEPT) {
    assert.ok(!mutant.find.includes('\n'), mutant.find);
    const source = sourceOf(mutant.file);
    assert.notEqual(changed(source, mutant), source);
    // What cannot even be read would be noticed by any test.
    assert.doesNotThrow(() => stripTypeScriptTypes(changed(source, mutant)), mutant.replace);
  }
});

test('no change is kept twice, and every one has its reason', () => {
  assert.equal(new Set(KEPT.map(({ file, find, replace }) => file + find + replace)).size, KEPT.length);
  for (const { find, why } of KEPT) assert.ok(why, find);
});

test('the tests that are to notice changes are there', () => {
  const tests = [...KEPT, ...GROUPS].flatMap((one) => one.tests);
  for (const file of new Set(tests)) assert.ok(globSync(file, { cwd: ROOT }).length > 0, file);
  for (const { tests, find } of KEPT) assert.ok(tests.length > 0, find);
});

test('what is explained can still be changed', () => {
  for (const { file, from } of UNKILLED) {
    const lines = sourceOf(file).replace(/\s+/g, ' ');
    // A long change is told by its beginning and its end.
    for (const part of from.split(' … ')) assert.ok(lines.includes(part), `${file}: ${from}`);
  }
});
