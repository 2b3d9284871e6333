import { texts as de } from './texts/de/first.ts';
import { texts as en, type FirstTexts } from './texts/en/first.ts';
import type { OfficeTexts } from './texts/en/office.ts';
import type { PayerTexts } from './texts/en/payer.ts';
import { texts as nl } from './texts/nl/first.ts';

export type Texts = FirstTexts & PayerTexts & OfficeTexts;

/** A file of texts that is loaded when it is needed, in one language. */
export type TextGroup = 'payer' | 'office';

/** What the first status says, and what is said where nothing else could be loaded, by language. */
export const firstTexts: Record<string, FirstTexts> = { en, nl, de };
