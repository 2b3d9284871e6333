import { LRUCache } from 'lru-cache';
import type { Amount } from '../../shared/api.ts';

/** The time zone where these customers live, for texts that a server writes. */
export const DEFAULT_TIME_ZONE = 'Europe/Amsterdam';

const NO_BREAK_SPACE = '\u00a0';

/** Formats that were made lately: making one takes fifty times as long as using it. Locales come from outside. */
const MOST_FORMATS = 500;

type DateOptions = Intl.DateTimeFormatOptions;
type NumberOptions = Intl.NumberFormatOptions;

const dateFormat = remembered((locale, options: DateOptions) => new Intl.DateTimeFormat(locale, options));
const numberFormat = remembered((locale, options: NumberOptions) => new Intl.NumberFormat(locale, options));

/**
 * An amount in words of `locale` (BCP 47): `€ 121.00`, `€ 121,00`, `121,00 €`. The decimals are those of the
 * value itself, since `Intl` and Mollie disagree on some currencies; the digits never pass through a float.
 */
export function formatAmount({ currency, value }: Amount, locale: string): string {
  const decimals = value.split('.')[1]?.length ?? 0;
  const format = numberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  const parts = format.formatToParts(value as `${number}`);
  // English puts the currency right before the number; a space reads better in all three languages.
  const touches = (i: number) => parts[i]?.type === 'currency' && parts[i + 1]?.type === 'integer';
  return parts.map((part, i) => (touches(i) ? part.value + NO_BREAK_SPACE : part.value)).join('');
}

/** A decimal string as people of `locale` type it into a bank's form: `1210,00`. */
export function formatDecimal(value: string, locale: string): string {
  const format = numberFormat(locale, { useGrouping: false, minimumFractionDigits: 1 });
  const mark = format.formatToParts(0).find(({ type }) => type === 'decimal');
  return value.replace('.', mark?.value ?? '.');
}

/** A day given as `YYYY-MM-DD`, in digits as forms take it: `01/11/2026`. */
export function formatDigits(day: string, locale: string): string {
  const digits = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' } as const;
  return dateFormat(locale, digits).format(new Date(day));
}

/** A day given as `YYYY-MM-DD`: `1 November 2026`. A day has no time zone, so it is formatted in UTC, where it stays the same. */
export function formatDate(day: string, locale: string): string {
  return dateFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));
}

/** The time of day of an instant: `14:32`. */
export function formatTime(at: string | Date, locale: string, timeZone = DEFAULT_TIME_ZONE): string {
  return dateFormat(locale, { timeStyle: 'short', timeZone }).format(new Date(at));
}

/** The day of an instant in a zone, as `YYYY-MM-DD`. */
export function dayOf(at: string | Date, timeZone = DEFAULT_TIME_ZONE): string {
  // Swedish writes its dates as ISO 8601 does.
  return dateFormat('sv-SE', { dateStyle: 'short', timeZone }).format(new Date(at));
}

/** The name of the time zone at that instant, in the language of `locale`: `CET`, `MEZ`. */
export function formatZone(at: string | Date, locale: string, timeZone = DEFAULT_TIME_ZONE): string {
  const parts = dateFormat(locale, { timeZone, timeZoneName: 'short' }).formatToParts(new Date(at));
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
}

function remembered<Options, Format extends object>(make: (locale: string, options: Options) => Format) {
  const formats = new LRUCache<string, Format>({ max: MOST_FORMATS });
  return (locale: string, options: Options): Format => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const known = formats.get(key);
    if (known) return known;
    const made = make(locale, options);
    formats.set(key, made);
    return made;
  };
}
