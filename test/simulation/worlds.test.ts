import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Ended, Wanted } from './child.ts';
import { PLANTED } from './planted.ts';
import { SEEDS } from './seeds.ts';

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));

/** Until a world comes to rest: then some hundred follow. */
const STEPS = 3000;

/** Worlds in a row, in the last of which each planted bug is found at the latest; others find most of them sooner. */
const TRIED = Array.from({ length: 40 }, (_, index) => index + 1);

async function run(wanted: Wanted): Promise<Ended[]> {
  const flags = ['--disable-warning=ExperimentalWarning', CHILD, JSON.stringify(wanted)];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as Ended[];
}

test('one seed is one story, byte for byte, in whichever process it is told', async () => {
  const wanted = { seeds: [4, 5], steps: 2000 };
  const [one, other] = await Promise.all([run(wanted), run({ ...wanted, seeds: [5, 4] })]);
  assert.deepEqual(one, other.toReversed());
  assert.equal(new Set(one.map(({ hash }) => hash)).size, 2);
  for (const { steps } of one) assert.ok(steps > 2000);
});

test('in worlds where everything goes wrong that can, every payment asks what is due and none is lost', async () => {
  for (const { seed, steps, failures } of await run({ seeds: SEEDS.map(({ seed }) => seed), steps: STEPS })) {
    const again = `npm run simulate -- --seed ${seed} --worlds 1 --trace`;
    assert.deepEqual(failures, [], `after ${steps} steps; ${again}`);
  }
});

for (const { name, why } of PLANTED) {
  test(`a planted bug is found: ${name}, so that ${why}`, async (t) => {
    const found = await find(name);
    t.diagnostic(found ? `seed ${found.seed}: ${found.failures[0]!.kind}` : 'not found');
    assert.ok(found);
  });
}

/** The first world in which a bug is found, and nothing is wrong without it. */
async function find(bug: string): Promise<Ended | undefined> {
  for (let left = TRIED; left.length > 0; ) {
    const last = (await run({ seeds: left, steps: STEPS, bug })).at(-1)!;
    if (last.failures.length === 0) return undefined;
    const [without] = await run({ seeds: [last.seed], steps: STEPS });
    if (without!.failures.length === 0) return last;
    left = left.filter((seed) => seed > last.seed);
  }
  return undefined;
}
