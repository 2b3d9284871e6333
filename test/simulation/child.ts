/** A process of the tests: runs worlds, whose time is not the tests', and says as JSON how each ended. */
import { plant } from './planted.ts';
import type { WorldResult } from './world.ts';

export type Wanted = {
  seeds: readonly number[];
  /** Of each world, until it comes to rest. */
  steps: number;
  /** A planted bug: the first world in which it is found is the last. */
  bug?: string;
};

export type Ended = Pick<WorldResult, 'seed' | 'steps' | 'hash' | 'failures'>;

const { seeds, steps, bug } = JSON.parse(process.argv[2]!) as Wanted;
if (bug !== undefined) plant(bug);

// Only now, so that the proxy is loaded with what was planted.
const { createJudges } = await import('./judges.ts');
const { runWorld } = await import('./world.ts');
const ended: Ended[] = [];
for (const seed of seeds) {
  const { steps: taken, hash, failures } = await runWorld({ seed, steps, hooks: createJudges() });
  ended.push({ seed, steps: taken, hash, failures });
  if (bug !== undefined && failures.length > 0) break;
}
console.log(JSON.stringify(ended));
