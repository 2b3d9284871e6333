import { createHmac, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { base32, fromBase32 } from './base32.ts';
import type { Realm } from './realm.ts';

/**
 * What the proxy derives from PROXY_SECRET: the slug of an invoice, its keys at Mollie, and the MACs by which the
 * proxy recognises its own webhooks and payments. By `node:crypto`, which every runtime has and which answers at once.
 */
export type Keys = {
  /** The invoice's key in the store and in its link: 160 bits, from the oldest secret so that links outlive a change. */
  slug(realm: Realm, invoiceId: string): string;
  /** Mollie's Idempotency-Key for attempt `n`; from the oldest secret, for the same reason. */
  idempotencyKey(realm: Realm, slug: string, n: number): string;
  /** Authenticates `parts`, for `purpose` only; with the newest secret. */
  sign(purpose: string, parts: readonly (string | number)[]): string;
  /** Whether any of the secrets has signed `parts`; takes the same time wherever a wrong MAC differs. */
  verify(purpose: string, parts: readonly (string | number)[], mac: string): boolean;
};

const SLUG_BYTES = 20;
/** Each is asked for with every view of its invoice. */
const MOST_SLUGS = 5000;

const SLUG = /^[a-z2-7]{32}$/;

/** Whether `text` could be a slug; saves the store a question. */
export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

/** Derives the proxy's keys from its secrets, newest first. */
export function createKeys(secrets: readonly string[]): Keys {
  const newest = secrets[0]!;
  const oldest = secrets.at(-1)!;
  const slugs = new LRUCache<string, string>({ max: MOST_SLUGS });

  return {
    slug({ account, mode }, invoiceId) {
      // Neither an account nor a mode has a space.
      const name = `${account} ${mode} ${invoiceId}`;
      const known = slugs.get(name);
      if (known) return known;
      const mac = macOf(oldest, message('slug', [account, mode, invoiceId]));
      const slug = base32(mac.subarray(0, SLUG_BYTES));
      slugs.set(name, slug);
      return slug;
    },
    idempotencyKey: (realm, slug, n) =>
      base32(macOf(oldest, message('idempotency', [realm.account, realm.mode, slug, n]))),
    sign: (purpose, parts) => base32(macOf(newest, message(purpose, parts))),
    verify(purpose, parts, given) {
      const bytes = fromBase32(given);
      if (!bytes) return false;
      const signed = message(purpose, parts);
      // Every secret is tried, so that the time does not tell which one fits.
      const fits = secrets.map((secret) => isEqual(macOf(secret, signed), bytes));
      return fits.includes(true);
    },
  };
}

/** JSON keeps the parts apart: no two lists of parts are one message. */
function message(purpose: string, parts: readonly (string | number)[]): string {
  return JSON.stringify([purpose, ...parts]);
}

function macOf(secret: string, message: string): Buffer {
  return createHmac('sha256', secret).update(message).digest();
}

function isEqual(mac: Uint8Array, given: Uint8Array): boolean {
  return given.length === mac.length && timingSafeEqual(mac, given);
}
