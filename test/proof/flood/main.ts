/**
 * `npm run flood`: a minute of each kind of flood, and what it came to, for EVIDENCE.md. `-- --seconds 10 --payers 20`
 * is shorter, `-- --kind Pay` takes those kinds only in whose names that stands.
 */
import { parseArgs } from 'node:util';
import { record } from '../results.ts';
import { flood } from './flood.ts';
import { KINDS } from './kinds.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    payers: { type: 'string', default: '200' },
    kind: { type: 'string', default: '' },
  },
});
const [seconds, payers] = [Number(values.seconds), Number(values.payers)];
if (!(seconds > 0) || !Number.isInteger(payers)) throw new TypeError('--seconds and --payers are numbers');

for (const kind of KINDS.filter(({ name }) => name.includes(values.kind))) {
  const { before, after, ...counts } = await flood(kind, seconds, payers);
  const usage = {
    before: before.memory,
    after: after.memory,
    delay: after.delay,
    longest: after.longestDelay,
  };
  console.log(kind.name, { ...counts, ...usage });
  const isKept = counts.mollie <= kind.mollie(counts.seconds) && counts.paid === counts.payers;
  if (!isKept) process.exitCode = 1;
  const name = kind.name.toLowerCase().replace(/[^a-z]+/g, '-');
  record(`flood-${name}`, { kind: kind.name, ...counts, ...usage });
}
