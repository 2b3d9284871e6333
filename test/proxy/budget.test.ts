import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClock } from '../../proxy/lib/clock.ts';
import { createBudgets } from '../../proxy/mollie/budget.ts';
import { createVirtualTimers } from '../help/virtual-timers.ts';

const NEVER = new AbortController().signal;

function stageOf() {
  const { timers, pass } = createVirtualTimers();
  const newBudget = createBudgets(createClock(Date.now, timers));
  return { pass, newBudget, budget: newBudget() };
}

test('two requests of the background are begun in a second, and answered at once', async () => {
  const { budget, pass } = stageOf();
  const [begun, answered] = [[] as number[], [] as number[]];
  for (let n = 0; n < 5; n++) {
    budget.run('background', NEVER, async () => begun.push(n)).then(() => answered.push(n));
  }
  await pass(999);
  assert.deepEqual(
    [begun, answered],
    [
      [0, 1],
      [0, 1],
    ],
  );
  await pass(1);
  assert.deepEqual(answered, [0, 1, 2, 3]);
  await pass(1000);
  assert.deepEqual(answered, [0, 1, 2, 3, 4]);
});

test('two are at Mollie at once, and a place is free as soon as one has its answer and its second', async () => {
  const { budget, pass } = stageOf();
  const ends: (() => void)[] = [];
  for (let n = 0; n < 4; n++) {
    budget.run('background', NEVER, () => new Promise<void>((resolve) => ends.push(resolve)));
  }
  await pass(5000);
  assert.equal(ends.length, 2);
  ends[0]!();
  await pass(0);
  assert.equal(ends.length, 3);
});

test('who gives up in the queue is told at once, and takes nobody a place', async () => {
  const { budget, pass } = stageOf();
  const begun: string[] = [];
  const run = (name: string, signal = NEVER) =>
    budget.run('background', signal, async () => void begun.push(name));
  const [first, second] = [run('first'), run('second')];
  const late = new AbortController();
  const given = run('given up', late.signal);
  run('third');
  await Promise.all([first, second]);
  late.abort(new Error('too late'));
  await assert.rejects(given, /too late/);
  await assert.rejects(run('never', AbortSignal.abort(new Error('too late before'))), /too late before/);
  await pass(1000);
  assert.deepEqual(begun, ['first', 'second', 'third']);
});

test('who gives up at Mollie leaves the place when the second is over', async () => {
  const { budget, pass } = stageOf();
  const late = new AbortController();
  const hanging = [0, 1].map(() => budget.run('background', late.signal, () => new Promise(() => {})));
  let begun = 0;
  budget.run('background', NEVER, async () => ++begun);
  await pass(500);
  late.abort(new Error('too late'));
  for (const one of hanging) await assert.rejects(one, /too late/);
  await pass(499);
  assert.equal(begun, 0);
  await pass(1);
  assert.equal(begun, 1);
});

test('another account, and people, do not wait for the background of one', async () => {
  const { budget, newBudget, pass } = stageOf();
  const begun: string[] = [];
  const note = (name: string) => async () => void begun.push(name);
  for (const name of ['a', 'b', 'c']) budget.run('background', NEVER, note(name));
  newBudget().run('background', NEVER, note('another'));
  budget.run('view', NEVER, note('view'));
  await pass(0);
  assert.deepEqual(begun.toSorted(), ['a', 'another', 'b', 'view']);
});
