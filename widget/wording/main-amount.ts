import { isNonZero } from '../../shared/amounts.ts';
import type { Amount, InvoiceView } from '../../shared/api.ts';
import { isBalanceKnown, openAgain, shownStatus } from '../../shared/invoice-rules.ts';
import { formatAmount, unbroken } from '../i18n/format.ts';
import type { ElementState } from '../state/element-state.ts';
import { dueCaption, paidCaption } from './captions.ts';

export type MainAmount = {
  amount: Amount;
  /** Says what the amount is. */
  caption: string;
};

/** The amount that the status is about. */
export function mainAmount(state: ElementState, invoice: InvoiceView): MainAmount {
  const { texts, locale } = state;
  const { total, remaining, refunded, excess } = invoice;
  const status = shownStatus(invoice);
  const paidOn = paidCaption(state, invoice);
  // A line may end after a sign between two parts, not within a part.
  const ofWhole = (what: string) =>
    [what, texts.ofTotal(formatAmount(total, locale)), paidOn].filter(Boolean).map(unbroken).join('\u00a0· ');

  if (status === 'void') {
    return isNonZero(excess)
      ? { amount: excess, caption: `${texts.tooMuch} · ${texts.withdrawn}` }
      : { amount: total, caption: texts.withdrawn };
  }
  if (status === 'nothing_due') return { amount: total, caption: texts.needsNothing };
  if (isNonZero(remaining)) return unpaid(state, invoice);
  if (isNonZero(excess)) return { amount: excess, caption: ofWhole(texts.tooMuch) };
  // What gave back no more than was too much has left a paid invoice.
  if (isNonZero(refunded) && status !== 'paid')
    return { amount: refunded, caption: ofWhole(texts.givenBack) };
  return { amount: total, caption: paidOn };
}

/** What Pay asks, where it asks anything. */
function unpaid(state: ElementState, invoice: InvoiceView): MainAmount {
  const { texts, locale } = state;
  const { status, due, pending, total, remaining } = invoice;
  const figure = (amount: Amount, what?: string) => ({
    amount,
    caption: dueCaption(state, invoice, what),
  });
  if (!isNonZero(due)) return figure(pending, texts.beingProcessed);
  if (!isBalanceKnown(invoice)) return figure(total, texts.total);
  if (status === 'charged_back' && openAgain(invoice).value === due.value)
    return figure(due, texts.openAgain);
  // What is open of an invoice over nothing is no part of its total.
  if (status === 'nothing_due') return figure(due, texts.toPay);
  if (due.value !== remaining.value) return figure(due, texts.toPayOf(formatAmount(total, locale)));
  return figure(due);
}
