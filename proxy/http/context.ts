import type { Context } from 'hono';
import type { InvoiceView } from '../../shared/api.ts';
import type { Audience } from '../codes/audiences.ts';
import type { ErrorCode } from '../codes/errors.ts';
import type { Config } from '../config/index.ts';
import type { Connection } from '../connection/index.ts';
import { ProxyError } from '../errors.ts';
import type { InvoiceDocument } from '../invoice/document.ts';
import { viewOf } from '../invoice/view.ts';
import type { Clock } from '../lib/clock.ts';
import type { Pages } from '../pages/index.ts';
import type { Payments } from '../payments/index.ts';
import type { CompletenessCheck } from '../resync/completeness.ts';
import type { OpenStore } from '../store/index.ts';
import { type Translator, translatorFor } from '../texts/translator.ts';
import type { InvoiceToken, Token, VerifyToken } from '../token/index.ts';
import type { Assets, Encoded } from './assets.ts';

/** What the routes work with. */
export type Services = {
  config: Config;
  /** The path of PUBLIC_URL, without a slash at its end. */
  prefix: string;
  store: OpenStore;
  payments: Payments;
  completeness: Pick<CompletenessCheck, 'assertNotLost'>;
  connection: Connection;
  verify: VerifyToken;
  pages: Promise<Pages>;
  assets: () => Promise<Assets>;
  clock: Clock;
  /** What a request that failed is refused with: its error, told to the process's log, or that it came too often. */
  refuse: (c: AppContext, thrown: unknown) => Promise<ProxyError>;
  /** Tells the process's log of errors within an answer. */
  note: (c: AppContext, errors: readonly ProxyError[]) => Promise<void>;
  /**
   * Counts a request for what exists and everybody may have, by its name.
   * @throws {ProxyError} `rate_limited`
   */
  admit: (c: AppContext, thing: string) => Promise<void>;
};

export type Variables = {
  /** Whose request is to be counted, until it is. */
  client?: string | undefined;
  /** It bears a token that the host has signed, or our MAC. */
  isTrusted?: boolean;
  /** Once it was verified. */
  token?: Token;
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

/** What is wrong with a token whose signature holds. */
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
  const token = await tokenOf(c, verify, decidingHeader(c, 'Authorization'));
  if (!audiences.includes(token.audience)) {
    const why = `the token is for ${token.audience}, expected ${audiences.join(' or ')}`;
    throw new ProxyError('wrong_audience', { cause: new Error(why) });
  }
  c.set('token', token);
  if (token.audience !== 'admin') c.set('locale', token.facts.locale);
  return token;
}

async function tokenOf(c: AppContext, verify: VerifyToken, header: string | undefined): Promise<Token> {
  c.set('isTrusted', false);
  // RFC 6750 section 2.1; the scheme's case does not matter, RFC 9110 section 11.1
  const credentials = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
  if (!credentials) {
    const why = header ? 'Authorization is not Bearer and a token' : 'no Authorization header';
    throw new ProxyError('invalid_token', { cause: new Error(why) });
  }
  try {
    const token = await verify(credentials);
    c.set('isTrusted', true);
    return token;
  } catch (error) {
    c.set('isTrusted', SIGNED.has((error as ProxyError).code));
    throw error;
  }
}

/** Whether somebody vouches for a request, also where its route asks for nothing of the kind. */
export async function isTrusted(c: AppContext, verify: VerifyToken): Promise<boolean> {
  if (c.get('isTrusted') === undefined)
    await tokenOf(c, verify, c.req.header('Authorization')).catch(() => {});
  return c.get('isTrusted') ?? false;
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
export function translatorOf(c: AppContext): Translator {
  return translatorFor({
    query: c.req.query('lang'),
    acceptLanguage: acceptLanguage(c),
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
  translator: Translator,
): InvoiceView {
  return viewOf(document, {
    audience,
    link: payments.link(slug),
    translator,
    now: clock(),
    mollieUnavailable,
    ...(ignored && { ignored }),
  });
}
