import { MINUTE } from '../clock.ts';
import type { MolliePayment } from '../mollie/payment.ts';
import type { LogEntry } from '../store/store.ts';
import type { LogEvent } from '../texts/index.ts';
import { type Attempt, amountIn, type Changed, type InvoiceDocument, isFinal, logEntry } from './document.ts';
import { settle } from './settle.ts';

/** How news of a payment came: Mollie's answer to a create, a webhook, a question of ours, or its list. */
export type Via = 'create' | 'webhook' | 'look' | 'watch' | 'resync';

/** Mollie may not find a payment at once that it has made. */
const KNOWN_TO_MOLLIE = 10 * MINUTE;

/** Mollie's answer to a create is no look: whoever looks next sees it as Mollie sees it then. */
const NEVER = 0;

/** Mollie's answer about one of the invoice's payments; null where Mollie does not know it. */
export type Observation = {
  id: string;
  n: number;
  credential: string;
  /** Whether Mollie was given an address for webhooks. */
  webhooks: boolean;
  payment: MolliePayment | null;
};

/** Writes what Mollie said of payments into the document. */
export function observe(
  document: InvoiceDocument,
  observations: readonly Observation[],
  via: Via,
  now: number,
): Changed {
  const log: LogEntry[] = [];
  let next = document;
  for (const observation of observations) next = observeOne(next, observation, via, now, log);
  return settle(document, { document: next, log }, 'payment', now);
}

function observeOne(
  document: InvoiceDocument,
  { id, n, credential, webhooks, payment }: Observation,
  via: Via,
  now: number,
  log: LogEntry[],
): InvoiceDocument {
  const known = document.attempts.find((attempt) => attempt.id === id);
  if (!known) {
    if (!payment) return document;
    const attempt: Attempt = {
      ...figuresOf(payment),
      n,
      credential,
      webhooks,
      webhookAt: via === 'webhook' ? now : null,
      statusAt: now,
      lookedAt: via === 'create' ? NEVER : now,
      looks: 1,
      methodAtCreation: via === 'create' ? payment.method : null,
    };
    log.push(logEntry(document, now, 'payment.created', told(document, attempt, via)));
    if (attempt.status !== 'open')
      log.push(logEntry(document, now, `payment.${attempt.status}`, told(document, attempt, via)));
    log.push(...moneyBack(document, { ...attempt, refunded: 0, chargedBack: 0 }, attempt, via, now));
    return {
      ...document,
      attempts: [...document.attempts, attempt].toSorted((a, b) => a.n - b.n),
      nextN: Math.max(document.nextN, n + 1),
      intent: document.intent?.n === n ? null : document.intent,
      refusal: null,
    };
  }
  const attempt: Attempt = {
    ...known,
    ...(payment ? following(known, payment) : isForgotten(known, now) ? { status: 'expired' } : {}),
    webhookAt: via === 'webhook' ? now : known.webhookAt,
    lookedAt: now,
    looks: known.looks + 1,
  };
  if (attempt.status !== known.status) {
    attempt.statusAt = now;
    log.push(logEntry(document, now, `payment.${attempt.status}`, told(document, attempt, via)));
  }
  log.push(...moneyBack(document, known, attempt, via, now));
  return { ...document, attempts: document.attempts.map((one) => (one === known ? attempt : one)) };
}

/** A final state never regresses, nor do its figures; only money that comes late after all still counts. */
function following(known: Attempt, payment: MolliePayment): Partial<Attempt> {
  if (!isFinal(known.status)) return figuresOf(payment);
  if (payment.status === 'paid' || payment.status === known.status) return figuresOf(payment);
  return {};
}

/** Mollie finds a payment some minutes after making it; one that it does not know then, and that has run out, is over. */
function isForgotten({ status, createdAt, expiresAt }: Attempt, now: number): boolean {
  const end = Math.max(
    Date.parse(createdAt) + KNOWN_TO_MOLLIE,
    expiresAt === null ? 0 : Date.parse(expiresAt),
  );
  return !isFinal(status) && now > end;
}

function figuresOf(payment: MolliePayment) {
  const {
    mode: _mode,
    currency: _currency,
    metadata: _metadata,
    description: _description,
    locale: _locale,
    hasWebhook: _hasWebhook,
    ...figures
  } = payment;
  return figures;
}

function told(document: InvoiceDocument, { id, amount, method }: Attempt, via: Via) {
  return { id, amount: amountIn(document, amount), method, via };
}

/** Refunds and chargebacks leave Mollie's status as it is; only the sums tell of them. */
function moneyBack(document: InvoiceDocument, from: Attempt, to: Attempt, via: Via, now: number): LogEntry[] {
  const entry = (event: LogEvent, change: number) =>
    logEntry(document, now, event, { id: to.id, amount: amountIn(document, Math.abs(change)), via });
  const refunded = to.refunded - from.refunded;
  const chargedBack = to.chargedBack - from.chargedBack;
  return [
    ...(refunded > 0 ? [entry('payment.refunded', refunded)] : []),
    ...(refunded < 0 ? [entry('payment.refund_undone', refunded)] : []),
    ...(chargedBack > 0 ? [entry('payment.charged_back', chargedBack)] : []),
    ...(chargedBack < 0 ? [entry('payment.charge_back_reversed', chargedBack)] : []),
  ];
}
