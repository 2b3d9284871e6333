import type { CryptoKey } from 'jose';
import { decodeProtectedHeader } from 'jose/decode/protected_header';
import { importJWK } from 'jose/key/import';
import { type Config, ConfigError } from '../config/index.ts';

/** A key that verifies tokens. `algorithms` are the names of the one algorithm that it is for. */
export type VerificationKey = {
  kid: string | undefined;
  algorithms: readonly string[];
  key: CryptoKey | Uint8Array;
};

const HS256 = ['HS256'];
const ES256 = ['ES256'];
/** RFC 8037 section 3.1, RFC 9864 section 2.2 */
const ED25519 = ['EdDSA', 'Ed25519'];

/** The keys of INVOICE_SECRET and INVOICE_JWKS. */
export async function importKeys({
  invoiceSecrets,
  invoiceJwks,
}: Pick<Config, 'invoiceSecrets' | 'invoiceJwks'>): Promise<VerificationKey[]> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const shared = invoiceSecrets.map(async (secret) => ({
    kid: undefined,
    algorithms: HS256,
    // Imported once: importing takes as long as verifying.
    key: await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), hmac, false, ['verify']),
  }));
  const published = invoiceJwks.map(async ({ kid, kty, crv, x, y }) => {
    const algorithms = kty === 'EC' ? ES256 : ED25519;
    const jwk = y === undefined ? { kty, crv, x } : { kty, crv, x, y };
    return { kid, algorithms, key: await importJWK(jwk, algorithms[0]) };
  });
  return Promise.all([...shared, ...published]);
}

/**
 * Makes sure that the keys of INVOICE_JWKS are points on their curves, which only importing them tells.
 * @throws {ConfigError}
 */
export async function checkKeys(config: Pick<Config, 'invoiceJwks'>): Promise<void> {
  try {
    await importKeys({ invoiceSecrets: [], invoiceJwks: config.invoiceJwks });
  } catch {
    throw new ConfigError(['INVOICE_JWKS: expected public keys that are valid on their curve']);
  }
}

/** The keys to try. `kid` chooses within the JWK Set; a token that names none of its keys is tried with the others. */
export function keysFor(token: string, keys: readonly VerificationKey[]): readonly VerificationKey[] {
  let kid: string | undefined;
  try {
    kid = decodeProtectedHeader(token).kid;
  } catch {
    return [];
  }
  if (kid === undefined) return keys;
  const named = keys.filter((key) => key.kid === kid);
  return named.length > 0 ? named : keys.filter((key) => key.kid === undefined);
}
