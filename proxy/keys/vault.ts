import { once } from '../lib/once.ts';
import { randomBytes } from './random.ts';

/** What is kept encrypted in the store. */
export type Vault = {
  /** Encrypts a text for its owner, with the newest secret. */
  seal(owner: string, text: string): Promise<Sealed>;
  /** The text; undefined where none of the secrets has encrypted it for this owner. */
  open(owner: string, sealed: Sealed): Promise<Opened | undefined>;
};

/** AES-256-GCM, in base64: the nonce, and the ciphertext with its tag. NIST SP 800-38D */
export type Sealed = { nonce: string; box: string };

/** `isOutdated`: encrypted with an older secret than the newest. */
export type Opened = { text: string; isOutdated: boolean };

/** Bytes. NIST SP 800-38D section 8.2.2 */
const NONCE_BYTES = 12;

/** Separates the keys derived here from what else PROXY_SECRET is for. RFC 5869 section 3.2 */
const PURPOSE = 'invoice-pay api-key';

/**
 * Encrypts with keys derived from PROXY_SECRET by HKDF, newest first. The owner is authenticated along: what was
 * encrypted for one account cannot be read as another's.
 */
export function createVault(secrets: readonly string[]): Vault {
  const keys = once(() => Promise.all(secrets.map(deriveKey)));

  return {
    async seal(owner, text) {
      const nonce = randomBytes(NONCE_BYTES);
      const box = await crypto.subtle.encrypt(parameters(nonce, owner), (await keys())[0]!, utf8(text));
      return { nonce: toBase64(nonce), box: toBase64(new Uint8Array(box)) };
    },
    async open(owner, { nonce, box }) {
      for (const [age, key] of (await keys()).entries()) {
        try {
          const text = await crypto.subtle.decrypt(
            parameters(fromBase64(nonce), owner),
            key,
            fromBase64(box),
          );
          return { text: new TextDecoder().decode(text), isOutdated: age > 0 };
        } catch {
          // Another secret may fit.
        }
      }
      return undefined;
    },
  };
}

async function deriveKey(secret: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', utf8(secret), 'HKDF', false, ['deriveKey']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8(PURPOSE) };
  return crypto.subtle.deriveKey(hkdf, material, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
}

function parameters(iv: Uint8Array<ArrayBuffer>, owner: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: utf8(owner) };
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));
}
