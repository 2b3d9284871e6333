/**
 * A proxy is given its clock, timers and randomness. This replaces, in this process, those of Mollie's simulator, of the
 * client that sleeps before it repeats a request, and the cryptography that answers from a pool of threads. To be imported
 * before the proxy; only for processes of the simulation.
 */
import * as nodeCrypto from 'node:crypto';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import type { Dice } from './dice.ts';
import './real.ts';
import type { Event, Party, Scheduler } from './scheduler.ts';
import { subtle } from './subtle.ts';

type Source = { scheduler: Scheduler; dice: Dice };

let source: Source | null = null;

/** From now on this process has the time of this scheduler and the chance of these dice. */
export function live(by: Source): void {
  source = by;
}

function current(): Source {
  if (!source) throw new Error('no world is running');
  return source;
}

/** Times and chance outside any world, while modules are loaded, are always the same. */
const now = () => source?.scheduler.now ?? 0;

class Timer {
  event: Event | null = null;
  readonly #party: Party;
  readonly #run: () => void;
  readonly #every: number | null;

  constructor(run: () => void, delay: number, every: number | null) {
    this.#party = current().scheduler.party;
    this.#run = run;
    this.#every = every;
    this.#arm(delay);
  }

  #arm(delay: number): void {
    const run = () => {
      if (this.#every !== null) this.#arm(this.#every);
      this.#run();
    };
    this.event = current().scheduler.plan(delay, { party: this.#party, what: 'timer', run });
  }

  ref() {
    return this;
  }
  unref() {
    return this;
  }
  hasRef() {
    return true;
  }
}

type Callback = (...args: unknown[]) => void;

function clear(timer: unknown): void {
  if (timer instanceof Timer && timer.event && source) source.scheduler.cancel(timer.event);
}

const RealDate = Date;

function VirtualDate(this: unknown, ...args: []): Date | string {
  if (!new.target) return new RealDate(now()).toString();
  return args.length === 0 ? new RealDate(now()) : new RealDate(...args);
}
VirtualDate.prototype = RealDate.prototype;
Object.setPrototypeOf(VirtualDate, RealDate);
VirtualDate.now = now;

/** Fires when its time is over, which is no step: most often nobody waits for it any more. */
function timeout(delay: number): AbortSignal {
  const { scheduler } = current();
  const controller = new AbortController();
  const run = () =>
    controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
  scheduler.plan(delay, { party: scheduler.party, run });
  return controller.signal;
}

const setVirtualTimeout = (run: Callback, ms = 0, ...args: unknown[]) =>
  new Timer(() => run(...args), Number(ms) || 0, null);

Object.assign(globalThis, {
  Date: VirtualDate,
  setTimeout: setVirtualTimeout,
  clearTimeout: clear,
  setInterval: (run: Callback, ms = 0, ...args: unknown[]) =>
    new Timer(() => run(...args), Math.max(1, ms), Math.max(1, ms)),
  clearInterval: clear,
  setImmediate: (run: Callback, ...args: unknown[]) => new Timer(() => run(...args), 0, null),
  clearImmediate: clear,
});
performance.now = now;
AbortSignal.timeout = timeout;

const random = () => current().dice;
Math.random = () => random().next();
const fill = <T extends ArrayBufferView>(into: T): T => {
  const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
  if (source) source.dice.bytes(bytes);
  return into;
};
Object.defineProperty(globalThis, 'crypto', {
  value: { getRandomValues: fill, randomUUID: () => nodeCrypto.randomUUID(), subtle },
});

// Those that are imported by name from Node's own modules.
const require = createRequire(import.meta.url);
Object.assign(require('node:crypto'), { randomBytes: (length: number) => fill(Buffer.alloc(length)) });
Object.assign(require('node:timers/promises'), {
  setTimeout: <T>(ms: number, value: T) =>
    new Promise<T>((resolve) => setVirtualTimeout(() => resolve(value), ms)),
});
syncBuiltinESMExports();
