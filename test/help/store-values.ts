import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogEntry, Store } from '../../proxy/store/store.ts';

let written = 0;

/** Keys of one's own, in the form of slugs; the first character decides where a store puts them. */
export function keyFor(first = 'a'): string {
  written += 1;
  return `${first}${String(written).padStart(31, 'x')}`;
}

export function entry(event: string): LogEntry {
  const reference = event.slice(0, 9);
  return { at: '2026-11-21T09:00:00+00:00', event, reference, number: '2026-0042', details: { of: event } };
}

export const put = (
  store: Store,
  key: string,
  value: unknown,
  due: number | null = null,
  events: string[] = [],
) => store.update(key, () => ({ value, due, log: events.map(entry) }));

/** All pages of the log, newest first. */
export async function pages(store: Store, limit: number, key?: string): Promise<string[][]> {
  const found: string[][] = [];
  let before: string | null | undefined;
  while (before !== null) {
    const options = {
      limit,
      ...(key === undefined ? {} : { key }),
      ...(before === undefined ? {} : { before }),
    };
    const page = await store.recent(options);
    assert.ok(page);
    found.push(page.entries.map(({ event }) => event));
    before = page.before;
  }
  return found;
}

/** Checks a promise of every store on one that is open for as long as that takes. */
export type Check = (promise: string, run: (store: Store) => Promise<void>) => void;

export function createCheck(name: string, open: () => Store): Check {
  return (promise, run) => {
    test(`${name}: ${promise}`, async () => {
      const store = open();
      try {
        await run(store);
      } finally {
        await store.close();
      }
    });
  };
}
