import type { InvoiceView } from '../../shared/api.ts';
import type { Attempt, InvoiceDocument, Notification } from '../invoice/document.ts';
import { attemptView } from '../invoice/view.ts';
import { toIso } from '../lib/clock.ts';

/** What the host is sent: the invoice as it is now, with the payment that the notification is about. */
export function bodyOf(
  { type, at, paymentId }: Notification,
  document: InvoiceDocument,
  invoice: InvoiceView,
  now: number,
) {
  const attempt = document.attempts.find(({ id }) => id === paymentId);
  return {
    type,
    timestamp: toIso(at),
    data: {
      account: document.realm.account,
      invoice,
      version: document.version,
      payment: attempt ? paymentOf(document, attempt, now) : null,
    },
  };
}

function paymentOf(document: InvoiceDocument, attempt: Attempt, now: number) {
  const { id, status, amount, refunded, chargedBack, method, paidAt } = attemptView(document, attempt, now);
  return { id, status, amount, refunded, chargedBack, method, paidAt };
}
