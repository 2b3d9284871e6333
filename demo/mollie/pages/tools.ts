import { html } from 'hono/html';
import { type Amount, minorOf } from '../amounts.ts';
import { capturableOf } from '../captures.ts';
import type { Language } from '../methods.ts';
import { findMethod } from '../methods.ts';
import type { Payment, PaymentStatus } from '../records.ts';
import { disputableOf, isReversible, keptOf } from '../reversals.ts';
import { formatAmount } from './format.ts';
import type { Html } from './layout.ts';
import { type Texts, textsFor } from './texts.ts';

/** https://docs.mollie.com/docs/payment-statuses, and money that came when nobody waited any more. */
const NEXT: Record<PaymentStatus, readonly PaymentStatus[]> = {
  open: ['expired', 'paid', 'failed', 'canceled'],
  pending: ['paid', 'failed', 'expired'],
  authorized: ['expired'],
  paid: [],
  canceled: ['paid'],
  expired: ['paid'],
  failed: ['paid'],
};

/** Currencies in which a bank may count what it takes back. */
const COUNTED_IN = ['USD', 'GBP', 'CHF', 'JPY', 'EUR'];

/** What may become of a payment, by its own status and by its method's nature. */
export function nextStatuses({ status, method, captures }: Payment): PaymentStatus[] {
  // What was captured in part ends paid.
  if (status === 'authorized' && captures.length > 0) return [];
  const next = [...NEXT[status]];
  if (status !== 'open' || method === null) return next;
  if (findMethod(method)?.pends) next.push('pending');
  if (findMethod(method)?.authorizes || findMethod(method)?.mayAuthorize) next.push('authorized');
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
    ...(payment.method === 'banktransfer' ? [transferForm(payment, { texts, form })] : []),
    ...(payment.status === 'authorized' ? captureForms(payment, { texts, form }) : []),
    ...(isReversible(payment) ? reversalForms(payment, { language, texts, form, refundable }) : []),
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

/** A form for an amount, `usual` unless another is filled in; none where there is nothing to fill in. */
function amountForm(
  action: string,
  words: string,
  {
    most,
    usual = most,
    besides = html``,
    texts,
    form,
  }: { most: Amount; usual?: Amount; besides?: Html; texts: Texts; form: Form },
): Html[] {
  if (minorOf(most) === 0) return [];
  const { currency, value } = minorOf(usual) === 0 ? most : usual;
  const field = html`<label class="row">${currency} <input name="amount" inputmode="decimal" value="${value}" aria-label="${texts.amount}"></label>${besides}
    <button>${words}</button>`;
  return [form(action, field)];
}

/** Where the bank counts in another currency than the payment's: what it says, and in which. */
function countedField({ amount: { currency: own } }: Payment, texts: Texts): Html {
  const others = COUNTED_IN.filter((currency) => currency !== own);
  return html`<label class="row">${texts.countedAs} <input name="counted" inputmode="decimal"></label>
    <select name="currency" aria-label="${texts.currency}">${others.map((currency) => html`<option>${currency}</option>`)}</select>`;
}

/** What may come in, as the instructions say or not. */
function transferForm({ amount, details }: Payment, { texts, form }: { texts: Texts; form: Form }): Html {
  return form(
    'transfers',
    html`<label class="row">${amount.currency} <input name="amount" inputmode="decimal" value="${amount.value}" aria-label="${texts.amount}"></label>
    <label class="row">${texts.reference} <input name="reference" value="${details?.transferReference}"></label>
    <button>${texts.receive}</button>`,
  );
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
    ...amountForm('refunds', texts.refund, { most: refundable, usual: keptOf(payment), texts, form }),
    ...amountForm('chargebacks', texts.chargeBack, {
      most: disputableOf(payment),
      besides: countedField(payment, texts),
      texts,
      form,
    }),
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
