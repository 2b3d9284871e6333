/**
 * What the proxy derives from PROXY_SECRET: the slug of an invoice, its keys at Mollie, and the MACs by
 * which it knows its own webhooks and payments again. Web Crypto only, so that it runs everywhere.
 */

export const MODES = ['test', 'live'] as const;

export type Mode = (typeof MODES)[number];

/** The account of tokens that name none, and the only one of the first release. */
export const DEFAULT_ACCOUNT = 'default';

/** One Mollie account in one mode: part of every key, so that nothing is ever counted across. */
export type Realm = { account: string; mode: Mode };

/** The realm as one word, for lines of the log. */
export function realmName({ account, mode }: Realm): string {
  return `${account}/${mode}`;
}

/** The key of what the store keeps of a whole realm, such as `complete-live`. */
export async function realmRecord(kind: string, { account, mode }: Realm): Promise<string> {
  const name = `${kind}-${mode}`;
  if (account === DEFAULT_ACCOUNT) return name;
  // Names of accounts may be as long as keys, and hold what keys may not.
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(account)));
  return `${name}-${base32(hash.subarray(0, SLUG_BYTES))}`;
}

export type Keys = {
  /** The invoice's key in the store and in its link: 160 bits, from the oldest secret so that links outlive a change. */
  slug(realm: Realm, invoiceId: string): Promise<string>;
  /** Mollie's Idempotency-Key for attempt `n`; from the oldest secret, for the same reason. */
  idempotencyKey(realm: Realm, slug: string, n: number): Promise<string>;
  /** Authenticates `parts`, for `purpose` only; with the newest secret. */
  sign(purpose: string, parts: readonly (string | number)[]): Promise<string>;
  /** Whether any of the secrets has signed `parts`; takes the same time wherever a wrong MAC differs. */
  verify(purpose: string, parts: readonly (string | number)[], mac: string): Promise<boolean>;
};

const SLUG_BYTES = 20;
const SLUG = /^[a-z2-7]{32}$/;

/** Whether `text` could be a slug; saves the store a question. */
export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

/** Derives the proxy's keys from its secrets, newest first. */
export function createKeys(secrets: readonly string[]): Keys {
  const imported = Promise.all(
    secrets.map((secret) =>
      crypto.subtle.importKey('raw', utf8(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
        'sign',
        'verify',
      ]),
    ),
  );
  const oldest = async () => (await imported).at(-1)!;
  const newest = async () => (await imported)[0]!;
  const mac = async (key: CryptoKey, message: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(await crypto.subtle.sign('HMAC', key, message));

  return {
    async slug(realm, invoiceId) {
      const bytes = await mac(await oldest(), message('slug', [realm.account, realm.mode, invoiceId]));
      return base32(bytes.subarray(0, SLUG_BYTES));
    },
    async idempotencyKey(realm, slug, n) {
      return base32(await mac(await oldest(), message('idempotency', [realm.account, realm.mode, slug, n])));
    },
    async sign(purpose, parts) {
      return base32(await mac(await newest(), message(purpose, parts)));
    },
    async verify(purpose, parts, given) {
      const bytes = unbase32(given);
      if (!bytes) return false;
      const signed = message(purpose, parts);
      const results = await Promise.all(
        (await imported).map((key) => crypto.subtle.verify('HMAC', key, bytes, signed)),
      );
      return results.includes(true);
    },
  };
}

/** A short random name for one answer, by which people find its log entry. */
export function createReference(): string {
  const text = base32(crypto.getRandomValues(new Uint8Array(5)));
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** A random name that nothing else has: 128 bits. */
export function createId(prefix: string): string {
  return prefix + base32(crypto.getRandomValues(new Uint8Array(16)));
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** JSON keeps the parts apart: no two lists of parts are one message. */
function message(purpose: string, parts: readonly (string | number)[]): Uint8Array<ArrayBuffer> {
  return utf8(JSON.stringify([purpose, ...parts]));
}

// RFC 4648 section 6, in lower case and without padding: safe in paths, easy to read aloud.
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

function base32(bytes: Uint8Array): string {
  let bits = 0;
  let buffer = 0;
  let text = '';
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(buffer >> bits) & 31];
    }
    buffer &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET[(buffer << (5 - bits)) & 31] : text;
}

function unbase32(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let bits = 0;
  let buffer = 0;
  let at = 0;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return undefined;
    buffer = (buffer << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = buffer >> bits;
    }
    buffer &= (1 << bits) - 1;
  }
  // Bits that are left over must be zero, or one MAC could be written in several ways. RFC 4648 section 3.5
  return buffer === 0 ? bytes : undefined;
}
