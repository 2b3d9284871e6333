import { html, type TemplateResult } from 'lit';
import type { InvoiceView } from '../../shared/api.ts';
import { isWeb } from '../api/web-address.ts';
import { formatAmount } from '../i18n/format.ts';
import { dueCaption, paidCaption } from '../state/captions.ts';
import type { ElementState } from '../state/element-state.ts';
import type { PanelContent } from '../state/panel.ts';
import { actionButton } from './action-button.ts';
import { statusHeader } from './status-header.ts';
import { statusIcons } from './status-icons.ts';

/** Whether status and amount are all that a payer needs, as of most invoices: nothing is in progress, and nothing prevents a payment. */
export function isBasic({ status, payment, reasons, link }: InvoiceView): boolean {
  const isSettled = !payment || status === 'paid';
  return (
    status in statusIcons &&
    isSettled &&
    reasons.every((code) => code === status || code === 'test_mode') &&
    isWeb(link)
  );
}

/** What a payer sees of such an invoice. */
export function basicContent(state: ElementState, invoice: InvoiceView): PanelContent {
  const { status, total, due, canPay } = invoice;
  const isPaid = status === 'paid';
  const { error } = state.session;
  const failure = error && state.isPanelMissing ? basicErrorContent(state) : null;
  const caption = (isPaid ? paidCaption : dueCaption)(state, invoice);
  return {
    header: statusHeader(state, invoice, statusIcons[status]!, isPaid ? total : due, caption),
    // What could not be loaded may be what pays; the pay page behind the link needs none of it.
    actions: payerActions(state, invoice, canPay && !error),
    below: failure
      ? [failure.header, failure.actions, failure.below]
      : isPaid
        ? html`<slot name="paid"></slot>`
        : null,
  };
}

/** Pay, or where nothing can be paid, a link to the pay page. On paper the link's address is printed. */
export function payerActions(
  state: ElementState,
  { due, link }: InvoiceView,
  canPay: boolean,
): TemplateResult {
  const { session, texts, host } = state;
  const label = texts.pay(formatAmount(due, state.locale));
  const work = async () => {
    // Pressed before the panel is there, which has what it takes to pay.
    if (!state.panel) await session.own(host.refresh());
    await state.panel?.pay?.(due);
  };
  return html`${canPay ? actionButton(state, { part: 'pay-button', label, kind: 'filled', work }) : null}<a part="link" class=${canPay ? 'on-paper' : 'button'} href=${link}><span .textContent=${texts.details}></span></a>`;
}

/** What there is to say and to do about an error where the panel could not be loaded. */
export function basicErrorContent(state: ElementState): PanelContent {
  const { host, texts, session } = state;
  const { message, reference } = session.error ?? {};
  const retry = { part: 'check-button', label: texts.tryAgain, work: () => host.refresh() };
  return {
    header: html`<p part="message" .textContent=${`${message || texts.failed} ${reference ?? ''}`}></p>`,
    actions: actionButton(state, retry),
    below: html`<slot name="error"></slot>`,
  };
}
