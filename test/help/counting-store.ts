/** How often a store was asked, by kind of operation. */
import type { Store } from '../../proxy/store/store.ts';
export type Counts = { get: number; update: number; due: number; recent: number; claim: number };

const NONE: Counts = { get: 0, update: 0, due: 0, recent: 0, claim: 0 };

/** A store that counts what it is asked, and passes it on to another. */
export function createCountingStore(store: Store): Store & { counted(): Counts } {
  let counts = { ...NONE };
  return {
    kind: store.kind,
    get(key) {
      counts.get++;
      return store.get(key);
    },
    update(key, change) {
      counts.update++;
      return store.update(key, change);
    },
    due(...asked) {
      counts.due++;
      return store.due(...asked);
    },
    recent(query) {
      counts.recent++;
      return store.recent(query);
    },
    async claim(key, realm) {
      counts.claim++;
      await store.claim?.(key, realm);
    },
    close: () => store.close(),
    /** What was counted since this was last asked. */
    counted() {
      const counted = counts;
      counts = { ...NONE };
      return counted;
    },
  };
}
