import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PROMISES } from './evidence/promises.ts';
import { render } from './evidence/render.ts';

const root = new URL('../../', import.meta.url);

test('every test that the evidence names is there', () => {
  for (const { promise, tests } of PROMISES) {
    assert.ok(Object.keys(tests).length > 0, promise);
    for (const [file, names] of Object.entries(tests)) {
      const source = readFileSync(new URL(file, root), 'utf8');
      for (const name of names) assert.ok(source.includes(name), `${file}: ${name}`);
    }
  }
});

test('the committed evidence says what is promised now', () => {
  const withoutCounts = (page: string) => page.replace(/^\|.*\n/gm, '');
  const committed = readFileSync(new URL('EVIDENCE.md', root), 'utf8');
  assert.equal(withoutCounts(committed), withoutCounts(render(new Map())));
});
