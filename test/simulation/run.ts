import { cpus } from 'node:os';
import { Coverage, coverageTable } from './coverage.ts';
import { together } from './hooks.ts';
import { createJudges } from './judges.ts';
import type { Hooks } from './observed.ts';
import { PLANTED } from './planted.ts';
import { type Release, writeRelease } from './release.ts';
import { type Part, shrink } from './shrink.ts';
import { spans } from './spans.ts';
import { type Brief, tryPlanted } from './try-planted.ts';
import { runWorld, type WorldResult } from './world.ts';

export type RunOptions = {
  /** Of the first world. */
  seed: number;
  /** How many steps and worlds at most, whichever comes first. */
  steps: number;
  worlds: number;
  /** Steps of one world until it comes to rest. */
  worldSteps: number;
  /** What is done of the worlds' plans. */
  part: Part;
  /** The bug that this process is loaded with, if any: the first world in which it is found is the last. */
  plant: string | undefined;
  isTraced: boolean;
  /** `2026-12-01` */
  today: string;
  /** The first world in which something is wrong is the last, and is told as JSON. */
  isBrief: boolean;
};

/** What all worlds came to. */
type Sums = Pick<Release, 'steps' | 'worlds' | 'creates' | 'notifications' | 'seconds'> & {
  failed: WorldResult[];
};

/** Worlds that are run to find a shorter story of what is wrong, at most. */
const MOST_RUNS = 150;

/** Lines of a story that are printed, at most: the last. */
const MOST_LINES = 250;

/** One world after another. */
export class Run {
  readonly #options: RunOptions;
  readonly #coverage = new Coverage();
  readonly #sums: Sums = { steps: 0, worlds: 0, creates: 0, notifications: 0, seconds: 0, failed: [] };

  constructor(options: RunOptions) {
    this.#options = options;
  }

  /** Answers whether all was well. */
  async all(): Promise<boolean> {
    const { seed, steps, worlds, isBrief, plant, part } = this.#options;
    const isPart = Number.isFinite(part.acts);
    const counted: Hooks = {
      onCreate: () => void this.#sums.creates++,
      onNotification: () => void this.#sums.notifications++,
    };
    for (let world = 0; world < worlds && this.#sums.steps < steps; world++) {
      const result = await this.#world(seed + world, [counted, this.#coverage.hooks]);
      this.#sums.steps += result.steps;
      this.#sums.worlds++;
      this.#sums.seconds = secondsOfProcessor();
      if (result.failures.length === 0) continue;
      this.#sums.failed.push(result);
      if (!isBrief && !isPart) await this.#explain(result);
      if (isBrief || plant !== undefined) break;
    }
    if (isBrief) console.log(JSON.stringify(this.#brief()));
    else this.#print();
    return this.#sums.failed.length === 0;
  }

  /** Counts what the documentation tells, and tries whether planted bugs are found. */
  async release(): Promise<boolean> {
    const isClean = await this.all();
    const planted = PLANTED.map(({ name }, place) => {
      const found = tryPlanted(name, this.#options.seed + 1000 * place);
      const { as, worlds, seconds, wrongWithout } = found;
      const left = wrongWithout.length > 0 ? `; wrong without it: ${wrongWithout.join(', ')}` : '';
      console.log(`planted: ${name}: ${as || 'NOT FOUND'} (${worlds} worlds, ${seconds} s${left})`);
      return found;
    });
    const { failed, ...sums } = this.#sums;
    const [{ model } = { model: '' }] = cpus();
    writeRelease({
      ...sums,
      at: this.#options.today,
      machine: `${model}, Node ${process.versions.node}`,
      firstSeed: this.#options.seed,
      failed: failed.map((one) => one.seed),
      met: this.#coverage.met,
      planted,
    });
    return isClean && planted.every(({ as }) => as !== '');
  }

  #world(
    seed: number,
    hooks: readonly Hooks[],
    part = this.#options.part,
    trace = this.#options.isTraced ? (line: string) => console.log(line) : undefined,
  ): Promise<WorldResult> {
    const { worldSteps } = this.#options;
    const all = together([...hooks, createJudges()]);
    return runWorld({ seed, steps: worldSteps, hooks: all, ...part, ...(trace && { trace }) });
  }

  /** Prints the shortest story that is found of what is wrong. */
  async #explain(failed: WorldResult): Promise<void> {
    const { seed } = failed;
    const silent = () => {};
    const shrunk = await shrink(failed, (part) => this.#world(seed, [], part, silent), MOST_RUNS);
    const { acts, skip, result } = shrunk;
    const lines: string[] = [];
    await this.#world(seed, [], shrunk, (line) => lines.push(line));
    console.log(`\nSeed ${seed}, after ${failed.steps} steps:`);
    for (const { kind, what } of failed.failures) console.log(`  ${kind}: ${what}`);
    console.log(`With ${acts - skip.size} of its ${failed.planned} acts and faults:`);
    for (const { kind, what } of result.failures) console.log(`  ${kind}: ${what}`);
    for (const line of storyOf(lines, result).slice(-MOST_LINES)) console.log(`  ${line}`);
    const { worldSteps, plant } = this.#options;
    const left = skip.size > 0 ? ` --skip ${spans([...skip])}` : '';
    const world = `--seed ${seed} --worlds 1 --world-steps ${worldSteps}${plant ? ` --plant '${plant}'` : ''}`;
    console.log(`Again: npm run simulate -- ${world} --trace --acts ${acts}${left}`);
  }

  #print(): void {
    const { steps, worlds, seconds, failed } = this.#sums;
    if (worlds > 1) console.log(coverageTable(this.#coverage.met));
    console.log(`${steps} steps in ${worlds} worlds from seed ${this.#options.seed} on`);
    console.log(`${Math.round(steps / seconds)} steps a second`);
    console.log(failed.length === 0 ? 'clean' : `WRONG: seeds ${failed.map(({ seed }) => seed).join(', ')}`);
  }

  #brief(): Brief {
    const { steps, worlds, seconds, failed } = this.#sums;
    const as = failed[0]?.failures[0]?.kind ?? '';
    return { as, seed: failed[0]?.seed ?? this.#options.seed, worlds, steps, seconds: Math.ceil(seconds) };
  }
}

/** What people and faults did, and what is about the invoices of which something is wrong. */
function storyOf(lines: readonly string[], { failures }: WorldResult): string[] {
  const wrong = new Set(failures.flatMap(({ what }) => /invoice (\d+)/.exec(what)?.[1] ?? []));
  const isTold = (line: string) =>
    / (people|FAULT|WRONG): /.test(line) || [...wrong].some((invoice) => line.includes(`[${invoice}]`));
  return lines.filter(isTold);
}

/** What this process has used of processors. */
function secondsOfProcessor(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
