import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { type Language, languageOf } from '../methods.ts';
import type { Payment } from '../records.ts';

/** The language that the merchant asked for, else the browser's. */
export function languageFor(c: Context, payment?: Payment): Language {
  if (payment?.locale) return languageOf(payment.locale);
  const accepted = accepts(c, {
    header: 'Accept-Language',
    supports: ['en', 'nl', 'de'],
    default: 'en',
    match: (wishes, { supports, default: fallback }) => {
      const best = wishes.toSorted((a, b) => b.q - a.q).map(({ type }) => type.slice(0, 2).toLowerCase());
      return best.find((language) => supports.includes(language)) ?? fallback;
    },
  });
  return languageOf(accepted);
}
