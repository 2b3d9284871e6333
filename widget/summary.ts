import { html, nothing, type TemplateResult } from 'lit';
import type { InvoiceView } from '../proxy/types.ts';
import type { Desk } from './desk.ts';
import { type Format, isSome } from './format.ts';
import { icon } from './icons.ts';
import type { Texts } from './texts/en.ts';

/** The status, the amount that matters now, and a line that says what it is. */
export function summary({ texts, format }: Desk, invoice: InvoiceView): TemplateResult {
  const { status, label, remaining, total } = invoice;
  const amount = isSome(remaining) && status !== 'void' ? remaining : total;
  return html`
    <p class="top">
      <span part="status" class="status">${icon(status)}${label}</span>
      ${invoice.mode === 'test' ? ribbon(texts) : nothing}
    </p>
    <p part="amount" class="amount">${format.amount(amount)}</p>
    <p class="caption">${caption(invoice, texts, format)}</p>
  `;
}

export function ribbon(texts: Texts): TemplateResult {
  return html`<span class="ribbon">${texts.test}</span>`;
}

function caption(invoice: InvoiceView, texts: Texts, format: Format): string {
  const { status, completedAt, dueDate, total, remaining, refunded, excess } = invoice;
  if (status === 'void') return texts.withdrawn;
  if (status === 'overpaid') return texts.tooMuch(format.amount(excess));
  if (status === 'nothing_due') return texts.needsNothing;
  if (isSome(remaining)) {
    const open = remaining.value === total.value ? texts.stillOpen : texts.stillOpenOf(format.amount(total));
    return dueDate ? `${open} · ${texts.due(format.date(dueDate))}` : open;
  }
  if (status !== 'paid') return texts.wasRefunded(format.amount(refunded));
  return completedAt ? texts.paidOn(format.date(completedAt)) : '';
}
