import { html } from 'hono/html';
import { isNonZero } from '../../shared/amounts.ts';
import type { Brand, InvoiceView } from '../../shared/api.ts';
import { isApproved, isBalanceKnown, openAgain } from '../../shared/invoice-rules.ts';
import { dayOf } from '../texts/format.ts';
import type { Translator } from '../texts/translator.ts';
import { pendingUntilText } from './messages.ts';
import type { PageModel } from './model.ts';
import type { PayPage } from './types.ts';

/** What happened, in a few words. */
export function heading(
  { number, paid }: InvoiceView,
  { status, transfer }: PageModel,
  translator: Translator,
): string {
  const words = translator.texts.page.heading;
  if (transfer) return words.bankTransfer;
  switch (status) {
    case 'open':
    case 'partially_paid':
      return words.open(number);
    case 'paid':
      return isNonZero(paid) ? words.paid : words.settled;
    default:
      return words[status];
  }
}

/** The sentence below the heading, where there is more to say. */
export function lead(page: PayPage, model: PageModel, { name }: Brand) {
  const text = leadText(page, model, name);
  return text && html`<p class="lead">${text}</p>`;
}

function leadText(
  { view, translator, now, transferred }: PayPage,
  { status, transfer }: PageModel,
  name: string | null,
): string | null {
  const words = translator.texts.page.lead;
  const { excess, chargedBack, chargedBackAt, due } = view;
  if (transfer) return transferred ? words.transferred : null;
  if (isNonZero(chargedBack) && isNonZero(due) && isBalanceKnown(view)) {
    const day = chargedBackAt && translator.date(dayOf(chargedBackAt, translator.timeZone));
    return words.charged_back(translator.amount(openAgain(view)), day);
  }
  switch (status) {
    case 'pending':
      if (isNonZero(due)) return null;
      if (isApproved(view))
        return words.authorized(
          translator.amount(view.pending),
          translator.method(view.payment?.method ?? ''),
        );
      return [words.pending, ...pendingUntilText(view, translator, now)].join(' ');
    case 'overpaid':
      return words.overpaid(translator.amount(excess), name);
    case 'void':
      return isNonZero(excess) ? words.voidPaid(translator.amount(excess), name) : words.void(name);
    case 'refunded':
    case 'nothing_due':
      return words[status];
    default:
      return null;
  }
}
