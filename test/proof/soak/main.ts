/**
 * `npm run soak -- [--minutes 5] [--store redis|postgres|sqlite] [--seed N]`: the soak for longer, and elsewhere.
 * Ends with what it counted; where anything went wrong, with 1, and with the story of each such invoice.
 */
import { parseArgs } from 'node:util';
import { audit, listed } from '../audit.ts';
import { record } from '../results.ts';
import { soak } from './soak.ts';
import { openSoakStore, type StoreKind } from './stores.ts';

const STORES: readonly string[] = ['redis', 'postgres', 'sqlite'] satisfies StoreKind[];

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    store: { type: 'string', default: 'redis' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
  },
});
const [seconds, seed] = [Number(values.minutes) * 60, Number(values.seed)];
if (!STORES.includes(values.store)) throw new TypeError(`--store is one of ${STORES.join(', ')}`);
if (!(seconds > 0) || !Number.isInteger(seed)) throw new TypeError('--minutes and --seed are numbers');

const { storageUrl, storeServer, close } = await openSoakStore(values.store as StoreKind);
try {
  console.log(`${values.minutes} minutes on ${values.store}, seed ${seed}`);
  const { evidence, counts, story } = await soak({
    storageUrl,
    ...(storeServer ? { storeServer } : {}),
    seconds,
    seed,
  });
  const violations = audit(evidence);
  console.log(counts);
  console.log(violations.length === 0 ? 'clean' : listed(violations));
  for (const slug of new Set(violations.map((violation) => violation.slug))) console.log(`\n${story(slug)}`);
  record(`soak-long-${values.store}`, { seconds, seed, ...counts, violations: violations.length });
  process.exitCode = violations.length === 0 ? 0 : 1;
} finally {
  await close();
}
