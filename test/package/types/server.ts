/** A server with a store of its own. */
import {
  type Assets,
  type Change,
  ConfigError,
  createProxy,
  type Environment,
  type LogEntry,
  type LogQuery,
  type PayProxy,
  ProxyError,
  type ProxyOptions,
  type Store,
  type StoredLine,
  type StoredLogPage,
  StoreError,
  type StoreWarning,
  UNREADABLE,
  UnfitStore,
} from 'invoice-pay-button/proxy';

class OwnStore implements Store {
  readonly kind = 'own';
  readonly #documents = new Map<string, unknown>();
  readonly #lines: StoredLine[] = [];

  async get(key: string): Promise<unknown> {
    const value = this.#documents.get(key);
    if (value === UNREADABLE) throw new StoreError('a value that is not a document');
    return value;
  }

  async update<T>(key: string, change: (current: unknown) => Change<T> | undefined): Promise<T | undefined> {
    const changed = change(this.#documents.get(key));
    if (!changed) return (await this.get(key)) as T | undefined;
    this.#documents.set(key, changed.value);
    this.#lines.unshift(...changed.log.map((line: LogEntry) => ({ ...line, key })));
    return changed.value;
  }

  async due(now: number, limit: number, lease: number): Promise<string[]> {
    return now + lease > 0 ? [...this.#documents.keys()].slice(0, limit) : [];
  }

  async recent(query: LogQuery): Promise<StoredLogPage | null> {
    const lines = this.#lines.filter((line) =>
      'key' in query ? line.key === query.key : line.realm === query.realm,
    );
    return { entries: lines.slice(0, query.limit), before: null };
  }

  async inspect(): Promise<StoreWarning[]> {
    if (this.#documents.size > 1000) throw new UnfitStore('it would forget');
    return [{ code: 'small', message: 'It is small' }];
  }

  async close(): Promise<void> {}
}

const env: Environment = process.env;
const assets: Assets = new Map();
const options: ProxyOptions = {
  env,
  assets,
  storage: new OwnStore(),
  log: (entry) => console.log(entry.level),
};

export function start(): PayProxy | readonly string[] {
  try {
    return createProxy(options);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

export async function answer(proxy: PayProxy, request: Request): Promise<Response> {
  const count: number = await proxy.watch();
  await proxy.prepare().catch((error) => {
    if (error instanceof ProxyError) console.log(error.code === 'resync_needed', error.status, count);
  });
  return proxy.fetch(request);
}

// @ts-expect-error a store is asked for more than this
createProxy({ env, storage: { kind: 'none', close: async () => {} } });
// @ts-expect-error it needs its configuration
createProxy({});
