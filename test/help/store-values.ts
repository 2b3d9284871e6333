import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogEntry, LogQuery, Store } from '../../proxy/store/store.ts';

let written = 0;

/** Keys of one's own, in the form of slugs; the first character decides where a store puts them. */
export function keyFor(first = 'a'): string {
  written += 1;
  return `${first}${String(written).padStart(31, 'x')}`;
}

/** A realm of one's own. */
export function newRealm(): string {
  written += 1;
  return `account-${written}/test`;
}

export function entry(event: string, realm?: string): LogEntry {
  const reference = event.slice(0, 9);
  const line = {
    at: '2026-11-21T09:00:00+00:00',
    event,
    reference,
    number: '2026-0042',
    details: { of: event },
  };
  return realm === undefined ? line : { ...line, realm };
}

export const put = (
  store: Store,
  key: string,
  value: unknown,
  due: number | null = null,
  events: string[] = [],
  realm?: string,
) => store.update(key, () => ({ value, due, log: events.map((event) => entry(event, realm)) }));

type Whose = { key: string } | { realm: string; withUnclaimed?: boolean };

/** All pages of a log, newest first. */
export async function pages(store: Store, limit: number, whose: Whose): Promise<string[][]> {
  const found: string[][] = [];
  let before: string | null | undefined;
  while (before !== null) {
    const query: LogQuery = { ...whose, limit, ...(before === undefined ? {} : { before }) };
    const page = await store.recent(query);
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

/** How many writers change one document at the same time. */
export const WRITERS = 40;

type Counter = { v: 1; count: number };

export function increment(store: Store, key: string): Promise<Counter | undefined> {
  return store.update<Counter>(key, (current) => {
    const count = ((current as Counter | undefined)?.count ?? 0) + 1;
    return { value: { v: 1, count }, due: null, log: [entry(`${key.slice(-6)}-${count}`)] };
  });
}
