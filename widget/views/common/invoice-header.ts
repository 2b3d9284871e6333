import { html, type TemplateResult } from 'lit/html.js';
import type { InvoiceView } from '../../../shared/api.ts';
import { shownStatus } from '../../../shared/invoice-rules.ts';
import { formatAmount } from '../../i18n/format.ts';
import type { ElementState } from '../../state/element-state.ts';
import { mainAmount } from '../../wording/main-amount.ts';
import { icon } from './icons.ts';

/** The status of any invoice, the amount that it is about, and what that amount is. */
export function invoiceHeader(state: ElementState, invoice: InvoiceView): TemplateResult {
  const { locale, texts } = state;
  const { status, label, mode } = invoice;
  const { amount, caption } = mainAmount(state, invoice);
  return html`<p class="top"><span part="status" class="status ${status}">${icon(shownStatus(invoice))}<span .textContent=${label}></span></span>${mode === 'test' ? html`<span class="ribbon" .textContent=${texts.test}></span>` : null}</p><p part="amount" class="amount" translate="no" .textContent=${formatAmount(amount, locale)}></p><p class="caption" .textContent=${caption}></p>`;
}
