import { de } from './de.ts';
import { en, type Texts } from './en.ts';
import { nl } from './nl.ts';

/** Every language of the proxy. To add one, write its file and name it here. */
const ALL = { en, nl, de } satisfies Record<string, Texts>;

export type Language = keyof typeof ALL;

export const LANGUAGES = Object.keys(ALL) as readonly Language[];

export function texts(language: Language): Texts {
  return ALL[language];
}
