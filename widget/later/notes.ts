import { html, type TemplateResult } from 'lit';
import type { BankTransfer, InvoiceView, PaymentView } from '../../proxy/types.ts';
import type { Desk } from '../desk.ts';
import { formatAmount, formatDate } from '../format.ts';
import { icon } from '../summary.ts';
import type { Texts } from '../texts/en.ts';
import { failure } from './failure.ts';
import { isBalanceKnown, openAgain } from './figure.ts';
import { shapeOf } from './shapes.ts';
import { isSome } from './some.ts';
import { formatTime } from './times.ts';

/** With one of these nothing can be paid, although something is due. */
const OBSTACLES: readonly string[] = [
  'unconfirmed',
  'below_minimum',
  'above_maximum',
  'currency_unsupported',
  'no_methods',
];

type Note = {
  /** Of its icon. */
  shape: string;
  sentence: string;
  isAlert?: boolean;
};

/** Pay is there, and leads to a payment. */
export function isPayable({ canPay, reasons }: InvoiceView): boolean {
  return canPay && !reasons.some((reason) => OBSTACLES.includes(reason));
}

/** The transfer that is to be made. */
export function transferOf({ canPay, payment }: InvoiceView): PaymentView | null {
  return canPay && payment?.bankTransfer ? payment : null;
}

/** The last attempt failed, and something is still to be paid. */
export function hasFailed(invoice: InvoiceView | null): boolean {
  return invoice?.payment?.status === 'failed' && isSome(invoice.remaining);
}

/** Everything to know beside the status: what just happened, what is under way, what stands in the way. */
export function notes(desk: Desk, invoice: InvoiceView): TemplateResult {
  const transfer = transferOf(invoice)?.bankTransfer;
  return html`
    ${desk.notice ? note({ shape: 'charged_back', sentence: desk.notice, isAlert: true }) : null}
    ${desk.error ? failure(desk) : null}
    ${known(desk, invoice).map(note)}
    ${transfer ? transferDetails(desk.texts, transfer) : null}
  `;
}

/** What is told of an invoice beside its status. */
export function sentences(desk: Desk, invoice: InvoiceView): string[] {
  return known(desk, invoice).map(({ sentence }) => sentence);
}

function note({ shape, sentence, isAlert = false }: Note): TemplateResult {
  return html`<div part="message" class="note ${isAlert ? 'attention' : ''}">${icon(shapeOf(shape))}<p>${sentence}</p></div>`;
}

function known(desk: Desk, invoice: InvoiceView): Note[] {
  const told = [
    ...ended(desk.texts, invoice),
    ...inProgress(desk, invoice),
    ...older(desk, invoice),
    ...toPay(desk, invoice),
    ...reasons(desk.texts, invoice),
  ];
  return [...alerts(desk, invoice), ...told.map((sentence) => ({ shape: 'info', sentence }))];
}

function alerts({ texts, locale }: Desk, invoice: InvoiceView): Note[] {
  const { chargedBack, chargedBackAt, due } = invoice;
  const notes: Note[] = [];
  const alert = (shape: string, sentence: string) => notes.push({ shape, sentence, isAlert: true });
  if (hasFailed(invoice) && isPayable(invoice)) alert('failed', texts.lastFailed);
  if (isSome(chargedBack) && isSome(due) && isBalanceKnown(invoice)) {
    const day = chargedBackAt && formatDate(chargedBackAt, locale);
    alert('charged_back', texts.chargedBackOn(formatAmount(openAgain(invoice), locale), day));
  }
  return notes;
}

function ended(texts: Texts, invoice: InvoiceView): string[] {
  return invoice.payment?.status === 'canceled' && isPayable(invoice) ? [texts.lastCanceled] : [];
}

function inProgress({ texts, locale }: Desk, invoice: InvoiceView): string[] {
  const { payment, pending, remaining, due, canPay, reasons } = invoice;
  if (!isSome(pending)) return [];
  const sentence = canPay
    ? texts.inProgressPart
    : isSome(remaining) && !isSome(due)
      ? texts.inProgress
      : texts.inProgressBesides;
  // The end of one of several is not that of all, and one that Mollie does not show has none.
  const isIt =
    /^(pending|authorized)$/.test(payment?.status ?? '') &&
    payment?.amount.value === pending.value &&
    !reasons.includes('not_visible');
  const until = isIt && upcoming(payment.expiresAt, locale);
  const said = sentence(formatAmount(pending, locale));
  return [until ? `${said} ${texts.expires(until)}` : said];
}

/** What could still be paid and is not what Pay leads to. Where nothing is to be paid, none of it is to be used. */
function older({ texts, locale }: Desk, { stillPayable, canPay, remaining }: InvoiceView): string[] {
  const sentences = stillPayable.map(({ amount, expiresAt, bankTransfer }) => {
    const money = formatAmount(amount, locale);
    if (bankTransfer) return texts.olderTransfer(money);
    return (canPay ? texts.older : texts.olderUseless)(money, upcoming(expiresAt, locale));
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
    return [texts.transfer(formatAmount(amount, locale), expiresAt && formatDate(expiresAt, locale))];
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
function reasons(texts: Texts, { reasons, canPay, due, status }: InvoiceView): string[] {
  const known = reasons.flatMap((reason) => {
    const toAll = OBSTACLES.includes(reason) && !isSome(due) ? undefined : texts.reasons[reason];
    // Payers never load what is said to merchants.
    return texts.toMerchants?.[reason] ?? toAll ?? [];
  });
  const isUnexplained = !canPay && known.length === 0 && isSome(due) && status !== 'void';
  return isUnexplained ? [texts.reasons.other!] : known;
}

/** A time that is still to come, as it is said. */
function upcoming(at: string | null, locale: string): string | null {
  return at && Date.parse(at) > Date.now() ? formatTime(at, locale) : null;
}

function transferDetails(texts: Texts, transfer: BankTransfer): TemplateResult {
  const rows = [
    [texts.beneficiary, transfer.bankName],
    [texts.iban, inFours(transfer.bankAccount)],
    [texts.bic, transfer.bankBic],
    [texts.transferReference, transfer.transferReference],
  ];
  return html`<dl part="message" class="rows stacking">
    ${rows.map(([name, value]) => (value ? html`<div><dt>${name}</dt><dd>${value}</dd></div>` : null))}
  </dl>`;
}

/** As an IBAN is printed. ISO 13616 */
function inFours(account: string): string {
  return account.replace(/\s/g, '').replace(/.{4}(?=.)/g, '$& ');
}
