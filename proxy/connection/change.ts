import type { Brand } from '../../shared/api.ts';
import { hintOf } from '../accounts/account.ts';
import type { Accounts, ChangedAccount } from '../accounts/index.ts';
import {
  type AccountRecord,
  type ConnectionChange,
  creatingKey,
  NO_BRAND,
  newRecord,
  type StoredKey,
  withChange,
  withKey,
} from '../accounts/record.ts';
import type { LogDetails } from '../codes/log-events.ts';
import type { Config } from '../config/index.ts';
import { ProxyError } from '../errors.ts';
import type { PaymentMetadata } from '../invoice/payment-metadata.ts';
import { createId } from '../keys/random.ts';
import { DEFAULT_ACCOUNT, type Mode, modeOf, realmName } from '../keys/realm.ts';
import type { Vault } from '../keys/vault.ts';
import { isFitForLive, isLoopback } from '../lib/addresses.ts';
import { type Clock, toIso } from '../lib/clock.ts';
import { currentReference } from '../log/reference.ts';
import type { Mollie, Profile } from '../mollie/client.ts';
import { MollieError, type MollieFailure } from '../mollie/errors.ts';
import { credentialOf } from '../mollie/keyed-clients.ts';
import { toLookError } from '../mollie/to-proxy-error.ts';
import { listPages } from '../resync/list.ts';
import type { LogEntry } from '../store/store.ts';

/** What is left out stays, null removes. */
type BrandWish = { [Part in keyof Brand]?: Brand[Part] | undefined };

/** What an administrator wants of an account's connection; what is left out stays as it is. */
export type ConnectionWish = {
  apiKey?: string | undefined;
  /** Takes a key with which payments of another account were made, too. */
  shared?: boolean | undefined;
  paused?: boolean | undefined;
  brand?: BrandWish | null | undefined;
};

/** Why a key is not taken: `mollie` with what Mollie says, or what is missing here. */
export type KeyRefusal = 'mollie' | 'live_needs_https' | 'live_beside_simulator';

type Deps = {
  config: Config;
  accounts: Accounts;
  vault: Vault;
  paymentMetadata: PaymentMetadata;
  clock: Clock;
  /** Whether the host is told. */
  notifies: boolean;
};

/** How far back another account's payments are looked for while somebody waits: 750. */
const MAX_PAGES = 3;

/** Mollie has not answered; all else says that the key is no good. */
const PASSING: ReadonlySet<MollieFailure> = new Set(['unavailable', 'rate_limited', 'in_flight'] as const);

/** Connects, sets and disconnects accounts. */
export function createConnectionChanges(deps: Deps) {
  const { accounts, vault, clock } = deps;

  async function newKey(account: string, apiKey: string): Promise<StoredKey> {
    const credential = credentialOf(apiKey);
    const sealed = await vault.seal(account, apiKey);
    return { credential, mode: modeOf(apiKey), hint: hintOf(apiKey), sealed, formerSince: null };
  }

  return {
    /**
     * @throws {ProxyError} `key_in_environment`, `key_refused`, `key_of_other_account`, `mollie_unavailable`,
     *   `store_unavailable`; nothing is stored then.
     */
    async change(account: string, wish: ConnectionWish): Promise<void> {
      const { apiKey, shared = false } = wish;
      let connecting: Connecting | undefined;
      if (apiKey !== undefined) {
        assertOwnKey(deps, account);
        const profile = await checkKey(deps, account, apiKey, shared);
        connecting = { key: await newKey(account, apiKey), profile };
      }
      const { lastMode } = await accounts.of(account);
      await accounts.change(account, (known) => {
        const before = known ?? newRecord(account);
        const { record, log } = withSettings(before, wish, connecting?.key.mode ?? lastMode, clock());
        const changed = connecting && withConnection(deps, record, connecting);
        return { ...(changed ?? { record }), log: [...(changed?.log ?? []), ...log] };
      });
    },

    /**
     * Forgets the keys of an account.
     * @throws {ProxyError} `not_found` where there never was one, `key_in_environment`
     */
    async disconnect(account: string): Promise<void> {
      assertOwnKey(deps, account);
      let wasThere = false;
      await accounts.change(account, (record) => {
        wasThere = record !== undefined;
        return record && withoutKeys(deps, record);
      });
      if (!wasThere) throw new ProxyError('not_found');
    },
  };
}

/** The environment's key is the default account's, whatever an administrator wants. */
function assertOwnKey({ config }: Deps, account: string): void {
  if (account === DEFAULT_ACCOUNT && config.mollieKeys.length > 0) throw new ProxyError('key_in_environment');
}

type Connecting = { key: StoredKey; profile: Profile };

