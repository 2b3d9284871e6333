import { realTime } from './expect.ts';

type Timer = { id: number; due: number; run: () => void };

/** A clock that stands until it is moved. */
export class FakeTime {
  #now: number;
  #timers: Timer[] = [];
  #ids = 1_000_000;

  /** @param now milliseconds since 1970 */
  constructor(now: number) {
    this.#now = now;
    Date.now = () => this.#now;
    globalThis.setTimeout = ((run: () => void, wait = 0) => {
      const id = ++this.#ids;
      this.#timers.push({ id, due: this.#now + wait, run });
      return id;
    }) as unknown as typeof setTimeout;
    globalThis.clearTimeout = ((id: number) => {
      this.#timers = this.#timers.filter((timer) => timer.id !== id);
    }) as typeof clearTimeout;
    AbortSignal.timeout = (wait) => {
      const silence = new AbortController();
      setTimeout(() => silence.abort(new DOMException('too late', 'TimeoutError')), wait);
      return silence.signal;
    };
  }

  /** Moves on, timer by timer, and lets promises settle after each. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settle();
    for (;;) {
      const next = this.#timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.due);
      next.run();
      await settle();
    }
    this.#now = end;
  }

  restore(): void {
    globalThis.setTimeout = realTime.setTimeout as typeof setTimeout;
    globalThis.clearTimeout = realTime.clearTimeout as typeof clearTimeout;
    Date.now = realTime.now;
    AbortSignal.timeout = realTime.timeout;
  }
}

/** Long enough for a chain of promises. */
export function settle(): Promise<unknown> {
  return new Promise((resolve) => realTime.setTimeout(resolve, 2));
}
