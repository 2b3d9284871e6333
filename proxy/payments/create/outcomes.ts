import type { ProxyError } from '../../errors.ts';
import { applyPayments } from '../../invoice/apply-payments.ts';
import {
  type Attempt,
  amountIn,
  type Changed,
  type Intent,
  type InvoiceDocument,
  withAttempt,
} from '../../invoice/document.ts';
import { putAside } from '../../invoice/intent.ts';
import { logEntry } from '../../invoice/log-entry.ts';
import { recentRefusal, withRefusal } from '../../invoice/refusals.ts';
import { balanceOfDocument } from '../../invoice/sums.ts';
import type { MollieError } from '../../mollie/errors.ts';
import type { MolliePayment } from '../../mollie/payment.ts';
import type { LogEntry } from '../../store/store.ts';

/*
 * What an invoice becomes when it is known what became of an intent. `newest` may have changed since the intent was
 * sent: a webhook may have brought the payment, or the intent may have been put aside.
 */

/** What Mollie answered instead of a payment, and what the customer is told. */
export type Rejection = { answer: MollieError; refusal: ProxyError };

/** Another request than the one that wrote the intent is about to send it. */
export function recordShared(newest: InvoiceDocument, { n }: Intent): Changed | undefined {
  const { intent } = newest;
  if (intent?.n !== n || intent.isShared) return undefined;
  return { document: { ...newest, intent: { ...intent, isShared: true } }, log: [] };
}

/** The payment is recorded as an attempt in place of the intent. */
export function recordPayment(
  newest: InvoiceDocument,
  { n, credential, request }: Intent,
  payment: MolliePayment,
  now: number,
): Changed {
  // A webhook may have been faster, and what it led to may lack the address.
  const known = newest.attempts.find(({ id }) => id === payment.id);
  if (known) return withoutIntent(withAddress(newest, known, payment), n);
  const webhooks = request.webhookUrl !== undefined;
  return applyPayments(newest, [{ id: payment.id, n, credential, webhooks, payment }], 'create', now);
}

/** What Mollie made is not what was asked for: the intent is put aside, since a payment was made all the same. */
export function recordMismatch(
  newest: InvoiceDocument,
  { n }: Intent,
  details: { id: string; field: string },
  refusal: ProxyError,
  now: number,
): Changed | undefined {
  if (newest.intent?.n !== n) return undefined;
  const entry = logEntry(newest, now, 'payment.mismatch', details, refusal.reference);
  return putAside({ document: newest, log: [entry] }, now);
}

/** No payment was made, and none will be. */
export function recordNotMade(newest: InvoiceDocument, intent: Intent, now: number): Changed | undefined {
  const details = { amount: amountIn(newest, intent.amount) };
  return endIntent(newest, intent, [logEntry(newest, now, 'payment.not_made', details)]);
}

/** Mollie would not make the payment. */
export function recordRejection(
  newest: InvoiceDocument,
  intent: Intent,
  rejection: Rejection,
  now: number,
): Changed | undefined {
  const { answer, refusal } = rejection;
  const { title, message: detail, field, status } = answer;
  const amount = amountIn(newest, intent.amount);
  const details = { amount, status, title, detail, ...(field ? { field } : {}) };
  const entry = logEntry(newest, now, 'payment.rejected', details, refusal.reference);
  const isDue = newest.intent?.n === intent.n && balanceOfDocument(newest).due === intent.amount;
  // Too many requests are no reason to refuse this payment.
  const isToRemember = isDue && answer.failure !== 'rate_limited';
  const known = isToRemember ? remembered(newest, intent, rejection, now) : newest;
  return endIntent(known, intent, [entry]);
}

/** Mollie does not take who is billed: payments are made without it, which is no reason not to make this one. */
export function recordBillingRefused(
  newest: InvoiceDocument,
  intent: Intent,
  { answer: { field } }: Rejection,
  now: number,
): Changed | undefined {
  const billing = newest.billing && { ...newest.billing, refused: { field: field ?? null } };
  const details = { amount: amountIn(newest, intent.amount), ...(field !== undefined && { field }) };
  const entry = logEntry(newest, now, 'payment.billing_refused', details);
  return endIntent({ ...newest, ...(billing && { billing }) }, intent, [entry]);
}

/** Mollie has not told what became of the intent: the log says so once, and the next who comes tries again. */
export function recordUncertain(
  newest: InvoiceDocument,
  { n }: Intent,
  rejection: Rejection,
  now: number,
): Changed | undefined {
  const { intent } = newest;
  const { answer, refusal } = rejection;
  const isRefused = answer.failure === 'unauthorized';
  if (intent?.n !== n || (intent.reported !== null && !isRefused)) return undefined;
  const known = isRefused ? remembered(newest, intent, rejection, now) : newest;
  if (intent.reported !== null) return { document: known, log: [] };
  const { status, title, message: detail } = answer;
  const details = {
    amount: amountIn(newest, intent.amount),
    ...(status === undefined ? {} : { status, title, detail }),
  };
  const event = isRefused ? 'payment.rejected' : 'payment.uncertain';
  const log = [logEntry(newest, now, event, details, refusal.reference)];
  const reported = { ...intent, reported: refusal.reference };
  return { document: { ...known, intent: reported }, log };
}

/** The number is used up, whether the intent stands or was put aside; undefined where it is over already. */
function endIntent(newest: InvoiceDocument, { n }: Intent, log: LogEntry[]): Changed | undefined {
  const isPutAside = newest.putAside.some((aside) => aside.n === n);
  if (newest.intent?.n !== n && !isPutAside) return undefined;
  const putAside = newest.putAside.filter((aside) => aside.n !== n);
  return withoutIntent({ ...newest, putAside }, n, log);
}

function withoutIntent(document: InvoiceDocument, n: number, log: LogEntry[] = []): Changed {
  const intent = document.intent?.n === n ? null : document.intent;
  return { document: { ...document, intent, nextN: Math.max(document.nextN, n + 1) }, log };
}

/** With Mollie's refusal of what is due, to be answered again for a while. */
function remembered(
  newest: InvoiceDocument,
  { credential, request: { method } }: Intent,
  { answer, refusal: { code, reference } }: Rejection,
  now: number,
): InvoiceDocument {
  const { due } = balanceOfDocument(newest);
  // That the key is not taken may be over at once; said twice, it is believed for a while.
  const isFirm = answer.failure === 'rejected' || recentRefusal(newest, method, now)?.code === code;
  return withRefusal(newest, { code, due, at: now, credential, reference, isFirm }, method);
}

/** An address once given is kept, also where an answer that lacks it was written first. */
function withAddress(
  document: InvoiceDocument,
  known: Attempt,
  { checkoutUrl }: MolliePayment,
): InvoiceDocument {
  if (known.status !== 'open' || known.checkoutUrl !== null) return document;
  return withAttempt(document, known.id, { checkoutUrl });
}
