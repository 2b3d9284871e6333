import { DEFAULT_ACCOUNT, type Realm, realmRecord } from '../keys/realm.ts';
import { type Clock, elapsed, MINUTE } from '../lib/clock.ts';
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
};

/** The key of the first release, which had one record for both modes. */
const FIRST_RELEASE = 'connection';

/** How often the time of a webhook is written; a busy proxy need not write each. */
const WEBHOOK_PRECISION = MINUTE;

type Deps = { realm: Realm; store: Store; clock: Clock };

/** Keeps what is known about a realm's connection. Where writing fails, nothing else does. */
export function createConnectionRecord({ realm, store, clock }: Deps) {
  const key = realmRecord('connection', realm);
  /** The currencies that this process has seen, and those of them that are not written yet. */
  const seen = new Set<string>();
  const unwritten = new Set<string>();
  let webhookNotedAt = 0;

  async function write(changes: Partial<StoredConnection>): Promise<StoredConnection> {
    const noted = [...unwritten];
    const stored = await store.update<StoredConnection>(await key, (value) => {
      const known = {
        v: 1 as const,
        lastWebhookAt: null,
        checkedAt: 0,
        currencies: [],
        ...(value as Partial<StoredConnection> | undefined),
      };
      const currencies = [...new Set([...known.currencies, ...noted])];
      return { value: { ...known, ...changes, currencies }, due: null, log: [] };
    });
    for (const currency of noted) unwritten.delete(currency);
    return stored!;
  }

  return {
    /** Writes that it was checked, and answers what is known. */
    async check(): Promise<StoredConnection> {
      const stored = await write({ checkedAt: clock() });
      if (stored.lastWebhookAt !== null || realm.account !== DEFAULT_ACCOUNT) return stored;
      const first = (await store.get(FIRST_RELEASE)) as Partial<StoredConnection> | undefined;
      return { ...stored, lastWebhookAt: first?.lastWebhookAt ?? null };
    },

    /** A webhook has come. */
    async noteWebhook(): Promise<void> {
      const now = clock();
      if (elapsed(webhookNotedAt, now) < WEBHOOK_PRECISION) return;
      webhookNotedAt = now;
      await write({ lastWebhookAt: now }).catch(() => {
        webhookNotedAt = 0;
      });
    },

    /** A payment is to be made in this currency. The next write includes it. */
    noteCurrency(currency: string): void {
      if (seen.has(currency) || !isMollieCurrency(currency)) return;
      seen.add(currency);
      unwritten.add(currency);
    },

    /** Writes what is not written yet. */
    async flush(): Promise<void> {
      if (unwritten.size > 0) await write({}).catch(() => {});
    },
  };
}

export type ConnectionRecord = ReturnType<typeof createConnectionRecord>;
