export { LANGUAGES, type Language, texts } from './all.ts';
export type { FindingText } from './details.ts';
export type { Texts } from './en.ts';
export { DEFAULT_TIME_ZONE, dayOf, formatAmount, formatDate, formatTime } from './format.ts';
export { languageOfHeader, pickLanguage, pickLocale, type Wishes } from './language.ts';
export { createTranslator, type Translator, translatorFor } from './translator.ts';
