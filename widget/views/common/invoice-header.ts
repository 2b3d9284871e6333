import type { TemplateResult } from 'lit';
import type { InvoiceView } from '../../../shared/api.ts';
import { shownStatus } from '../../../shared/invoice-rules.ts';
import type { ElementState } from '../../state/element-state.ts';
import { mainAmount } from '../../state/main-amount.ts';
import { statusHeader } from '../status-header.ts';
import { iconPath } from './icons.ts';

/** The status of any invoice, the amount that it is about, and what that amount is. */
export function invoiceHeader(state: ElementState, invoice: InvoiceView): TemplateResult {
  const { amount, caption } = mainAmount(state, invoice);
  return statusHeader(state, invoice, iconPath(shownStatus(invoice)), amount, caption);
}
