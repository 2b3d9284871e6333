import type { Arms } from './arms.ts';
import type { Dice } from './dice.ts';
import type { FaultName } from './faults.ts';
import type { Party, Scheduler } from './scheduler.ts';

export type Answer = { status: number; headers: [string, string][]; body: string };

export type Sending = {
  seam: 'mollie' | 'webhook' | 'host' | 'caller';
  /** `create`, `get`, `press`: what faults may be for. */
  operation: string;
  from: Party;
  /** Null where nobody listens. */
  to: Party | null;
  /** For the trace. */
  what: string;
  about: number | null;
  /** Has it arrive. */
  deliver: () => Promise<Answer>;
  signal?: AbortSignal | null | undefined;
  /** Faults of this seam that cannot befall it. */
  isSafe?: boolean;
};

const SECOND = 1000;

/** How long something that is to be overtaken waits for that. Milliseconds. */
const LONGEST_HOLD = 10 * SECOND;

/** Carries requests and answers between parties, with all that can befall them. */
export class Network {
  readonly #scheduler: Scheduler;
  readonly #arms: Arms;
  readonly #dice: Dice;
  readonly #held = new Map<string, () => void>();

  constructor(scheduler: Scheduler, arms: Arms, dice: Dice) {
    this.#scheduler = scheduler;
    this.#arms = arms;
    this.#dice = dice;
  }

  /** Resolves with the answer; rejects as `fetch` does where there is none. May never do either. */
  send(sending: Sending): Promise<Answer> {
    const { seam, operation, about, isSafe = false } = sending;
    const fault = isSafe ? undefined : this.#arms.take(seam, operation, about);
    return new Promise((resolve, reject) =>
      new Journey(this.#tools(), sending, resolve, reject).begin(fault),
    );
  }

  /** Answers that an overtaken one goes on now. */
  #tools() {
    return { scheduler: this.#scheduler, dice: this.#dice, held: this.#held };
  }
}

type Tools = { scheduler: Scheduler; dice: Dice; held: Map<string, () => void> };

/** One request and its answer. */
class Journey {
  readonly #tools: Tools;
  readonly #sending: Sending;
  readonly #resolve: (answer: Answer) => void;
  readonly #reject: (error: unknown) => void;
  #isOver = false;
  #tellEnd: () => void = () => {};

  constructor(
    tools: Tools,
    sending: Sending,
    resolve: (answer: Answer) => void,
    reject: (error: unknown) => void,
  ) {
    this.#tools = tools;
    this.#sending = sending;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  begin(fault: FaultName | undefined): void {
    const { to, signal } = this.#sending;
    const giveUp = () => this.#end(() => this.#reject(signal!.reason));
    if (signal?.aborted) {
      giveUp();
      return;
    }
    signal?.addEventListener('abort', giveUp, { once: true });
    if (to?.isAlive) {
      this.#tellEnd = () => this.#fail(this.#latency(), 'reset');
      to.onEnd.add(this.#tellEnd);
      this.#strike(fault);
    } else {
      this.#fail(this.#latency(), 'refused');
    }
  }

  #strike(fault: FaultName | undefined): void {
    const late = this.#tools.dice.between(1, 60) * 500;
    switch (fault) {
      case undefined:
        this.#arrive(this.#latency());
        break;
      case 'mollie: request lost':
      case 'caller: request lost':
      case 'host: down':
        this.#fail(this.#latency(), 'lost');
        break;
      case 'mollie: answer lost':
      case 'webhook: answer lost':
      case 'host: answer lost':
      case 'caller: answer lost':
        this.#arrive(this.#latency(), () => this.#fail(this.#latency(), 'answer lost'));
        break;
      case 'mollie: request hangs':
        break;
      case 'mollie: answer hangs':
        this.#arrive(this.#latency(), () => {});
        break;
      case 'mollie: request doubled':
      case 'webhook: doubled':
      case 'host: notification doubled':
      case 'caller: request doubled':
        this.#arrive(this.#latency());
        this.#arrive(this.#tools.dice.chance(0.5) ? this.#latency() : late, () => {});
        break;
      case 'mollie: request late':
      case 'webhook: late':
      case 'host: notification late':
      case 'caller: request late':
        this.#arrive(late);
        break;
      case 'mollie: answer late':
      case 'host: slow':
        this.#arrive(this.#latency(), (answer) => this.#answer(late, answer));
        break;
      case 'mollie: requests reordered':
      case 'webhook: reordered':
      case 'host: notifications reordered':
      case 'caller: requests reordered':
        this.#hold();
        break;
      case 'webhook: dropped':
        this.#answer(this.#latency(), { status: 200, headers: [], body: '' });
        break;
      default:
        this.#misanswer(fault);
        break;
    }
  }

