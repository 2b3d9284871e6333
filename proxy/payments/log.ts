import type { Documents } from '../documents/index.ts';
import { ProxyError } from '../errors.ts';
import { DEFAULT_ACCOUNT, type Realm, realmName } from '../keys/realm.ts';
import type { Store, StoredLogPage } from '../store/store.ts';

export type LogRange = { limit: number; before?: string };

type Deps = { store: Store; documents: Documents; realm: Realm };

/** Pages read for one answer at most, where lines of another realm fall out: it is then shorter than asked for. */
const MOST_READS = 5;

/**
 * The log of the running realm. Lines of the first release do not say whose they are: their invoice does. Each is
 * claimed for its realm the first time that it is read, and found by its index from then on.
 */
export function createLog({ store, documents, realm }: Deps) {
  const running = realmName(realm);
  // The first release knew no other account.
  const asked = { realm: running, withUnclaimed: realm.account === DEFAULT_ACCOUNT };

  return async function log({ limit, before }: LogRange): Promise<StoredLogPage | null> {
    const entries: StoredLogPage['entries'] = [];
    let from = before === undefined ? {} : { before };
    for (let reads = 1; ; reads++) {
      const page = await store.recent({ ...asked, ...from, limit: limit - entries.length });
      if (!page) return null;
      const keys = [...new Set(page.entries.flatMap(({ realm, key }) => (realm ? [] : (key ?? []))))];
      const claimed = new Map(await Promise.all(keys.map(async (key) => [key, await claim(key)] as const)));
      entries.push(...page.entries.filter(({ realm, key = '' }) => (realm ?? claimed.get(key)) === running));
      if (page.before === null || entries.length === limit || reads === MOST_READS) {
        return { entries, before: page.before };
      }
      from = { before: page.before };
    }
  };

  /** Whose the lines of this key are; undefined where nobody can tell now. */
  async function claim(key: string): Promise<string | undefined> {
    try {
      const found = await documents.realmOf(key);
      if (!found) return undefined;
      const name = realmName(found);
      // Where the store takes no writes, the next who reads finds it out again.
      await store.claim?.(key, name).catch(() => {});
      return name;
    } catch (error) {
      if (error instanceof ProxyError) return undefined;
      throw error;
    }
  }
}
