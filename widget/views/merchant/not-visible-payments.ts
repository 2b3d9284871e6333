import { html, type TemplateResult } from 'lit/html.js';
import { isNonZero } from '../../../shared/amounts.ts';
import type { AttemptView, InvoiceView } from '../../../shared/api.ts';
import { isBalanceKnown } from '../../../shared/invoice-rules.ts';
import { formatAmount } from '../../i18n/format.ts';
import type { ElementState } from '../../state/element-state.ts';
import { actionButton } from '../common/action-button.ts';
import { icon } from '../common/icons.ts';

/**
 * The pending attempts that prevent a new payment, where Mollie shows none of them to any API key: nobody knows what
 * becomes of them, so a merchant may go on without them.
 */
export function notVisiblePayments(invoice: InvoiceView): AttemptView[] {
  const { attempts = [], due, remaining, pending } = invoice;
  const isLocked = isNonZero(remaining) && isNonZero(pending) && !isNonZero(due) && isBalanceKnown(invoice);
  const underWay = attempts.filter(({ status }) => status === 'pending' || status === 'authorized');
  return isLocked && underWay.every(({ notVisibleSince }) => notVisibleSince !== null) ? underWay : [];
}

/** What going on without them means, and the button for it. */
export function goOnWithout(
  state: ElementState,
  { pending }: InvoiceView,
  work: () => Promise<unknown>,
): TemplateResult {
  const { texts, locale } = state;
  const create = { part: 'create-button', label: texts.goOnWithout, work };
  return html`<div part="message" class="message">
    ${icon('pending')}
    <div>
      <p .textContent=${texts.withoutNotVisible(formatAmount(pending, locale))}></p>
      ${actionButton(state, create)}
    </div>
  </div>`;
}
