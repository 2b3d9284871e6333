/**
 * `npm run simulate -- [--steps N] [--seed N] [--worlds N]`: one world after another, each under the next seed, until so
 * many steps are done; where something goes wrong, the shortest story of it that is found. `--trace` prints each step,
 * `--acts 20` ends a world's plan after so many acts and faults, `--skip 3,5-9` leaves parts of a world's plan out, `--plant NAME` plants a bug, `--release` counts what the documentation tells.
 */
import { parseArgs } from 'node:util';
import { plant } from './planted.ts';
import { fromSpans } from './spans.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    steps: { type: 'string' },
    worlds: { type: 'string', default: 'Infinity' },
    'world-steps': { type: 'string', default: '6000' },
    trace: { type: 'boolean', default: false },
    acts: { type: 'string', default: 'Infinity' },
    skip: { type: 'string', default: '' },
    plant: { type: 'string' },
    brief: { type: 'boolean', default: false },
    release: { type: 'boolean', default: false },
  },
});
const today = new Date().toISOString().slice(0, 10);
const { trace: isTraced, brief: isBrief, release: isRelease } = values;
const seed = Number(values.seed);
const steps = Number(values.steps ?? (isRelease ? 10_000_000 : 200_000));
const worlds = Number(values.worlds);
const worldSteps = Number(values['world-steps']);
if (!Number.isInteger(seed) || !(steps > 0) || !(worlds > 0) || !(worldSteps > 0)) {
  throw new TypeError('--seed, --steps, --worlds and --world-steps are numbers');
}
if (values.plant !== undefined) plant(values.plant);

// Only now, so that the proxy is loaded with what was planted, and with the time of the simulation.
const { Run } = await import('./run.ts');
const part = { acts: Number(values.acts), skip: fromSpans(values.skip) };
const run = new Run({
  ...{ seed, steps, worlds, worldSteps, part, isTraced, isBrief, today },
  plant: values.plant,
});
const isClean = isRelease ? await run.release() : await run.all();
process.exitCode = isClean ? 0 : 1;
