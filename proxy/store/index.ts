import type { Driver } from 'unstorage';
import memoryDriver from 'unstorage/drivers/memory';
import { ProxyError } from '../errors.ts';
import { SECOND } from '../lib/clock.ts';
import { withTimeout } from '../lib/with-timeout.ts';
import { createDriverStore } from './driver.ts';
import { createHealth } from './health.ts';
import { selfTest } from './self-test.ts';
import { type Store, UnfitStore } from './store.ts';

/** No page waits longer for a store that hangs. */
const DEADLINE = 3 * SECOND;

/** What a store's key is made of: two of any other text could be one key to some store. */
const KEY = /^[a-z0-9-]{1,64}$/;

/** How long it is known that a store takes writes. That it takes none may be over at once. */
const KNOWN_FOR = SECOND;

/** Takes what an operator should know of the store. */
type Announce = (entry: Record<string, unknown>) => void;

export type OpenStore = Store & {
  /**
   * Makes sure that the store takes writes now; all who ask at once share the answer, and that it does holds for a second.
   * @throws {ProxyError} `store_unavailable`
   */
  ready(): Promise<void>;
};

/**
 * The store that STORAGE_URL names, any unstorage driver, or a store of one's own. It is connected and tested at the
 * first use, and again after any failure, so that a connection whose server has gone, or became another, is not used
 * again: a proxy heals by itself. Every failure is a {@link ProxyError} `store_unavailable`, after three seconds at most.
 * @param announce is told once why a store is refused, what it does not promise, that it fails and that it works again
 */
export function openStore(storage: string | Driver | Store, announce: Announce = () => {}): OpenStore {
  const kind = kindOf(storage);
  const health = createHealth(kind, announce);
  // A driver or store of the caller's is the caller's to close, and is used again; so is what lives in memory.
  const mayRenew = typeof storage === 'string' && kind !== 'memory';
  let connection: Promise<Store> | undefined;
  /** Once it has kept a write, it may be read where it takes none. */
  let isProven = false;
  let closed: Promise<void> | undefined;

  function connected(): Promise<Store> {
    if (connection) return connection;
    if (closed) return Promise.reject(new Error('the store is closed'));
    const made = connectAndTest();
    const fresh = inTime(made);
    fresh.catch(() => {
      forget(fresh);
      // One that comes too late is nobody's.
      if (mayRenew) end(made);
    });
    connection = fresh;
    return fresh;
  }

  function forget(failed: Promise<Store>): boolean {
    if (connection !== failed) return false;
    connection = undefined;
    return true;
  }

  async function connectAndTest(): Promise<Store> {
    const store = await connect(storage);
    try {
      await test(store);
    } catch (error) {
      if (isProven && !(error instanceof UnfitStore)) return store;
      if (typeof storage === 'string') await store.close().catch(() => {});
      throw error;
    }
    return store;
  }

  async function test(store: Store, inspects = true): Promise<void> {
    try {
      health.works(await selfTest(store, inspects));
      isProven = true;
    } catch (error) {
      health.fails(error);
      throw error;
    }
  }

  /** Whoever still uses it is not disturbed: a connection ends what was begun with it. */
  function renew(failed: Promise<Store>): void {
    if (mayRenew && !closed && forget(failed)) end(failed);
  }

  /** Ends with `store_unavailable` where the work fails or takes too long. */
  async function use<T>(work: (store: Store, isLate: () => boolean) => Promise<T>): Promise<T> {
    let isLate = false;
    const current = connected();
    try {
      const done = await inTime(current.then((store) => work(store, () => isLate)));
      // One that is not renewed, and so not tested, by who uses it next.
      if (!mayRenew && health.isFailing()) ready().catch(() => {});
      return done;
    } catch (cause) {
      isLate = true;
      // What a change itself refused, or what cannot be read, is not the connection's fault.
      if (cause instanceof ProxyError) throw cause;
      renew(current);
      if (!closed) health.fails(cause);
      throw new ProxyError('store_unavailable', { cause });
    }
  }

  // What a driver lists to be inspected may be all that it has.
  const ready = sharing(() => use((store) => test(store, mayRenew)));

  return {
    kind,
    ready,
    get: (key) => use((store) => store.get(checked(key))),
    update: (key, change) =>
      use((store, isLate) =>
        store.update(checked(key), (current) => {
          // Whoever was told that it failed must not find it done later.
          if (isLate()) throw new Error('given up');
          return change(current);
        }),
      ),
    due: (now, limit, lease) => use((store) => store.due(now, limit, lease)),
    recent: (query) => use((store) => store.recent(query)),
    claim: (key, realm) => use(async (store) => store.claim?.(checked(key), realm)),
    close() {
      const ended = (connection ?? Promise.resolve(undefined))
        .then((store) => store?.close())
        .catch(() => {});
      // A server that hangs holds up nobody's end.
      closed ??= withTimeout(ended, DEADLINE).then(() => {});
      return closed;
    },
  };
}

/** Closes a store in the background, once it is open. */
function end(opened: Promise<Store>): void {
  opened.then((store) => store.close()).catch(() => {});
}

/** The answer of `work`, or an error where it takes too long. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  const done = await withTimeout(
    work.then((value) => ({ value })),
    DEADLINE,
  );
  if (!done) throw new Error(`no answer within ${DEADLINE} ms`);
  return done.value;
}

/** Answers all who ask while `work` goes on the same, and for {@link KNOWN_FOR} after it went well. */
function sharing(work: () => Promise<void>): () => Promise<void> {
  let answer: Promise<void> | undefined;
  let endedAt: number | undefined;
  return () => {
    if (!answer || (endedAt !== undefined && performance.now() - endedAt >= KNOWN_FOR)) {
      endedAt = undefined;
      answer = work().then(
        () => {
          endedAt = performance.now();
        },
        (error) => {
          answer = undefined;
          throw error;
        },
      );
    }
    return answer;
  };
}

function checked(key: string): string {
  if (!KEY.test(key)) throw new RangeError('not a key of the store');
  return key;
}

function kindOf(storage: string | Driver | Store): string {
  if (typeof storage === 'string') return storage.slice(0, storage.indexOf(':'));
  return isStore(storage) ? storage.kind : (storage.name ?? 'driver');
}

function isStore(storage: Driver | Store): storage is Store {
  return 'update' in storage && 'recent' in storage;
}

/** What only some runtimes have is loaded only where it is asked for. */
async function connect(storage: string | Driver | Store): Promise<Store> {
  if (typeof storage !== 'string') return isStore(storage) ? storage : createDriverStore(storage);
  if (storage.startsWith('memory:')) return createDriverStore(memoryDriver());
  if (storage.startsWith('sqlite:')) {
    const { createSqliteStore } = await import('./sqlite.ts');
    return createSqliteStore(storage.slice('sqlite:'.length));
  }
  if (storage.startsWith('postgres')) {
    const { createPostgresStore } = await import('./postgres.ts');
    return createPostgresStore(storage);
  }
  const { createRedisStore } = await import('./redis.ts');
  return createRedisStore(storage);
}
