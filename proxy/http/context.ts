import type { Context } from 'hono';
import { type Translator, translatorFor } from '../texts/translator.ts';
import type { Token } from '../token/index.ts';

export type Variables = {
  /** The client to be counted for this request; undefined once it was. */
  client?: string | undefined;
  /** Whether the request has a token that the host has signed, or a MAC of ours. */
  isTrusted?: boolean;
  /** Once it was verified. */
  token?: Token;
  /** The invoice's slug, once it is known. */
  slug?: string;
  /** The locale of the invoice, once it is known. */
  locale?: string | null;
  /** Those of the response, by the names that are sent. */
  headers: Record<string, string>;
  /** The names of the request's headers on which the response depends. */
  deciding: string[];
};

export type AppContext = Context<{ Variables: Variables }>;
export type Handler = (c: AppContext) => Promise<Response>;

/** A header of the request on which the response depends: `Vary` names it. RFC 9110 section 12.5.5 */
export function decidingHeader(c: AppContext, name: string): string | undefined {
  const deciding = c.get('deciding');
  if (!deciding.includes(name)) deciding.push(name);
  return c.req.header(name);
}

/** The header with the languages that the caller prefers. */
export function acceptLanguage(c: AppContext): string | undefined {
  return decidingHeader(c, 'Accept-Language');
}

/** The language of the response: what the request asks for, then the invoice's, then English. */
export function translatorOf(c: AppContext): Translator {
  return translatorFor({
    query: c.req.query('lang'),
    acceptLanguage: acceptLanguage(c),
    locale: c.get('locale'),
  });
}
