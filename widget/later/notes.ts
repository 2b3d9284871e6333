import { html, type TemplateResult } from 'lit';
import type { BankTransfer, InvoiceView } from '../../proxy/types.ts';
import type { Desk } from '../desk.ts';
import { icon } from '../summary.ts';
import type { Texts } from '../texts/en.ts';
import { failure } from './failure.ts';
import { wayOut } from './leave.ts';
import { transferOf } from './rules.ts';
import { type Sentence, sentences } from './sentences.ts';
import { shapeOf } from './shapes.ts';

/** Everything to know beside the status: what just happened, what is under way, what stands in the way. */
export function notes(desk: Desk, invoice: InvoiceView): TemplateResult {
  const transfer = transferOf(invoice)?.bankTransfer;
  return html`
    ${news(desk)}
    ${sentences(desk, invoice).map((sentence) => note(sentence))}
    ${transfer ? transferDetails(desk.texts, transfer) : null}
  `;
}

/** What just happened, or failed. */
export function news(desk: Desk): TemplateResult {
  const { notice, error } = desk.session;
  return html`${notice ? note(notice, wayOut(desk)) : null}${error ? failure(desk) : null}`;
}

function note({ shape, text, isAlert = false }: Sentence, more: unknown = null): TemplateResult {
  return html`<div part="message" class="note ${isAlert ? 'attention' : ''}">${icon(shapeOf(shape))}<div><p .textContent=${text}></p>${more}</div></div>`;
}

function transferDetails(texts: Texts, transfer: BankTransfer): TemplateResult {
  const rows = [
    [texts.beneficiary, transfer.bankName],
    [texts.iban, inFours(transfer.bankAccount)],
    [texts.bic, transfer.bankBic],
    [texts.transferReference, transfer.transferReference],
  ];
  return html`<dl part="message" class="rows stacking">
    ${rows.map(([name, value]) => (value ? html`<div><dt .textContent=${name}></dt><dd .textContent=${value}></dd></div>` : null))}
  </dl>`;
}

/** As an IBAN is printed. ISO 13616 */
function inFours(account: string): string {
  return account.replace(/\s/g, '').replace(/.{4}(?=.)/g, '$& ');
}
