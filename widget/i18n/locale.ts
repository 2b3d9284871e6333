import { basicTexts } from './texts.ts';

/** English without a region: day before month, as nearly everyone but the United States writes it. */
const FALLBACK = 'en-GB';

/** The locale of the nearest `lang`, also outside of the shadow trees that the element stands in. */
export function currentLocale(element: Element): string {
  const nearest = element.closest('[lang]');
  // An SVG element has no property `lang`.
  if (nearest) return localeFor(nearest.getAttribute('lang')!);
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return host ? currentLocale(host) : FALLBACK;
}

/** The tag as a locale for Intl and the proxy where there are texts for it, else English: `nl-BE`, `fr` → `en-GB`. */
export function localeFor(tag: string): string {
  try {
    const { language, baseName } = new Intl.Locale(tag);
    return language in basicTexts && baseName !== 'en' ? baseName : FALLBACK;
  } catch {
    return FALLBACK;
  }
}
