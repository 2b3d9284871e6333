import { type Clock, elapsed, MINUTE } from './clock.ts';
import type { ErrorCode, ProxyError } from './errors.ts';
import { toProxyError } from './payments/failure.ts';

/** Takes what the process's log is to say. */
export type WriteLog = (entry: Record<string, unknown>) => void;

/** Lines that callers whom nobody vouches for get in a minute, for each code. */
const MOST_LINES = 5;

const SUMMED = 'Errors of callers without a valid token, beyond the first of each kind in a minute';

/** Errors are worth a line, under the reference that people were told; those of one request share it. */
export function createReport(log: WriteLog) {
  return (thrown: unknown, others: readonly ProxyError[] = []): ProxyError => {
    const error = toProxyError(thrown);
    if (error.isLogged) return error;
    const { code, status, reference, cause } = error;
    const isTelling = code !== 'bad_request' && cause instanceof Error;
    const because = isTelling ? { cause: `${cause.name}: ${cause.message}` } : {};
    const also = others.map((other) => ({ code: other.code, reference: other.reference }));
    const entry = { code, status, reference, ...because, ...(also.length > 0 ? { also } : {}) };
    log({ level: status >= 500 ? 'error' : 'info', ...entry });
    return error;
  };
}

export type Report = ReturnType<typeof createReport>;

/**
 * The same for callers whom nobody vouches for: they cannot fill the log. What is more than a few lines of a kind is
 * counted, and said in one.
 */
export function createStrangersReport(report: Report, { log, clock }: { log: WriteLog; clock: Clock }) {
  const lines = new Map<ErrorCode, number>();
  const counts = new Map<ErrorCode, number>();
  let since = clock();

  function sum(): void {
    since = clock();
    lines.clear();
    if (counts.size === 0) return;
    log({ level: 'warn', message: SUMMED, counts: Object.fromEntries(counts) });
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
