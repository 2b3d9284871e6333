import type { Language } from './texts.ts';

/** Money in the host's books: an integer of cents or pence. */
export type Minor = number;

/** At most nine digits before the point: what an invoice of a small business needs, and exact as a number. */
const DECIMAL = /^(-?)(\d{1,9})(?:[.,](\d{2}))?$/;

/** An amount as people type it, `50`, `50.00` or `50,00`; undefined where it is none. */
export function parseAmount(text: string): Minor | undefined {
  const [matched, sign, whole, cents = '00'] = DECIMAL.exec(text.trim()) ?? [];
  if (matched === undefined) return undefined;
  const minor = Number(`${whole}${cents}`);
  return sign && minor !== 0 ? -minor : minor;
}

/** As tokens carry it: `12100` is `"121.00"`. */
export function toDecimal(minor: Minor): string {
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function formatMoney(minor: Minor, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency });
  // English sets the sign close; the element gives it room in every language, and stands beside this.
  return format.format(minor / 100).replace(/(?<=[€£])(?=\d)/, '\u00a0');
}

/** @param date `YYYY-MM-DD` */
export function formatDate(date: string, language: Language): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeZone: 'UTC' });
  return format.format(new Date(date));
}

const LOCALES: Record<Language, string> = { en: 'en-GB', nl: 'nl-NL', de: 'de-DE' };