  /** An answer that is none of the receiver's. */
  #misanswer(fault: FaultName): void {
    const say = (status: number, headers: [string, string][] = []) =>
      this.#answer(this.#latency(), problem(status, headers));
    switch (fault) {
      case 'mollie: 500 after effect':
        this.#arrive(this.#latency(), () => say(500));
        break;
      case 'mollie: broken body':
        this.#arrive(this.#latency(), ({ body, ...answer }) =>
          this.#answer(this.#latency(), { ...answer, body: body.slice(0, body.length / 2) }),
        );
        break;
      case 'mollie: 503':
        say(503);
        break;
      case 'mollie: 429':
        say(429);
        break;
      case 'mollie: 429 with Retry-After':
        say(429, [['retry-after', String(this.#tools.dice.between(1, 40))]]);
        break;
      case 'mollie: 409 in flight':
        say(409);
        break;
      default:
        say(500);
        break;
    }
  }

  /** Lets the next one of this seam pass before. */
  #hold(): void {
    const { held, scheduler } = this.#tools;
    const { seam, from, about } = this.#sending;
    held.get(seam)?.();
    const go = () => {
      if (held.get(seam) === go) held.delete(seam);
      scheduler.cancel(waiting);
      this.#arrive(0);
    };
    const waiting = scheduler.plan(LONGEST_HOLD, { party: from, about, run: go });
    held.set(seam, go);
  }

  #arrive(
    delay: number,
    answer: (answer: Answer) => void = (one) => this.#answer(this.#latency(), one),
  ): void {
    const { scheduler, held } = this.#tools;
    const { from, to, about, what, seam, deliver } = this.#sending;
    const run = () => {
      void deliver().then(answer, () => this.#fail(this.#latency(), 'broken'));
      const overtaken = held.get(seam);
      if (overtaken && to) scheduler.plan(0, { party: to, about, run: overtaken });
    };
    scheduler.plan(delay, { party: to!, sender: from, about, what, run });
  }

  #answer(delay: number, answer: Answer): void {
    this.#come(delay, String(answer.status), () => this.#resolve(answer));
  }

  #fail(delay: number, why: string): void {
    this.#come(delay, why, () => this.#reject(new TypeError('fetch failed')));
  }

  #come(delay: number, how: string, act: () => void): void {
    if (this.#isOver) return;
    const { from, to, about, what } = this.#sending;
    const run = () => this.#end(act);
    this.#tools.scheduler.plan(delay, { party: from, sender: to, about, what: `${what}: ${how}`, run });
  }

  #end(act: () => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#sending.to?.onEnd.delete(this.#tellEnd);
    act();
  }

  /** Most take a few milliseconds, some long enough for others to overtake. */
  #latency(): number {
    return Math.floor(this.#tools.dice.next() ** 6 * 400);
  }
}

/** As Mollie writes errors. https://docs.mollie.com/reference/error-handling */
function problem(status: number, headers: [string, string][]): Answer {
  const body = JSON.stringify({ status, title: 'Trouble', detail: 'Trouble that the simulation made' });
  return { status, headers: [['content-type', 'application/hal+json'], ...headers], body };
}
