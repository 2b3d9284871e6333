import type { Driver } from 'unstorage';
import memoryDriver from 'unstorage/drivers/memory';
import { SECOND } from '../clock.ts';
import { ProxyError } from '../errors.ts';
import { createDriverStore } from './driver.ts';
import type { Store } from './store.ts';

export type { Change, LogEntry, Store } from './store.ts';

/** No page waits longer for a store that hangs. */
const DEADLINE = 3 * SECOND;

/**
 * The store that STORAGE_URL names, or an unstorage driver. It is connected at the first use, and again at the
 * next one where that failed, so that a proxy started before its store heals by itself.
 * Every failure is a {@link ProxyError} `store_unavailable`.
 */
export function openStore(storage: string | Driver): Store {
  let connection: Promise<Store> | undefined;

  function connected(): Promise<Store> {
    connection ??= connect(storage).catch((error) => {
      connection = undefined;
      throw error;
    });
    return connection;
  }

  async function within<T>(work: (store: Store) => Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${DEADLINE} ms`)), DEADLINE);
    });
    try {
      return await Promise.race([connected().then(work), late]);
    } catch (cause) {
      // What a change itself refused passes through.
      throw cause instanceof ProxyError ? cause : new ProxyError('store_unavailable', { cause });
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    kind: typeof storage === 'string' ? storage.slice(0, storage.indexOf(':')) : (storage.name ?? 'driver'),
    get: (key) => within((store) => store.get(key)),
    update: (key, change) => within((store) => store.update(key, change)),
    due: (now, limit, lease) => within((store) => store.due(now, limit, lease)),
    recent: (options) => within((store) => store.recent(options)),
    async close() {
      await connection?.then(
        (store) => store.close(),
        () => {},
      );
    },
  };
}

/** What only some runtimes have is loaded only where it is asked for. */
async function connect(storage: string | Driver): Promise<Store> {
  if (typeof storage !== 'string') return createDriverStore(storage);
  if (storage.startsWith('memory:')) return createDriverStore(memoryDriver());
  if (storage.startsWith('sqlite:')) {
    const { createSqliteStore } = await import('./sqlite.ts');
    return createSqliteStore(storage.slice('sqlite:'.length));
  }
  const { createRedisStore } = await import('./redis.ts');
  return createRedisStore(storage);
}
