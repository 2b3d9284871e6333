import { html, type TemplateResult } from 'lit/html.js';
import { isNegative, isNonZero, unsigned } from '../../../shared/amounts.ts';
import type { InvoiceView } from '../../../shared/api.ts';
import { formatAmount } from '../../i18n/format.ts';
import type { ElementState } from '../../state/element-state.ts';

/** The total, and every other amount that is not zero. */
export function totals({ texts, locale }: ElementState, invoice: InvoiceView): TemplateResult {
  const { total, paidElsewhere, paid, refunded, chargedBack, pending, excess } = invoice;
  const others = [
    [isNegative(paidElsewhere) ? texts.givenBackElsewhere : texts.paidElsewhere, unsigned(paidElsewhere)],
    [texts.paidHere, paid],
    [texts.refunded, refunded],
    [texts.chargedBack, chargedBack],
    [texts.pendingSum, pending],
    [texts.excess, excess],
  ] as const;
  const rows = [[texts.total, total] as const, ...others.filter(([, amount]) => isNonZero(amount))];
  return html`<dl class="rows totals">
    ${rows.map(([name, amount]) => html`<div><dt .textContent=${name}></dt><dd translate="no" .textContent=${formatAmount(amount, locale)}></dd></div>`)}
  </dl>`;
}
