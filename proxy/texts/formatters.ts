import type { Amount } from '../../shared/api.ts';
import type { Changes } from '../codes/log-events.ts';

/** Formatters and names as one customer reads them, ready to stand in a sentence. */
export type Formatters = {
  amount(amount: Amount): string;
  /** `YYYY-MM-DD` in words. */
  date(day: string): string;
  /** The hour alone on the day of `now`, else the day with it. */
  time(at: string, now: Date): string;
  /** Day and hour; in English with the zone, since those readers may be anywhere. */
  dateTime(at: string): string;
  /** A payment method by Mollie's id. */
  method(id: string): string;
  /** What changed in an invoice's facts, in one line. */
  changes(changes: Changes): string;
};
