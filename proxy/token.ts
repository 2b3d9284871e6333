import { type CryptoKey, decodeProtectedHeader, errors, importJWK, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { type Clock, DAY } from './clock.ts';
import { type Config, ConfigError } from './config.ts';
import { ProxyError } from './errors.ts';
import { isSafeAddress } from './hosts.ts';
import { decimalsOf, isCurrency, type Minor, parseMoney } from './money.ts';

export type Audience = 'payer' | 'merchant' | 'admin';

/** What the host says about an invoice; money in minor units. */
export type Facts = {
  sub: string;
  /** Never falls as the invoice changes. */
  rev: number;
  /** Seconds since 1970; decides between facts of one `rev`. */
  iat: number;
  number: string;
  date: string | null;
  dueDate: string | null;
  currency: string;
  total: Minor;
  /** As claimed, booked payments included. */
  paidElsewhere: Minor;
  booked: readonly string[];
  void: boolean;
  description: string;
  url: string | null;
  locale: string | null;
};

export type InvoiceToken = { audience: 'payer' | 'merchant'; facts: Facts };
export type Token = InvoiceToken | { audience: 'admin' };

export type VerifyToken = (token: string) => Promise<Token>;

/** Tokens travel in a header; servers commonly take headers of 8 kB in all. */
const MAX_TOKEN_BYTES = 4096;
const MAX_LIFE = (400 * DAY) / 1000;
/** Clocks of two machines differ. Seconds. */
const MAX_SKEW = 60;

const AUDIENCES: ReadonlyMap<string, Audience> = new Map([
  ['invoice-pay', 'payer'],
  ['invoice-pay:manage', 'merchant'],
  ['invoice-pay:admin', 'admin'],
]);

/** The ids of Mollie's payments. Checked before any use: the client puts them into paths as they are. */
export const PAYMENT_ID = /^tr_[A-Za-z0-9]{4,64}$/;

const wellFormed = z
  .string('expected a text')
  .refine((text) => text.isWellFormed(), 'expected well-formed Unicode');
const text = wellFormed.refine((value) => value.trim() !== '', 'expected a text that is not empty');

const NO_PAYMENTS = 'expected a list of ids of payments, tr_…';
const paymentId = z.string(NO_PAYMENTS).regex(PAYMENT_ID, NO_PAYMENTS);

const claims = z
  .object({
    sub: wellFormed.refine((sub) => sub !== '' && [...sub].length <= 200, 'expected 1 to 200 characters'),
    iat: z.int('expected seconds since 1970'),
    rev: z.int('expected an integer').optional(),
    number: text.optional(),
    date: z.iso.date('expected YYYY-MM-DD').optional(),
    dueDate: z.iso.date('expected YYYY-MM-DD').optional(),
    currency: z.string('expected an ISO 4217 code').refine(isCurrency, 'expected an ISO 4217 code'),
    total: z.string('expected a decimal string such as "121.00"'),
    paidElsewhere: z.string('expected a decimal string such as "21.00"').optional(),
    booked: z.array(paymentId, NO_PAYMENTS).optional(),
    void: z.boolean('expected true or false').optional(),
    description: text.optional(),
    url: z.string('expected an https address').refine(isSafeAddress, 'expected an https address').optional(),
    locale: z.string('expected a locale such as nl_NL').optional(),
  })
  .transform((claim, context): Facts => {
    const number = claim.number ?? claim.sub;
    const money = (name: 'total' | 'paidElsewhere', value: string): Minor => {
      const minor = parseMoney(value, claim.currency);
      if (minor !== undefined) return minor;
      const decimals = decimalsOf(claim.currency);
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `expected at most 12 digits, ${decimals === 0 ? 'without decimals' : `${decimals} of them decimals`}`,
      });
      return 0;
    };
    return {
      sub: claim.sub,
      rev: claim.rev ?? claim.iat,
      iat: claim.iat,
      number,
      date: claim.date ?? null,
      dueDate: claim.dueDate ?? null,
      currency: claim.currency,
      total: money('total', claim.total),
      paidElsewhere: claim.paidElsewhere === undefined ? 0 : money('paidElsewhere', claim.paidElsewhere),
      booked: [...new Set(claim.booked)],
      void: claim.void ?? false,
      description: claim.description ?? number,
      url: claim.url ?? null,
      locale: claim.locale ?? null,
    };
  });