/** The record with another key that creates. Where it does already, it is no news; it may have been unreadable. */
function withConnection(
  deps: Deps,
  record: AccountRecord,
  { key, profile: { name } }: Connecting,
): ChangedAccount {
  const { account } = record;
  const { mode, hint } = key;
  const now = deps.clock();
  const former = creatingKey(record);
  if (former?.credential === key.credential) {
    return { record: { ...record, keys: [key, ...record.keys.slice(1)] } };
  }
  const named = { ...withKey(record, key, createId('con_'), now), profile: { name, at: now } };
  const line = (mode: Mode) => entry(account, mode, 'connection.connected', { hint, profile: name }, now);
  return {
    record: told(deps, named, { account, mode, profile: name, hint }),
    // The log of the other mode tells why nothing more happens there.
    log: [line(mode), ...(former && former.mode !== mode ? [line(former.mode)] : [])],
    isDueNow: true,
  };
}

function withoutKeys(deps: Deps, record: AccountRecord): ChangedAccount | undefined {
  const [first] = record.keys;
  if (!first) return undefined;
  const { account } = record;
  const { mode, hint } = first;
  const emptied = { ...record, keys: [], connection: '', lastMode: mode };
  return {
    record: told(deps, emptied, { account, mode: null, profile: null, hint: null }),
    log: [entry(account, mode, 'connection.disconnected', { hint }, deps.clock())],
    isDueNow: true,
  };
}

function told({ notifies, clock }: Deps, record: AccountRecord, change: ConnectionChange): AccountRecord {
  return notifies ? withChange(record, change, clock()) : record;
}

/** The record as it is set, and lines for the log of `mode`; an account that never had a key has no log. */
function withSettings(
  before: AccountRecord,
  { paused = before.paused, brand: wish }: ConnectionWish,
  mode: Mode | null,
  now: number,
): { record: AccountRecord; log: LogEntry[] } {
  const brand = brandAfter(before.brand, wish);
  const events = [
    ...(paused === before.paused
      ? []
      : [paused ? ('connection.paused' as const) : ('connection.resumed' as const)]),
    ...(JSON.stringify(brand) === JSON.stringify(before.brand) ? [] : ['connection.branded' as const]),
  ];
  const log = mode ? events.map((event) => entry(before.account, mode, event, {}, now)) : [];
  return { record: { ...before, paused, brand }, log };
}

export type ConnectionChanges = ReturnType<typeof createConnectionChanges>;

/**
 * Asks Mollie about a key before it is kept, and looks through the newest payments of its profile.
 * @throws {ProxyError} as `change`
 */
async function checkKey(deps: Deps, account: string, apiKey: string, isShared: boolean): Promise<Profile> {
  const { config, accounts } = deps;
  if (modeOf(apiKey) === 'live') {
    if (isLoopback(new URL(config.mollieEndpoint).hostname)) throw refused('live_beside_simulator');
    if (!isFitForLive(config.publicUrl)) throw refused('live_needs_https');
  }
  const mollie = await accounts.tryKey(account, apiKey);
  try {
    const profile = await mollie.profile();
    const other = isShared ? undefined : await otherAccount(deps, account, mollie);
    if (other === undefined) return profile;
    const cause = new Error(`payments of this profile belong to the account ${other}`);
    throw new ProxyError('key_of_other_account', { cause });
  } catch (error) {
    if (!(error instanceof MollieError)) throw error;
    if (PASSING.has(error.failure)) throw toLookError(error);
    throw refused('mollie', error);
  }
}

function refused(reason: KeyRefusal, cause?: MollieError): ProxyError {
  return new ProxyError('key_refused', { cause, params: { reason, detail: cause?.message ?? '' } });
}

/** Another account for which this proxy has made one of the newest payments of a profile. */
async function otherAccount(
  { paymentMetadata }: Deps,
  account: string,
  mollie: Mollie,
): Promise<string | undefined> {
  for await (const { payments } of listPages(mollie, 'payment', MAX_PAGES)) {
    for (const payment of payments) {
      const metadata = paymentMetadata.attemptOf(payment);
      if (metadata && metadata.realm.account !== account) return metadata.realm.account;
    }
  }
  return undefined;
}

function brandAfter(before: Brand, wish: BrandWish | null | undefined): Brand {
  if (wish === null) return NO_BRAND;
  const { name = before.name, logo = before.logo, color = before.color } = wish ?? {};
  return { name, logo, color };
}

type Event = Extract<keyof LogDetails, `connection.${string}`>;

/** A line of the account's log, which is about no invoice. */
function entry<E extends Event>(
  account: string,
  mode: Mode,
  event: E,
  details: LogDetails[E],
  now: number,
): LogEntry {
  const realm = realmName({ account, mode });
  return { at: toIso(now), event, reference: currentReference(), number: '', realm, details };
}
