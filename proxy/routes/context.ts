import type { Context } from 'hono';
import type { Assets } from '../assets.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Connection } from '../connection.ts';
import { ProxyError } from '../errors.ts';
import type { InvoiceDocument } from '../invoice/document.ts';
import { viewOf } from '../invoice/view.ts';
import type { Pages } from '../pages/index.ts';
import type { Payments } from '../payments/index.ts';
import type { Report } from '../report.ts';
import type { OpenStore } from '../store/index.ts';
import { type Speech, speechFor } from '../texts/index.ts';
import type { Audience, InvoiceToken, Token, VerifyToken } from '../token.ts';
import type { InvoiceView } from '../types.ts';

/** What the routes work with. */
export type Services = {
  config: Config;
  store: OpenStore;
  payments: Payments;
  connection: Connection;
  verify: VerifyToken;
  pages: Promise<Pages>;
  assets: () => Promise<Assets>;
  clock: Clock;
  report: Report;
};

export type Variables = {
  /** Once it was verified. */
  token?: Token;
  /** The invoice's key, once it is known. */
  slug?: string;
  /** The locale of the invoice, once it is known. */
  locale?: string | null;
};

export type AppContext = Context<{ Variables: Variables }>;
export type Handler = (c: AppContext) => Promise<Response>;

/**
 * The token of the request, for one of `audiences`.
 * @throws {ProxyError} `invalid_token`, `token_expired`, `wrong_audience`, `invalid_invoice`, `too_large`
 */
export async function authenticate(
  c: AppContext,
  verify: VerifyToken,
  audiences: readonly Audience[],
): Promise<Token> {
  // RFC 6750 section 2.1; the scheme's case does not matter, RFC 9110 section 11.1
  const header = c.req.header('authorization');
  const credentials = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
  if (!credentials) {
    const why = header ? 'Authorization is not Bearer and a token' : 'no Authorization header';
    throw new ProxyError('invalid_token', { cause: new Error(why) });
  }
  const token = await verify(credentials);
  if (!audiences.includes(token.audience)) {
    const why = `the token is for ${token.audience}, expected ${audiences.join(' or ')}`;
    throw new ProxyError('wrong_audience', { cause: new Error(why) });
  }
  c.set('token', token);
  if (token.audience !== 'admin') c.set('locale', token.facts.locale);
  return token;
}

/** The token of a request about one invoice. */
export async function authenticateInvoice(
  c: AppContext,
  verify: VerifyToken,
  audiences: readonly InvoiceToken['audience'][] = ['payer', 'merchant'],
): Promise<InvoiceToken> {
  return (await authenticate(c, verify, audiences)) as InvoiceToken;
}

/** Speaks the language of the request: its own wish, then the invoice's, then English. */
export function speechOf(c: AppContext): Speech {
  return speechFor({
    query: c.req.query('lang'),
    acceptLanguage: c.req.header('accept-language'),
    locale: c.get('locale'),
  });
}

/** Who looks: the bearer of a token, or anyone with the link. */
export type Viewer = { audience: InvoiceToken['audience']; ignored?: readonly string[] };

/** The invoice as this viewer may see it. */
export function show(
  { payments, clock }: Services,
  {
    slug,
    document,
    mollieUnavailable = false,
  }: { slug: string; document: InvoiceDocument; mollieUnavailable?: boolean },
  { audience, ignored }: Viewer,
  speech: Speech,
): InvoiceView {
  return viewOf(document, {
    audience,
    link: payments.link(slug),
    speech,
    now: clock(),
    mollieUnavailable,
    ...(ignored && { ignored }),
  });
}
