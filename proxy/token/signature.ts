import { type CryptoKey, decodeProtectedHeader, errors, importJWK, type JWTPayload, jwtVerify } from 'jose';
import { type Config, ConfigError } from '../config/index.ts';
import { ProxyError } from '../errors.ts';
import type { Clock } from '../lib/clock.ts';
import { createExplanation } from './explain.ts';

type Secrets = Pick<Config, 'invoiceSecrets' | 'invoiceJwks'> & Partial<Pick<Config, 'proxySecrets'>>;

/** The algorithms are names of one and the same. */
export type VerificationKey = {
  kid: string | undefined;
  algorithms: readonly string[];
  key: CryptoKey | Uint8Array;
};

const HS256 = ['HS256'];
const ES256 = ['ES256'];
/** RFC 8037 section 3.1, RFC 9864 section 2.2 */
const ED25519 = ['EdDSA', 'Ed25519'];

/**
 * Answers what checks a token's signature, `nbf` and `exp`, and answers its claims. `skew` is by how many seconds
 * clocks may differ.
 * @throws {ProxyError} `invalid_token`, `token_expired`
 */
export function createSignatures(config: Secrets, skew: number, clock: Clock) {
  const imported = importKeys(config);
  // Whoever brings a token hears of it; see `checkKeys`.
  imported.catch(() => {});
  const doubt = createExplanation(config.invoiceSecrets, config.proxySecrets ?? []);

  return async (token: string): Promise<JWTPayload> => {
    const keys = await imported;
    for (const { key, algorithms } of candidates(token, keys)) {
      try {
        const { payload } = await jwtVerify(token, key, {
          // The algorithm comes from the key that is tried, never from the token. RFC 8725 section 3.1
          algorithms: [...algorithms],
          currentDate: new Date(clock()),
          // For nbf; exp is judged to the second.
          clockTolerance: skew,
        });
        return payload;
      } catch (error) {
        // What is judged after the signature held.
        if (error instanceof errors.JWTExpired) throw new ProxyError('token_expired');
        const problem = problemOf(error);
        if (problem) throw new ProxyError('invalid_token', { cause: new Error(problem) });
      }
    }
    throw new ProxyError('invalid_token', { explain: () => doubt(token, keys) });
  };
}

/** What is wrong with a token whose signature holds. */
function problemOf(error: unknown): string | undefined {
  if (error instanceof errors.JWTInvalid) return 'its claims are no JSON object';
  if (!(error instanceof errors.JWTClaimValidationFailed)) return undefined;
  return error.reason === 'check_failed' ? `${error.claim} lies ahead` : `${error.claim} is no number`;
}

/**
 * Makes sure that the keys of INVOICE_JWKS are points on their curves, which only using them tells.
 * @throws {ConfigError}
 */
export async function checkKeys(config: Pick<Config, 'invoiceJwks'>): Promise<void> {
  try {
    await importKeys({ invoiceSecrets: [], invoiceJwks: config.invoiceJwks });
  } catch {
    throw new ConfigError(['INVOICE_JWKS: expected public keys that are valid on their curve']);
  }
}

async function importKeys({ invoiceSecrets, invoiceJwks }: Secrets): Promise<VerificationKey[]> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const shared = invoiceSecrets.map(async (secret) => ({
    kid: undefined,
    algorithms: HS256,
    // Once, since it takes as long as what is done with it.
    key: await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), hmac, false, ['verify']),
  }));
  const published = invoiceJwks.map(async ({ kid, kty, crv, x, y }) => {
    const algorithms = kty === 'EC' ? ES256 : ED25519;
    const jwk = y === undefined ? { kty, crv, x } : { kty, crv, x, y };
    return { kid, algorithms, key: await importJWK(jwk, algorithms[0]) };
  });
  return Promise.all([...shared, ...published]);
}

/** `kid` chooses within the JWK Set; a token that names none of its keys is tried with the others. */
function candidates(token: string, keys: readonly VerificationKey[]): readonly VerificationKey[] {
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
