/** How a proxy waits, and measures how long something takes. Times are milliseconds. */
export type Timers = {
  /** Runs `run` once after `ms`; at once where that is not positive. */
  setTimeout(run: () => void, ms: number): unknown;
  /** Takes what `setTimeout` answered, also after it has run, or undefined. */
  clearTimeout(timer: unknown): void;
  /** Since any moment, by a clock that nobody sets. */
  monotonic(): number;
};

/** Milliseconds since 1970. */
export type WallClock = () => number;

/** The time, and all waiting. Given to everything that needs either, so that tests can move it. */
export type Clock = WallClock &
  Timers & {
    sleep(ms: number): Promise<void>;
    /** A signal that aborts after `ms` with a `TimeoutError`. */
    timeout(ms: number): AbortSignal;
  };

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Clocks of two machines differ by less; a time further ahead was written by a clock that was set back since. */
export const MAX_SKEW = 5 * MINUTE;

/** The time between `at` and now. Never negative, so that nothing lasts longer because a clock was set back. */
export function elapsed(at: number, now: number): number {
  return Math.abs(now - at);
}

/** ISO 8601 with the offset that Mollie writes, seconds precise: `2026-11-21T09:00:00+00:00`. */
export function toIso(at: number): string {
  const second = Math.floor(at / SECOND);
  if (second !== lastSecond) {
    lastSecond = second;
    lastIso = `${new Date(at).toISOString().slice(0, 19)}+00:00`;
  }
  return lastIso;
}

/** Many are asked for the same second. */
let lastSecond = Number.NaN;
let lastIso = '';

/** The timers of the runtime. */
const TIMERS: Timers = {
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as Parameters<typeof clearTimeout>[0]),
  monotonic: () => performance.now(),
};

export function createClock(now: WallClock = Date.now, timers = TIMERS): Clock {
  return Object.assign(() => now(), {
    setTimeout: (run: () => void, ms: number) => timers.setTimeout(run, ms),
    clearTimeout: (timer: unknown) => timers.clearTimeout(timer),
    monotonic: () => timers.monotonic(),
    sleep: (ms: number) => new Promise<void>((resolve) => timers.setTimeout(resolve, ms)),
    timeout(ms: number): AbortSignal {
      // The runtime's own keeps no process alive that has nothing else to do.
      if (timers === TIMERS) return AbortSignal.timeout(ms);
      const controller = new AbortController();
      const late = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
      timers.setTimeout(() => controller.abort(late), ms);
      return controller.signal;
    },
  });
}
