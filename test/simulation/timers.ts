import type { Timers } from '../../proxy/lib/clock.ts';
import type { Event, Party, Scheduler } from './scheduler.ts';

/** The timers of one process: they end with it. */
export function timersOf(scheduler: Scheduler, party: Party): Timers {
  return {
    setTimeout: (run, ms) => scheduler.plan(ms, { party, what: 'timer', run }),
    clearTimeout: (timer) => timer && scheduler.cancel(timer as Event),
    monotonic: () => scheduler.now,
  };
}
