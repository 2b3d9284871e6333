import { DEFAULT_ACCOUNT, type Realm, realmRecord } from '../keys/realm.ts';
import { type Clock, elapsed, MINUTE } from '../lib/clock.ts';
import { isMollieCurrency } from '../lib/money.ts';
import type { Store } from '../store/store.ts';

/** What the store keeps of a realm's connection. */
type Kept = {
  v: 1;
  lastWebhookAt: number | null;
  /** Written to see whether the store can be. */
  checkedAt: number;
  /** In which payments were to be made. */
  currencies: readonly string[];
};

/** That of the first release, which had one for both modes. */
const FIRST_RELEASE = 'connection';

/** A busy proxy need not write the time of every webhook. */
const WEBHOOK_PRECISION = MINUTE;

type Deps = { realm: Realm; store: Store; clock: Clock };

/** Keeps what is known of a realm's connection; nothing depends on what is noted being written. */
export function createConnectionRecord({ realm, store, clock }: Deps) {
  const key = realmRecord('connection', realm);
  /** The currencies that this process has met, and those that are not written yet. */
  const met = new Set<string>();
  const unwritten = new Set<string>();
  let webhookNotedAt = 0;

  async function keep(news: Partial<Kept>): Promise<Kept> {
    const noted = [...unwritten];
    const kept = await store.update<Kept>(await key, (value) => {
      const known = {
        ...{ v: 1 as const, lastWebhookAt: null, checkedAt: 0, currencies: [] },
        ...(value as Partial<Kept> | undefined),
      };
      const currencies = [...new Set([...known.currencies, ...noted])];
      return { value: { ...known, ...news, currencies }, due: null, log: [] };
    });
    for (const currency of noted) unwritten.delete(currency);
    return kept!;
  }

  return {
    /** Answers what is known, once it is written that it was looked at. */
    async check(): Promise<Kept> {
      const kept = await keep({ checkedAt: clock() });
      if (kept.lastWebhookAt !== null || realm.account !== DEFAULT_ACCOUNT) return kept;
      const first = (await store.get(FIRST_RELEASE)) as Partial<Kept> | undefined;
      return { ...kept, lastWebhookAt: first?.lastWebhookAt ?? null };
    },

    /** A webhook has come. */
    async noteWebhook(): Promise<void> {
      const now = clock();
      if (elapsed(webhookNotedAt, now) < WEBHOOK_PRECISION) return;
      webhookNotedAt = now;
      await keep({ lastWebhookAt: now }).catch(() => {
        webhookNotedAt = 0;
      });
    },

    /** A payment is to be made in this currency: written with what is written next. */
    noteCurrency(currency: string): void {
      if (met.has(currency) || !isMollieCurrency(currency)) return;
      met.add(currency);
      unwritten.add(currency);
    },

    /** Writes what is not written yet. */
    async flush(): Promise<void> {
      if (unwritten.size > 0) await keep({}).catch(() => {});
    },
  };
}

export type ConnectionRecord = ReturnType<typeof createConnectionRecord>;
