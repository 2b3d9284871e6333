import { type Store, type StoreWarning, UnfitStore } from './store.ts';

/** Where the store is written to see whether it keeps what it is given. */
const KEY = 'self-test';

/** Texts that careless stores read as numbers, or write in a smaller alphabet. */
const CANARY = ['10.00', '2024', 'é€😀', '\u0000'];

type Canary = { v: 1; texts: string[]; writes: number };

/**
 * Sees whether a store can be relied on, before the proxy does; where it `inspects`, answers what is to be known of it.
 * @throws {UnfitStore} for one that drops or alters what it is given, expires or evicts.
 */
export async function selfTest(store: Store, inspects: boolean): Promise<StoreWarning[] | undefined> {
  const written = await store.update<Canary>(KEY, (current) => ({
    value: { v: 1, texts: CANARY, writes: writesOf(current) + 1 },
    due: null,
    log: [],
  }));
  const read = (await store.get(KEY)) as Canary | undefined;
  // Other servers may have written since.
  if (writesOf(read) < writesOf(written)) throw new UnfitStore('it drops what is written');
  if (String(read?.texts) !== String(CANARY)) throw new UnfitStore('it alters what is written');
  return inspects ? ((await store.inspect?.()) ?? []) : undefined;
}

function writesOf(value: unknown): number {
  return Number((value as Partial<Canary> | undefined)?.writes) || 0;
}
