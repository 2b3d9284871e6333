import { html, nothing, type TemplateResult } from 'lit';
import type { BankTransfer, InvoiceView } from '../proxy/types.ts';
import type { ApiError } from './api.ts';
import type { Desk } from './desk.ts';
import { isSome } from './format.ts';
import { icon } from './icons.ts';
import type { Texts } from './texts/en.ts';

/** With one of these nothing can be paid, although something is due. */
const OBSTACLES = ['below_minimum', 'above_maximum', 'currency_unsupported', 'no_methods'];

export function isPayable({ canPay, reasons }: InvoiceView): boolean {
  return canPay && !reasons.some((reason) => OBSTACLES.includes(reason));
}

/** The last attempt failed, and something is still to be paid. */
export function hasFailed({ payment, remaining }: InvoiceView): boolean {
  return payment?.status === 'failed' && isSome(remaining);
}

/** An attempt was started and may still bring money, so that news may come any moment. */
export function isUnderWay(invoice: InvoiceView | null): boolean {
  return /^(open|pending|authorized)$/.test(invoice?.payment?.status ?? '');
}

/** Everything to know beside the status: what just happened, what is under way, what stands in the way. */
export function notes(desk: Desk, invoice: InvoiceView): TemplateResult {
  const sentences = [...underWay(desk, invoice), ...obstacles(desk.texts, invoice)];
  const transfer = isSome(invoice.remaining) && invoice.payment?.bankTransfer;
  return html`
    ${desk.notice ? note('charged_back', desk.notice, 'attention') : nothing}
    ${desk.error ? failure(desk, desk.error) : nothing}
    ${hasFailed(invoice) ? note('failed', desk.texts.lastFailed, 'attention') : nothing}
    ${sentences.map((sentence) => note('info', sentence))}
    ${transfer ? transferDetails(desk.texts, transfer) : nothing}
  `;
}

/** An error in words, with what finds it in the log. The host's own words follow in the slot. */
export function failure(desk: Desk, { reference }: ApiError): TemplateResult {
  return html`<div part="message" class="note attention">
    ${icon('failed')}
    <div>
      <p>${desk.errorText()}</p>
      ${reference ? html`<p class="small">${desk.texts.reference(reference)}</p>` : nothing}
      <slot name="error"></slot>
    </div>
  </div>`;
}

function note(shape: string, sentence: string, tone = ''): TemplateResult {
  return html`<div part="message" class="note ${tone}">${icon(shape)}<p>${sentence}</p></div>`;
}

function underWay({ texts, format }: Desk, invoice: InvoiceView): string[] {
  const { payment, pending, remaining, stillPayable } = invoice;
  const sentences = stillPayable.map(({ amount, expiresAt }) =>
    texts.older(format.amount(amount), expiresAt && format.time(expiresAt)),
  );
  if (isSome(pending)) sentences.unshift(texts.inProgress(format.amount(pending)));
  if (!payment || !isSome(remaining)) return sentences;
  const amount = format.amount(payment.amount);
  const until = payment.expiresAt;
  if (payment.status === 'canceled') sentences.unshift(texts.lastCanceled);
  if (payment.bankTransfer) sentences.push(texts.transfer(amount, until && format.date(until)));
  else if (payment.status === 'open' && until) sentences.push(texts.pageOpen(amount, format.time(until)));
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
    [texts.iban, transfer.bankAccount],
    [texts.bic, transfer.bankBic],
    [texts.transferReference, transfer.transferReference],
  ];
  return html`<dl class="rows">
    ${rows.map(([name, value]) => (value ? html`<div><dt>${name}</dt><dd>${value}</dd></div>` : nothing))}
  </dl>`;
}
