import type { Context } from 'hono';
import type { Assets, Encoded } from '../assets.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Connection } from '../connection.ts';
import { ProxyError } from '../errors.ts';
import type { InvoiceDocument } from '../invoice/document.ts';
import { viewOf } from '../invoice/view.ts';
import type { Pages } from '../pages/index.ts';
import type { Payments } from '../payments/index.ts';
import type { Store } from '../store/index.ts';
import { type Speech, speechFor } from '../texts/index.ts';
import type { Audience, InvoiceToken, Token, VerifyToken } from '../token.ts';
import type { InvoiceView } from '../types.ts';

/** What the routes work with. */
export type Services = {
  config: Config;
  /** The path of PUBLIC_URL, without a slash at its end. */
  prefix: string;
  store: Store;
  payments: Payments;
  connection: Connection;
  verify: VerifyToken;
  pages: Promise<Pages>;
  assets: () => Promise<Assets>;
  clock: Clock;
  /**
   * Writes an error to the process's log, with others of one request in the same line, and answers it as one that
   * people may see.
   */
  report: (error: unknown, others?: readonly ProxyError[]) => ProxyError;
};

export type Variables = {
  /** Set once a token was verified. */
  audience?: Audience;
  /** The invoice's key, once it is known. */
  slug?: string;
  /** The locale of the invoice, once it is known. */
  locale?: string | null;
  /** The body of the answer in encodings that are ready. */
  encoded?: Encoded;
};

export type AppContext = Context<{ Variables: Variables }>;
export type Handler = (c: AppContext) => Promise<Response>;

/** A header of the request that decides the answer: `Vary` names it. RFC 9110 section 12.5.5 */
export function decidingHeader(c: AppContext, name: string): string | undefined {
  const named = (c.res.headers.get('Vary') ?? '').split(', ');
  if (!named.includes(name)) c.header('Vary', name, { append: true });
  return c.req.header(name);
}

/** The languages that the caller likes, as the header has them. */
export function acceptLanguage(c: AppContext): string | undefined {
  return decidingHeader(c, 'Accept-Language');
}

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
  const credentials = /^Bearer +(\S+) *$/i.exec(decidingHeader(c, 'Authorization') ?? '')?.[1];
  if (!credentials) throw new ProxyError('invalid_token');
  const token = await verify(credentials);
  if (!audiences.includes(token.audience)) throw new ProxyError('wrong_audience');
  c.set('audience', token.audience);
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
    acceptLanguage: acceptLanguage(c),
    locale: c.get('locale'),
  });
}

/** The invoice as this audience may see it. */
export function show(
  { payments, clock }: Services,
  {
    slug,
    document,
    mollieUnavailable = false,
  }: { slug: string; document: InvoiceDocument; mollieUnavailable?: boolean },
  audience: InvoiceToken['audience'],
  speech: Speech,
): InvoiceView {
  return viewOf(document, {
    audience,
    link: payments.link(slug),
    speech,
    now: clock(),
    mollieUnavailable,
  });
}
