import { base32, fromBase32 } from './base32.ts';
import type { Realm } from './realm.ts';

/**
 * What the proxy derives from PROXY_SECRET: the slug of an invoice, its keys at Mollie, and the MACs by which the
 * proxy recognises its own webhooks and payments. Web Crypto only, so that it runs everywhere.
 */
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
      const bytes = fromBase32(given);
      if (!bytes) return false;
      const signed = message(purpose, parts);
      const results = await Promise.all(
        (await imported).map((key) => crypto.subtle.verify('HMAC', key, bytes, signed)),
      );
      return results.includes(true);
    },
  };
}

/** JSON keeps the parts apart: no two lists of parts are one message. */
function message(purpose: string, parts: readonly (string | number)[]): Uint8Array<ArrayBuffer> {
  return utf8(JSON.stringify([purpose, ...parts]));
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
