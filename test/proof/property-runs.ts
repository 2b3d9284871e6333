import type { Parameters } from 'fast-check';

/** So many histories on each store, or as many as this time allows. Milliseconds. */
const HISTORIES = Number(process.env.PROOF_HISTORIES ?? 120);
const TIME = 30_000 * (HISTORIES / 120);

/** One failure again, by what its message names: `PROOF_REPLAY='{"seed": 1, "path": "0:1"}'`. */
const REPLAY = process.env.PROOF_REPLAY ? JSON.parse(process.env.PROOF_REPLAY) : {};

/** Others each time; the same where a change is judged by what it changes. */
export const SEED = Number(
  process.env.PROOF_SEED ?? (process.env.CI ? 1 : Math.floor(Math.random() * 2 ** 31)),
);

/** How a property of histories is tried. */
export const TRIES: Parameters<unknown> = {
  ...{ seed: SEED, numRuns: HISTORIES, includeErrorInReport: true },
  ...{ interruptAfterTimeLimit: TIME, markInterruptAsFailure: false },
  ...REPLAY,
};
