import { html, type TemplateResult } from 'lit';
import type { InvoiceView } from '../../shared/api.ts';
import { isWeb } from '../api/web-address.ts';
import { button } from './action-button.ts';
import type { Desk } from '../state/element-state.ts';
import { formatAmount, formatDate, unbroken } from '../i18n/format.ts';
import type { View } from '../state/panel.ts';
import { summary } from './status-header.ts';

const CIRCLE = 'M3 10a7 7 0 0 1 14 0a7 7 0 0 1-14 0';

/** The statuses that most invoices are met in. */
export const shapes: Record<string, string> = {
  open: CIRCLE,
  partially_paid: `${CIRCLE}M10 3v14M11.4 4v12M12.8 4v12M14.2 5v10`,
  paid: `${CIRCLE}M7 10l2 2 4-4`,
};

/** Whether status and amount say it all, as of most invoices: nothing was started, and nothing stands in the way. */
export function isPlain({ status, payment, reasons, link }: InvoiceView): boolean {
  const isSettled = !payment || status === 'paid';
  return (
    status in shapes &&
    isSettled &&
    reasons.every((code) => code === status || code === 'test_mode') &&
    isWeb(link)
  );
}

/** What a payer sees of such an invoice. */
export function plainView(desk: Desk, invoice: InvoiceView): View {
  const { status, total, due, canPay } = invoice;
  const isPaid = status === 'paid';
  const { error } = desk.session;
  const failure = error && desk.isStuck ? failureView(desk) : null;
  const caption = (isPaid ? paidCaption : plainCaption)(desk, invoice);
  return {
    facts: summary(desk, invoice, shapes[status]!, isPaid ? total : due, caption),
    // What it takes to pay may be what could not be loaded; the link leads to a page that needs none of it.
    actions: payerActions(desk, invoice, canPay && !error),
    below: failure
      ? [failure.facts, failure.actions, failure.below]
      : isPaid
        ? html`<slot name="paid"></slot>`
        : null,
  };
}

/** When all was paid. */
export function paidCaption({ texts, locale }: Desk, { completedAt }: InvoiceView): string {
  return completedAt ? texts.paidOn(formatDate(completedAt, locale)) : '';
}

/** @param what the amount is, where that is not all that is still open */
export function plainCaption(
  { texts, locale }: Desk,
  { dueDate, remaining, total, canPay }: InvoiceView,
  what = remaining.value === total.value ? texts.toPay : texts.stillOpenOf(formatAmount(total, locale)),
): string {
  if (!dueDate) return what;
  const isOverdue = canPay && new Date(`${dueDate}T24:00`) < new Date();
  const due = isOverdue ? texts.overdue : texts.due;
  // A line may end before a date, not within one.
  return `${what} · ${due(unbroken(formatDate(dueDate, locale)))}`;
}

/** One way on: to pay, or where nothing can be paid, to the invoice's page. On paper its address stands. */
export function payerActions(desk: Desk, { due, link }: InvoiceView, canPay: boolean): TemplateResult {
  const { session, texts, element } = desk;
  const label = texts.pay(formatAmount(due, desk.locale));
  const work = async () => {
    // Pressed as soon as it stood there: what it takes to pay is still on its way.
    if (!desk.panel) await session.own(element.refresh());
    await desk.panel?.pay?.(due);
  };
  return html`${canPay ? button(desk, { part: 'pay-button', label, kind: 'filled', work }) : null}<a part="link" class=${canPay ? 'on-paper' : 'button'} href=${link}><span .textContent=${texts.details}></span></a>`;
}

/** What there is to say and to do where what says more could not be loaded. */
export function failureView(desk: Desk): View {
  const { element, texts, session } = desk;
  const { message, reference } = session.error ?? {};
  const again = { part: 'check-button', label: texts.tryAgain, work: () => element.refresh() };
  return {
    facts: html`<p part="message" .textContent=${`${message || texts.failed} ${reference ?? ''}`}></p>`,
    actions: button(desk, again),
    below: html`<slot name="error"></slot>`,
  };
}
