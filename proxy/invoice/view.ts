import type {
  AttemptView,
  BankTransfer,
  InvoiceView,
  MethodView,
  PaymentStatus,
  PaymentView,
} from '../../shared/api.ts';
import { DAY, elapsed, toIso } from '../lib/clock.ts';
import { epcText } from '../lib/epc.ts';
import { isMollieCurrency } from '../lib/money.ts';
import type { TransferDetails } from '../mollie/payment.ts';
import { dayOf } from '../texts/format.ts';
import type { Translator } from '../texts/translator.ts';
import { isDead, isFinal, isPayable, isStartedTransfer, received, underWay } from './attempts.ts';
import { type Attempt, amountIn, type InvoiceDocument } from './document.ts';
import { canChange } from './look-schedule.ts';
import { attemptForPay, olderPayable, resumedAttempt, startedTransfer } from './offer.ts';
import { type Reader, reasonsOf } from './reasons.ts';
import { recentRefusal } from './refusals.ts';
import { balanceOfDocument, sumsOf } from './sums.ts';

export type ViewOptions = Omit<Reader, 'mode' | 'resumed'> & {
  /** The pay page's address; null where the account has no key. */
  link: string | null;
  /** Who is paid, as the customer reads it. */
  merchantName: string | null;
  translator: Translator;
  /** The methods to offer beside Pay; asked where something can be paid. */
  methods?: () => MethodView[] | undefined;
  /** The names of the token's claims that the proxy does not know. */
  ignored?: readonly string[];
};

/** How long after its creation the end of a payment is worth telling. */
const NEWS = DAY;

/** The invoice as its payer or merchant may see it. */
export function viewOf(document: InvoiceDocument, options: ViewOptions): InvoiceView {
  const { facts } = document;
  const { audience, link, account, merchantName, translator, now, ignored = [] } = options;
  const mode = link === null ? null : document.realm.mode;
  const sums = sumsOf(document);
  const balance = balanceOfDocument(document);
  const amount = (minor: number) => amountIn(document, minor);
  // Whether the host has booked a payment twice is the merchant's question; the payer has paid.
  const hidesExcess = audience === 'payer' && document.maybeBookedTwice && balance.status === 'overpaid';
  const status = hidesExcess ? 'paid' : balance.status;
  // Of an invoice over nothing something is due once money was given back elsewhere.
  const isOpenAgain = status === 'nothing_due' && balance.due > 0;
  const offered = attemptForPay(document, now);
  const current = offered ?? currentAttempt(document, now);
  const isOpen = account.isConnected && !account.isPaused && document.restoredAt === null;
  const canPay = balance.due > 0 && isOpen;
  const isRefused = !isMollieCurrency(facts.currency) || recentRefusal(document, undefined, now) !== null;
  const methods = canPay && !isRefused ? options.methods?.() : undefined;
  const open = resumedAttempt(document, now);
  const resumed = methods?.some(({ id }) => id === open?.method) ? open : undefined;
  const view = audience === 'merchant' ? attemptView : paymentView;

  return {
    id: facts.sub,
    number: facts.number,
    date: facts.date,
    dueDate: facts.dueDate,
    url: facts.url,
    mode,
    status,
    label: translator.texts.status[isOpenAgain ? 'open' : status],
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
    canPay,
    continues: canPay && offered !== undefined,
    reasons: reasonsOf(document, status, { ...options, mode, resumed }),
    link,
    payment: current ? view(document, current, now) : null,
    ended: current && elapsed(Date.parse(current.createdAt), now) < NEWS ? endInVain(current, now) : null,
    stillPayable: olderPayable(document, now, resumed).map((attempt) => ({
      amount: amount(attempt.amount),
      expiresAt: attempt.expiresAt,
      ...(isStartedTransfer(attempt) ? { bankTransfer: true as const } : {}),
    })),
    chargedBackAt: chargedBackAt(document),
    ...(methods && { methods }),
    ...(audience === 'merchant'
      ? {
          attempts: document.attempts.map((attempt) => attemptView(document, attempt, now)).toReversed(),
          attemptsOmitted: document.attemptsOmitted,
          merchantName,
          warnings: warningsOf(document, ignored, translator),
        }
      : {}),
    checkedAt: toIso(checkedAt(document, now)),
  };
}

