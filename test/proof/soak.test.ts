import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { isSlug } from '../../proxy/keys/index.ts';
import { withoutRedis } from '../help/redis.ts';
import { audit, listed } from './audit.ts';
import { SEED } from './property-runs.ts';
import { record } from './results.ts';
import { type SoakOptions, soak } from './soak/soak.ts';
import { openSoakStore } from './soak/stores.ts';

/** Seconds that everything goes wrong. */
const LONG = 20;
const NAIVE = 8;

/** Less would prove nothing. */
const ENOUGH = { creates: 50, kills: 5, answered: 200, connections: 10, pauses: 0 };
const ENOUGH_NAIVE = { creates: 5, kills: 2, answered: 30 };

async function soaked(t: TestContext, options: Pick<SoakOptions, 'seconds' | 'enough' | 'naive'>) {
  const { storageUrl, storeServer, close } = await openSoakStore('redis');
  t.after(close);
  const server = storeServer ? { storeServer } : {};
  const { evidence, counts, story } = await soak({ storageUrl, ...server, seed: SEED, ...options });
  t.diagnostic(`seed ${SEED}: ${JSON.stringify(counts)}`);
  return {
    violations: audit(evidence),
    story,
    counts: { seconds: options.seconds, seed: SEED, ...counts } as Record<string, number>,
  };
}

test('four servers on one Redis, killed and cut off at random, ask what is due, lose nothing and tell the truth', {
  skip: withoutRedis(),
}, async (t) => {
  const { violations, counts, story } = await soaked(t, { seconds: LONG, enough: ENOUGH });
  const stories = [...new Set(violations.map(({ slug }) => slug))].map(story);
  assert.equal(violations.length, 0, [`PROOF_SEED=${SEED} ${listed(violations)}`, ...stories].join('\n\n'));
  record('soak-redis', { ...counts, violations: 0 });
});

test('the same servers fail it where their store writes without comparing', {
  skip: withoutRedis(),
}, async (t) => {
  const { violations, counts, story } = await soaked(t, {
    seconds: NAIVE,
    enough: ENOUGH_NAIVE,
    naive: true,
  });
  const violation = violations.find(({ slug }) => isSlug(slug));
  assert.ok(violation);
  assert.match(story(violation.slug), /the host states revision 1: .*has written /s);
  record('soak-naive', { ...counts, violations: violations.length });
});
