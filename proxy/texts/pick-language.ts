import { parseAccept } from 'hono/utils/accept';
import { LANGUAGES, type Language, texts } from './languages.ts';

/** Where a wish for a language may come from, strongest first. */
export type Wishes = {
  /** `?lang=` */
  query?: string | null | undefined;
  /** The header of the request. */
  acceptLanguage?: string | null | undefined;
  /** The invoice token's, `nl_NL` or `nl-NL`. */
  locale?: string | null | undefined;
};

/** The language to answer in: what was chosen, what the browser prefers, what the invoice says, else English. */
export function pickLanguage({ query, acceptLanguage, locale }: Wishes): Language {
  const wanted = [query ?? '', ...preferred(acceptLanguage ?? ''), locale ?? ''];
  return wanted.map(languageOf).find((language) => language !== undefined) ?? 'en';
}

/** The first language of an Accept-Language header that is spoken here; undefined where there is none. */
export function languageOfHeader(header: string | undefined): Language | undefined {
  return preferred(header ?? '')
    .map(languageOf)
    .find((language) => language !== undefined);
}

/** The locale of amounts and dates in `language`: the invoice's or the browser's own where it has a region, `nl-BE`. */
export function pickLocale(language: Language, { acceptLanguage, locale }: Wishes): string {
  const own = [locale ?? '', ...preferred(acceptLanguage ?? '')].find(
    (tag) => /^[a-z]{2}[-_][a-z]{2}$/i.test(tag) && languageOf(tag) === language,
  );
  return own === undefined ? texts(language).locale : Intl.getCanonicalLocales(own.replace('_', '-'))[0]!;
}

function languageOf(tag: string): Language | undefined {
  const primary = tag.toLowerCase().split(/[-_]/, 1)[0];
  return LANGUAGES.find((language) => language === primary);
}

/** The tags of an Accept-Language header, best first, without those that are refused with `q=0`. RFC 9110 section 12.5.4 */
function preferred(header: string): string[] {
  return parseAccept(header)
    .filter(({ q }) => q > 0)
    .map(({ type }) => type);
}
