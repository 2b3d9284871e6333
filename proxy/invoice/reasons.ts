import type { InvoiceStatus, Reason } from '../../shared/api.ts';
import type { Mode } from '../keys/realm.ts';
import { MINUTE } from '../lib/clock.ts';
import { isMollieCurrency, MAX_MINOR } from '../lib/money.ts';
import { isFinal, isInVain, isPayable, isStartedTransfer, received } from './attempts.ts';
import type { Attempt, InvoiceDocument } from './document.ts';
import { canChange } from './look-schedule.ts';
import { olderPayable } from './offer.ts';
import { recentRefusal } from './refusals.ts';
import { balanceOfDocument, sumsOf } from './sums.ts';

export type Standing = { isConnected: boolean; isPaused: boolean };

/** Who reads the view, and when. */
export type Reader = {
  audience: 'payer' | 'merchant';
  now: number;
  /** What the merchant's account stands for: payments are made where it is connected, and not paused. */
  account: Standing;
  /** Null where no mode is shown. */
  mode: Mode | null;
  /** The payment that a method's own button leads back to. */
  resumed?: Attempt | undefined;
  /** Whether Mollie was asked for this view and did not answer. */
  mollieUnavailable?: boolean;
};

/** Mollie sends its first webhook at once and the second after a minute; after this time one is missing. */
const WEBHOOK_PATIENCE = 2 * MINUTE;

const PAID: ReadonlySet<InvoiceStatus> = new Set(['paid', 'overpaid', 'partially_refunded']);

/** Why the invoice cannot be paid now, and what its reader should know before paying or booking it. */
export function reasonsOf(
  document: InvoiceDocument,
  status: InvoiceStatus,
  { audience, now, account, mode, resumed, mollieUnavailable = false }: Reader,
): Reason[] {
  const { facts, attempts } = document;
  const refusal = recentRefusal(document, undefined, now)?.code;
  const isMerchant = audience === 'merchant';
  const { pending } = sumsOf(document);
  const { due } = balanceOfDocument(document);
  const candidates: [Reason, boolean][] = [
    ['void', facts.void],
    ['paid', PAID.has(status)],
    ['nothing_due', (status === 'nothing_due' && due === 0) || status === 'refunded'],
    ['payment_pending', pending > 0],
    ['bank_transfer_open', attempts.some((one) => isStartedTransfer(one) && isPayable(one, now))],
    ['older_attempt_open', olderPayable(document, now, resumed).length > 0],
    [
      'currency_unsupported',
      due > 0 && (!isMollieCurrency(facts.currency) || refusal === 'currency_unsupported'),
    ],
    ['below_minimum', refusal === 'below_minimum'],
    ['above_maximum', due > MAX_MINOR || refusal === 'above_maximum'],
    ['no_methods', refusal === 'no_methods'],
    ['mollie_unavailable', mollieUnavailable],
    ['unconfirmed', document.restoredAt !== null],
    ['paused', account.isPaused && due > 0],
    ['not_connected', !account.isConnected && due > 0],
    ['test_mode', mode === 'test'],
    ['maybe_booked_twice', isMerchant && document.maybeBookedTwice],
    ['maybe_not_booked', isMerchant && isBookedBeyondBooks(document)],
    ['paid_although_void', isMerchant && document.paidAlthoughVoid],
    ['captured_in_part', isMerchant && attempts.some(isCapturedInPart)],
    ['not_visible', isMerchant && attempts.some((attempt) => isNotVisible(attempt, now))],
    ['webhook_silent', isMerchant && isWebhookSilent(document, now)],
  ];
  return candidates.filter(([, holds]) => holds).map(([reason]) => reason);
}

/** The books name more payments from here than they hold as paid elsewhere. */
function isBookedBeyondBooks({ facts, attempts }: InvoiceDocument): boolean {
  const booked = attempts.filter(({ id }) => facts.booked.includes(id));
  return (
    facts.paidElsewhere >= 0 &&
    booked.reduce((sum, attempt) => sum + received(attempt), 0) > facts.paidElsewhere
  );
}

function isCapturedInPart(attempt: Attempt): boolean {
  const captured = attempt.captured ?? 0;
  return captured > 0 && captured < attempt.amount;
}

/** Whether Mollie shows the attempt to no key while it could still bring or return money. */
function isNotVisible(attempt: Attempt, now: number): boolean {
  return attempt.notVisibleSince !== null && !isInVain(attempt) && canChange(attempt, now);
}

/** Whether the proxy learned by asking what a webhook should have told. */
function isWebhookSilent({ attempts }: InvoiceDocument, now: number): boolean {
  const newest = attempts.findLast(({ status, webhooks }) => webhooks && isFinal(status));
  return newest !== undefined && newest.webhookAt === null && now - newest.statusAt > WEBHOOK_PATIENCE;
}
