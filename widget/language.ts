import type { FirstTexts, Texts } from './texts/en.ts';

/** A part of the texts in each language that ships, so that a page pays only for its language. */
export type Part<Some = Partial<Texts>> = Record<string, () => Promise<Some>>;

/** What the first status needs. */
export const first: Part<FirstTexts> = {
  en: async () => (await import('./texts/en.ts?first')).first,
  nl: async () => (await import('./texts/nl.ts?first')).first,
  de: async () => (await import('./texts/de.ts?first')).first,
};

/** English without a region: day before month, as nearly everyone but the United States writes it. */
const FALLBACK = 'en-GB';

/** The locale of the nearest `lang`, through the borders of shadow trees. */
export function currentLocale(element: Element): string {
  const nearest = element.closest<HTMLElement>('[lang]');
  if (nearest) return localeFor(nearest.lang);
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return host ? currentLocale(host) : FALLBACK;
}

/** The tag as a locale for Intl and the proxy where there are texts for it, else English: `nl-BE`, `fr` → `en-GB`. */
export function localeFor(tag: string): string {
  try {
    const { language, baseName } = new Intl.Locale(tag);
    return language in first && baseName !== 'en' ? baseName : FALLBACK;
  } catch {
    return FALLBACK;
  }
}
