import type { Driver } from 'unstorage';
import memoryDriver from 'unstorage/drivers/memory';
import { SECOND } from '../clock.ts';
import { ProxyError } from '../errors.ts';
import { createDriverStore } from './driver.ts';
import type { Store } from './store.ts';

export type { Change, LogEntry, Store } from './store.ts';

/** No page waits longer for a store that hangs. */
const DEADLINE = 3 * SECOND;

/** Opens what STORAGE_URL names, or wraps an unstorage driver. Stores of other runtimes are not even loaded. */
export async function openStore(storage: string | Driver): Promise<Store> {
  return withDeadline(await connect(storage));
}

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

/** Whatever goes wrong in a store, or takes too long, is one error with one code. */
function withDeadline(store: Store): Store {
  const within = async <T>(work: Promise<T>): Promise<T> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${DEADLINE} ms`)), DEADLINE);
    });
    try {
      return await Promise.race([work, late]);
    } catch (cause) {
      // What a change itself refused passes through.
      throw cause instanceof ProxyError ? cause : new ProxyError('store_unavailable', { cause });
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    kind: store.kind,
    get: (key) => within(store.get(key)),
    update: (key, change) => within(store.update(key, change)),
    due: (now, limit, lease) => within(store.due(now, limit, lease)),
    recent: (options) => within(store.recent(options)),
    close: () => store.close(),
  };
}
