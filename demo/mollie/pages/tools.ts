import { html } from 'hono/html';
import { type Amount, minorOf } from '../amounts.ts';
import { capturableOf } from '../captures.ts';
import type { Language } from '../methods.ts';
import { findMethod } from '../methods.ts';
import type { Payment, PaymentStatus } from '../records.ts';
import { disputableOf } from '../reversals.ts';
import { formatAmount } from './format.ts';
import type { Html } from './layout.ts';
import { type Texts, textsFor } from './texts.ts';

/** https://docs.mollie.com/docs/payment-statuses, and money that came when nobody waited any more. */
const NEXT: Record<PaymentStatus, readonly PaymentStatus[]> = {
  open: ['expired', 'paid', 'failed', 'canceled'],
  pending: ['paid', 'failed'],
  authorized: ['expired'],
  paid: [],
  canceled: ['paid'],
  expired: ['paid'],
  failed: ['paid'],
};

/** What may become of a payment, by its own status and by its method's nature. */
export function nextStatuses({ status, method }: Payment): PaymentStatus[] {
  const next = [...NEXT[status]];
  if (status !== 'open' || method === null) return next;
  if (findMethod(method)?.pends) next.push('pending');
  if (findMethod(method)?.authorizes) next.push('authorized');
  return next;
}

/**
 * What may happen to a payment besides what its customer does, as forms.
 *
 * @param statuses those to choose from.
 * @param back the page to come back to.
 */
export function tools(
  payment: Payment,
  statuses: readonly PaymentStatus[],
  { language, back, refundable }: { language: Language; back: string; refundable: Amount },
): Html {
  const texts = textsFor(language);
  const form = (action: string, content: Html): Html => html`
    <form class="row dense" method="post" action="/dashboard/payments/${payment.id}/${action}">
      <input type="hidden" name="back" value="${back}">${content}
    </form>`;
  const forms = [
    ...statuses.map((status) =>
      form('status', html`<button name="status" value="${status}">${label(status, payment, texts)}</button>`),
    ),
    ...(payment.status === 'authorized' ? captureForms(payment, { texts, form }) : []),
    ...(payment.status === 'paid' ? reversalForms(payment, { language, texts, form, refundable }) : []),
  ];
  return html`<details class="tools" open>
    <summary>${texts.tools} · <code>${payment.id}</code></summary>
    ${forms.length > 0 ? html`<div class="row">${forms}</div>` : html`<p class="muted">${texts.noTools}</p>`}
  </details>`;
}

function label(status: PaymentStatus, payment: Payment, texts: Texts): string {
  if (status === 'expired') return texts.expireNow;
  if (status === 'paid' && payment.times[payment.status] !== undefined && payment.status !== 'authorized') {
    return texts.paidLate;
  }
  if (status === 'paid' && payment.status === 'pending') return texts.moneyArrives;
  return `${texts.setTo}: ${texts.status[status]}`;
}

type Form = (action: string, content: Html) => Html;

/** A form for an amount; none where there is nothing to fill in. */
function amountForm(
  action: string,
  words: string,
  { most, texts, form }: { most: Amount; texts: Texts; form: Form },
): Html[] {
  if (minorOf(most) === 0) return [];
  const field = html`<label class="row">${most.currency} <input name="amount" inputmode="decimal" value="${most.value}" aria-label="${texts.amount}"></label>
    <button>${words}</button>`;
  return [form(action, field)];
}

function captureForms(payment: Payment, { texts, form }: { texts: Texts; form: Form }): Html[] {
  return [
    ...amountForm('captures', texts.capture, { most: capturableOf(payment), texts, form }),
    form('release', html`<button>${texts.release}</button>`),
  ];
}

function reversalForms(
  payment: Payment,
  { language, texts, form, refundable }: { language: Language; texts: Texts; form: Form; refundable: Amount },
): Html[] {
  return [
    ...amountForm('refunds', texts.refund, { most: refundable, texts, form }),
    ...amountForm('chargebacks', texts.chargeBack, { most: disputableOf(payment), texts, form }),
    ...payment.chargebacks
      .filter(({ reversedAt }) => reversedAt === null)
      .map(({ id, amount }) =>
        form(
          `chargebacks/${id}/reverse`,
          html`<button>${texts.reverse} ${formatAmount(amount, language)}</button>`,
        ),
      ),
  ];
}
