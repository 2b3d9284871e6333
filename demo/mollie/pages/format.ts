import { type Amount, decimalsOf } from '../amounts.ts';
import type { Language } from '../methods.ts';

/** `€ 121,00`, with the currency's decimals as Mollie has them; some differ from what browsers think. */
export function formatAmount({ currency, value }: Amount, language: Language): string {
  const digits = decimalsOf(currency) ?? 2;
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(Number(value));
}

/** Day and time of day; in UTC, as everything that Mollie says of time. */
export function formatTime(time: number, language: Language): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'UTC',
  }).format(time);
}
