import type { Parameters } from 'fast-check';

/** How many histories are tried on each store, and for how long at most. Milliseconds. */
const HISTORIES = Number(process.env.PROOF_HISTORIES ?? 120);
const TIME = 30_000 * Math.max(1, HISTORIES / 120);

/** Repeats one failure, with what its message says: `PROOF_REPLAY='{"seed": 1, "path": "0:1"}'`. */
const REPLAY = process.env.PROOF_REPLAY ? JSON.parse(process.env.PROOF_REPLAY) : {};

/** Random each time, but fixed with CI=true, so that only a change of code changes the result. */
export const SEED = Number(
  process.env.PROOF_SEED ?? (process.env.CI ? 1 : Math.floor(Math.random() * 2 ** 31)),
);

/** How a property of histories is tried. */
export const TRIES: Parameters<unknown> = {
  ...{ seed: SEED, numRuns: HISTORIES, includeErrorInReport: true },
  ...{ interruptAfterTimeLimit: TIME, markInterruptAsFailure: false },
  ...REPLAY,
};
