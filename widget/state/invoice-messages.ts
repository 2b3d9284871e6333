import type { InvoiceView } from '../../shared/api.ts';
import type { Desk } from './element-state.ts';
import { formatAmount, formatDate, unbroken } from '../i18n/format.ts';
import type { Texts } from '../i18n/texts/en.ts';
import {
  canCaptureRest,
  hasFailed,
  isBalanceKnown,
  isPayable,
  OBSTACLES,
  openAgain,
  transferOf,
} from './invoice-rules.ts';
import { isSome } from '../views/office/is-same.ts';
import { formatTime } from '../i18n/format-time.ts';

export type Sentence = {
  /** Of its icon. */
  shape: string;
  text: string;
  isAlert?: boolean;
  /** What it tells of has details. */
  isTransfer?: boolean;
  /** The page to pay on that it tells of. */
  checkoutUrl?: string;
};

/** What is told of an invoice beside its status, in the order in which it is read. */
export function sentences(desk: Desk, invoice: InvoiceView): Sentence[] {
  const before = [...ended(desk.texts, invoice), ...inProgress(desk, invoice), ...older(desk, invoice)];
  const isTransfer = transferOf(invoice) !== null;
  return [
    ...alerts(desk, invoice),
    ...before.map(info),
    ...toPay(desk, invoice).map((text) => ({ ...info(text), isTransfer })),
    ...reasons(desk.texts, invoice).map(info),
  ];
}

const info = (text: string): Sentence => ({ shape: 'info', text });

function alerts({ texts, locale }: Desk, invoice: InvoiceView): Sentence[] {
  const { chargedBack, chargedBackAt, due } = invoice;
  const alerts: Sentence[] = [];
  const alert = (shape: string, text: string) => alerts.push({ shape, text, isAlert: true });
  if (hasFailed(invoice) && isPayable(invoice)) alert('failed', texts.lastFailed);
  if (isSome(chargedBack) && isSome(due) && isBalanceKnown(invoice)) {
    const day = chargedBackAt && unbroken(formatDate(chargedBackAt, locale));
    alert('charged_back', texts.chargedBackOn(formatAmount(openAgain(invoice), locale), day));
  }
  return alerts;
}

function ended(texts: Texts, invoice: InvoiceView): string[] {
  if (!isPayable(invoice)) return [];
  if (invoice.ended === 'canceled') return [texts.lastCanceled];
  return invoice.ended === 'expired' ? [texts.lastExpired] : [];
}

function inProgress({ texts, locale }: Desk, invoice: InvoiceView): string[] {
  const { payment, pending, remaining, due } = invoice;
  if (!isSome(pending)) return [];
  const sentence = isPayable(invoice)
    ? texts.inProgressPart
    : isSome(remaining) && !isSome(due)
      ? texts.inProgress
      : texts.inProgressBesides;
  // The end of one of several is not that of all.
  const isIt =
    /^(pending|authorized)$/.test(payment?.status ?? '') && payment?.amount.value === pending.value;
  const until = isIt && upcoming(payment.expiresAt, locale);
  const said = sentence(formatAmount(pending, locale));
  return [until ? `${said} ${texts.expires(until)}` : said];
}

/** What could still be paid and is not what Pay leads to. Where Pay is not there, none of it is to be used. */
function older({ texts, locale }: Desk, invoice: InvoiceView): string[] {
  const { stillPayable, remaining } = invoice;
  // Any of them may be the one to pay, once the invoice is stated again.
  if (!isBalanceKnown(invoice)) return [];
  const sentences = stillPayable.map(({ amount, expiresAt, bankTransfer }) => {
    const money = formatAmount(amount, locale);
    if (bankTransfer) return texts.olderTransfer(money);
    return (isPayable(invoice) ? texts.older : texts.olderUseless)(money, upcoming(expiresAt, locale));
  });
  const isSettled = sentences.length > 0 && !isSome(remaining);
  return isSettled ? [[texts.nothingMore, ...sentences].join(' ')] : sentences;
}

/** Where Pay leads, and what may come without it. */
function toPay({ texts, locale }: Desk, invoice: InvoiceView): string[] {
  const { payment, continues, reasons, stillPayable } = invoice;
  const transfer = transferOf(invoice);
  if (transfer) {
    const { amount, expiresAt } = transfer;
    return [
      texts.transfer(formatAmount(amount, locale), expiresAt && unbroken(formatDate(expiresAt, locale))),
    ];
  }
  if (!isPayable(invoice)) return [];
  const sentences: string[] = [];
  if (continues && payment) {
    sentences.push(texts.pageOpen(formatAmount(payment.amount, locale), upcoming(payment.expiresAt, locale)));
  }
  // A transfer for exactly what is due, beside the payment page.
  if (reasons.includes('bank_transfer_open') && !stillPayable.some(({ bankTransfer }) => bankTransfer)) {
    sentences.push(texts.transferOpen);
  }
  return sentences;
}

/** What is told to merchants they are told in any case; an obstacle only matters where something is due. */
function reasons(texts: Texts, invoice: InvoiceView): string[] {
  const { reasons, canPay, due, status } = invoice;
  const known = reasons.flatMap((reason) => {
    const toAll = OBSTACLES.includes(reason) && !isSome(due) ? undefined : texts.reasons[reason];
    const isTooLate = reason === 'captured_in_part' && !canCaptureRest(invoice);
    // Payers never load what is said to merchants.
    return texts.toMerchants?.[isTooLate ? 'captured_in_part_only' : reason] ?? toAll ?? [];
  });
  const isUnexplained = !canPay && known.length === 0 && isSome(due) && status !== 'void';
  return isUnexplained ? [texts.reasons.other!] : known;
}

/** A time that is still to come, as it is said. */
function upcoming(at: string | null, locale: string): string | null {
  return at && Date.parse(at) > Date.now() ? formatTime(at, locale) : null;
}
