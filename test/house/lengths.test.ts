import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plant } from './plants.ts';

const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('');

const fileOf = (count: number) => lines(count, (at) => `export const value${at} = ${at};\n`);
const functionOf = (count: number) =>
  `export function all(n: number): void {\n${lines(count, (at) => `  console.log(n + ${at});\n`)}}\n`;

test('what is as long as it may be passes', () => {
  const { passed, text } = plant(
    { 'proxy/lib/a.ts': fileOf(250), 'widget/state/b.ts': functionOf(60), 'demo/c.ts': functionOf(60) },
    'lint',
  );
  assert.ok(passed, text);
});

for (const folder of ['proxy/lib', 'widget/state', 'shared', 'demo', 'test/help']) {
  test(`one line more is refused in ${folder}`, () => {
    const file = plant({ [`${folder}/a.ts`]: fileOf(251) }, 'lint');
    assert.match(file.text, /This file has too many lines \(251\)/);
    assert.ok(!file.passed);
    const func = plant({ [`${folder}/a.ts`]: functionOf(61) }, 'lint');
    assert.match(func.text, /This function has too many lines \(61\)/);
    assert.ok(!func.passed);
  });
}

test('lists of sentences, and tests, may be longer', () => {
  const { passed, text } = plant(
    { 'proxy/texts/xx.ts': fileOf(251), 'test/proxy/x.test.ts': fileOf(251) },
    'lint',
  );
  assert.ok(passed, text);
});
