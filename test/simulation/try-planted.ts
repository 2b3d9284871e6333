import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Found } from './release.ts';

/** What a run says as JSON: of the last of its worlds, what went wrong, if anything. */
export type Brief = Pick<Found, 'as' | 'seed' | 'worlds' | 'steps' | 'seconds'>;

/** Runs worlds with these flags; undefined where it did not end within so many milliseconds. */
export type RunBriefly = (flags: readonly string[], patience: number) => Brief | undefined;

/** A planted bug that is not found by then was not noticed. Milliseconds. */
const PATIENCE = 60_000;

/**
 * Looks for a planted bug in one world after another. It is found where something is wrong with it, and nothing is in the
 * same world without it.
 * @param seed of the first world
 */
export function tryPlanted(name: string, seed: number, run: RunBriefly = runBriefly): Found {
  const sums = { worlds: 0, steps: 0, seconds: 0 };
  const wrongWithout: number[] = [];
  for (let next = seed; sums.seconds < PATIENCE / 1000; next = (wrongWithout.at(-1) ?? next) + 1) {
    const told = run(['--plant', name, '--seed', String(next)], PATIENCE - 1000 * sums.seconds);
    if (!told) break;
    sums.worlds += told.worlds;
    sums.steps += told.steps;
    sums.seconds += told.seconds;
    if (told.as === '') break;
    const without = run(['--seed', String(told.seed), '--worlds', '1'], PATIENCE);
    if (without?.as === '') return { name, as: told.as, seed: told.seed, ...sums, wrongWithout };
    wrongWithout.push(told.seed);
  }
  return { name, as: '', seed, ...sums, seconds: PATIENCE / 1000, wrongWithout };
}

/** In a process of its own, whose proxy is loaded with the bug. */
function runBriefly(flags: readonly string[], patience: number): Brief | undefined {
  const file = fileURLToPath(new URL('main.ts', import.meta.url));
  const all = ['--disable-warning=ExperimentalWarning', file, '--brief', '--steps', '1e9', ...flags];
  const { stdout } = spawnSync(process.execPath, all, {
    encoding: 'utf8',
    timeout: patience,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const told = stdout.trim().split('\n').at(-1);
  return told ? (JSON.parse(told) as Brief) : undefined;
}
