import { type Clock, elapsed, MINUTE } from '../clock.ts';
import type { ErrorCode, ProxyError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Report } from '../report.ts';

/** Lines that callers whom nobody vouches for get in a minute, for each code. */
const MOST_LINES = 5;

const SUMMED = 'Errors of callers without a valid token, beyond the first of each kind in a minute';

/**
 * Tells the log of the errors of callers whom nobody vouches for, who cannot fill it: what is more than a few lines of
 * a kind is counted, and said in one.
 */
export function createStrangersReport(report: Report, { log, clock }: { log: Log; clock: Clock }) {
  const lines = new Map<ErrorCode, number>();
  const counts = new Map<ErrorCode, number>();
  let since = clock();

  function sum(): void {
    since = clock();
    lines.clear();
    if (counts.size === 0) return;
    // They are of many requests.
    log({ level: 'warn', message: SUMMED, reference: undefined, counts: Object.fromEntries(counts) });
    counts.clear();
  }

  function sumWhenDue(): void {
    if (elapsed(since, clock()) >= MINUTE) sum();
  }

  return {
    /** All are of one request. */
    report(errors: readonly ProxyError[]): void {
      sumWhenDue();
      const [first, ...others] = errors;
      if (!first) return;
      const known = lines.get(first.code) ?? 0;
      lines.set(first.code, known + 1);
      if (known < MOST_LINES) return void report(first, others);
      for (const { code } of errors) counts.set(code, (counts.get(code) ?? 0) + 1);
    },
    /** Says what is counted once its minute is over. */
    sumWhenDue,
    /** Says it now. */
    sum,
  };
}

export type StrangersReport = ReturnType<typeof createStrangersReport>;
