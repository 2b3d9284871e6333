import { CATALOG, type Step } from './catalog.ts';
import type { Invoice } from './invoices.ts';
import { FIRST, type Merchant } from './merchants.ts';

const DAY = 24 * 60 * 60 * 1000;

/** How many days ago the first invoice was sent. */
export const OLDEST = Math.max(...CATALOG.map(({ daysAgo }) => daysAgo));

/** A merchant's invoices, newest first. @param now milliseconds since 1970 */
export function sampleInvoices(merchant: Merchant, now: number): Invoice[] {
  return merchant.catalog.map(
    ({ daysAgo, terms = 30, customer, currency = 'EUR', lines, paidElsewhere = 0 }, i) => ({
      id: idOf(merchant, i, now),
      date: dateAt(now - daysAgo * DAY),
      dueDate: dateAt(now - (daysAgo - terms) * DAY),
      customer,
      currency,
      lines,
      vat: customer.country === merchant.country ? 21 : 0,
      correction: 0,
      paidElsewhere,
      void: false,
      rev: 1,
      link: null,
    }),
  );
}

/** What became of the first merchant's until today, oldest first; first of all each is sent. */
export function sampleHistory(now: number): { id: string; step: Step | [number, 'sent'] }[] {
  return CATALOG.flatMap(({ daysAgo, story = [] }, i) => {
    const steps: (Step | [number, 'sent'])[] = [[daysAgo, 'sent'], ...story];
    return steps.map((step) => ({ id: idOf(FIRST, i, now), step }));
  }).sort((a, b) => b.step[0] - a.step[0]);
}

function idOf({ newestNumber }: Merchant, index: number, now: number): string {
  const year = new Date(now).getUTCFullYear();
  return `${year}-${String(newestNumber - index).padStart(4, '0')}`;
}

function dateAt(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
