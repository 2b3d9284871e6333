import type { Amount } from '../../shared/api.ts';
import type { Changes, LogDetails, LogEvent } from '../codes/log-events.ts';

/** Write amounts, times and names as one customer reads them, ready to stand in a sentence. */
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

/** What may stand in the message of an error, ready to read. Each code uses what its sentence needs. */
export type ErrorWords = {
  /** `invalid_invoice`: the claim's name. */
  claim: string;
  /** `amount_changed`: what was shown, and what is due. */
  from: string;
  to: string;
  /** `key_refused`: a code of the reason, and what Mollie says. */
  reason: string;
  detail: string;
  /** `no_methods`: the name of the method that was asked for; empty where none was. */
  method: string;
};

export type ErrorText = string | ((words: ErrorWords) => string);

export type LogTexts = { [E in LogEvent]: (details: LogDetails[E], format: Formatters) => string };

export type FindingText = { message: string; hint: string };
