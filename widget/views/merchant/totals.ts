import { html, type TemplateResult } from 'lit';
import type { InvoiceView } from '../../../shared/api.ts';
import type { Desk } from '../../state/element-state.ts';
import { formatAmount } from '../../i18n/format.ts';
import { isNegative, isSome, unsigned } from '../office/is-same.ts';

/** The sums that are worth a line: the total, and whatever is not zero. */
export function sums({ texts, locale }: Desk, invoice: InvoiceView): TemplateResult {
  const { total, paidElsewhere, paid, refunded, chargedBack, pending, excess } = invoice;
  const others = [
    [isNegative(paidElsewhere) ? texts.givenBackElsewhere : texts.paidElsewhere, unsigned(paidElsewhere)],
    [texts.paidHere, paid],
    [texts.refunded, refunded],
    [texts.chargedBack, chargedBack],
    [texts.pendingSum, pending],
    [texts.excess, excess],
  ] as const;
  const rows = [[texts.total, total] as const, ...others.filter(([, amount]) => isSome(amount))];
  return html`<dl class="rows sums">
    ${rows.map(([name, amount]) => html`<div><dt .textContent=${name}></dt><dd translate="no" .textContent=${formatAmount(amount, locale)}></dd></div>`)}
  </dl>`;
}
