import type { Amount, InvoiceView } from '../../shared/api.ts';
import type { Desk } from './element-state.ts';
import { formatAmount, unbroken } from '../i18n/format.ts';
import { paidCaption, plainCaption } from '../views/basic-view.ts';
import { isBalanceKnown, openAgain, spokenStatus } from './invoice-rules.ts';
import { isSome } from '../views/office/is-same.ts';

export type Figure = {
  amount: Amount;
  /** Says what the amount is. */
  caption: string;
};

/** The amount that the status is about. */
export function figureOf(desk: Desk, invoice: InvoiceView): Figure {
  const { texts, locale } = desk;
  const { total, remaining, refunded, excess } = invoice;
  const status = spokenStatus(invoice);
  const paidOn = paidCaption(desk, invoice);
  // A line may end after a sign between two parts, not within a part.
  const ofWhole = (what: string) =>
    [what, texts.ofTotal(formatAmount(total, locale)), paidOn].filter(Boolean).map(unbroken).join('\u00a0· ');

  if (status === 'void') {
    return isSome(excess)
      ? { amount: excess, caption: `${texts.tooMuch} · ${texts.withdrawn}` }
      : { amount: total, caption: texts.withdrawn };
  }
  if (status === 'nothing_due') return { amount: total, caption: texts.needsNothing };
  if (isSome(remaining)) return unpaid(desk, invoice);
  if (isSome(excess)) return { amount: excess, caption: ofWhole(texts.tooMuch) };
  // What gave back no more than was too much has left a paid invoice.
  if (isSome(refunded) && status !== 'paid') return { amount: refunded, caption: ofWhole(texts.givenBack) };
  return { amount: total, caption: paidOn };
}

/** What Pay asks, where it asks anything. */
function unpaid(desk: Desk, invoice: InvoiceView): Figure {
  const { texts, locale } = desk;
  const { status, due, pending, total, remaining } = invoice;
  const figure = (amount: Amount, what?: string) => ({
    amount,
    caption: plainCaption(desk, invoice, what),
  });
  if (!isSome(due)) return figure(pending, texts.beingProcessed);
  if (!isBalanceKnown(invoice)) return figure(total, texts.total);
  if (status === 'charged_back' && openAgain(invoice).value === due.value)
    return figure(due, texts.openAgain);
  // What is open of an invoice over nothing is no part of its total.
  if (status === 'nothing_due') return figure(due, texts.toPay);
  if (due.value !== remaining.value) return figure(due, texts.toPayOf(formatAmount(total, locale)));
  return figure(due);
}
