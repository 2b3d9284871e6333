import { MINUTE, toIso } from '../clock.ts';
import type { Mode } from '../keys.ts';
import { isMollieCurrency } from '../money.ts';
import type { Speech } from '../texts/index.ts';
import type { AttemptView, InvoiceStatus, InvoiceView, PaymentView, Reason } from '../types.ts';
import {
  type Attempt,
  amountIn,
  balanceOfDocument,
  type InvoiceDocument,
  isFinal,
  isPayable,
  isStartedTransfer,
  sumsOf,
} from './document.ts';
import { canChange } from './schedule.ts';

export type ViewOptions = {
  audience: 'payer' | 'merchant';
  mode: Mode;
  /** The pay page's address. */
  link: string;
  speech: Speech;
  now: number;
  /** Whether Mollie was asked for this view and did not answer. */
  mollieUnavailable?: boolean;
};

/** Mollie sends its first webhook at once and the second after a minute; then silence means something. */
const WEBHOOK_PATIENCE = 2 * MINUTE;

/** Methods and their limits are changed at Mollie, without a word to us. */
const REFUSAL_HOLDS = MINUTE;

const PAID: ReadonlySet<InvoiceStatus> = new Set(['paid', 'overpaid', 'partially_refunded']);

/** The invoice as its payer or merchant may see it. */
export function viewOf(document: InvoiceDocument, options: ViewOptions): InvoiceView {
  const { facts } = document;
  const { audience, mode, link, speech } = options;
  const sums = sumsOf(document);
  const balance = balanceOfDocument(document);
  const amount = (minor: number) => amountIn(document, minor);
  // Money that the host may have booked twice is the merchant's question; the payer has paid.
  const hidesExcess = audience === 'payer' && document.maybeBookedTwice && balance.status === 'overpaid';
  const status = hidesExcess ? 'paid' : balance.status;
  const current = currentAttempt(document, balance.due);
  const merchant = audience === 'merchant';

  return {
    id: facts.sub,
    number: facts.number,
    date: facts.date,
    dueDate: facts.dueDate,
    url: facts.url,
    mode,
    status,
    label: speech.texts.status[status],
    total: amount(sums.total),
    paid: amount(sums.paid),
    paidElsewhere: amount(sums.paidElsewhere),
    refunded: amount(sums.refunded),
    chargedBack: amount(sums.chargedBack),
    remaining: amount(balance.remaining),
    pending: amount(sums.pending),
    due: amount(balance.due),
    excess: amount(hidesExcess ? 0 : balance.excess),
    completedAt: document.completedAt,
    canPay: balance.due > 0 && !facts.void,
    reasons: reasonsFor(document, status, options),
    link,
    payment: current ? (merchant ? attemptView(document, current) : paymentView(document, current)) : null,
    stillPayable: stillPayable(document).map((attempt) => ({
      amount: amount(attempt.amount),
      expiresAt: attempt.expiresAt,
    })),
    ...(merchant
      ? {
          attempts: document.attempts.map((attempt) => attemptView(document, attempt)).toReversed(),
          attemptsOmitted: document.attemptsOmitted,
        }
      : {}),
    checkedAt: toIso(checkedAt(document, options.now)),
  };
}

/** A payment as everyone with the invoice may see it. */
export function paymentView(document: InvoiceDocument, attempt: Attempt): PaymentView {
  return {
    status: attempt.status,
    amount: amountIn(document, attempt.amount),
    method: attempt.method,
    createdAt: attempt.createdAt,
    expiresAt: attempt.expiresAt,
    checkoutUrl: isPayable(attempt) && !document.facts.void ? attempt.checkoutUrl : null,
    ...(isStartedTransfer(attempt) && attempt.bankTransfer ? { bankTransfer: attempt.bankTransfer } : {}),
  };
}

/** A payment as the merchant sees it. */
export function attemptView(document: InvoiceDocument, attempt: Attempt): AttemptView {
  return {
    ...paymentView(document, attempt),
    id: attempt.id,
    refunded: amountIn(document, attempt.refunded),
    chargedBack: amountIn(document, attempt.chargedBack),
    paidAt: attempt.paidAt,
    dashboardUrl: attempt.dashboardUrl,
  };
}

/** The one that can be paid, else the pending one, else the newest. */
function currentAttempt({ attempts }: InvoiceDocument, due: number): Attempt | undefined {
  const payable = attempts.filter(isPayable);
  return (
    payable.findLast(({ amount }) => amount === due) ??
    attempts.findLast(({ status }) => status === 'pending' || status === 'authorized') ??
    attempts.at(-1)
  );
}

/** Attempts whose checkout may still work beside what the next Pay leads to. */
function stillPayable(document: InvoiceDocument): Attempt[] {
  const { due } = balanceOfDocument(document);
  const isOffered = ({ amount }: Attempt) => amount === due && !document.facts.void;
  const offered = document.attempts.filter(isPayable).findLast(isOffered);
  return document.attempts.filter((attempt) => isPayable(attempt) && attempt !== offered);
}

function reasonsFor(document: InvoiceDocument, status: InvoiceStatus, options: ViewOptions): Reason[] {
  const { facts, attempts } = document;
  const refusal = recentRefusal(document, options.now);
  const { pending } = sumsOf(document);
  const { due } = balanceOfDocument(document);
  const candidates: [Reason, boolean][] = [
    ['void', facts.void],
    ['paid', PAID.has(status)],
    ['nothing_due', status === 'nothing_due' || status === 'refunded'],
    ['payment_pending', pending > 0],
    ['bank_transfer_open', attempts.some(isStartedTransfer)],
    ['older_attempt_open', stillPayable(document).length > 0],
    [
      'currency_unsupported',
      due > 0 && (!isMollieCurrency(facts.currency) || refusal === 'currency_unsupported'),
    ],
    ['below_minimum', refusal === 'below_minimum'],
    ['above_maximum', refusal === 'above_maximum'],
    ['no_methods', refusal === 'no_methods'],
    ['mollie_unavailable', options.mollieUnavailable ?? false],
    ['test_mode', options.mode === 'test'],
    ['maybe_booked_twice', options.audience === 'merchant' && document.maybeBookedTwice],
    ['webhook_silent', options.audience === 'merchant' && isWebhookSilent(document, options.now)],
  ];
  return candidates.filter(([, holds]) => holds).map(([reason]) => reason);
}

/** Why Mollie refused a payment of what is due, until that is worth another try. */
function recentRefusal({ refusal }: InvoiceDocument, now: number) {
  return refusal && now - refusal.at < REFUSAL_HOLDS ? refusal.code : null;
}

/** Whether we found out by asking what a webhook should have told. */
function isWebhookSilent({ attempts }: InvoiceDocument, now: number): boolean {
  const newest = attempts.findLast(({ status, webhooks }) => webhooks && isFinal(status));
  return newest !== undefined && newest.webhookAt === null && now - newest.statusAt > WEBHOOK_PATIENCE;
}

/** As of when this is true: now, unless Mollie could tell something new; then since it was last heard of. */
function checkedAt({ attempts }: InvoiceDocument, now: number): number {
  const changeable = attempts.filter((attempt) => canChange(attempt, now));
  const heard = (of: readonly Attempt[]) => of.map(({ statusAt, lookedAt }) => Math.max(statusAt, lookedAt));
  const underWay = heard(changeable.filter(({ status }) => !isFinal(status)));
  // What is under way counts, and of that what was heard of least lately.
  if (underWay.length > 0) return Math.min(...underWay);
  return changeable.length > 0 ? Math.max(...heard(changeable)) : now;
}
