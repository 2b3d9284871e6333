import { first as de } from './texts/de.ts?first';
import type { FirstTexts, Texts } from './texts/en.ts';
import { first as en } from './texts/en.ts?first';
import { first as nl } from './texts/nl.ts?first';

/** Texts that are loaded when they are needed, by language, so that a page pays only for its own. */
export type Part = Record<string, (again?: string) => Promise<Partial<Texts>>>;

/** What the first status needs, or what there is to say where nothing else could be loaded. */
export const first: Record<string, FirstTexts> = { en, nl, de };

/** English without a region: day before month, as nearly everyone but the United States writes it. */
const FALLBACK = 'en-GB';

/** The locale of the nearest `lang`, through the borders of shadow trees. */
export function currentLocale(element: Element): string {
  const nearest = element.closest('[lang]');
  // An SVG element has no such property.
  if (nearest) return localeFor(nearest.getAttribute('lang')!);
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
