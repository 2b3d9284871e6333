import type { ProxyError } from '../errors.ts';
import { described, type Report } from '../http/report.ts';
import { type Clock, elapsed, MINUTE } from '../lib/clock.ts';
import type { Log } from '../log/index.ts';

/** Lines in the log in a minute for errors that it describes alike. */
const MOST_LINES = 5;

/** Errors of one code in a minute whose cause is looked into. */
const MOST_EXPLAINED = 30;

const SUMMED = 'Errors of callers without a valid token, beyond the first of each kind in a minute';

/**
 * Tells the log of errors of strangers, callers without a valid token, who must not be able to fill it: after a few
 * lines about the same error it is only counted, and one line tells the counts.
 */
export function createAnonymousReport(report: Report, { log, clock }: { log: Log; clock: Clock }) {
  const explained = new Map<string, number>();
  const lines = new Map<string, number>();
  const counts = new Map<string, number>();
  let since = clock();

  function sum(): void {
    since = clock();
    explained.clear();
    lines.clear();
    if (counts.size === 0) return;
    // The errors come from many requests.
    log({ level: 'warn', message: SUMMED, reference: undefined, counts: Object.fromEntries(counts) });
    counts.clear();
  }

  function sumWhenDue(): void {
    if (elapsed(since, clock()) >= MINUTE) sum();
  }

  async function hasLine(error: ProxyError): Promise<boolean> {
    if (addTo(explained, error.code) > MOST_EXPLAINED) return false;
    await error.explain();
    return addTo(lines, JSON.stringify(described(error))) <= MOST_LINES;
  }

  return {
    /** The errors of one request. */
    async report(errors: readonly ProxyError[]): Promise<void> {
      sumWhenDue();
      const [first, ...others] = errors;
      if (!first) return;
      if (await hasLine(first)) report(first, others);
      else for (const { code } of errors) addTo(counts, code);
    },
    /** Tells the counts, if their minute is over. */
    sumWhenDue,
    /** Tells the counts now. */
    sum,
  };
}

export type AnonymousReport = ReturnType<typeof createAnonymousReport>;

/** Counts one more; answers how many there are now. */
function addTo(counts: Map<string, number>, name: string): number {
  const count = (counts.get(name) ?? 0) + 1;
  counts.set(name, count);
  return count;
}
