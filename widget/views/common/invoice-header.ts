import type { TemplateResult } from 'lit';
import type { InvoiceView } from '../../../shared/api.ts';
import type { Desk } from '../../state/element-state.ts';
import { summary } from '../status-header.ts';
import { figureOf } from '../../state/main-amount.ts';
import { spokenStatus } from '../../state/invoice-rules.ts';
import { shapeOf } from './icons.ts';

/** The status of any invoice, the amount that it is about, and a line that says what that is. */
export function facts(desk: Desk, invoice: InvoiceView): TemplateResult {
  const { amount, caption } = figureOf(desk, invoice);
  return summary(desk, invoice, shapeOf(spokenStatus(invoice)), amount, caption);
}
