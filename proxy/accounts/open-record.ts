import type { Config } from '../config/index.ts';
import { DEFAULT_ACCOUNT } from '../keys/realm.ts';
import type { Opened, Vault } from '../keys/vault.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../log/index.ts';
import type { Budget } from '../mollie/budget.ts';
import { createMollie, type Mollie } from '../mollie/client.ts';
import { credentialOf } from '../mollie/keyed-clients.ts';
import { type Account, hintOf, mergedBrand } from './account.ts';
import { type AccountRecord, creatingKey, type StoredKey } from './record.ts';
import type { Trouble } from './trouble.ts';

export type Deps = {
  config: Config;
  vault: Vault;
  fetch: typeof globalThis.fetch;
  clock: Clock;
  log: Log;
  /** Measures an account's calls. */
  measured: (mollie: Mollie) => Mollie;
};

/** What one account keeps in this process, however often its record changes. */
export type Kept = { budget: Budget; trouble: Trouble };

/** A stored key that was decrypted; `opened` is missing where no secret fits. */
export type OpenedKey = { key: StoredKey; opened: Opened | undefined };

/** For whoever runs the proxy. */
const KEY_UNREADABLE =
  'A stored API key cannot be decrypted: it was encrypted with a PROXY_SECRET that is no longer configured. Put that secret back behind the new one, or have the merchant connect again.';

/** Returns a function that makes an account of its record, and answers its stored keys as they were decrypted. */
export function createOpenRecord({ config, vault, fetch, clock, log, measured }: Deps) {
  const fromEnvironment = config.mollieKeys.map((apiKey) => ({ apiKey, credential: credentialOf(apiKey) }));

  async function openKeys(account: string, keys: readonly StoredKey[]): Promise<OpenedKey[]> {
    const opened = await Promise.all(
      keys.map(async (key) => ({ key, opened: await vault.open(account, key.sealed) })),
    );
    if (opened.some((one) => !one.opened)) {
      log({ level: 'error', code: 'key_unreadable', account, message: KEY_UNREADABLE });
    }
    return opened;
  }

  return async function openRecord(
    name: string,
    record: AccountRecord | undefined,
    { budget, trouble }: Kept,
  ): Promise<{ account: Account; opened: OpenedKey[] }> {
    const given = name === DEFAULT_ACCOUNT ? fromEnvironment : [];
    const stored = record && creatingKey(record);
    // The environment's key wins, and the stored one is a former key then.
    const mode = given.length > 0 ? config.mode : (stored?.mode ?? null);
    const opened = await openKeys(name, record?.keys ?? []);
    const isGiven = (credential: string) => given.some((one) => one.credential === credential);
    const usable = opened
      .filter(({ key }) => key.mode === mode && !isGiven(key.credential))
      .map(({ key: { credential }, opened }) => ({ credential, apiKey: opened?.text }));
    const keys = [...given, ...usable];
    const account: Account = {
      name,
      realm: mode && { account: name, mode },
      mollie: measured(createMollie({ keys, endpoint: config.mollieEndpoint, fetch, budget, clock })),
      key: given[0]
        ? { source: 'environment', hint: hintOf(given[0].apiKey) }
        : { source: stored ? 'stored' : 'none', hint: stored?.hint ?? null },
      isUnreadable: keys[0] !== undefined && keys[0].apiKey === undefined,
      isPaused: record?.paused ?? false,
      brand: mergedBrand(name, record, config.brand),
      methods: (record?.methods ?? []).filter(({ credential }) => credential === keys[0]?.credential),
      profileName: record?.profile?.name ?? null,
      connection: given[0] || !record ? null : record.connection,
      lastMode: mode ?? record?.lastMode ?? null,
      trouble,
    };
    return { account, opened };
  };
}
