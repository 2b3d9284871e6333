import { html, type TemplateResult } from 'lit';
import type { InvoiceView } from '../../../shared/api.ts';
import type { Desk } from '../../state/element-state.ts';
import { failure } from './error-message.ts';
import { checkoutLink } from '../../actions/redirect.ts';
import { note } from './message.ts';
import { transferOf } from '../../state/invoice-rules.ts';
import { sentences } from '../../state/invoice-messages.ts';
import { transferDetails, transferFold } from './bank-transfer.ts';

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
