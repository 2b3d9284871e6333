import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { type Part, shrink } from './shrink.ts';
import { fromSpans, spans } from './spans.ts';
import type { WorldResult } from './world-options.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const PLANNED = 60;

function ended(kinds: readonly string[]): WorldResult {
  const failures = kinds.map((kind) => ({ kind, what: '', step: 0 }));
  return { seed: 1, steps: 0, hash: '', planned: PLANNED, struck: {}, failures };
}

const isDone = ({ acts, skip }: Part, index: number) => index < acts && !skip.has(index);
const done = (part: Part) => Array.from({ length: PLANNED }, (_, i) => i).filter((i) => isDone(part, i));

/** Runs that go wrong as soon as all of `needed` is done; and otherwise, in another way, mostly too. */
function needing(needed: readonly number[]) {
  const runs: Part[] = [];
  const rerun = async (part: Part) => {
    runs.push(part);
    const isWrong = needed.every((index) => isDone(part, index));
    return ended(isWrong ? ['wrong'] : runs.length % 3 ? ['another'] : []);
  };
  return { runs, rerun };
}

const someActs = fc.uniqueArray(fc.nat(PLANNED - 1), { maxLength: 8 });

test('what a failure needs of a plan is found, all of it and nothing else', async () => {
  const found = fc.asyncProperty(someActs, async (needed) => {
    const { runs, rerun } = needing(needed);
    const { result, runs: counted, ...part } = await shrink(ended(['wrong']), rerun, 10_000);
    assert.deepEqual(
      done(part),
      needed.toSorted((a, b) => a - b),
    );
    assert.deepEqual(result.failures[0]!.kind, 'wrong');
    assert.equal(counted, runs.length);
  });
  await fc.assert(found);
});

test('it is run so often at most, and what is left then still goes wrong', async () => {
  const found = fc.asyncProperty(someActs, fc.nat(30), async (needed, mostRuns) => {
    const { runs, rerun } = needing(needed);
    const { result, runs: counted, ...part } = await shrink(ended(['wrong']), rerun, mostRuns);
    assert.ok(runs.length <= mostRuns && counted === runs.length);
    for (const index of needed) assert.ok(isDone(part, index));
    assert.deepEqual(result.failures[0]!.kind, 'wrong');
  });
  await fc.assert(found);
});

test('numbers are told in spans, and read again', () => {
  assert.equal(spans([9, 1, 2, 3, 5, 4, 11]), '1-5,9,11');
  assert.equal(spans([]), '');
  const same = fc.property(fc.uniqueArray(fc.nat(200)), (numbers) => {
    assert.deepEqual(fromSpans(spans(numbers)), new Set(numbers.toSorted((a, b) => a - b)));
  });
  fc.assert(same);
});

test('the command that is printed shows again what went wrong', async () => {
  const told = await printed(
    "npm run -s simulate -- --seed 1 --world-steps 1500 --plant 'no idempotency key'",
  );
  const [, left, all] = /^With (\d+) of its (\d+) acts and faults:$/m.exec(told)!;
  assert.ok(Number(left) < Number(all) / 2, told);
  const [, command] = /^Again: (.*)$/m.exec(told)!;
  assert.match(command!, / --acts \d+/);
  const kinds = kindsOf(told);
  assert.ok(kinds.includes('made twice'), told);
  assert.deepEqual(kindsOf(await printed(command!)), kinds);
});

/** What a command prints that ends with 1, since something went wrong. */
async function printed(command: string): Promise<string> {
  const ran = promisify(execFile)('sh', ['-c', command], { cwd: ROOT, maxBuffer: 2 ** 26 });
  const { code, stdout } = await ran.then(
    () => assert.fail(`nothing went wrong: ${command}`),
    (error: { code: number; stdout: string }) => error,
  );
  assert.equal(code, 1);
  return stdout;
}

/** What went wrong by the last lines of a story. */
function kindsOf(story: string): string[] {
  return [...story.matchAll(/WRONG: ([a-z ]+):/g)].map(([, kind]) => kind!);
}
