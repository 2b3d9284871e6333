import { elapsed, MINUTE } from '../lib/clock.ts';
import type { MolliePayment } from '../mollie/payment.ts';
import type { LogEntry } from '../store/store.ts';
import { isDead, isFinal } from './attempts.ts';
import { type Attempt, amountIn, type Changed, type InvoiceDocument } from './document.ts';
import { chosenIn } from './intent.ts';
import { logEntry } from './log-entry.ts';
import { isOmitted, withoutNumber } from './omitted-attempts.ts';
import {
  changedPaymentEntries,
  newPaymentEntries,
  otherCurrencyEntry,
  type Source,
  type Via,
} from './payment-log.ts';
import { recompute } from './recompute.ts';
import { withoutRefusals } from './refusals.ts';
import { sumsOf } from './sums.ts';

/** Mollie may not find a payment at once that it has made. */
export const FINDABLE_AFTER = 10 * MINUTE;

/** `lookedAt` of an attempt that Mollie was never asked about: its answer to a create is not what it shows later. */
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
    const applied = applyPayment(next, update, { via, now });
    next = applied.document;
    log.push(...applied.log);
    const rise = sumsOf(next).paid - before;
    if (!document.facts.void || rise <= 0) continue;
    const details = { id: update.id, amount: amountIn(document, rise) };
    log.push(logEntry(document, now, 'invoice.paid_although_void', details));
    next = { ...next, paidAlthoughVoid: true };
  }
  return recompute(document, { document: next, log }, 'payment', now);
}

function applyPayment(document: InvoiceDocument, update: PaymentUpdate, source: Source): Changed {
  const known = document.attempts.find(({ id }) => id === update.id);
  if (known) return updateAttempt(document, known, update, source);
  return update.payment ? addAttempt(document, update, update.payment, source) : { document, log: [] };
}

/** A payment that the document does not list yet. */
function addAttempt(
  document: InvoiceDocument,
  update: PaymentUpdate,
  payment: MolliePayment,
  source: Source,
): Changed {
  const { n } = update;
  const wasOmitted = isOmitted(document, n);
  // An attempt that was dropped from the list has ended; only money that comes late lists it again.
  if (wasOmitted && isDead(payment.status)) return { document, log: [] };
  if (payment.currency !== document.facts.currency) {
    return { document, log: [otherCurrencyEntry(document, payment, source)] };
  }
  const attempt = newAttempt(document, update, payment, source);
  return {
    document: {
      ...withoutRefusals(document),
      attempts: [...document.attempts, attempt].toSorted((a, b) => a.n - b.n),
      attemptsOmitted: document.attemptsOmitted - Number(wasOmitted),
      omitted: withoutNumber(document.omitted, n),
      nextN: Math.max(document.nextN, n + 1),
      intent: document.intent?.n === n ? null : document.intent,
      putAside: document.putAside.filter((aside) => aside.n !== n),
    },
    log: newPaymentEntries(document, attempt, source),
  };
}

function newAttempt(
  { intent, putAside }: InvoiceDocument,
  { n, credential, webhooks }: PaymentUpdate,
  payment: MolliePayment,
  { via, now }: Source,
): Attempt {
  const isIntended = intent?.n === n;
  const aside = putAside.find((one) => one.n === n);
  const { ownMethod, isBilled } = isIntended ? chosenIn(intent.request) : (aside ?? {});
  return {
    ...keptOf(payment),
    ...(ownMethod !== undefined && { ownMethod }),
    ...(isBilled && { isBilled }),
    n,
    credential,
    webhooks,
    // Whether a webhook told of a payment that had ended before the restore, nobody knows: it does not count as missing.
    webhookAt: via === 'webhook' || (via === 'resync' && isFinal(payment.status)) ? now : null,
    statusAt: via === 'resync' && payment.statusSince ? Date.parse(payment.statusSince) : now,
    lookedAt: via === 'create' ? NEVER : now,
    looks: 1,
    // Nobody was sent to it yet who could have chosen another.
    methodAtCreation: via === 'create' || isIntended || aside ? payment.method : null,
    notVisibleSince: null,
    isDisregarded: false,
    // Whoever was to be sent to it had an intent of this number.
    isStray: !isIntended && (aside !== undefined || via !== 'resync'),
  };
}

/** A payment that the document lists. */
function updateAttempt(
  document: InvoiceDocument,
  known: Attempt,
  { payment, isKeyGone = false }: PaymentUpdate,
  source: Source,
): Changed {
  const { via, now } = source;
  const stated = payment ? changesBy(known, payment) : {};
  const attempt: Attempt = {
    ...known,
    ...stated,
    statusAt: (stated.status ?? known.status) === known.status ? known.statusAt : now,
    notVisibleSince: payment ? null : notVisibleSince(known, isKeyGone, now),
    // What Mollie shows counts, whatever was decided while Mollie did not show it.
    isDisregarded: payment ? false : known.isDisregarded,
    webhookAt: via === 'webhook' ? now : known.webhookAt,
    lookedAt: now,
    looks: known.looks + 1,
  };
  return {
    document: { ...document, attempts: document.attempts.map((one) => (one === known ? attempt : one)) },
    log: changedPaymentEntries(document, known, attempt, source),
  };
}

/** A final status never changes back, nor do its figures; only money that comes late, or is on its way, counts. */
function changesBy(known: Attempt, payment: MolliePayment): Partial<Attempt> {
  const isLate = isDead(known.status) && !isDead(payment.status) && payment.status !== 'open';
  if (isFinal(known.status) && payment.status !== known.status && !isLate) return {};
  const kept = keptOf(payment);
  const { changesTo } = known;
  const isChanged = changesTo !== undefined && payment.method === changesTo;
  // The checkout's address is kept while later answers lack one, but not that of another method.
  const address = kept.status === 'open' && !isChanged ? known.checkoutUrl : null;
  return {
    ...kept,
    checkoutUrl: kept.checkoutUrl ?? address,
    ...(isChanged && { ownMethod: changesTo, changesTo: undefined }),
  };
}

/** Since when no key sees it; null as long as Mollie may simply not find yet what it has just made. */
function notVisibleSince(known: Attempt, isKeyGone: boolean, now: number): number | null {
  const { createdAt } = known;
  const isCertain = isKeyGone || elapsed(Date.parse(createdAt), now) > FINDABLE_AFTER;
  return known.notVisibleSince ?? (isCertain ? now : null);
}

/** What an attempt keeps of Mollie's payment. */
function keptOf(payment: MolliePayment) {
  const {
    mode: _mode,
    currency: _currency,
    metadata: _metadata,
    description: _description,
    locale: _locale,
    hasWebhook: _hasWebhook,
    statusSince: _statusSince,
    ...kept
  } = payment;
  return kept;
}
