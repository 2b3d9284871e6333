import type { Amount } from '../proxy/types.ts';

/** Figures as people of a language write them. */
export type Format = {
  amount: (amount: Amount) => string;
  /** A day (`YYYY-MM-DD`) as it stands, or the local day of a time (ISO 8601). */
  date: (iso: string) => string;
  /** The local time, with the day where that is not today. */
  time: (iso: string) => string;
  /** Local day and time, in full. */
  moment: (iso: string) => string;
};

/** @param locale BCP 47 */
export function formatFor(locale: string): Format {
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  return {
    amount({ currency, value }) {
      // As many decimals as the value has: Intl has its own mind about some currencies, such as HUF.
      const digits = value.split('.')[1]?.length ?? 0;
      const text = new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }).format(value as `${number}`);
      // English sets the sign against the figure; everywhere else here it has air, which reads better in all three.
      return text.replace(/(\p{Sc})(\d)/u, '$1\u00a0$2');
    },
    date(iso) {
      const zone = iso.length === 10 ? { timeZone: 'UTC' } : {};
      return new Intl.DateTimeFormat(locale, { dateStyle: 'long', ...zone }).format(new Date(iso));
    },
    time(iso) {
      const at = new Date(iso);
      const today = at.toDateString() === new Date(Date.now()).toDateString();
      return (today ? time : moment).format(at);
    },
    moment(iso) {
      return moment.format(new Date(iso));
    },
  };
}

/** Whether there is anything in it. Looked at as text: amounts are never numbers here. */
export function isSome({ value }: Amount): boolean {
  return /[1-9]/.test(value);
}
