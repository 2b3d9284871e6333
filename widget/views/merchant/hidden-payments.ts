import { html, type TemplateResult } from 'lit';
import type { AttemptView, InvoiceView } from '../../../shared/api.ts';
import { button } from '../action-button.ts';
import type { Desk } from '../../state/element-state.ts';
import { formatAmount } from '../../i18n/format.ts';
import { shapeOf } from '../common/icons.ts';
import { isSome } from '../office/is-same.ts';
import { icon } from '../status-header.ts';

/**
 * The attempts that keep the invoice from being paid, where Mollie shows none of them: what becomes of them nobody can
 * say, and a merchant may go on without them.
 */
export function unseen({ attempts = [], due, remaining, pending, reasons }: InvoiceView): AttemptView[] {
  const isLocked = isSome(remaining) && isSome(pending) && !isSome(due) && !reasons.includes('unconfirmed');
  const underWay = attempts.filter(({ status }) => status === 'pending' || status === 'authorized');
  return isLocked && underWay.every(({ notVisibleSince }) => notVisibleSince !== null) ? underWay : [];
}

/** What it means to go on without them, and the button that does. */
export function wayOut(desk: Desk, { pending }: InvoiceView, work: () => Promise<unknown>): TemplateResult {
  const { texts, locale } = desk;
  const create = { part: 'create-button', label: texts.goOnWithout, work };
  return html`<div part="message" class="note">
    ${icon(shapeOf('pending'))}
    <div>
      <p .textContent=${texts.withoutUnseen(formatAmount(pending, locale))}></p>
      ${button(desk, create)}
    </div>
  </div>`;
}
