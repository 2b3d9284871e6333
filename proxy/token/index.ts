import type { JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import { AUD_OF, type Audience } from '../../shared/audiences.ts';
import type { Config } from '../config/index.ts';
import { ProxyError } from '../errors.ts';
import { DEFAULT_ACCOUNT, isAccount } from '../keys/realm.ts';
import { DAY, SECOND, type WallClock } from '../lib/clock.ts';
import { type Facts, readClaims } from './claims.ts';
import type { Billing } from './customer.ts';
import { createSignatureVerifier } from './signature.ts';

/** Whose token it is, and for how long it was signed, in seconds. */
type OfAccount = { account: string; life: number };

export type InvoiceToken = OfAccount & {
  audience: 'payer' | 'merchant';
  facts: Facts;
  billing: Billing;
  /** The names of claims that the proxy does not know. */
  ignored: readonly string[];
};
export type Token = InvoiceToken | (OfAccount & { audience: 'admin' });

export type VerifyToken = (token: string) => Promise<Token>;

/** Tokens travel in a header; servers commonly take headers of 8 kB in all. */
const MAX_TOKEN_BYTES = 4096;
/** The longest time between `iat` and `exp`. Seconds. */
const MAX_LIFE = (400 * DAY) / SECOND;
/** Clocks of two machines may differ by this. Seconds. */
const MAX_SKEW = 60;

/** Tokens that are not verified anew until they expire: pages ask again and again with the same. Some 10 MB at most. */
const MOST_VERIFIED = 5000;

const AUDIENCES = new Map(Object.entries(AUD_OF).map(([audience, aud]) => [aud, audience as Audience]));

/**
 * Verifies invoice tokens (RFC 7519): signature by a configured key and that key's algorithm, then
 * audience and life, then the claims. The error's cause says what is wrong, in words of our own, so that nothing of
 * the token gets into the log.
 * @throws {ProxyError} `too_large`, `invalid_token`, `token_expired`, `wrong_audience`, `invalid_invoice`
 */
export function createVerifier(
  config: Pick<Config, 'invoiceSecrets' | 'invoiceJwks'> & Partial<Pick<Config, 'proxySecrets'>>,
  clock: WallClock,
): VerifyToken {
  const verifySignature = createSignatureVerifier(config, MAX_SKEW, clock);
  const verified = new LRUCache<string, { token: Token; exp: number }>({ max: MOST_VERIFIED });

  async function verifyAnew(token: string): Promise<{ token: Token; exp: number }> {
    if (new TextEncoder().encode(token).length > MAX_TOKEN_BYTES) throw new ProxyError('too_large');
    const payload = await verifySignature(token);
    if (payload.exp !== undefined) refuseExpired(payload.exp, clock());
    if (typeof payload.aud !== 'string') throw invalidClaim('aud', 'one string');
    const audience = AUDIENCES.get(payload.aud);
    if (!audience) throw refused('wrong_audience', `aud is none of ${[...AUDIENCES.keys()].join(', ')}`);
    const life = lifeOf(payload, clock);
    // Never guessed: a token for one account must not count for another.
    const { account = DEFAULT_ACCOUNT } = payload;
    if (!isAccount(account)) throw invalidClaim('account', '1 to 64 of a-z, 0-9, ".", "_" and "-"', audience);
    const exp = payload.exp!;
    if (audience === 'admin') return { token: { audience, account, life }, exp };
    const read = readClaims(payload);
    if ('claim' in read) throw invalidClaim(read.claim, read.expected, audience);
    return { token: { audience, account, life, ...read }, exp };
  }

  return async (token) => {
    const known = verified.get(token);
    if (known) refuseExpired(known.exp, clock());
    if (known) return known.token;
    const anew = await verifyAnew(token);
    verified.set(token, anew);
    return anew.token;
  };
}

/** @param exp seconds since 1970 */
function refuseExpired(exp: number, now: number): void {
  if (exp * SECOND <= now) throw new ProxyError('token_expired');
}

function invalidClaim(claim: string, expected: string, audience?: Audience): ProxyError {
  return new ProxyError('invalid_invoice', { params: { claim, expected }, audience });
}

function refused(code: 'invalid_token' | 'wrong_audience', why: string): ProxyError {
  return new ProxyError(code, { cause: new Error(why) });
}

/** The time for which a token was signed, in seconds. */
function lifeOf({ iat, exp }: JWTPayload, clock: WallClock): number {
  const problem =
    iat === undefined || exp === undefined
      ? `${iat === undefined ? 'iat' : 'exp'} is missing`
      : typeof iat !== 'number'
        ? 'iat is no number'
        : iat > clock() / SECOND + MAX_SKEW
          ? 'iat lies ahead; expected seconds since 1970'
          : exp - iat > MAX_LIFE
            ? 'life of more than 400 days'
            : undefined;
  if (problem) throw refused('invalid_token', problem);
  return exp! - iat!;
}
