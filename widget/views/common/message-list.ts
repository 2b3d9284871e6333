import { html, type TemplateResult } from 'lit/html.js';
import type { InvoiceView } from '../../../shared/api.ts';
import type { ElementState } from '../../state/element-state.ts';
import { invoiceMessages } from '../../wording/invoice-messages.ts';
import type { BankTransferView } from './bank-transfer.ts';
import { checkoutLink } from './checkout-link.ts';
import { errorMessage } from './error-message.ts';
import { message } from './message.ts';

/** Everything to know beside the status: what just happened, what is in progress, what prevents a payment. */
export function messages(
  state: ElementState,
  invoice: InvoiceView,
  transfer: BankTransferView,
): TemplateResult {
  return html`
    ${news(state)}
    ${invoiceMessages(state, invoice).map((each) => message(each, each.isTransfer ? transfer.toggle() : null))}
    ${transfer.details(invoice)}
  `;
}

/** What just happened, or failed. */
export function news(state: ElementState): TemplateResult {
  const { message: latest, error } = state.session;
  return html`${latest ? message(latest, checkoutLink(state)) : null}${error ? errorMessage(state) : null}`;
}
