import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKeys } from '../../proxy/keys/index.ts';
import { createGivenUpJudge } from './judge-given-up.ts';
import type { World } from './observed.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const KEY = createKeys(['a secret of at least thirty-two letters']).slug(
  { account: 'default', mode: 'test' },
  '1',
);

/** What the judge says of a notification that fails at these times and is given up at the last. */
function judged(...times: number[]): string[] {
  const wrong: string[] = [];
  const judge = createGivenUpJudge();
  for (const [tries, at] of [0, ...times].entries()) {
    const world = { now: () => at, fail: (kind: string) => void wrong.push(kind) } as unknown as World;
    const isLast = tries === times.length;
    const outbox = isLast ? [] : [{ id: 'msg_1', tries }];
    const log = isLast ? [{ event: 'notification.given_up', details: { id: 'msg_1' } }] : [];
    judge.onStored!({ key: KEY, value: { outbox }, log }, world);
  }
  return wrong;
}

test('what is given up after three days of tries is right', () => {
  const everyFourHours = Array.from({ length: 19 }, (_, index) => 4 * HOUR * (index + 1));
  assert.deepEqual(judged(...everyFourHours), []);
  assert.deepEqual(judged(HOUR, DAY, 2 * DAY, 3 * DAY, 4 * DAY), []);
});

test('what is given up at the first failure after days without a try is not', () => {
  assert.deepEqual(judged(HOUR, 5 * DAY), ['given up too early']);
  assert.deepEqual(judged(5 * DAY), ['given up too early']);
  assert.deepEqual(judged(HOUR, DAY, 2 * DAY), ['given up too early']);
});
