import type { Account } from '../accounts/account.ts';
import type { Documents } from '../documents/index.ts';
import { ProxyError } from '../errors.ts';
import { DEFAULT_ACCOUNT, realmName } from '../keys/realm.ts';
import type { Store, StoredLogPage } from '../store/store.ts';

export type LogRange = { limit: number; before?: string };

type Deps = { store: Store; documents: Documents };

/** Pages read for one answer at most: where lines of other realms are left out, it may be shorter than asked for. */
const MOST_READS = 5;

/**
 * The log of an account in the mode of its key, else of its last key. Lines of the first release name no realm, their
 * invoice does: each line is given its realm when it is first read, and found by the store's index from then on.
 */
export function createLog({ store, documents }: Deps) {
  return async function log(
    { name, lastMode }: Account,
    { limit, before }: LogRange,
  ): Promise<StoredLogPage | null> {
    if (!lastMode) return { entries: [], before: null };
    const running = realmName({ account: name, mode: lastMode });
    // The first release knew no other account.
    const asked = { realm: running, withUnclaimed: name === DEFAULT_ACCOUNT };
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

  /** The realm of this key's lines; undefined where it cannot be known now. */
  async function claim(key: string): Promise<string | undefined> {
    try {
      const found = await documents.realmOf(key);
      if (!found) return undefined;
      const name = realmName(found);
      // Where the store takes no writes, the next request finds it out again.
      await store.claim?.(key, name).catch(() => {});
      return name;
    } catch (error) {
      if (error instanceof ProxyError) return undefined;
      throw error;
    }
  }
}