/**
 * Verifies invoice tokens (RFC 7519): signature by a configured key and that key's algorithm, then
 * audience and life, then the claims.
 * @throws {ProxyError} `too_large`, `invalid_token`, `token_expired`, `wrong_audience`, `invalid_invoice`
 */
export function createVerifier(
  config: Pick<Config, 'invoiceSecrets' | 'invoiceJwks'>,
  clock: Clock,
): VerifyToken {
  const keys = importKeys(config);
  // Whoever brings a token hears of it; see `checkKeys`.
  keys.catch(() => {});

  return async (token) => {
    if (new TextEncoder().encode(token).length > MAX_TOKEN_BYTES) throw new ProxyError('too_large');
    const payload = await verifySignature(token, await keys, clock);
    if (payload.exp !== undefined && payload.exp * 1000 <= clock()) throw new ProxyError('token_expired');
    if (typeof payload.aud !== 'string') throw invalidClaim('aud', 'expected one string');
    const audience = AUDIENCES.get(payload.aud);
    if (!audience) throw new ProxyError('wrong_audience');
    checkLife(payload, clock);
    if (audience === 'admin') return { audience };
    // Many hosts write null for what an invoice has not.
    const given = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== null));
    const parsed = claims.safeParse(given);
    if (!parsed.success) {
      const { path, message } = parsed.error.issues[0]!;
      throw invalidClaim(String(path[0]), message);
    }
    return { audience, facts: parsed.data };
  };
}

function invalidClaim(claim: string, expected: string): ProxyError {
  return new ProxyError('invalid_invoice', { params: { claim, expected } });
}

type VerificationKey = { kid: string | undefined; alg: string; key: CryptoKey | Uint8Array };

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

async function importKeys(
  config: Pick<Config, 'invoiceSecrets' | 'invoiceJwks'>,
): Promise<VerificationKey[]> {
  const shared = config.invoiceSecrets.map((secret) => ({
    kid: undefined,
    alg: 'HS256',
    key: new TextEncoder().encode(secret),
  }));
  const published = config.invoiceJwks.map(async (jwk) => {
    const alg = jwk.kty === 'EC' ? 'ES256' : 'EdDSA';
    const { kty, crv, x, y } = jwk;
    return {
      kid: jwk.kid,
      alg,
      key: await importJWK(y === undefined ? { kty, crv, x } : { kty, crv, x, y }, alg),
    };
  });
  return [...shared, ...(await Promise.all(published))];
}

/** The algorithm comes from the key that is tried, never from the token. RFC 8725 section 3.1 */
async function verifySignature(
  token: string,
  keys: readonly VerificationKey[],
  clock: Clock,
): Promise<JWTPayload> {
  for (const { key, alg } of candidates(token, keys)) {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [alg],
        currentDate: new Date(clock()),
        // For nbf; exp is judged to the second.
        clockTolerance: MAX_SKEW,
      });
      return payload;
    } catch (error) {
      // Expiry is judged after the signature held.
      if (error instanceof errors.JWTExpired) throw new ProxyError('token_expired');
      if (error instanceof errors.JWTClaimValidationFailed)
        throw new ProxyError('invalid_token', { cause: error });
    }
  }
  throw new ProxyError('invalid_token');
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

function checkLife({ iat, exp }: JWTPayload, clock: Clock): void {
  const now = Math.floor(clock() / 1000);
  const problem =
    typeof iat !== 'number'
      ? 'iat is missing'
      : exp === undefined
        ? 'exp is missing'
        : iat > now + MAX_SKEW
          ? 'iat lies ahead'
          : exp - iat > MAX_LIFE
            ? 'life of more than 400 days'
            : undefined;
  if (problem) throw new ProxyError('invalid_token', { cause: new Error(problem) });
}
