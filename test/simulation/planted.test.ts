import assert from 'node:assert/strict';
import { stripTypeScriptTypes } from 'node:module';
import { test } from 'node:test';
import { PLANTED, plant, plantedSources } from './planted.ts';

test('what the planted bugs change stands there, once, in one line', () => {
  for (const bug of PLANTED) {
    for (const { find } of bug.changes) assert.ok(!find.includes('\n'), find);
    for (const [, source] of plantedSources(bug)) assert.doesNotThrow(() => stripTypeScriptTypes(source));
  }
});

test('a line that is not there any more is an error that names it', () => {
  const changes = [{ file: 'proxy/app.ts', find: 'no such line', replace: '' }];
  assert.throws(() => plantedSources({ changes }), /proxy\/app\.ts: .*no such line/);
  assert.throws(() => plant('no such bug'), /no such bug: no such bug\. There are: .*lease ignored/);
});
