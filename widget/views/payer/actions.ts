import { html, type TemplateResult } from 'lit/html.js';
import type { InvoiceView } from '../../../shared/api.ts';
import { payWhenLoaded } from '../../actions/pay-when-loaded.ts';
import { formatAmount } from '../../i18n/format.ts';
import type { ElementState } from '../../state/element-state.ts';
import { actionButton } from '../common/action-button.ts';

/** Pay, or where nothing can be paid, a link to the pay page. On paper the link's address is printed. */
export function payerActions(
  state: ElementState,
  { due, link }: InvoiceView,
  canPay: boolean,
): TemplateResult {
  const { texts, locale } = state;
  const label = texts.pay(formatAmount(due, locale));
  const pay = { part: 'pay-button', label, kind: 'filled', work: () => payWhenLoaded(state, due) } as const;
  return html`${canPay ? actionButton(state, pay) : null}<a part="link" class=${canPay ? 'on-paper' : 'button'} href=${link}><span .textContent=${texts.details}></span></a>`;
}
