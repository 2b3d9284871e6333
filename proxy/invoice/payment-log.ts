import type { LogEvent } from '../codes/log-events.ts';
import { toAmount } from '../lib/money.ts';
import type { MolliePayment } from '../mollie/payment.ts';
import type { LogEntry } from '../store/store.ts';
import { isInVain, received } from './attempts.ts';
import { type Attempt, amountIn, type InvoiceDocument } from './document.ts';
import { logEntry } from './log-entry.ts';

/** How news of a payment came. */
export type Via =
  /** Mollie's answer to a create, ours or one that was found in Mollie's list. */
  | 'create'
  /** Mollie was asked because it called the webhook. */
  | 'webhook'
  /** Mollie was asked for somebody who waits: a page, the host, a create. */
  | 'look'
  /** The background asked Mollie, or searched its list for a payment whose create was uncertain. */
  | 'watch'
  /** Mollie's list was read to rebuild the store. */
  | 'resync';

/** How and when news of a payment came. */
export type Source = { via: Via; now: number };

/** What the log says of a payment that was not known before. */
export function newPaymentEntries(document: InvoiceDocument, attempt: Attempt, source: Source): LogEntry[] {
  const statusEntry =
    attempt.status === 'open' ? [] : [paymentEntry(document, attempt, attempt.status, source)];
  return [
    paymentEntry(document, attempt, 'created', source),
    ...statusEntry,
    ...moneyEntries(document, { ...attempt, ...NOTHING_MOVED }, attempt, source),
  ];
}

/** What the log says of a payment that has changed. */
export function changedPaymentEntries(
  document: InvoiceDocument,
  from: Attempt,
  to: Attempt,
  source: Source,
): LogEntry[] {
  const isSeen = to.notVisibleSince === null;
  const hasOtherMethod = from.changesTo !== undefined && to.method === from.changesTo;
  const hasTurned = isSeen !== (from.notVisibleSince === null) && !isInVain(from);
  return [
    ...(hasTurned ? [paymentEntry(document, to, isSeen ? 'visible_again' : 'not_visible', source)] : []),
    ...(hasOtherMethod ? [paymentEntry(document, to, 'method_changed', source)] : []),
    ...(to.status !== from.status ? [paymentEntry(document, to, to.status, source)] : []),
    ...moneyEntries(document, from, to, source),
  ];
}

/** A payment in another currency than the invoice's counts in none of its sums. */
export function otherCurrencyEntry(
  document: InvoiceDocument,
  { id, amount, currency }: MolliePayment,
  { via, now }: Source,
): LogEntry {
  const details = { id, amount: toAmount(amount, currency), via };
  return logEntry(document, now, 'payment.other_currency', details);
}

type PaymentEvent = Attempt['status'] | 'created' | 'method_changed' | 'not_visible' | 'visible_again';

function paymentEntry(
  document: InvoiceDocument,
  attempt: Attempt,
  event: PaymentEvent,
  { via, now }: Source,
): LogEntry {
  const { id, method, status } = attempt;
  const amount = amountIn(document, status === 'paid' ? received(attempt) : attempt.amount);
  return logEntry(document, now, `payment.${event}`, { id, amount, method, via });
}

const NOTHING_MOVED = { refunded: 0, chargedBack: 0, captured: null, otherCurrencies: [] } as const;

/** Refunds, chargebacks and captures can leave Mollie's status as it is; only the sums tell of them. */
function moneyEntries(
  document: InvoiceDocument,
  from: Attempt,
  to: Attempt,
  { via, now }: Source,
): LogEntry[] {
  const entry = (event: LogEvent, change: number) =>
    logEntry(document, now, event, { id: to.id, amount: amountIn(document, Math.abs(change)), via });
  const refunded = to.refunded - from.refunded;
  const chargedBack = to.chargedBack - from.chargedBack;
  // Only where a part was captured; of a payment that was captured in whole the status tells.
  const captured = to.captured !== null && to.captured < to.amount ? received(to) - received(from) : 0;
  const foreign = to.otherCurrencies.slice(from.otherCurrencies.length);
  return [
    ...(captured > 0 ? [entry('payment.captured', captured)] : []),
    ...foreign.map((amount) => logEntry(document, now, 'payment.other_currency', { id: to.id, amount, via })),
    ...(refunded > 0 ? [entry('payment.refunded', refunded)] : []),
    ...(refunded < 0 ? [entry('payment.refund_undone', refunded)] : []),
    ...(chargedBack > 0 ? [entry('payment.charged_back', chargedBack)] : []),
    ...(chargedBack < 0 ? [entry('payment.charge_back_reversed', chargedBack)] : []),
  ];
}
