/**
 * `npm run soak -- [--minutes 5] [--store redis|postgres|sqlite] [--seed N]`: the soak for longer, and elsewhere.
 * Ends with what it counted; where anything went wrong, with 1, and what was seen of those invoices stands in a file.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { audit, listed } from '../audit.ts';
import type { Evidence, Violation } from '../evidence.ts';
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
  const { evidence, counts } = await soak({
    storageUrl,
    ...(storeServer ? { storeServer } : {}),
    seconds,
    seed,
  });
  const violations = audit(evidence);
  console.log(counts);
  console.log(violations.length === 0 ? 'clean' : listed(violations));
  if (violations.length > 0) console.log(`seen: ${keep(evidence, violations)}`);
  record(`soak-long-${values.store}`, { seconds, seed, ...counts, violations: violations.length });
  process.exitCode = violations.length === 0 ? 0 : 1;
} finally {
  await close();
}

/** Writes what was seen of the invoices with which something went wrong; answers where. */
function keep(evidence: Evidence, violations: readonly Violation[]): string {
  const slugs = new Set(violations.map(({ slug }) => slug));
  const own = new Set(evidence.payments.filter(({ slug }) => slugs.has(slug!)).map(({ id }) => id));
  const isAbout = (one: { slug?: string | null; id?: string }) =>
    one.slug === undefined ? own.has(one.id!) : slugs.has(one.slug!);
  const seen = Object.entries(evidence).map(([name, list]) => [
    name,
    name === 'upsets' ? list : (list as object[]).filter(isAbout),
  ]);
  const decisions = evidence.decisions.filter(({ mac }) =>
    evidence.asks.some((ask) => ask.mac === mac && slugs.has(ask.slug)),
  );
  const file = join(mkdtempSync(join(tmpdir(), 'soak-')), 'evidence.json');
  writeFileSync(file, JSON.stringify({ violations, ...Object.fromEntries(seen), decisions }, null, 1));
  return file;
}
