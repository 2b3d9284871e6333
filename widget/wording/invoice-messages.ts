import { isNonZero } from '../../shared/amounts.ts';
import type { InvoiceView } from '../../shared/api.ts';
import {
  canCaptureRest,
  hasFailed,
  hasTransferBesides,
  isApproved,
  isBalanceKnown,
  isPayable,
  OBSTACLES,
  openAgain,
  openMethod,
  pendingUntil,
  startedTransfer,
} from '../../shared/invoice-rules.ts';
import { formatAmount, formatDate, unbroken } from '../i18n/format.ts';
import { formatTime } from '../i18n/format-time.ts';
import type { Texts } from '../i18n/texts.ts';
import type { ElementState } from '../state/element-state.ts';
import type { Message } from '../state/message.ts';
import { offeredMethods } from '../state/offered-methods.ts';

/** What is said of an invoice beside its status, in the order in which people read it. */
export function invoiceMessages(state: ElementState, invoice: InvoiceView): Message[] {
  const before = [...ended(state.texts, invoice), ...inProgress(state, invoice), ...older(state, invoice)];
  const isTransfer = startedTransfer(invoice) !== null;
  return [
    ...alerts(state, invoice),
    ...before.map(info),
    ...toPay(state, invoice).map((text) => ({ ...info(text), isTransfer })),
    ...reasons(state.texts, invoice).map(info),
  ];
}

const info = (text: string): Message => ({ icon: 'info', text });

function alerts({ texts, locale }: ElementState, invoice: InvoiceView): Message[] {
  const { chargedBack, chargedBackAt, due } = invoice;
  const alerts: Message[] = [];
  const alert = (icon: string, text: string) => alerts.push({ icon, text, isAlert: true });
  if (hasFailed(invoice) && isPayable(invoice)) alert('failed', texts.lastFailed);
  if (isNonZero(chargedBack) && isNonZero(due) && isBalanceKnown(invoice)) {
    const day = chargedBackAt && unbroken(formatDate(chargedBackAt, locale));
    alert('alert', texts.chargedBackOn(formatAmount(openAgain(invoice), locale), day));
  }
  return alerts;
}

function ended(texts: Texts, invoice: InvoiceView): string[] {
  if (!isPayable(invoice)) return [];
  if (invoice.ended === 'canceled') return [texts.lastCanceled];
  return invoice.ended === 'expired' ? [texts.lastExpired] : [];
}

function inProgress(state: ElementState, invoice: InvoiceView): string[] {
  const { texts, locale } = state;
  const { pending, remaining, due } = invoice;
  if (!isNonZero(pending)) return [];
  const sentence = isPayable(invoice)
    ? texts.inProgressPart
    : isNonZero(remaining) && !isNonZero(due)
      ? texts.inProgress
      : texts.inProgressBesides;
  const money = formatAmount(pending, locale);
  if (isApproved(invoice) && !isNonZero(due)) return [texts.approved(money)];
  const until = upcoming(state, pendingUntil(invoice));
  const said = sentence(money);
  return [until ? `${said} ${texts.expires(until)}` : said];
}

/** Payments that no button leads to, and that could still be paid. Where there is no Pay, none of them is to be paid. */
function older(state: ElementState, invoice: InvoiceView): string[] {
  const { texts, locale } = state;
  const { stillPayable, remaining } = invoice;
  // Once the host states the invoice again, any of them may be the right one to pay.
  if (!isBalanceKnown(invoice)) return [];
  const sentences = stillPayable.map(({ amount, expiresAt, bankTransfer }) => {
    const money = formatAmount(amount, locale);
    if (bankTransfer) return texts.olderTransfer(money);
    return (isPayable(invoice) ? texts.older : texts.olderUseless)(money, upcoming(state, expiresAt));
  });
  const isSettled = sentences.length > 0 && !isNonZero(remaining);
  return isSettled ? [[texts.nothingMore, ...sentences].join(' ')] : sentences;
}

/** Where Pay leads, and the transfer that may arrive without it. */
function toPay(state: ElementState, invoice: InvoiceView): string[] {
  const { texts, locale } = state;
  const { payment, continues } = invoice;
  const transfer = startedTransfer(invoice);
  if (transfer) {
    const { amount, bankTransfer } = transfer;
    const { dueDate } = bankTransfer!;
    return [texts.transfer(formatAmount(amount, locale), dueDate && unbroken(formatDate(dueDate, locale)))];
  }
  if (!isPayable(invoice)) return [];
  const sentences: string[] = [];
  if (continues && payment) {
    sentences.push(texts.pageOpen(formatAmount(payment.amount, locale), upcoming(state, payment.expiresAt)));
  }
  const method = openMethod(invoice);
  if (method && payment) {
    const until = upcoming(state, payment.expiresAt);
    // Where Apple Pay was chosen in another browser, this one may have no button for it.
    const hasButton = offeredMethods(invoice).includes(method);
    sentences.push(texts.methodOpen(method.label, until, hasButton));
  }
  if (hasTransferBesides(invoice)) sentences.push(texts.transferOpen);
  return sentences;
}

/** Reasons in words. Those for merchants are always shown; an obstacle only where something is due. */
function reasons(texts: Texts, invoice: InvoiceView): string[] {
  const { reasons, canPay, due, status } = invoice;
  const known = reasons.flatMap((reason) => {
    const isMoot = OBSTACLES.includes(reason) && !isNonZero(due);
    // Where nothing is due, a pause keeps nobody from anything.
    if (isMoot && reason === 'paused') return [];
    const toAll = isMoot ? undefined : texts.reasons[reason];
    const isTooLate = reason === 'captured_in_part' && !canCaptureRest(invoice);
    // Payers do not load the texts for merchants.
    return texts.toMerchants?.[isTooLate ? 'captured_in_part_only' : reason] ?? toAll ?? [];
  });
  const isUnexplained = !canPay && known.length === 0 && isNonZero(due) && status !== 'void';
  return isUnexplained ? [texts.reasons.other!] : known;
}

/** A time that is still to come, as it stands in a sentence. */
function upcoming({ texts, locale }: ElementState, at: string | null): string | null {
  return at && Date.parse(at) > Date.now() ? texts.timeOfDay(formatTime(at, locale)) : null;
}
