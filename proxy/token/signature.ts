import type { JWTPayload } from 'jose';
import * as errors from 'jose/errors';
import { jwtVerify } from 'jose/jwt/verify';
import type { Config } from '../config/index.ts';
import { ProxyError } from '../errors.ts';
import type { WallClock } from '../lib/clock.ts';
import { createSignatureExplainer } from './explain.ts';
import { importKeys, keysFor } from './verification-keys.ts';

type Secrets = Pick<Config, 'invoiceSecrets' | 'invoiceJwks'> & Partial<Pick<Config, 'proxySecrets'>>;

/**
 * Returns a function that checks a token's signature, `nbf` and `exp`, and answers its claims.
 * @param skew by how many seconds clocks may differ
 * @throws {ProxyError} `invalid_token`, `token_expired`
 */
export function createSignatureVerifier(config: Secrets, skew: number, clock: WallClock) {
  const imported = importKeys(config);
  // A key that cannot be imported fails every token, and `checkKeys` before; here it must not end the process.
  imported.catch(() => {});
  const explain = createSignatureExplainer(config.invoiceSecrets, config.proxySecrets ?? []);

  return async function verifySignature(token: string): Promise<JWTPayload> {
    const keys = await imported;
    for (const { key, algorithms } of keysFor(token, keys)) {
      try {
        const { payload } = await jwtVerify(token, key, {
          // The algorithm comes from the key that is tried, never from the token. RFC 8725 section 3.1
          algorithms: [...algorithms],
          currentDate: new Date(clock()),
          // For nbf; the caller checks exp to the second.
          clockTolerance: skew,
        });
        return payload;
      } catch (error) {
        // These are judged only once the signature holds.
        if (error instanceof errors.JWTExpired) throw new ProxyError('token_expired');
        const problem = problemOf(error);
        if (problem) throw new ProxyError('invalid_token', { cause: new Error(problem) });
      }
    }
    throw new ProxyError('invalid_token', { explain: () => explain(token, keys) });
  };
}

/** What is wrong with a token whose signature holds; undefined where the signature does not. */
function problemOf(error: unknown): string | undefined {
  if (error instanceof errors.JWTInvalid) return 'its claims are no JSON object';
  if (!(error instanceof errors.JWTClaimValidationFailed)) return undefined;
  return error.reason === 'check_failed' ? `${error.claim} lies ahead` : `${error.claim} is no number`;
}
