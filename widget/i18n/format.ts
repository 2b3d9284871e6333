import type { Amount } from '../../shared/api.ts';

/** An amount as people write it, with a no-break space beside the sign. @param locale BCP 47 */
export function formatAmount({ currency, value }: Amount, locale: string): string {
  // As many decimals as the value has, whatever Intl has for a currency, such as HUF.
  const minimumFractionDigits = value.split('.')[1]?.length ?? 0;
  const { format } = new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits });
  // English has no space after the sign; Dutch and German have one, which reads better in all three.
  return format(Number(value)).replace(/\p{Sc}(?=\d)/u, '$&\u00a0');
}

/** Text that is not broken over two lines. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

/** A day (`YYYY-MM-DD`) as it stands, or the local day of a time (ISO 8601). @param locale BCP 47 */
export function formatDate(iso: string, locale: string): string {
  const at = new Date(iso.length > 10 ? iso : `${iso}T00:00`);
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(at);
}
