import type { Driver } from 'unstorage';
import memoryDriver from 'unstorage/drivers/memory';
import { SECOND } from '../clock.ts';
import { ProxyError } from '../errors.ts';
import { createDriverStore } from './driver.ts';
import { selfTest } from './self-test.ts';
import { type Store, UnfitStore } from './store.ts';

export type { Change, LogEntry, Store, StoredLogPage } from './store.ts';

/** No page waits longer for a store that hangs. */
const DEADLINE = 3 * SECOND;

/** What a store's key is made of: two of any other text could be one key to some store. */
const KEY = /^[a-z0-9-]{1,64}$/;

/** Takes what an operator should know of the store. */
type Announce = (entry: Record<string, unknown>) => void;

/**
 * The store that STORAGE_URL names, any unstorage driver, or a store of one's own. It is connected and tested at the
 * first use, and again at the next one where that failed, so that a proxy started before its store heals by itself.
 * Every failure is a {@link ProxyError} `store_unavailable`, after three seconds at most.
 * @param announce is told once why a store is refused, or what it does not promise
 */
export function openStore(storage: string | Driver | Store, announce: Announce = () => {}): Store {
  let connection: Promise<Store> | undefined;
  let closed: Promise<void> | undefined;
  let announced = '';

  function connected(): Promise<Store> {
    connection ??= within(testedStore).catch((error) => {
      connection = undefined;
      throw error;
    });
    return connection;
  }

  async function testedStore(): Promise<Store> {
    const store = await connect(storage);
    try {
      const warnings = await selfTest(store);
      announceOnce(warnings.map((warning) => ({ level: 'warn', ...warning })));
      return store;
    } catch (error) {
      if (error instanceof UnfitStore) {
        announceOnce([
          { level: 'error', code: 'store_unfit', message: `The store is refused: ${error.message}` },
        ]);
      }
      // A driver or store of the caller's is the caller's to close, and is used again.
      if (typeof storage === 'string') await store.close().catch(() => {});
      throw error;
    }
  }

  /** A store that goes and comes back says the same again. */
  function announceOnce(entries: Record<string, unknown>[]): void {
    const text = JSON.stringify(entries);
    if (text === announced) return;
    announced = text;
    for (const entry of entries) announce(entry);
  }

  const use = <T>(work: (store: Store, isLate: () => boolean) => Promise<T>): Promise<T> =>
    within(async (isLate) => work(await connected(), isLate));

  return {
    kind: kindOf(storage),
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
      closed ??= (connection ?? Promise.reject()).then(
        (store) => store.close(),
        () => {},
      );
      return closed;
    },
  };
}

/** Ends with `store_unavailable` where the work fails or takes too long. */
async function within<T>(work: (isLate: () => boolean) => Promise<T>): Promise<T> {
  let isLate = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isLate = true;
      reject(new Error(`no answer within ${DEADLINE} ms`));
    }, DEADLINE);
  });
  try {
    return await Promise.race([work(() => isLate), late]);
  } catch (cause) {
    // What a change itself refused passes through.
    throw cause instanceof ProxyError ? cause : new ProxyError('store_unavailable', { cause });
  } finally {
    clearTimeout(timer);
  }
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
