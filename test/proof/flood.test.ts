import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flood } from './flood/flood.ts';
import { KINDS } from './flood/kinds.ts';

const SECONDS = 1;

/** Who share the flood's address. */
const PAYERS = 5;

/** Lines of the log: some of each code that a flood and its payers meet. */
const MOST_LINES = 20;

/** MB that the process may be larger afterwards: what Node keeps for itself is most of it. */
const MOST_GROWTH = 150;

for (const kind of KINDS) {
  test(`a flood of ${kind.name} costs Mollie and the log next to nothing, and those beside it pay`, async (t) => {
    const flooded = await flood(kind, SECONDS, PAYERS);
    t.diagnostic(JSON.stringify(flooded));
    assert.ok(flooded.requests > 0);
    assert.ok(flooded.mollie <= kind.mollie(flooded.seconds), `${flooded.mollie} requests to Mollie`);
    assert.ok(flooded.lines <= MOST_LINES, `${flooded.lines} lines`);
    assert.ok(flooded.after.memory - flooded.before.memory < MOST_GROWTH, 'memory');
    assert.equal(flooded.paid, flooded.payers);
  });
}
