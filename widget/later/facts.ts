import type { TemplateResult } from 'lit';
import type { InvoiceView } from '../../proxy/types.ts';
import type { Desk } from '../desk.ts';
import { formatAmount } from '../format.ts';
import { plainCaption } from '../plain.ts';
import { summary } from '../summary.ts';
import { shapeOf } from './shapes.ts';
import { isSome } from './some.ts';

/** The status of any invoice, the amount that matters now, and a line that says what it is. */
export function facts(desk: Desk, invoice: InvoiceView): TemplateResult {
  const { status, remaining, total } = invoice;
  const amount = isSome(remaining) && status !== 'void' ? remaining : total;
  return summary(desk, invoice, shapeOf(status), amount, caption(desk, invoice));
}

function caption(desk: Desk, invoice: InvoiceView): string {
  const { texts, locale } = desk;
  const { status, remaining, refunded, excess } = invoice;
  if (status === 'void') return texts.withdrawn;
  if (status === 'overpaid') return texts.tooMuch(formatAmount(excess, locale));
  if (status === 'nothing_due') return texts.needsNothing;
  if (isSome(remaining) || status === 'paid') return plainCaption(desk, invoice);
  return texts.wasRefunded(formatAmount(refunded, locale));
}
