import { DAY } from './clock.ts';

/** Mollie's days are Amsterdam's. */
const AMSTERDAM = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' });
const AMSTERDAM_HOUR = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', hour: '2-digit' });

/** How long after tomorrow the last day is that may be asked for. */
const LAST = 100;

/** Whether a bank transfer may be due then: tomorrow at the earliest. @param date `YYYY-MM-DD` */
export function isDueDate(date: string, now: number): boolean {
  const day = Date.parse(`${date}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(day) || dateOf(day) !== date) return false;
  const days = (day - Date.parse(AMSTERDAM.format(now))) / DAY;
  return days >= 1 && days <= LAST + 1;
}

/**
 * When a transfer that is due then expires: as the business day after it begins in Amsterdam; one that is due at a
 * weekend is due on Monday. https://docs.mollie.com/reference/create-payment
 */
export function expiryOf(dueDate: string): number {
  const due = businessDay(Date.parse(`${dueDate}T00:00:00Z`));
  const midnight = businessDay(due + DAY);
  // Amsterdam is one hour ahead of UTC, or two in summer.
  const ahead = Number(AMSTERDAM_HOUR.format(midnight)) * (DAY / 24);
  return midnight - ahead;
}

/** This day, or Monday where it is of a weekend. */
function businessDay(day: number): number {
  const weekday = new Date(day).getUTCDay();
  return day + (weekday === 6 ? 2 : weekday === 0 ? 1 : 0) * DAY;
}

function dateOf(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}
