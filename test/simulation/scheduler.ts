import type { Dice } from './dice.ts';
import { setImmediate } from './real.ts';

/** Who acts: a process, or somebody outside. What it has under way ends with it. */
export type Party = {
  readonly name: string;
  isAlive: boolean;
  /** After how many of its events it crashes, of those about an invoice in this state if one is named; null for no crash. */
  crash: { in: number; state: string | null } | null;
  /** Those who are to hear of its end. */
  readonly onEnd: Set<() => void>;
};

export function createParty(name: string): Party {
  return { name, isAlive: true, crash: null, onEnd: new Set() };
}

export type Event = {
  readonly at: number;
  readonly order: number;
  /** Whose code runs. */
  readonly party: Party;
  /** Who sent what arrives; null for a timer. */
  readonly sender: Party | null;
  /** The invoice that it is about, by its place in the world; null for none or nobody knows which. */
  readonly about: number | null;
  /** For the trace. Null for what is no step: a deadline that most often nobody waits for any more. */
  readonly what: string | null;
  readonly run: () => void;
  isOver: boolean;
};

export type Planned = Pick<Event, 'party' | 'run'> & Partial<Pick<Event, 'sender' | 'about' | 'what'>>;

/** More than a world has. */
const STEPS_A_MILLISECOND = 100_000;

/** How long a step may take, at most; most take no time at all. Milliseconds. */
const LONGEST_STEP = 3;

/**
 * All that is going to happen, and the time. Each step lets one event happen that is ready, whichever the dice choose, and
 * waits until nothing moves any more; where none is ready, time jumps to the next.
 */
export class Scheduler {
  /** Milliseconds since 1970. */
  now: number;
  steps = 0;
  /** Whose event is running: what is planned meanwhile without a name is its own. */
  party: Party;
  readonly #start: number;
  readonly #dice: Dice;
  readonly #onStep: (event: Event) => void;
  #ready: Event[] = [];
  #later: Event[] = [];
  #order = 0;
  /** Events under way about each invoice. */
  readonly #about: number[] = [];

  constructor(start: number, nobody: Party, dice: Dice, onStep: (event: Event) => void) {
    this.now = start;
    this.#start = start;
    this.party = nobody;
    this.#dice = dice;
    this.#onStep = onStep;
  }

  /** Milliseconds since the start plus a hundred-thousandth for each step, so that of two events it tells which was first. */
  get stamp(): number {
    return this.now - this.#start + this.steps / STEPS_A_MILLISECOND;
  }

  plan(delay: number, { party, run, sender = null, about = null, what = null }: Planned): Event {
    const at = this.now + Math.max(0, delay);
    const event: Event = { at, order: this.#order++, party, sender, about, what, run, isOver: false };
    if (about !== null) this.#about[about] = this.underWay(about) + 1;
    if (at <= this.now) this.#ready.push(event);
    else push(this.#later, event);
    return event;
  }

  cancel(event: Event): void {
    if (event.isOver) return;
    event.isOver = true;
    if (event.about !== null) this.#about[event.about]!--;
  }

  /** How many events about this invoice are going to happen. */
  underWay(about: number): number {
    return this.#about[about] ?? 0;
  }

  /** What a party that has ended had under way: `isLost` says of what it had sent whether it gets lost. */
  end(party: Party, isLost: () => boolean): void {
    party.isAlive = false;
    const all = [...this.#ready, ...this.#later].sort((a, b) => a.order - b.order);
    for (const event of all) {
      if (event.isOver) continue;
      if (event.party === party || (event.sender === party && isLost())) this.cancel(event);
    }
    for (const tell of party.onEnd) tell();
    party.onEnd.clear();
  }

  /**
   * Lets one event happen.
   * @param until no later ones than this
   * @returns false where nothing is left to happen
   */
  async step(until = Number.POSITIVE_INFINITY): Promise<boolean> {
    const event = this.#take(until);
    if (!event) return false;
    this.cancel(event);
    if (event.what !== null) {
      this.steps++;
      this.#onStep(event);
      this.now += Math.floor(this.#dice.next() ** 4 * (LONGEST_STEP + 1));
    }
    // Whoever is told of the step may have ended its party.
    if (event.party.isAlive) {
      this.party = event.party;
      event.run();
      await settled();
    }
    return true;
  }

  #take(until: number): Event | undefined {
    for (;;) {
      this.#wake();
      const ready = this.#ready;
      if (ready.length === 0) {
        const next = this.#later[0];
        if (!next || next.at > until) return undefined;
        this.now = next.at;
        continue;
      }
      const place = Math.floor(this.#dice.next() * ready.length);
      const event = ready[place]!;
      ready[place] = ready.at(-1)!;
      ready.pop();
      if (!event.isOver) return event;
    }
  }

  #wake(): void {
    for (;;) {
      const next = this.#later[0];
      if (!next || (next.at > this.now && !next.isOver)) return;
      pop(this.#later);
      if (!next.isOver) this.#ready.push(next);
    }
  }
}

/** Resolves when all that can go on without an event has: microtasks run before any of these. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isBefore(a: Event, b: Event): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** A binary heap, what is first at its top. */
function push(heap: Event[], event: Event): void {
  let at = heap.push(event) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isBefore(event, heap[parent]!)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = event;
}

function pop(heap: Event[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
    if (!isBefore(heap[child]!, last)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
}
