import type { LogEvent } from '../codes/log-events.ts';
import { elapsed, MINUTE } from '../lib/clock.ts';
import { toAmount } from '../lib/money.ts';
import type { MolliePayment } from '../mollie/payment.ts';
import type { LogEntry } from '../store/store.ts';
import {
  type Attempt,
  amountIn,
  type Changed,
  type InvoiceDocument,
  isDead,
  isFinal,
  isInVain,
  logEntry,
  type Omitted,
  received,
  sumsOf,
  withAttempt,
} from './document.ts';
import { recompute } from './recompute.ts';

/** How news of a payment came: Mollie's answer to a create, a webhook, a question of ours, or its list. */
export type Via = 'create' | 'webhook' | 'look' | 'watch' | 'resync';

/** Mollie may not find a payment at once that it has made. */
export const KNOWN_TO_MOLLIE = 10 * MINUTE;

/** Mollie's answer to a create is no look: whoever looks next sees it as Mollie sees it then. */
const NEVER = 0;

/** Mollie's answer about one of the invoice's payments; null where Mollie does not know it. */
export type PaymentUpdate = {
  id: string;
  n: number;
  credential: string;
  /** Whether Mollie was given an address for webhooks. */
  webhooks: boolean;
  payment: MolliePayment | null;
  /** Where Mollie does not know it: none of the keys that were asked could have seen it. */
  isKeyGone?: boolean;
};

/** Writes what Mollie said of payments into the document. */
export function applyPayments(
  document: InvoiceDocument,
  updates: readonly PaymentUpdate[],
  via: Via,
  now: number,
): Changed {
  const log: LogEntry[] = [];
  let next = document;
  for (const update of updates) {
    const before = sumsOf(next).paid;
    next = applyPayment(next, update, via, now, log);
    const rise = sumsOf(next).paid - before;
    if (!document.facts.void || rise <= 0) continue;
    const details = { id: update.id, amount: amountIn(document, rise) };
    log.push(logEntry(document, now, 'invoice.paid_although_void', details));
    next = { ...next, paidAlthoughVoid: true };
  }
  return recompute(document, { document: next, log }, 'payment', now);
}

/** The merchant goes on without payments that Mollie shows to no key; one that turns up after all counts again. */
export function disregard(document: InvoiceDocument, gone: readonly Attempt[], now: number): Changed {
  const attempts = document.attempts.map((one) =>
    gone.includes(one) ? { ...one, isDisregarded: true } : one,
  );
  const log = gone.map(({ id, amount }) =>
    logEntry(document, now, 'payment.disregarded', { id, amount: amountIn(document, amount) }),
  );
  return recompute(document, { document: { ...document, attempts }, log }, 'payment', now);
}

/** Somebody is sent to a payment that nobody was sent to before. */
export function handedOut(document: InvoiceDocument, id: string): Changed {
  return { document: withAttempt(document, id, { isStray: false }), log: [] };
}

/** The customer comes back to another address. */
export function withRedirectUrl(document: InvoiceDocument, id: string, redirectUrl: string): Changed {
  return { document: withAttempt(document, id, { redirectUrl }), log: [] };
}

function applyPayment(
  document: InvoiceDocument,
  { id, n, credential, webhooks, payment, isKeyGone = false }: PaymentUpdate,
  via: Via,
  now: number,
  log: LogEntry[],
): InvoiceDocument {
  const known = document.attempts.find((attempt) => attempt.id === id);
  if (!known) {
    // One that was dropped is over; only money that comes after all makes it of concern again.
    if (!payment || (isOmitted(document, n) && isDead(payment.status))) return document;
    if (payment.currency !== document.facts.currency) {
      log.push(foreignEntry(document, payment, via, now));
      return document;
    }
    const isIntended = document.intent?.n === n;
    const isPutAside = document.putAside.some((aside) => aside.n === n);
    const attempt: Attempt = {
      ...figuresOf(payment),
      n,
      credential,
      webhooks,
      // Whether a webhook told of what ended before it was restored, nobody knows: it is not silence.
      webhookAt: via === 'webhook' || (via === 'resync' && isFinal(payment.status)) ? now : null,
      statusAt: via === 'resync' && payment.statusSince ? Date.parse(payment.statusSince) : now,
      lookedAt: via === 'create' ? NEVER : now,
      looks: 1,
      // Nobody was sent to it yet who could have chosen another.
      methodAtCreation: via === 'create' || isIntended || isPutAside ? payment.method : null,
      notVisibleSince: null,
      isDisregarded: false,
      // Whoever was to be sent to it had an intent of this number.
      isStray: !isIntended && (isPutAside || via !== 'resync'),
    };
    log.push(logEntry(document, now, 'payment.created', told(document, attempt, via)));
    if (attempt.status !== 'open')
      log.push(logEntry(document, now, `payment.${attempt.status}`, told(document, attempt, via)));
    log.push(...moneyMoved(document, { ...attempt, ...NOTHING_MOVED }, attempt, via, now));
    return {
      ...document,
      ...listed(document, n),
      attempts: [...document.attempts, attempt].toSorted((a, b) => a.n - b.n),
      nextN: Math.max(document.nextN, n + 1),
      intent: isIntended ? null : document.intent,
      putAside: document.putAside.filter((aside) => aside.n !== n),
      refusal: null,
    };
  }
  const attempt: Attempt = {
    ...known,
    ...(payment ? following(known, payment) : {}),
    notVisibleSince: payment ? null : unseenSince(known, isKeyGone, now),
    // What Mollie shows counts, whatever was decided while it did not.
    isDisregarded: payment ? false : known.isDisregarded,
    webhookAt: via === 'webhook' ? now : known.webhookAt,
    lookedAt: now,
    looks: known.looks + 1,
  };
  const isSeen = attempt.notVisibleSince === null;
  if (isSeen !== (known.notVisibleSince === null) && !isInVain(known)) {
    const event = isSeen ? 'payment.visible_again' : 'payment.not_visible';
    log.push(logEntry(document, now, event, told(document, attempt, via)));
  }
  if (attempt.status !== known.status) {
    attempt.statusAt = now;
    log.push(logEntry(document, now, `payment.${attempt.status}`, told(document, attempt, via)));
  }
  log.push(...moneyMoved(document, known, attempt, via, now));
  return { ...document, attempts: document.attempts.map((one) => (one === known ? attempt : one)) };
}

