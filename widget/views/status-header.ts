import { html, type TemplateResult } from 'lit';
import type { Amount, InvoiceView } from '../../shared/api.ts';
import { formatAmount } from '../i18n/format.ts';
import type { ElementState } from '../state/element-state.ts';
import { icon } from './status-icons.ts';

/**
 * The status, the amount and its caption.
 *
 * @param path of the status's icon
 * @param amount the one that matters now
 * @param caption says what the amount is
 */
export function statusHeader(
  { locale, texts }: ElementState,
  { status, label, mode }: InvoiceView,
  path: string,
  amount: Amount,
  caption: string,
): TemplateResult {
  return html`<p class="top"><span part="status" class="status ${status}">${icon(path)}<span .textContent=${label}></span></span>${mode === 'test' ? html`<span class="ribbon" .textContent=${texts.test}></span>` : null}</p><p part="amount" class="amount" translate="no" .textContent=${formatAmount(amount, locale)}></p><p class="caption" .textContent=${caption}></p>`;
}
