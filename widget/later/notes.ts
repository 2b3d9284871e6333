import { html, type TemplateResult } from 'lit';
import type { InvoiceView } from '../../proxy/types.ts';
import type { Desk } from '../desk.ts';
import { icon } from '../summary.ts';
import { failure } from './failure.ts';
import { wayOut } from './leave.ts';
import { transferOf } from './rules.ts';
import { type Sentence, sentences } from './sentences.ts';
import { shapeOf } from './shapes.ts';
import { transferDetails, transferFold } from './transfer.ts';

/** Everything to know beside the status: what just happened, what is under way, what stands in the way. */
export function notes(desk: Desk, invoice: InvoiceView): TemplateResult {
  const transfer = transferOf(invoice)?.bankTransfer;
  return html`
    ${news(desk)}
    ${sentences(desk, invoice).map((sentence) => note(sentence, sentence.isTransfer ? transferFold(desk) : null))}
    ${transfer ? transferDetails(desk, transfer) : null}
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