/** A final state never regresses, nor do its figures; only money that comes late after all, or is on its way, counts. */
function following(known: Attempt, payment: MolliePayment): Partial<Attempt> {
  const isLate = isDead(known.status) && !isDead(payment.status) && payment.status !== 'open';
  if (isFinal(known.status) && payment.status !== known.status && !isLate) return {};
  const figures = figuresOf(payment);
  // An address once given is kept while later answers lack one.
  return {
    ...figures,
    checkoutUrl: figures.checkoutUrl ?? (figures.status === 'open' ? known.checkoutUrl : null),
  };
}

/** Since when no key sees it; null as long as Mollie may simply not find yet what it has just made. */
function unseenSince(
  { notVisibleSince, createdAt }: Attempt,
  isKeyGone: boolean,
  now: number,
): number | null {
  const isCertain = isKeyGone || elapsed(Date.parse(createdAt), now) > KNOWN_TO_MOLLIE;
  return notVisibleSince ?? (isCertain ? now : null);
}

/** A payment in another currency than the invoice's is in no sum of it. */
function foreignEntry(document: InvoiceDocument, payment: MolliePayment, via: Via, now: number): LogEntry {
  const { id, amount, currency } = payment;
  const details = { id, amount: toAmount(amount, currency), via };
  return logEntry(document, now, 'payment.other_currency', details);
}

/** One that was no longer listed is again. */
function listed(document: InvoiceDocument, n: number) {
  if (!isOmitted(document, n)) return {};
  const { attemptsOmitted, omitted } = document;
  const split = (run: Omitted[number]): Omitted =>
    isIn(run, n)
      ? [[run[0], n - 1] as const, [n + 1, run[1]] as const].filter(([first, last]) => first <= last)
      : [run];
  return { attemptsOmitted: attemptsOmitted - 1, omitted: omitted.flatMap(split) };
}

/** Whether attempt `n` is no longer listed, since it brought no money. */
export function isOmitted({ omitted }: InvoiceDocument, n: number): boolean {
  return omitted.some((run) => isIn(run, n));
}

function isIn([first, last]: Omitted[number], n: number): boolean {
  return first <= n && n <= last;
}

function figuresOf(payment: MolliePayment) {
  const {
    mode: _mode,
    currency: _currency,
    metadata: _metadata,
    description: _description,
    locale: _locale,
    hasWebhook: _hasWebhook,
    statusSince: _statusSince,
    ...figures
  } = payment;
  return figures;
}

function told(document: InvoiceDocument, attempt: Attempt, via: Via) {
  const { id, amount, method, status } = attempt;
  return { id, amount: amountIn(document, status === 'paid' ? received(attempt) : amount), method, via };
}

const NOTHING_MOVED = { refunded: 0, chargedBack: 0, captured: null, otherCurrencies: [] } as const;

/** Refunds, chargebacks and captures can leave Mollie's status as it is; only the sums tell of them. */
function moneyMoved(
  document: InvoiceDocument,
  from: Attempt,
  to: Attempt,
  via: Via,
  now: number,
): LogEntry[] {
  const entry = (event: LogEvent, change: number) =>
    logEntry(document, now, event, { id: to.id, amount: amountIn(document, Math.abs(change)), via });
  const refunded = to.refunded - from.refunded;
  const chargedBack = to.chargedBack - from.chargedBack;
  // A part that is captured; of what is paid in whole the status tells.
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
