import { ProxyError } from '../errors.ts';
import { type Clock, createClock, SECOND } from '../lib/clock.ts';
import { perScope } from '../lib/scope.ts';
import { Connection } from './connection.ts';
import type { D1Database } from './d1/index.ts';
import { inTime } from './deadline.ts';
import { type Announce, createHealth } from './health.ts';
import { kindOf, type Storage, storageOf } from './kinds.ts';
import type { Store } from './store.ts';

/** What a store's key is made of: two of any other text could be one key to some store. */
const KEY = /^[a-z0-9-]{1,64}$/;

/** How long it is known that a store takes writes. That it takes none may be over at once. */
const KNOWN_FOR = SECOND;

export type OpenStore = Store & {
  /**
   * Makes sure that the store takes writes now; all who ask at once share the answer, and that it does holds for a second.
   * @throws {ProxyError} `store_unavailable`
   */
  ready(): Promise<void>;
};

/**
 * The store of what is `given`, connected at the first use, and again after any failure, so that a proxy heals by itself. Every
 * failure is a {@link ProxyError} `store_unavailable`, after three seconds at most.
 * @param announce is told once why a store is refused, what it does not promise, that it fails and that it works again
 */
export function openStore(
  given: Storage | D1Database,
  announce: Announce = () => {},
  clock = createClock(),
): OpenStore {
  const storage = storageOf(given, clock);
  const kind = kindOf(storage);
  const health = createHealth(kind, announce);
  const connection = new Connection(storage, kind, health, clock);

  /** Ends with `store_unavailable` where the work fails or takes too long. */
  async function use<T>(work: (store: Store, isLate: () => boolean) => Promise<T>): Promise<T> {
    let isLate = false;
    const current = connection.get();
    try {
      const done = await inTime(
        clock,
        current.then((store) => {
          // Whoever was refused while a driver was read wants nothing of it any more.
          if (isLate) throw new Error('given up');
          return work(store, () => isLate);
        }),
      );
      // A connection that is not renewed is not tested by the next who uses it, so it is tested here.
      if (!connection.isRenewable && health.isFailing()) ready().catch(() => {});
      return done;
    } catch (cause) {
      isLate = true;
      // What a change itself refused, or what cannot be read, is not the connection's fault.
      if (cause instanceof ProxyError) throw cause;
      connection.renew(current);
      if (!connection.isClosed && !connection.isLoading) health.fails(cause);
      throw new ProxyError('store_unavailable', { cause });
    }
  }

  // Inspecting lists all keys of a driver, and those may be many; a driver is inspected only when it is connected.
  const ready = createShared(clock, () => use((store) => connection.test(store, connection.isRenewable)));

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
    close: () => connection.close(),
  };
}

/** Answers all who ask while `work` goes on the same, and for {@link KNOWN_FOR} after it went well. */
function createShared(clock: Clock, work: () => Promise<void>): () => Promise<void> {
  const underWay = perScope((): { answer?: Promise<void> | undefined } => ({}));
  let endedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (clock.monotonic() - endedAt < KNOWN_FOR) return;
    const mine = underWay();
    mine.answer ??= work()
      .then(() => {
        endedAt = clock.monotonic();
      })
      .finally(() => {
        mine.answer = undefined;
      });
    await mine.answer;
  };
}

function checked(key: string): string {
  if (!KEY.test(key)) throw new RangeError('not a key of the store');
  return key;
}
