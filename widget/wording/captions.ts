import type { InvoiceView } from '../../shared/api.ts';
import { formatAmount, formatDate, unbroken } from '../i18n/format.ts';
import type { ElementState } from '../state/element-state.ts';

/** When all was paid. */
export function paidCaption({ texts, locale }: ElementState, { completedAt }: InvoiceView): string {
  return completedAt ? texts.paidOn(formatDate(completedAt, locale)) : '';
}

/** @param what the amount is, where that is not all that is still open */
export function dueCaption(
  { texts, locale }: ElementState,
  { dueDate, remaining, total, canPay }: InvoiceView,
  what = remaining.value === total.value ? texts.toPay : texts.stillOpenOf(formatAmount(total, locale)),
): string {
  if (!dueDate) return what;
  const isOverdue = canPay && new Date(`${dueDate}T24:00`) < new Date();
  const due = isOverdue ? texts.overdue : texts.due;
  // A line may end before a date, not within one.
  return `${what} · ${due(unbroken(formatDate(dueDate, locale)))}`;
}