/** What was wrong without being an error, for whoever writes the tokens. */
function warningsOf(
  { billing }: InvoiceDocument,
  ignored: readonly string[],
  { texts: { warnings } }: Translator,
): string[] {
  const refused = billing?.refused && warnings.billingRefused(billing.refused.field ?? '');
  return [...ignored.map(warnings.ignored), ...(refused ? [refused] : [])];
}

/** A payment as everyone with the invoice may see it. */
export function paymentView(document: InvoiceDocument, attempt: Attempt, now: number): PaymentView {
  const mayBePaid = isPayable(attempt, now) && !document.facts.void && document.restoredAt === null;
  return {
    status: statusOf(attempt, now),
    amount: amountIn(document, attempt.amount),
    method: attempt.method,
    createdAt: attempt.createdAt,
    // When a payment ends that Mollie does not show, nobody knows.
    expiresAt: attempt.notVisibleSince !== null && underWay(attempt) > 0 ? null : attempt.expiresAt,
    checkoutUrl: mayBePaid ? attempt.checkoutUrl : null,
    ...(attempt.bankTransfer && startedTransfer(document) === attempt
      ? { bankTransfer: bankTransferView(document, attempt, attempt.bankTransfer) }
      : {}),
  };
}

function bankTransferView(
  document: InvoiceDocument,
  { amount, expiresAt }: Attempt,
  details: TransferDetails,
): BankTransfer {
  const { bankName, bankAccount, bankBic, transferReference } = details;
  const { currency, value } = amountIn(document, amount);
  const isScannable = bankName !== null && currency === 'EUR';
  return {
    ...details,
    dueDate: expiresAt && dayOf(toIso(Date.parse(expiresAt) - 1)),
    epc: isScannable
      ? epcText({ name: bankName, iban: bankAccount, bic: bankBic, value, reference: transferReference })
      : null,
  };
}

/** A payment as the merchant sees it. */
export function attemptView(document: InvoiceDocument, attempt: Attempt, now: number): AttemptView {
  return {
    ...paymentView(document, attempt, now),
    id: attempt.id,
    refunded: amountIn(document, attempt.refunded),
    chargedBack: amountIn(document, attempt.chargedBack),
    paidAt: attempt.paidAt,
    dashboardUrl: attempt.dashboardUrl,
    captured: attempt.captured === null ? null : amountIn(document, attempt.captured),
    captureBefore: attempt.captureBefore,
    notVisibleSince: attempt.notVisibleSince === null ? null : toIso(attempt.notVisibleSince),
    otherCurrencies: [...attempt.otherCurrencies],
  };
}

/** The attempt to show where Pay leads to none: the started transfer, a pending one, or the newest but strays that ended. */
function currentAttempt(document: InvoiceDocument, now: number): Attempt | undefined {
  const { attempts } = document;
  return (
    startedTransfer(document) ??
    resumedAttempt(document, now) ??
    attempts.findLast((attempt) => underWay(attempt) > 0) ??
    attempts.findLast((attempt) => !attempt.isStray || endInVain(attempt, now) === null)
  );
}

/** The status to show: an open attempt that Mollie no longer shows is expired once its time is over. */
function statusOf(attempt: Attempt, now: number): PaymentStatus {
  return attempt.status === 'open' && !isPayable(attempt, now) ? 'expired' : attempt.status;
}

/** How it ended, unless a part of it was captured before. */
function endInVain(attempt: Attempt, now: number): InvoiceView['ended'] {
  const status = statusOf(attempt, now);
  return isDead(status) && received(attempt) === 0 ? status : null;
}

function chargedBackAt({ attempts }: InvoiceDocument): string | null {
  const times = attempts
    .filter(({ chargedBack }) => chargedBack > 0)
    .flatMap(({ chargedBackAt }) => chargedBackAt ?? []);
  return times.toSorted().at(-1) ?? null;
}

/** The time as of which the view is true: Mollie's last answer where it could tell something new, else now. */
function checkedAt({ attempts }: InvoiceDocument, now: number): number {
  const changeable = attempts.filter((attempt) => canChange(attempt, now));
  const heard = (of: readonly Attempt[]) => of.map(({ statusAt, lookedAt }) => Math.max(statusAt, lookedAt));
  const underWay = heard(changeable.filter(({ status }) => !isFinal(status)));
  // Of the attempts under way, the one with the oldest answer counts.
  if (underWay.length > 0) return Math.min(...underWay);
  return changeable.length > 0 ? Math.max(...heard(changeable)) : now;
}
