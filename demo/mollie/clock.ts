export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

type Task = { due: number; run: () => void | Promise<void> };

/** How long a real timer sleeps at most, so that a base that was moved from outside is noticed. */
const LONGEST_SLEEP = MINUTE;

/**
 * The simulator's time: a base (the wall clock, or a test's own) and how far it was moved forward. What is
 * planned for later runs by itself when its time comes, whether by waiting or by moving the clock.
 */
export class MovableClock {
  readonly #base: () => number;
  readonly #longestSleep: number;
  /** Sorted: what is due first, first; of two at the same time, the one planned first. */
  #tasks: Task[] = [];
  readonly #running = new Set<Promise<void>>();
  #offset = 0;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param base milliseconds since 1970.
   * @param longestSleep of its timer, in milliseconds.
   */
  constructor(base: () => number = Date.now, longestSleep = LONGEST_SLEEP) {
    this.#base = base;
    this.#longestSleep = longestSleep;
  }

  /** Milliseconds since 1970. */
  now = (): number => this.#base() + this.#offset;

  /** Plans `run` for the time `due`. */
  at(due: number, run: () => void | Promise<void>): void {
    let [low, high] = [0, this.#tasks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#tasks[middle]!.due <= due) low = middle + 1;
      else high = middle;
    }
    this.#tasks.splice(low, 0, { due, run });
    if (low === 0) this.#arm();
  }

  /** Starts `run` now; `advance` and `idle` wait for it. */
  run(run: () => void | Promise<void>): Promise<void> {
    const running = Promise.resolve()
      .then(run)
      .catch((error: unknown) => console.error('mollie simulator:', error))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
    return running;
  }

  /** Moves the clock by `ms`, and does on the way, in its order and at its time, all that was planned. */
  async advance(ms: number): Promise<void> {
    const target = this.now() + ms;
    await this.idle();
    for (let due = this.#nextDue(); due !== undefined && due <= target; due = this.#nextDue()) {
      this.#moveTo(due);
      this.#runDue();
      await this.idle();
    }
    this.#moveTo(target);
    this.#arm();
  }

  /** Resolves when nothing that was started is still running. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Takes all plans back. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#tasks = [];
  }

  #nextDue(): number | undefined {
    return this.#tasks[0]?.due;
  }

  #moveTo(time: number): void {
    this.#offset += Math.max(0, time - this.now());
  }

  #runDue(): void {
    const now = this.now();
    const later = this.#tasks.findIndex(({ due }) => due > now);
    for (const { run } of this.#tasks.splice(0, later === -1 ? this.#tasks.length : later)) this.run(run);
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const due = this.#nextDue();
    if (due === undefined) return;
    const sleep = Math.min(Math.max(due - this.now(), 1), this.#longestSleep);
    this.#timer = setTimeout(() => {
      this.#runDue();
      this.#arm();
    }, sleep);
    this.#timer.unref();
  }
}

/** ISO 8601 to the second, with the offset that Mollie writes: `2026-11-21T09:00:00+00:00`. */
export function iso(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}+00:00`;
}
