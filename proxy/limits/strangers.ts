import type { ProxyError } from '../errors.ts';
import { described, type Report } from '../http/report.ts';
import { type Clock, elapsed, MINUTE } from '../lib/clock.ts';
import type { Log } from '../log/index.ts';

/** Lines that callers whom nobody vouches for get in a minute, of each kind: what the log tells of an error. */
const MOST_LINES = 5;

/** Errors of a code whose cause is found out in a minute. */
const MOST_EXPLAINED = 30;

const SUMMED = 'Errors of callers without a valid token, beyond the first of each kind in a minute';

/**
 * Tells the log of the errors of callers whom nobody vouches for, who cannot fill it: what is more than a few lines of
 * a kind is counted, and said in one.
 */
export function createStrangersReport(report: Report, { log, clock }: { log: Log; clock: Clock }) {
  const explained = new Map<string, number>();
  const lines = new Map<string, number>();
  const counts = new Map<string, number>();
  let since = clock();

  function sum(): void {
    since = clock();
    explained.clear();
    lines.clear();
    if (counts.size === 0) return;
    // They are of many requests.
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
    /** All are of one request. */
    async report(errors: readonly ProxyError[]): Promise<void> {
      sumWhenDue();
      const [first, ...others] = errors;
      if (!first) return;
      if (await hasLine(first)) report(first, others);
      else for (const { code } of errors) addTo(counts, code);
    },
    /** Says what is counted once its minute is over. */
    sumWhenDue,
    /** Says it now. */
    sum,
  };
}

export type StrangersReport = ReturnType<typeof createStrangersReport>;

/** Counts one more; answers how many that makes. */
function addTo(counts: Map<string, number>, name: string): number {
  const count = (counts.get(name) ?? 0) + 1;
  counts.set(name, count);
  return count;
}
