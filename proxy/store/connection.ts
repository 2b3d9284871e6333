import type { Clock } from '../lib/clock.ts';
import { perScope } from '../lib/scope.ts';
import { withTimeout } from '../lib/with-timeout.ts';
import { DEADLINE, inTime } from './deadline.ts';
import type { Health } from './health.ts';
import { connect, type Storage } from './kinds.ts';
import { selfTest } from './self-test.ts';
import { type Store, UnfitStore } from './store.ts';

/**
 * The connection to a store: made and tested at the first use, and made again after a failure, so that a connection whose
 * server has gone, or became another, is not used again.
 */
export class Connection {
  readonly #storage: Storage;
  readonly #health: Health;
  readonly #clock: Clock;
  /** Whether a failed connection is closed and made again. */
  readonly isRenewable: boolean;
  readonly #connected = perScope((): { current?: Promise<Store> | undefined } => ({}));
  /** Whether what a driver holds is being read: nothing is wrong with it as long as that goes on. */
  isLoading = false;
  /** Once the store has kept a write, it may be read while it takes none. */
  #isProven = false;
  #closed: Promise<void> | undefined;

  constructor(storage: Storage, kind: string, health: Health, clock: Clock) {
    this.#storage = storage;
    this.#health = health;
    this.#clock = clock;
    // A driver or store of the caller's is the caller's to close, and is used again; so is what lives in memory.
    this.isRenewable = typeof storage === 'string' && kind !== 'memory';
  }

  get isClosed(): boolean {
    return this.#closed !== undefined;
  }

  /** The tested store; fails where a server does not answer in time. What a driver holds may take longer to be read. */
  get(): Promise<Store> {
    const connected = this.#connected();
    if (connected.current) return connected.current;
    if (this.isClosed) return Promise.reject(new Error('the store is closed'));
    const made = this.#connectAndTest();
    const fresh = this.isRenewable ? inTime(this.#clock, made) : made;
    fresh.catch(() => {
      this.#forget(fresh);
      // Nobody uses a connection that comes too late.
      if (this.isRenewable) closeWhenOpen(made);
    });
    connected.current = fresh;
    return fresh;
  }

  /** Whoever still uses the failed connection is not disturbed: closing it lets what was begun end. */
  renew(failed: Promise<Store>): void {
    if (this.isRenewable && !this.isClosed && this.#forget(failed)) closeWhenOpen(failed);
  }

  /** Tests the store, and tells its health. */
  async test(store: Store, inspects: boolean): Promise<void> {
    try {
      this.#health.works(await selfTest(store, inspects));
      this.#isProven = true;
    } catch (error) {
      this.#health.fails(error);
      throw error;
    }
  }

  close(): Promise<void> {
    const ended = (this.#connected().current ?? Promise.resolve(undefined))
      .then((store) => store?.close())
      .catch(() => {});
    // A server that hangs holds up nobody's end.
    this.#closed ??= withTimeout(this.#clock, ended, DEADLINE).then(() => {});
    return this.#closed;
  }

  async #connectAndTest(): Promise<Store> {
    const store = await connect(this.#storage, this.#clock);
    if (this.#isProven && !this.isRenewable) return store;
    await this.#load(store);
    try {
      await inTime(this.#clock, this.test(store, true));
    } catch (error) {
      if (this.#isProven && !(error instanceof UnfitStore)) return store;
      if (typeof this.#storage === 'string') await store.close().catch(() => {});
      throw error;
    }
    return store;
  }

  async #load(store: Store): Promise<void> {
    this.isLoading = true;
    try {
      await store.load?.();
    } finally {
      this.isLoading = false;
    }
    if (!this.isClosed) return;
    await store.close();
    throw new Error('the store is closed');
  }

  #forget(failed: Promise<Store>): boolean {
    const connected = this.#connected();
    if (connected.current !== failed) return false;
    connected.current = undefined;
    return true;
  }
}

/** Closes a store in the background, once it is open. */
function closeWhenOpen(opened: Promise<Store>): void {
  opened.then((store) => store.close()).catch(() => {});
}
