import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Coverage, coverageTable, IMPOSSIBLE, whyImpossible } from './coverage.ts';
import { FAULT_NAMES } from './faults.ts';
import type { World } from './observed.ts';
import { INVOICE_STATES as STATES } from './states.ts';

const world = {} as World;

test('a pair that was met too seldom is named, unless it is impossible', () => {
  const coverage = new Coverage();
  for (const fault of FAULT_NAMES) {
    for (const state of STATES) {
      if (whyImpossible(fault, state) === undefined)
        for (let times = 0; times < 2; times++) coverage.hooks.onFault!(fault, state, world);
    }
  }
  assert.deepEqual(coverage.lacking(2), []);
  coverage.hooks.onFault!('mollie: answer lost', null, world);
  assert.ok(coverage.lacking(3).some(({ fault, times }) => fault === 'mollie: answer lost' && times === 2));
  assert.deepEqual(coverage.surprising(), []);
});

test('whatever is called impossible names faults that there are', () => {
  for (const { faults, why } of IMPOSSIBLE) {
    assert.ok(why, String(faults));
    for (const name of faults)
      assert.ok(
        FAULT_NAMES.some((fault) => fault.startsWith(name)),
        name,
      );
  }
});

test('the table has a row for each fault and a column for each state', () => {
  const lines = coverageTable({ 'webhook: dropped': { paid: 1234 } }).split('\n');
  const rows = lines.filter((line) => line.startsWith('| ')).map((line) => line.split(' | '));
  assert.equal(rows.length, FAULT_NAMES.length + 2);
  for (const row of rows) assert.equal(row.length, STATES.length + 1);
  assert.equal(rows.find(([fault]) => fault === '| webhook: dropped')![STATES.indexOf('paid') + 1], '1,234');
});
