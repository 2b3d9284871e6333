import type { LogEvent } from '../codes/log-events.ts';
import { toIso } from '../lib/clock.ts';
import { currentReference } from '../log/reference.ts';
import type { LogEntry } from '../store/store.ts';
import type { InvoiceDocument } from './document.ts';

/** A line of the invoice's log, under the reference of the request that caused it. */
export function logEntry(
  { facts }: Pick<InvoiceDocument, 'facts'>,
  now: number,
  event: LogEvent,
  details: Record<string, unknown>,
  reference = currentReference(),
): LogEntry {
  return { at: toIso(now), event, reference, number: facts.number, details };
}
