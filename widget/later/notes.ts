import { html, type TemplateResult } from 'lit';
import type { InvoiceView } from '../../shared/api.ts';
import type { Desk } from '../desk.ts';
import { failure } from './failure.ts';
import { checkoutLink } from './leave.ts';
import { note } from './note.ts';
import { transferOf } from './rules.ts';
import { sentences } from './sentences.ts';
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
  return html`${notice ? note(notice, checkoutLink(desk)) : null}${error ? failure(desk) : null}`;
}
