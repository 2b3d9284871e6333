export { LANGUAGES, type Language, type Texts, texts } from './all.ts';
export type { Change, Changes, FindingCode, FindingText, LogDetails, LogEvent } from './details.ts';
export { DEFAULT_TIME_ZONE, dayOf, formatAmount, formatDate, formatTime } from './format.ts';
export { languageOfHeader, pickLanguage, pickLocale, type Wishes } from './language.ts';
export { createTranslator, type Translator, translatorFor } from './translator.ts';
