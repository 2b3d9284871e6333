import { setImmediate } from 'node:timers/promises';
import type { Timers } from '../../proxy/lib/clock.ts';

type Timer = { due: number; run: () => void };

/** Timers of a proxy that stand until they are moved. */
export function createVirtualTimers() {
  let now = 0;
  const pending = new Set<Timer>();
  const timers: Timers = {
    setTimeout(run, ms) {
      const timer = { due: now + Math.max(0, ms), run };
      pending.add(timer);
      return timer;
    },
    clearTimeout: (timer) => void pending.delete(timer as Timer),
    monotonic: () => now,
  };

  /** Moves on, timer by timer, and lets promises settle after each. */
  async function pass(ms: number): Promise<void> {
    const end = now + ms;
    for (;;) {
      await setImmediate();
      const [next] = [...pending].sort((a, b) => a.due - b.due);
      if (!next || next.due > end) break;
      pending.delete(next);
      now = Math.max(now, next.due);
      next.run();
    }
    now = end;
  }

  return { timers, pass };
}
