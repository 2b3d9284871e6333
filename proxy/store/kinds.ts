import type { Driver } from 'unstorage';
import memoryDriver from 'unstorage/drivers/memory';
import { createDriverStore } from './driver/index.ts';
import type { Store } from './store.ts';

/** What STORAGE_URL names, any unstorage driver, or a store of one's own. */
export type Storage = string | Driver | Store;

/** The kind of the store, for people. */
export function kindOf(storage: Storage): string {
  if (typeof storage === 'string') return storage.slice(0, storage.indexOf(':'));
  return isStore(storage) ? storage.kind : (storage.name ?? 'driver');
}

function isStore(storage: Driver | Store): storage is Store {
  return 'update' in storage && 'recent' in storage;
}

/** Opens a store. What only some runtimes have is loaded only where it is asked for. */
export async function connect(storage: Storage): Promise<Store> {
  if (typeof storage !== 'string') return isStore(storage) ? storage : createDriverStore(storage);
  if (storage.startsWith('memory:')) return createDriverStore(memoryDriver());
  if (storage.startsWith('sqlite:')) {
    const { createSqliteStore } = await import('./sqlite/index.ts');
    return createSqliteStore(storage.slice('sqlite:'.length));
  }
  if (storage.startsWith('postgres')) {
    const { createPostgresStore } = await import('./postgres/index.ts');
    return createPostgresStore(storage);
  }
  const { createRedisStore } = await import('./redis/index.ts');
  return createRedisStore(storage);
}
