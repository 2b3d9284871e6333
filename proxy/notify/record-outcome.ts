import type { Changed, InvoiceDocument, Notification } from '../invoice/document.ts';
import { logEntry } from '../invoice/log-entry.ts';
import { outboxAfterFailure } from '../invoice/outbox.ts';
import type { Outcome } from './send.ts';

/** The invoice after a notification was sent; undefined where another process has sent it meanwhile. */
export function recordOutcome(
  newest: InvoiceDocument,
  { id, type, paymentId, tries }: Notification,
  outcome: Outcome,
  now: number,
): Changed | undefined {
  const isQueued = (outbox: InvoiceDocument['outbox']) => outbox.some((one) => one.id === id);
  if (!isQueued(newest.outbox)) return undefined;
  const outbox =
    outcome === 'failed'
      ? outboxAfterFailure(newest.outbox, id, now)
      : newest.outbox.filter((one) => one.id !== id);
  const isGivenUp = outcome === 'failed' && !isQueued(outbox);
  const event = isGivenUp ? 'notification.given_up' : (`notification.${outcome}` as const);
  // While the host stays down, the log has the first failure and the end.
  const isLogged = outcome !== 'failed' || tries === 0 || isGivenUp;
  const log = isLogged ? [logEntry(newest, now, event, { type, id, paymentId })] : [];
  return { document: { ...newest, outbox }, log };
}
