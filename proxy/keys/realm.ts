import { createHash } from 'node:crypto';
import { base32 } from './base32.ts';

export const MODES = ['test', 'live'] as const;

export type Mode = (typeof MODES)[number];

/** The mode of an API key of Mollie's. */
export function modeOf(apiKey: string): Mode {
  return apiKey.startsWith('live_') ? 'live' : 'test';
}

/** The account of tokens that name none, and the only one of the first release. */
export const DEFAULT_ACCOUNT = 'default';

export const ACCOUNT = /^[a-z0-9._-]{1,64}$/;

/** Whether a claim is the name of an account. */
export function isAccount(name: unknown): name is string {
  return typeof name === 'string' && ACCOUNT.test(name);
}

/** One Mollie account in one mode: part of every key, so that nothing is ever counted across. */
export type Realm = { account: string; mode: Mode };

/** 160 bits. */
const ACCOUNT_BYTES = 20;

/** The realm as one word, for lines of the log. */
export function realmName({ account, mode }: Realm): string {
  return `${account}/${mode}`;
}

/** The key of what the store keeps of a whole realm, such as `complete-live`. */
export function realmRecord(kind: string, { account, mode }: Realm): string {
  const name = `${kind}-${mode}`;
  if (account === DEFAULT_ACCOUNT) return name;
  return `${name}-${accountHash(account)}`;
}

/** An account in a key of the store: names of accounts may be as long as those, and hold what those may not. */
export function accountHash(account: string): string {
  return base32(createHash('sha256').update(account).digest().subarray(0, ACCOUNT_BYTES));
}
