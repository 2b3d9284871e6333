import type { Failure, WorldResult } from './world-options.ts';

/** What of a world's plan is done: as many, without those that are left out. */
export type Part = { acts: number; skip: ReadonlySet<number> };

/** Runs the same world with a part of its plan. */
export type Rerun = (part: Part) => Promise<WorldResult>;

/** A world in which the same goes wrong with as little as possible of its plan. */
export type Shrunk = Part & { result: WorldResult; runs: number };

/**
 * Leaves out ever smaller parts of a failing world's plan, as long as the same kind of thing still goes wrong.
 * Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input, 2002.
 * @param mostRuns after so many worlds what is left has to do
 */
export async function shrink(first: WorldResult, rerun: Rerun, mostRuns: number): Promise<Shrunk> {
  const kind = first.failures[0]!.kind;
  let kept = Array.from({ length: first.planned }, (_, index) => index);
  const all = kept;
  const part = (left: readonly number[]): Part => {
    const acts = (left.at(-1) ?? -1) + 1;
    return { acts, skip: new Set(all.filter((index) => index < acts && !left.includes(index))) };
  };
  let result = first;
  let runs = 0;
  for (let parts = 2; kept.length > 0 && runs < mostRuns; ) {
    const size = Math.ceil(kept.length / parts);
    let isSmaller = false;
    for (let at = 0; at < kept.length && runs < mostRuns; at += size) {
      const left = [...kept.slice(0, at), ...kept.slice(at + size)];
      const tried = await rerun(part(left));
      runs++;
      if (!tried.failures.some((failure: Failure) => failure.kind === kind)) continue;
      [kept, result, isSmaller] = [left, tried, true];
      break;
    }
    if (isSmaller) parts = Math.max(2, parts - 1);
    else if (size === 1) break;
    else parts = Math.min(kept.length, 2 * parts);
  }
  return { ...part(kept), result, runs };
}
