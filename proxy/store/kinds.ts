import type { Driver } from 'unstorage';
import memoryDriver from 'unstorage/drivers/memory';
import { ConfigError } from '../config/index.ts';
import type { Clock } from '../lib/clock.ts';
import { createD1Store, type D1Database } from './d1/index.ts';
import { createDriverStore } from './driver/index.ts';
import type { Store } from './store.ts';

/** What STORAGE_URL names, any unstorage driver, or a store of one's own. */
export type Storage = string | Driver | Store;

/** The storage of an option: a binding of Workers to D1 is a store, which every request uses. */
export function storageOf(given: Storage | D1Database, clock: Clock): Storage {
  return typeof given === 'object' && 'prepare' in given ? createD1Store(given, clock) : given;
}

/** The kind of the store, for people. */
export function kindOf(storage: Storage): string {
  if (typeof storage === 'string') return storage.slice(0, storage.indexOf(':'));
  return isStore(storage) ? storage.kind : (storage.name ?? 'driver');
}

function isStore(storage: Driver | Store): storage is Store {
  return 'update' in storage && 'recent' in storage;
}

/**
 * Opens a store.
 * @throws {ConfigError} where the package is missing that only such a store needs.
 */
export async function connect(storage: Storage, clock: Clock): Promise<Store> {
  if (typeof storage !== 'string') return isStore(storage) ? storage : createDriverStore(storage, clock);
  const open = await loadStore(storage);
  return open(clock);
}

/**
 * What opens the store of a STORAGE_URL. What only some runtimes or installations have is loaded only where it is asked for.
 * @throws {ConfigError} as {@link connect} does.
 */
export async function loadStore(url: string): Promise<(clock: Clock) => Store | Promise<Store>> {
  if (url.startsWith('memory:')) return (clock) => createDriverStore(memoryDriver(), clock);
  if (url.startsWith('sqlite:')) {
    const { createSqliteStore } = await import('./sqlite/index.ts');
    return (clock) => createSqliteStore(url.slice('sqlite:'.length), clock);
  }
  if (url.startsWith('postgres')) {
    const client = await import('pg').catch(explainMissing('pg'));
    const { createPostgresStore } = await import('./postgres/index.ts');
    return (clock) => createPostgresStore(client, url, clock);
  }
  const client = await import('ioredis').catch(explainMissing('ioredis'));
  const { createRedisStore } = await import('./redis/index.ts');
  return (clock) => createRedisStore(client, url, clock);
}

/**
 * Clients of databases are installed by whoever has such a database: `peerDependencies` in package.json. Bundlers, too, let
 * the import of a package be that is not there, where its failure is caught at that very place.
 */
function explainMissing(name: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new ConfigError([
      `STORAGE_URL: expected the package ${name} beside invoice-pay-button: \`npm install ${name}\` where that is installed, ` +
        `\`npx --package=${name} --package=invoice-pay-button invoice-pay-button\` where it is not`,
    ]);
  };
}
