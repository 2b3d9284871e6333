import { de } from './de.ts';
import { en } from './en.ts';
import { nl } from './nl.ts';

/** Everything the proxy says to people. English decides what there is to say. */
export type Texts = typeof en;

/** Every language spoken. Another one is a file and its name here. */
const ALL = { en, nl, de } satisfies Record<string, Texts>;

export type Language = keyof typeof ALL;

export const LANGUAGES = Object.keys(ALL) as readonly Language[];

export function texts(language: Language): Texts {
  return ALL[language];
}
