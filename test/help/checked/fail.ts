/** What becomes of an answer that is not as `GET /openapi.json` tells: the test that had it fails, or the process ends. */
import assert from 'node:assert/strict';
import { after, afterEach } from 'node:test';

/** Tells the drivers of other processes why one of them has ended. */
export const UNTOLD = 'Not as openapi.json tells';

const problems: string[] = [];

const isTest = process.env.NODE_TEST_CONTEXT !== undefined;

export function fail(problem: string): void {
  const said = `${UNTOLD}: ${problem}`;
  if (isTest) problems.push(said);
  else
    setImmediate(() => {
      throw new Error(said);
    });
}

function assertNone(): void {
  const found = problems.splice(0);
  assert.ok(found.length === 0, found.join('\n'));
}

if (isTest) {
  afterEach(assertNone);
  after(assertNone);
}
