import type { LogDetails, LogEvent } from '../codes/log-events.ts';
import type { Formatters } from './formatters.ts';

/** What may stand in the message of an error, ready to read. Each code uses what its sentence needs. */
export type ErrorWords = {
  /** `invalid_invoice`: the claim's name. */
  claim: string;
  /** `amount_changed`: what was shown, and what is due. */
  from: string;
  to: string;
};

export type ErrorText = string | ((words: ErrorWords) => string);

export type LogTexts = { [E in LogEvent]: (details: LogDetails[E], say: Formatters) => string };

export type FindingText = { message: string; hint: string };
