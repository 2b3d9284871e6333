import { FAULT_NAMES, type FaultName } from './faults.ts';
import type { Hooks } from './observed.ts';
import { INVOICE_STATES as STATES, type InvoiceState as State } from './states.ts';

/** Each pair has to be met so often in a release's run. */
export const ENOUGH = 100;

/** Pairs that cannot be met, each with its reason. A name that ends with a colon stands for all faults at that seam. */
export const IMPOSSIBLE: readonly { faults: readonly string[]; states: readonly State[]; why: string }[] = [];

/** How often each fault met each state: fault → state → count. */
export type Met = Partial<Record<FaultName, Record<string, number>>>;

/** Counts what faults meet, in all worlds of a run. */
export class Coverage {
  readonly met: Met = {};

  readonly hooks: Hooks = {
    onFault: (name, state) => {
      if (state === null) return;
      this.met[name] ??= {};
      this.met[name][state] = (this.met[name][state] ?? 0) + 1;
    },
  };

  /** Pairs that were met less often than `enough` and are not impossible. */
  lacking(enough = ENOUGH): { fault: FaultName; state: State; times: number }[] {
    return FAULT_NAMES.flatMap((fault) =>
      STATES.map((state) => ({ fault, state, times: this.met[fault]?.[state] ?? 0 })),
    ).filter(({ fault, state, times }) => times < enough && whyImpossible(fault, state) === undefined);
  }

  /** Pairs that are called impossible and were met all the same. */
  surprising(): { fault: FaultName; state: State; times: number }[] {
    return FAULT_NAMES.flatMap((fault) =>
      STATES.map((state) => ({ fault, state, times: this.met[fault]?.[state] ?? 0 })),
    ).filter(({ fault, state, times }) => times > 0 && whyImpossible(fault, state) !== undefined);
  }
}

/** Why a fault cannot meet a state; undefined where it can. */
export function whyImpossible(fault: FaultName, state: State): string | undefined {
  const isMeant = (name: string) => fault === name || (name.endsWith(':') && fault.startsWith(name));
  return IMPOSSIBLE.find(({ faults, states }) => faults.some(isMeant) && states.includes(state))?.why;
}

/** The table as Markdown: a row for each fault, a column for each state. What is impossible has the number of its reason. */
export function coverageTable(met: Met): string {
  const reasons = [...new Set(IMPOSSIBLE.map(({ why }) => why))];
  const cell = (fault: FaultName, state: State) => {
    const why = whyImpossible(fault, state);
    const times = met[fault]?.[state] ?? 0;
    return why === undefined ? times.toLocaleString('en') : `– (${reasons.indexOf(why) + 1})`;
  };
  const rows = FAULT_NAMES.map((fault) => [fault, ...STATES.map((state) => cell(fault, state))]);
  const head = ['fault', ...STATES];
  const lines = [head, head.map((_, at) => (at === 0 ? '---' : '--:')), ...rows];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const why = reasons.map((reason, at) => `${at + 1}. ${reason}`).join('\n');
  return why === '' ? table : `${table}\n\nImpossible pairs:\n\n${why}`;
}
