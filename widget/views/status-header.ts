import { html, type TemplateResult } from 'lit';
import type { Amount, InvoiceView } from '../../shared/api.ts';
import type { Desk } from '../state/element-state.ts';
import { formatAmount } from '../i18n/format.ts';

/**
 * The status, the amount and its caption.
 *
 * @param shape of the status's icon
 * @param amount the one that matters now
 * @param caption says what the amount is
 */
export function summary(
  { locale, texts }: Desk,
  { status, label, mode }: InvoiceView,
  shape: string,
  amount: Amount,
  caption: string,
): TemplateResult {
  return html`<p class="top"><span part="status" class="status ${status}">${icon(shape)}<span .textContent=${label}></span></span>${mode === 'test' ? html`<span class="ribbon" .textContent=${texts.test}></span>` : null}</p><p part="amount" class="amount" translate="no" .textContent=${formatAmount(amount, locale)}></p><p class="caption" .textContent=${caption}></p>`;
}

/** @param shape a line on a square of 20 */
export function icon(shape: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d=${shape} /></svg>`;
}
