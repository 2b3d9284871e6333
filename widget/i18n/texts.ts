import { texts as de } from './texts/de/basic.ts';
import type { AdminTexts } from './texts/en/admin.ts';
import { type BasicTexts, texts as en } from './texts/en/basic.ts';
import type { OfficeTexts } from './texts/en/office.ts';
import type { PayerTexts } from './texts/en/payer.ts';
import { texts as nl } from './texts/nl/basic.ts';

export type Texts = BasicTexts & PayerTexts & OfficeTexts & AdminTexts;

/** A file of texts that is loaded when it is needed, in one language. */
export type TextGroup = 'payer' | 'office' | 'admin';

/** What the first status says, and what is said where nothing else could be loaded, by language. */
export const basicTexts: Record<string, BasicTexts> = { en, nl, de };
