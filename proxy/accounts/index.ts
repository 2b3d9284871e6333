import { LRUCache } from 'lru-cache';
import type { Realm } from '../keys/realm.ts';
import type { Sealed } from '../keys/vault.ts';
import { type Clock, elapsed, SECOND } from '../lib/clock.ts';
import { goesOn, perScope } from '../lib/scope.ts';
import { createBudgets } from '../mollie/budget.ts';
import { createMollie, type Mollie } from '../mollie/client.ts';
import { credentialOf } from '../mollie/keyed-clients.ts';
import { type LogEntry, type Store, StoreError } from '../store/store.ts';
import type { Account } from './account.ts';
import { createOpenRecord, type Kept, type Deps as OpenDeps, type OpenedKey } from './open-record.ts';
import { type AccountRecord, accountKey, asAccountRecord, nextCare } from './record.ts';
import { createTroubles } from './trouble.ts';

/** A changed record, with the lines of the log that tell of it, and when there is work for it: at once, or later. */
export type ChangedAccount = {
  record: AccountRecord;
  log?: readonly LogEntry[];
  isDueNow?: boolean;
  /** No work on it at Mollie before. */
  notBefore?: number;
};

/** The merchants' accounts. Each is read from the store when somebody asks for it; none is listed anywhere. */
export type Accounts = {
  /**
   * The account as it is now, or was a few seconds ago. One that nobody has made has no key.
   * @param credential names a key that something was made with: where it is not known yet, the account is read anew
   * @throws {ProxyError} `store_unavailable`
   */
  of(name: string, credential?: string): Promise<Account>;
  /** The account as it was when somebody last asked for it; undefined where that is long ago. */
  known(name: string): Account | undefined;
  /** Changes its record, and answers the account as it then is; `change` answers undefined to leave it. */
  change(
    name: string,
    change: (record: AccountRecord | undefined) => ChangedAccount | undefined,
  ): Promise<Account>;
  /** The account as the environment alone has it, for when the store does not answer. */
  ofEnvironment(name: string): Promise<Account>;
  /** An account's calls with a key that is not its own yet. */
  tryKey(name: string, apiKey: string): Promise<Mollie>;
};

type Deps = OpenDeps & { store: Store };

/** How long an account is taken for what it was: other processes follow a change by then. */
const FRESH = 5 * SECOND;

/** Accounts kept in memory; the rest is read again. */
const MOST_ACCOUNTS = 1000;

type Loaded = {
  account: Account;
  /** The record as it was read. */
  text: string;
  version: number;
  at: number;
  /** The same by a clock that nobody sets. */
  readAt: number;
};

export function createAccounts(deps: Deps): Accounts {
  const { config, store, clock, fetch, measured } = deps;
  const newBudget = createBudgets(clock);
  const troubleOf = createTroubles(clock, deps.log);
  const openRecord = createOpenRecord(deps);
  const kept = new LRUCache<string, Kept & { loaded?: Loaded }>({ max: MOST_ACCOUNTS });
  const loading = perScope(() => new Map<string, Promise<Account>>());

  function keptOf(name: string) {
    const known = kept.get(name) ?? { budget: newBudget(), trouble: troubleOf(name) };
    kept.set(name, known);
    return known;
  }

  /**
   * The account of a record; the same as before where the record is. `before` is what was known when its reading began:
   * where a change has overtaken it, that counts.
   */
  async function take(
    name: string,
    record: AccountRecord | undefined,
    before: Loaded | undefined,
  ): Promise<Account> {
    const text = JSON.stringify(record) ?? '';
    const version = record?.version ?? 0;
    const mine = keptOf(name);
    const isSame = mine.loaded?.text === text;
    const { account, opened } = isSame
      ? { ...mine.loaded!, opened: [] }
      : await openRecord(name, record, mine);
    const { loaded } = mine;
    if (loaded && loaded !== before && loaded.version > version) return loaded.account;
    // What another key has met says nothing of this one.
    if (loaded && loaded.account.mollie.credential !== account.mollie.credential) account.trouble.succeeded();
    mine.loaded = { account, text, version, at: clock(), readAt: clock.monotonic() };
    const outdated = opened.filter((one) => one.opened?.isOutdated);
    // What fails is tried again at the next reading.
    const forget = () => void delete mine.loaded;
    if (outdated.length > 0) goesOn(encryptAnew(deps, accounts, name, outdated).catch(forget));
    return account;
  }

  const accounts: Accounts = {
    async of(name, credential) {
      const mine = kept.get(name)?.loaded;
      const read = async () => recordOf(name, await store.get(accountKey(name)));
      const load = async () => take(name, await read(), mine);
      const isNews = credential !== undefined && !mine?.account.mollie.credentials.includes(credential);
      if (isNews) return load();
      if (mine && isFresh(mine, clock)) return mine.account;
      const underWay = loading();
      const known = underWay.get(name);
      if (known) return known;
      const loaded = load().finally(() => underWay.delete(name));
      underWay.set(name, loaded);
      return loaded;
    },
    known: (name) => kept.get(name)?.loaded?.account,
    async change(name, change) {
      const before = kept.get(name)?.loaded;
      return take(name, await changeRecord(deps, name, change), before);
    },
    ofEnvironment: async (name) => (await openRecord(name, undefined, keptOf(name))).account,
    async tryKey(name, apiKey) {
      const keys = [{ apiKey, credential: credentialOf(apiKey) }];
      const { budget } = keptOf(name);
      return measured(createMollie({ keys, endpoint: config.mollieEndpoint, fetch, budget, clock }));
    },
  };
  return accounts;
}

/** Changes a record in the store, and answers it as it then is. */
async function changeRecord(
  { store, clock }: Deps,
  name: string,
  change: Parameters<Accounts['change']>[1],
): Promise<AccountRecord | undefined> {
  const value = await store.update<AccountRecord>(accountKey(name), (current) => {
    const known = recordOf(name, current);
    const changed = change(known);
    if (!changed) return undefined;
    const { log = [], isDueNow = false, notBefore = 0 } = changed;
    const record = { ...changed.record, version: (known?.version ?? 0) + 1 };
    return { value: record, due: isDueNow ? clock() : nextCare(record, clock(), notBefore), log };
  });
  return recordOf(name, value);
}

function isFresh({ at, readAt }: Loaded, clock: Clock): boolean {
  return elapsed(at, clock()) < FRESH && clock.monotonic() - readAt < FRESH;
}

/** Encrypts keys of an older PROXY_SECRET with the newest. */
async function encryptAnew(
  { vault }: Deps,
  accounts: Accounts,
  name: string,
  outdated: readonly OpenedKey[],
): Promise<void> {
  const sealed = new Map<string, Sealed>();
  for (const { key, opened } of outdated) sealed.set(key.sealed.box, await vault.seal(name, opened!.text));
  await accounts.change(name, (record) => {
    if (!record) return undefined;
    const keys = record.keys.map((key) => ({ ...key, sealed: sealed.get(key.sealed.box) ?? key.sealed }));
    return { record: { ...record, keys } };
  });
}

/** @throws {StoreError} where something else is stored there: no key is guessed from it. */
function recordOf(name: string, value: unknown): AccountRecord | undefined {
  if (value === undefined) return undefined;
  const record = asAccountRecord(value);
  if (record?.account !== name) throw new StoreError('not the record of this account');
  return record;
}

/** Whether what belongs to a realm is to be followed: its account has a key of its mode. */
export function isRunning({ realm }: Account, { account, mode }: Realm): boolean {
  return realm?.account === account && realm.mode === mode;
}
