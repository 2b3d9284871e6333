import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Brief, type RunBriefly, tryPlanted } from './try-planted.ts';

/** Runs worlds of which these are wrong, with the bug and without it; none is ever wrong for another bug. */
function running({ withBug, without }: { withBug: readonly number[]; without: readonly number[] }) {
  const asked: string[] = [];
  const run: RunBriefly = (flags) => {
    asked.push(flags.join(' '));
    const of = (name: string) => flags[flags.indexOf(name) + 1];
    const first = Number(of('--seed'));
    const isPlanted = flags.includes('--plant');
    const wrong = isPlanted ? withBug.find((seed) => seed >= first) : without.find((seed) => seed === first);
    const worlds = isPlanted ? (wrong ?? first + 99) - first + 1 : Number(of('--worlds'));
    const told: Brief = {
      as: wrong === undefined ? '' : 'wrong',
      seed: wrong ?? first,
      worlds,
      steps: 10,
      seconds: 1,
    };
    // One that finds nothing goes on until it is stopped.
    return isPlanted && wrong === undefined ? undefined : told;
  };
  return { asked, run };
}

test('a world in which something is wrong with the bug and nothing without it shows that it is found', () => {
  const { asked, run } = running({ withBug: [7], without: [] });
  const found = tryPlanted('a bug', 5, run);
  assert.deepEqual(found, {
    name: 'a bug',
    as: 'wrong',
    seed: 7,
    worlds: 3,
    steps: 10,
    seconds: 1,
    wrongWithout: [],
  });
  assert.deepEqual(asked, ['--plant a bug --seed 5', '--seed 7 --worlds 1']);
});

test('a world in which something is wrong without the bug shows nothing of it, and the next are tried', () => {
  const { run } = running({ withBug: [7, 8, 11], without: [7, 8] });
  const found = tryPlanted('a bug', 5, run);
  assert.deepEqual(found.wrongWithout, [7, 8]);
  assert.deepEqual([found.as, found.seed, found.worlds], ['wrong', 11, 3 + 1 + 3]);
});

test('a bug that is found in worlds alone that are wrong without it is not found', () => {
  const { run } = running({ withBug: [7], without: [7] });
  const { as, wrongWithout } = tryPlanted('a bug', 5, run);
  assert.deepEqual([as, wrongWithout], ['', [7]]);
});

test('both are run for real: something is wrong with the bug, and nothing in the same world without it', () => {
  const found = tryPlanted('realm ignored', 1);
  assert.equal(found.as, 'wrong view');
  assert.deepEqual(found.wrongWithout, []);
});
