import { z } from 'zod';
import type { Brand } from '../../shared/api.ts';
import type { Delivery } from '../invoice/document.ts';
import { newDelivery } from '../invoice/outbox.ts';
import { accountHash, DEFAULT_ACCOUNT, type Mode } from '../keys/realm.ts';
import type { Sealed } from '../keys/vault.ts';
import { DAY, elapsed, HOUR, MINUTE } from '../lib/clock.ts';
import type { Method } from '../mollie/client.ts';
import type { Language } from '../texts/languages.ts';

/** An API key as it is stored. */
export type StoredKey = {
  /** Names the key without telling it, as attempts and intents do. */
  credential: string;
  mode: Mode;
  /** All that people are shown of it: `test_…4Fd9`. */
  hint: string;
  sealed: Sealed;
  /** Since when another one creates; null for the one that does. */
  formerSince: number | null;
};

/** What the host is told when another key creates; all null where there is none any more. */
export type ConnectionChange = {
  account: string;
  mode: Mode | null;
  /** The profile's name at Mollie. */
  profile: string | null;
  /** `test_…4Fd9` */
  hint: string | null;
};

/** A change that the host has not accepted yet. */
export type QueuedChange = Delivery & { data: ConnectionChange };

/** The methods that Mollie lists for a currency, named in one language. */
export type MethodList = {
  currency: string;
  language: Language;
  /** Names the key that asked. */
  credential: string;
  at: number;
  /** When it was last wanted for a view. */
  wantedAt: number;
  methods: readonly Method[];
};

/** What the store keeps of a merchant's account. */
export type AccountRecord = {
  v: 1;
  account: string;
  /** Grows with every change. */
  version: number;
  /** The first creates, if it is no former one; the others look at what was paid with them. */
  keys: readonly StoredKey[];
  /** Names the last connecting of a key: what Mollie lists has to be searched once for each. */
  connection: string;
  /** The connecting after which that was done; absent where it never was. */
  searched?: string;
  /** The mode of the last key, once all were forgotten. */
  lastMode?: Mode | null;
  paused: boolean;
  brand: Brand;
  /** The profile's name at Mollie, and when it was asked for. */
  profile: { name: string; at: number } | null;
  /** When it was last looked after; absent where it never was. */
  caredAt?: number;
  /** The last one is the newest; absent where nothing was to be paid yet. */
  methods?: readonly MethodList[];
  /** What the host has not accepted yet. */
  outbox: readonly QueuedChange[];
};

export const NO_BRAND: Brand = { name: null, logo: null, color: null };

/** Payments can change for 13 months after they were paid, and be paid for some weeks after they were made. */
const FORMER_KEPT = 430 * DAY;

/** The most that are kept, so that a record stays small. */
const MAX_KEYS = 50;

/** How often a record is read when nobody asks: keys are encrypted anew where PROXY_SECRET was replaced. */
const CARE = DAY;

/** How soon a search of Mollie's lists begins again that failed, or that a process began which was killed. */
const SEARCH_AGAIN = MINUTE;

/** The most that wait for a host that is down. */
const MAX_QUEUED = 50;

/** Lists of methods kept at most: of currencies and languages, so that a record stays small. */
const MAX_LISTS = 12;

/** How long a list is renewed each day although no view wants it. */
const WANTED = 30 * DAY;

/** How old a list of methods or a profile's name may become, so that it is renewed within a day. */
export const HOLDS = DAY - HOUR;

/** The record with a list in place of the one before. */
export function withMethods(record: AccountRecord, list: MethodList): AccountRecord {
  const others = (record.methods ?? []).filter(
    ({ currency, language, credential }) =>
      credential === list.credential && (currency !== list.currency || language !== list.language),
  );
  return { ...record, methods: [...others, list].slice(-MAX_LISTS) };
}

/** The record without lists that are of no use any more. */
export function withoutMethods(record: AccountRecord, useless: readonly MethodList[]): AccountRecord {
  if (useless.length === 0) return record;
  const isUseless = ({ currency, language, at }: MethodList) =>
    useless.some((one) => one.currency === currency && one.language === language && one.at === at);
  return { ...record, methods: (record.methods ?? []).filter((list) => !isUseless(list)) };
}

/** The lists that are renewed though nobody asks. */
export function listsToHold({ methods = [] }: Pick<AccountRecord, 'methods'>, now: number): MethodList[] {
  return methods.filter(({ wantedAt }) => elapsed(wantedAt, now) < WANTED);
}

/** The key of an account's record in the store. */
export function accountKey(account: string): string {
  return account === DEFAULT_ACCOUNT ? 'account' : `account-${accountHash(account)}`;
}

/** Whether a key of the store is that of an account, not of an invoice. */
export function isAccountKey(key: string): boolean {
  return key === 'account' || key.startsWith('account-');
}

const sealed = z.object({ nonce: z.string(), box: z.string() });
const key = z.object({ credential: z.string(), mode: z.enum(['test', 'live']), sealed });
const record = z.object({ v: z.literal(1), account: z.string(), keys: z.array(key) });

/** A stored value as the record that it is; undefined where there is none. */
export function asAccountRecord(value: unknown): AccountRecord | undefined {
  return record.safeParse(value).success ? (value as AccountRecord) : undefined;
}

export function newRecord(account: string): AccountRecord {
  return {
    v: 1,
    account,
    version: 0,
    keys: [],
    connection: '',
    paused: false,
    brand: NO_BRAND,
    profile: null,
    outbox: [],
  };
}

/** The key that creates. */
export function creatingKey({ keys: [first] }: Pick<AccountRecord, 'keys'>): StoredKey | undefined {
  return first?.formerSince === null ? first : undefined;
}

/** The record once `key` creates; the one that did looks on at its payments. */
export function withKey(
  record: AccountRecord,
  key: StoredKey,
  connection: string,
  now: number,
): AccountRecord {
  const former = formerKeys(record, now).filter(({ credential }) => credential !== key.credential);
  return { ...record, keys: [key, ...former].slice(0, MAX_KEYS), connection };
}

function formerKeys({ keys }: AccountRecord, now: number): StoredKey[] {
  return keys
    .map((key) => ({ ...key, formerSince: key.formerSince ?? now }))
    .filter(({ formerSince }) => elapsed(formerSince, now) < FORMER_KEPT);
}

/** The record with news for the host. */
export function withChange(record: AccountRecord, data: ConnectionChange, now: number): AccountRecord {
  return { ...record, outbox: [...record.outbox, { ...newDelivery(now, now), data }].slice(-MAX_QUEUED) };
}

/**
 * When a record is due for work: at Mollie not before `notBefore`, which does not keep the host from hearing. What is
 * written in between, as lists of methods all day, does not put it off.
 */
export function nextCare(record: AccountRecord, now: number, notBefore = 0): number {
  const { outbox, connection, searched, caredAt = 0 } = record;
  const isSearched = connection === '' || connection === searched;
  const times = [Math.min(caredAt, now) + CARE, ...listsToHold(record, now).map(({ at }) => at + HOLDS)];
  const soonest = times.map((at) => Math.max(at, now + MINUTE));
  const search = isSearched ? [] : [now + SEARCH_AGAIN];
  const atMollie = Math.max(notBefore, Math.min(...soonest, ...search));
  return Math.min(atMollie, ...outbox.map(({ nextAt }) => nextAt));
}
