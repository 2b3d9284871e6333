import { timingSafeEqual } from 'hono/utils/buffer';
import type { Audience } from '../../shared/audiences.ts';
import type { ErrorCode } from '../codes/errors.ts';
import { ProxyError } from '../errors.ts';
import type { InvoiceToken, Token, VerifyToken } from '../token/index.ts';
import { type AppContext, decidingHeader } from './context.ts';

/** Errors of tokens that the host has signed all the same. */
const SIGNED: ReadonlySet<ErrorCode> = new Set(['wrong_audience', 'invalid_invoice']);

/**
 * The token of the request, for one of `audiences`.
 * @throws {ProxyError} `invalid_token`, `token_expired`, `wrong_audience`, `invalid_invoice`, `too_large`
 */
export async function authenticate(
  c: AppContext,
  verify: VerifyToken,
  audiences: readonly Audience[],
): Promise<Token> {
  const token = await verifyBearer(c, verify, decidingHeader(c, 'Authorization'));
  if (!audiences.includes(token.audience)) {
    const why = `the token is for ${token.audience}, expected ${audiences.join(' or ')}`;
    throw new ProxyError('wrong_audience', { cause: new Error(why) });
  }
  c.set('token', token);
  if (token.audience !== 'admin') c.set('locale', token.facts.locale);
  return token;
}

/** The token of a request about one invoice. */
export function authenticateInvoice(
  c: AppContext,
  verify: VerifyToken,
  audiences: readonly InvoiceToken['audience'][] = ['payer', 'merchant'],
): Promise<InvoiceToken> {
  return authenticate(c, verify, audiences) as Promise<InvoiceToken>;
}

/** Whether a request has a token that the host has signed, also where its route needs none. */
export async function isTrusted(c: AppContext, verify: VerifyToken): Promise<boolean> {
  if (c.get('isTrusted') === undefined)
    await verifyBearer(c, verify, c.req.header('Authorization')).catch(() => {});
  return c.get('isTrusted') ?? false;
}

/**
 * Makes sure that the request bears `token`, which whoever runs the proxy has chosen.
 * @throws {ProxyError} `invalid_token`
 */
export async function authenticateOperator(c: AppContext, token: string): Promise<void> {
  const given = credentialsOf(decidingHeader(c, 'Authorization'));
  if (!(await timingSafeEqual(given, token))) {
    throw new ProxyError('invalid_token', { cause: new Error('not the token of this route') });
  }
  c.set('isTrusted', true);
}

/** The credentials of an Authorization header. RFC 6750 section 2.1; the scheme's case does not matter, RFC 9110 section 11.1 */
function credentialsOf(header: string | undefined): string {
  const credentials = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
  if (credentials) return credentials;
  const why = header ? 'Authorization is not Bearer and a token' : 'no Authorization header';
  throw new ProxyError('invalid_token', { cause: new Error(why) });
}

/** Verifies the token of an Authorization header, and notes whether the request is to be trusted. */
async function verifyBearer(c: AppContext, verify: VerifyToken, header: string | undefined): Promise<Token> {
  c.set('isTrusted', false);
  const credentials = credentialsOf(header);
  try {
    const token = await verify(credentials);
    c.set('isTrusted', true);
    return token;
  } catch (error) {
    c.set('isTrusted', SIGNED.has((error as ProxyError).code));
    throw error;
  }
}
