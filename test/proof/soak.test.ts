import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { withoutRedis } from '../help/redis.ts';
import { audit, listed } from './audit.ts';
import { SEED } from './property-runs.ts';
import { record } from './results.ts';
import { ENOUGH, soak } from './soak/soak.ts';
import { openSoakStore } from './soak/stores.ts';

/** Seconds that everything goes wrong. */
const LONG = 20;
const NAIVE = 8;

async function soaked(t: TestContext, seconds: number, naive: boolean) {
  const { storageUrl, storeServer, close } = await openSoakStore('redis');
  t.after(close);
  const server = storeServer ? { storeServer } : {};
  const { evidence, counts } = await soak({ storageUrl, ...server, seconds, seed: SEED, naive });
  t.diagnostic(`seed ${SEED}: ${JSON.stringify(counts)}`);
  return {
    violations: audit(evidence),
    counts: { seconds, seed: SEED, ...counts } as Record<string, number>,
  };
}

test('four servers on one Redis, killed and cut off at random, ask what is due, lose nothing and tell the truth', {
  skip: withoutRedis(),
}, async (t) => {
  const { violations, counts } = await soaked(t, LONG, false);
  assert.equal(violations.length, 0, `PROOF_SEED=${SEED}\n${listed(violations)}`);
  // Enough went wrong, and enough went well.
  const isEnough = Object.entries(ENOUGH).every(([what, least]) => counts[what]! > least);
  assert.ok(isEnough, JSON.stringify(counts));
  record('soak-redis', { ...counts, violations: 0 });
});

test('the same servers fail it where their store writes without comparing', {
  skip: withoutRedis(),
}, async (t) => {
  const { violations, counts } = await soaked(t, NAIVE, true);
  assert.ok(violations.length > 0);
  record('soak-naive', { ...counts, violations: violations.length });
});
