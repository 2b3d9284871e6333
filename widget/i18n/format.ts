import type { Amount } from '../../shared/api.ts';

/** An amount as people write it, with a no-break space beside the sign. @param locale BCP 47 */
export function formatAmount({ currency, value }: Amount, locale: string): string {
  // As many decimals as the value has: Intl has its own mind about some currencies, such as HUF.
  const minimumFractionDigits = value.split('.')[1]?.length ?? 0;
  const { format } = new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits });
  // English sets the sign against the figure; everywhere else here it has air, which reads better in all three.
  return format(Number(value)).replace(/\p{Sc}(?=\d)/u, '$&\u00a0');
}

/** A part of a line, within which the line does not end. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

/** A day (`YYYY-MM-DD`) as it stands, or the local day of a time (ISO 8601). @param locale BCP 47 */
export function formatDate(iso: string, locale: string): string {
  const at = new Date(iso.length > 10 ? iso : `${iso}T00:00`);
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(at);
}
