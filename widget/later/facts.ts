import type { TemplateResult } from 'lit';
import type { InvoiceView } from '../../shared/api.ts';
import type { Desk } from '../desk.ts';
import { summary } from '../summary.ts';
import { figureOf } from './figure.ts';
import { spokenStatus } from './rules.ts';
import { shapeOf } from './shapes.ts';

/** The status of any invoice, the amount that it is about, and a line that says what that is. */
export function facts(desk: Desk, invoice: InvoiceView): TemplateResult {
  const { amount, caption } = figureOf(desk, invoice);
  return summary(desk, invoice, shapeOf(spokenStatus(invoice)), amount, caption);
}
