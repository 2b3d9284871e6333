import { LRUCache } from 'lru-cache';
import { DEFAULT_ACCOUNT, type Realm, realmName, realmRecord } from '../keys/realm.ts';
import { elapsed, MINUTE, type WallClock } from '../lib/clock.ts';
import { isMollieCurrency } from '../lib/money.ts';
import type { Store } from '../store/store.ts';

/** What the store holds about a realm's connection. */
export type StoredConnection = {
  v: 1;
  lastWebhookAt: number | null;
  /** Written to see whether the store takes writes. */
  checkedAt: number;
  /** The currencies in which payments were to be made. */
  currencies: readonly string[];
  /** Tokens have said who is billed, for methods that need it. Absent until then. */
  bills?: boolean;
};

/** The key of the first release, which had one record for both modes. */
const FIRST_RELEASE = 'connection';

/** How often the time of a webhook is written; a busy proxy need not write each. */
const WEBHOOK_PRECISION = MINUTE;

type Deps = { store: Store; clock: WallClock };

/** Realms and currencies remembered at most. */
const MOST = 10_000;

/** Keeps what is known about the connections of realms. Where writing fails, nothing else does. */
export function createConnectionRecord({ store, clock }: Deps) {
  /** Currencies that this process has seen. */
  const seen = new LRUCache<string, true>({ max: MOST });
  /** Those of them that are not written yet, by the name of their realm. */
  const unwritten = new Map<string, { realm: Realm; currencies: Set<string>; bills: boolean }>();
  const webhookNotedAt = new LRUCache<string, number>({ max: MOST });

  async function write(realm: Realm, changes: Partial<StoredConnection>): Promise<StoredConnection> {
    const name = realmName(realm);
    const { currencies: noted = [], bills } = { ...unwritten.get(name) };
    const written = [...noted];
    const stored = await store.update<StoredConnection>(realmRecord('connection', realm), (value) => {
      const known = { ...UNKNOWN, ...(value as Partial<StoredConnection> | undefined) };
      const currencies = [...new Set([...known.currencies, ...written])];
      const next = { ...known, ...changes, currencies, ...(bills && { bills }) };
      return { value: next, due: null, log: [] };
    });
    const left = unwritten.get(name);
    for (const currency of written) left?.currencies.delete(currency);
    if (left?.currencies.size === 0 && left.bills === bills) unwritten.delete(name);
    return stored!;
  }

  return {
    /** Writes that it was checked, and answers what is known. */
    async check(realm: Realm): Promise<StoredConnection> {
      const stored = await write(realm, { checkedAt: clock() });
      if (stored.lastWebhookAt !== null || realm.account !== DEFAULT_ACCOUNT) return stored;
      const first = (await store.get(FIRST_RELEASE)) as Partial<StoredConnection> | undefined;
      return { ...stored, lastWebhookAt: first?.lastWebhookAt ?? null };
    },

    /** A webhook has come. */
    async noteWebhook(realm: Realm): Promise<void> {
      const now = clock();
      const name = realmName(realm);
      if (elapsed(webhookNotedAt.get(name) ?? 0, now) < WEBHOOK_PRECISION) return;
      webhookNotedAt.set(name, now);
      await write(realm, { lastWebhookAt: now }).catch(() => {
        webhookNotedAt.delete(name);
      });
    },

    /** A payment is to be made in this currency; `bills` where the token says who is billed. The next write includes it. */
    noteCurrency(realm: Realm, currency: string, bills = false): void {
      const name = realmName(realm);
      const id = `${name} ${currency}${bills ? ' billed' : ''}`;
      if (seen.has(id) || !isMollieCurrency(currency)) return;
      seen.set(id, true);
      const known = unwritten.get(name);
      const currencies = (known?.currencies ?? new Set()).add(currency);
      unwritten.set(name, { realm, currencies, bills: bills || (known?.bills ?? false) });
    },

    /** Writes what is not written yet. */
    async flush(): Promise<void> {
      for (const { realm } of [...unwritten.values()]) await write(realm, {}).catch(() => {});
    },
  };
}

const UNKNOWN: StoredConnection = { v: 1, lastWebhookAt: null, checkedAt: 0, currencies: [] };

export type ConnectionRecord = ReturnType<typeof createConnectionRecord>;
