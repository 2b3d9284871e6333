import type { Texts } from './texts/en.ts';

/** The languages that ship; each is a file of its own, so that a page pays only for its language. */
const languages: Record<string, () => Promise<{ default: Texts }>> = {
  en: () => import('./texts/en.ts'),
  nl: () => import('./texts/nl.ts'),
  de: () => import('./texts/de.ts'),
};

/** English without a region: day before month, as nearly everyone but the United States writes it. */
const FALLBACK = 'en-GB';

/** The nearest `lang`, through the borders of shadow trees; empty where there is none. */
export function nearestLang(element: Element): string {
  const nearest = element.closest('[lang]');
  if (nearest) return nearest.getAttribute('lang') ?? '';
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? nearestLang(root.host) : '';
}

/** The tag as a locale for Intl and the proxy where there are texts for it, else English: `nl-BE`, `fr` → `en-GB`. */
export function localeFor(tag: string): string {
  try {
    const { language, baseName } = new Intl.Locale(tag);
    return language in languages && baseName !== 'en' ? baseName : FALLBACK;
  } catch {
    return FALLBACK;
  }
}

/** @param locale one that `localeFor` gave */
export async function textsFor(locale: string): Promise<Texts> {
  const language = languages[locale.split('-')[0]!]!;
  return (await language()).default;
}

const listeners = new Set<() => void>();
let observer: MutationObserver | undefined;

/** Tells when a `lang` anywhere in the document changes. @returns what ends it */
export function onLangChange(listener: () => void): () => void {
  observer ??= new MutationObserver(() => {
    for (const each of listeners) each();
  });
  if (listeners.size === 0) observer.observe(document, { subtree: true, attributeFilter: ['lang'] });
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) observer?.disconnect();
  };
}
