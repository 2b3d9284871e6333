import { CATALOG, type Step } from './catalog.ts';
import type { Invoice } from './invoices.ts';

/** Of the newest invoice; the others count down from it. */
const NEWEST_NUMBER = 42;

const DAY = 24 * 60 * 60 * 1000;

/** How many days ago the first invoice was sent. */
export const OLDEST = Math.max(...CATALOG.map(({ daysAgo }) => daysAgo));

/** The invoices of a company that has been at it for a while, newest first. @param now milliseconds since 1970 */
export function sampleInvoices(now: number): Invoice[] {
  return CATALOG.map(({ daysAgo, terms = 30, customer, currency = 'EUR', lines, paidElsewhere = 0 }, i) => ({
    id: idOf(i, now),
    date: dateAt(now - daysAgo * DAY),
    dueDate: dateAt(now - (daysAgo - terms) * DAY),
    customer,
    currency,
    lines,
    vat: customer.country === 'NL' ? 21 : 0,
    correction: 0,
    paidElsewhere,
    void: false,
    rev: 1,
    link: null,
  }));
}

/** What became of them until today, oldest first; first of all each is sent. */
export function sampleHistory(now: number): { id: string; step: Step | [number, 'sent'] }[] {
  return CATALOG.flatMap(({ daysAgo, story = [] }, i) => {
    const steps: (Step | [number, 'sent'])[] = [[daysAgo, 'sent'], ...story];
    return steps.map((step) => ({ id: idOf(i, now), step }));
  }).sort((a, b) => b.step[0] - a.step[0]);
}

function idOf(index: number, now: number): string {
  const year = new Date(now).getUTCFullYear();
  return `${year}-${String(NEWEST_NUMBER - index).padStart(4, '0')}`;
}

function dateAt(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
