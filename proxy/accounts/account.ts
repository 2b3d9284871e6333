import type { Brand, KeyView } from '../../shared/api.ts';
import { DEFAULT_ACCOUNT, type Mode, type Realm } from '../keys/realm.ts';
import type { Mollie } from '../mollie/client.ts';
import { type AccountRecord, type MethodList, NO_BRAND } from './record.ts';
import type { Trouble } from './trouble.ts';

/** A merchant's account as it is now: what it calls Mollie with, and how it is set. */
export type Account = {
  name: string;
  /** Account and mode of the key that creates; null without a key: nothing is asked of Mollie then. */
  realm: Realm | null;
  /** With the keys of this mode. */
  mollie: Mollie;
  key: KeyView;
  /** The key that creates cannot be decrypted. */
  isUnreadable: boolean;
  isPaused: boolean;
  /** As it is set. */
  brand: Brand;
  /** The methods that Mollie lists for the key that creates. */
  methods: readonly MethodList[];
  /** The profile's name at Mollie, where it is known. */
  profileName: string | null;
  /** Names the connecting of the stored key that creates; null where the environment gives it. */
  connection: string | null;
  /** The mode of the key that creates, else of the one that last did. */
  lastMode: Mode | null;
  /** How its calls in the background go. */
  trouble: Trouble;
};

/** What the account's pages look like: without a name of its own, with the profile's. */
export function brandOf(account: Account): Brand {
  return { ...account.brand, name: nameOf(account) };
}

/** Who is paid, as customers read it. */
export function nameOf({ brand, profileName }: Account): string | null {
  return brand.name ?? profileName;
}

/** What is set in the store, and what the environment says of the default account where nothing is. */
export function mergedBrand(account: string, record: AccountRecord | undefined, environment: Brand): Brand {
  const stored = record?.brand ?? NO_BRAND;
  if (account !== DEFAULT_ACCOUNT) return stored;
  return {
    name: stored.name ?? environment.name,
    logo: stored.logo ?? environment.logo,
    color: stored.color ?? environment.color,
  };
}

/** `test_…4Fd9` */
export function hintOf(apiKey: string): string {
  return `${apiKey.slice(0, 5)}…${apiKey.slice(-4)}`;
}
