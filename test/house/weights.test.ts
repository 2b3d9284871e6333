/** What `widget/element/lazy.ts` says that each file weighs is what the built files weigh. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';

/** The build has been made before, as by `npm test`. */
const FILES = new URL('../../dist/widget/assets/', import.meta.url);
const lazy = readFileSync(new URL('../../widget/element/lazy.ts', import.meta.url), 'utf8');

/** How far a figure may be off. */
const TOLERANCE = 0.1;

/** The built files, in the order in which `lazy.ts` speaks of them. */
const BUILT: readonly (readonly [name: string, file: RegExp])[] = [
  ['the first file', /^element-\w+\.js$/],
  ['panels', /^panels-\w+\.js$/],
  ['office', /^office-panels-\w+\.js$/],
  ['settings', /^connection-settings-\w+\.js$/],
  ['tokenRenewal', /^token-renewal-\w+\.js$/],
  ['qrPath', /^qr-path-\w+\.js$/],
  ['texts of payers', /^[a-z]{2}-payer-\w+\.js$/],
  ['texts of the office', /^[a-z]{2}-office-\w+\.js$/],
  ['texts of administrators', /^[a-z]{2}-admin-\w+\.js$/],
];

const said = [...lazy.matchAll(/([\d.]+)(?: to ([\d.]+))? kB/g)].map(([, least, most = least]) => [
  Number(least),
  Number(most),
]);

test('nothing is said of another file', () => {
  assert.equal(said.length, BUILT.length);
  const others = readdirSync(FILES).filter(
    (name) =>
      /^(?!pay-page-|invoice-pay-button-).+\.js$/.test(name) && !BUILT.some(([, file]) => file.test(name)),
  );
  assert.deepEqual(others, []);
});

for (const [at, [name, file]] of BUILT.entries()) {
  test(`what is said of ${name} is so`, () => {
    const weights = readdirSync(FILES)
      .filter((each) => file.test(each))
      .map((each) => brotliCompressSync(readFileSync(new URL(each, FILES))).length / 1000);
    const [least, most] = said[at]!;
    for (const [figure, weight] of [
      [least!, Math.min(...weights)],
      [most!, Math.max(...weights)],
    ] as const)
      assert.ok(Math.abs(weight - figure) <= TOLERANCE * figure, `${figure} kB is ${weight} kB`);
  });
}

test('README says what the first status weighs: the first file, and the door to it', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [, said = ''] = /\*\*Small\.\*\* ([\d.]+) kB/.exec(readme)!;
  const first = readdirSync(FILES).find((name) => /^element-\w+\.js$/.test(name))!;
  const parts = [new URL(first, FILES), new URL('../invoice-pay-button.js', FILES)];
  const weight = parts.reduce((sum, part) => sum + brotliCompressSync(readFileSync(part)).length, 0);
  assert.equal(said, (weight / 1000).toFixed(1));
});
