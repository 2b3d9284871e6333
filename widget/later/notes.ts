import { html, type TemplateResult } from 'lit';
import type { Amount, BankTransfer, InvoiceView } from '../../proxy/types.ts';
import type { Desk } from '../desk.ts';
import { formatAmount, formatDate } from '../format.ts';
import { icon } from '../summary.ts';
import type { Texts } from '../texts/en.ts';
import { failure } from './failure.ts';
import { shapeOf } from './shapes.ts';
import { isSome } from './some.ts';
import { formatTime } from './times.ts';

/** With one of these nothing can be paid, although something is due. */
const OBSTACLES = ['below_minimum', 'above_maximum', 'currency_unsupported', 'no_methods'];

export function isPayable({ canPay, reasons }: InvoiceView): boolean {
  return canPay && !reasons.some((reason) => OBSTACLES.includes(reason));
}

/** The last attempt failed, and something is still to be paid. */
export function hasFailed(invoice: InvoiceView | null): boolean {
  return invoice?.payment?.status === 'failed' && isSome(invoice.remaining);
}

/** Everything to know beside the status: what just happened, what is under way, what stands in the way. */
export function notes(desk: Desk, invoice: InvoiceView): TemplateResult {
  const transfer = isSome(invoice.remaining) && invoice.payment?.bankTransfer;
  return html`
    ${desk.notice ? note('charged_back', desk.notice, 'attention') : null}
    ${desk.error ? failure(desk) : null}
    ${failed(desk, invoice).map((sentence) => note('failed', sentence, 'attention'))}
    ${known(desk, invoice).map((sentence) => note('info', sentence))}
    ${transfer ? transferDetails(desk.texts, transfer) : null}
  `;
}

/** What is told of an invoice beside its status. */
export function sentences(desk: Desk, invoice: InvoiceView): string[] {
  return [...failed(desk, invoice), ...known(desk, invoice)];
}

function failed({ texts }: Desk, invoice: InvoiceView): string[] {
  return hasFailed(invoice) ? [texts.lastFailed] : [];
}

function known(desk: Desk, invoice: InvoiceView): string[] {
  return [...underWay(desk, invoice), ...obstacles(desk.texts, invoice)];
}

function note(shape: string, sentence: string, tone = ''): TemplateResult {
  return html`<div part="message" class="note ${tone}">${icon(shapeOf(shape))}<p>${sentence}</p></div>`;
}

function underWay({ texts, locale }: Desk, invoice: InvoiceView): string[] {
  const { payment, pending, remaining, stillPayable, canPay } = invoice;
  const amount = (value: Amount) => formatAmount(value, locale);
  const time = (iso: string) => formatTime(iso, locale);
  const sentences = stillPayable.map((older) =>
    texts.older(amount(older.amount), older.expiresAt && time(older.expiresAt)),
  );
  if (isSome(pending)) {
    const sentence = canPay ? texts.inProgressPart : texts.inProgress;
    sentences.unshift(sentence(amount(pending)));
  }
  if (!payment || !isSome(remaining)) return sentences;
  const { status, bankTransfer, expiresAt } = payment;
  if (status === 'canceled') sentences.unshift(texts.lastCanceled);
  if (bankTransfer) {
    sentences.push(texts.transfer(amount(payment.amount), expiresAt && formatDate(expiresAt, locale)));
  } else if (status === 'open' && expiresAt) {
    sentences.push(texts.pageOpen(amount(payment.amount), time(expiresAt)));
  }
  return sentences;
}

function obstacles(texts: Texts, { reasons, canPay, remaining, pending, status }: InvoiceView): string[] {
  const known = reasons.flatMap((reason) => texts.reasons[reason] ?? []);
  const unexplained =
    !canPay && known.length === 0 && isSome(remaining) && !isSome(pending) && status !== 'void';
  return unexplained ? [texts.reasons.other!] : known;
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
