import { de } from './de.ts';
import { en, type Texts } from './en.ts';
import { nl } from './nl.ts';

/** Every language spoken. Another one is a file and its name here. */
const ALL = { en, nl, de } satisfies Record<string, Texts>;

export type Language = keyof typeof ALL;

export const LANGUAGES = Object.keys(ALL) as readonly Language[];

export function texts(language: Language): Texts {
  return ALL[language];
}
