/** The invoices that the pictures show: those of the tests, and some that need room or are rare. */
import type { AttemptView, InvoiceView, PaymentStatus } from '../../shared/api.ts';
import { attempt, eur, open, VIEWS } from '../help/views.ts';

const none = eur('0.00');
const HAS_NO_MONEY: readonly PaymentStatus[] = ['canceled', 'expired', 'failed'];

/** Large sums and long names, which need room. */
const long: InvoiceView = {
  ...VIEWS.partiallyPaid,
  number: 'Abschlagsrechnung 2026/0042-Bauabschnitt-III',
  total: eur('1234567.89'),
  paidElsewhere: eur('234567.88'),
  remaining: eur('1000000.01'),
  due: eur('1000000.01'),
};

const bare: InvoiceView = { ...open, date: null, dueDate: null, url: null };

const more = {
  long,
  bare,
  authorized: {
    ...VIEWS.pending,
    payment: attempt('authorized', { method: 'klarna', expiresAt: '2026-12-19T13:17:00+00:00' }),
  },
  aboveMaximum: { ...long, reasons: ['above_maximum'] },
  currencyUnsupported: { ...open, reasons: ['currency_unsupported'] },
  noMethods: { ...open, reasons: ['no_methods'] },
  withdrawnPending: {
    ...VIEWS.withdrawn,
    reasons: ['void', 'payment_pending'],
    pending: eur('100.00'),
    payment: attempt('pending'),
  },
  unconfirmedInPart: {
    ...VIEWS.pendingInPart,
    canPay: false,
    reasons: ['payment_pending', 'unconfirmed'],
  },
} satisfies Record<string, InvoiceView>;

export const invoices: Record<string, InvoiceView> = { ...VIEWS, ...more };

/** The same to a merchant, and what only merchants are told. */
export const merchantInvoices: Record<string, InvoiceView> = {
  ...Object.fromEntries(Object.entries(invoices).map(([name, view]) => [name, asMerchant(view)])),
  bookedTwice: asMerchant({
    ...VIEWS.overpaid,
    paid: eur('121.00'),
    paidElsewhere: eur('100.00'),
    reasons: ['maybe_booked_twice'],
  }),
  webhookSilent: asMerchant({ ...open, reasons: ['webhook_silent'] }),
  notBooked: asMerchant({ ...VIEWS.partiallyPaid, paid: eur('21.00'), reasons: ['maybe_not_booked'] }),
  paidAlthoughVoid: asMerchant({ ...VIEWS.withdrawnPaid, reasons: ['void', 'paid_although_void'] }),
  unconfirmedPaid: asMerchant({ ...VIEWS.paid, reasons: ['paid', 'unconfirmed'] }),
  capturedInPart: withAttempt(
    {
      ...open,
      status: 'pending',
      reasons: ['payment_pending', 'captured_in_part'],
      paid: eur('60.00'),
      remaining: eur('61.00'),
      pending: eur('40.00'),
      due: eur('21.00'),
      payment: attempt('authorized', { method: 'klarna', expiresAt: null }),
    },
    { captured: eur('60.00'), captureBefore: '2026-12-19T13:17:00+00:00' },
  ),
  notVisible: withAttempt(
    { ...VIEWS.pending, reasons: ['payment_pending', 'not_visible'] },
    { notVisibleSince: '2026-11-20T09:00:00+00:00' },
  ),
  otherCurrency: withAttempt(VIEWS.paid, { otherCurrencies: [{ currency: 'USD', value: '10.00' }] }),
};

/** To a merchant, with what is known of the one attempt. */
function withAttempt(view: InvoiceView, more: Partial<AttemptView>): InvoiceView {
  const { attempts: [newest] = [], ...rest } = asMerchant(view);
  return { ...rest, attempts: [{ ...newest!, ...more }] };
}

/** With the attempts that may have led there. */
function asMerchant(view: InvoiceView): InvoiceView {
  const attempts: AttemptView[] = [];
  const add = (more: Partial<AttemptView>) => {
    const id = `tr_${attempts.length}UhSN1zuXS`;
    const dashboardUrl = `https://my.mollie.com/dashboard/org_1/payments/${id}`;
    attempts.push({
      ...attempt('open'),
      id,
      refunded: none,
      chargedBack: none,
      paidAt: null,
      dashboardUrl,
      captured: null,
      captureBefore: null,
      notVisibleSince: null,
      otherCurrencies: [],
      ...more,
    });
  };
  if (view.payment && view.payment.status !== 'paid') add(view.payment);
  for (const { amount, expiresAt, bankTransfer } of view.stillPayable) {
    const isListed = view.payment?.status === 'open' && view.payment.amount.value === amount.value;
    if (!isListed) add({ amount, expiresAt, ...(bankTransfer && { method: 'banktransfer' }) });
  }
  if (view.paid.value !== '0.00') {
    const { paid, refunded, chargedBack } = view;
    const paidAt = '2026-11-21T13:19:00+00:00';
    add({ status: 'paid', method: 'ideal', amount: paid, refunded, chargedBack, paidAt, expiresAt: null });
  }
  if (view.payment && HAS_NO_MONEY.includes(view.payment.status)) {
    const createdAt = '2026-11-18T08:05:00+00:00';
    add({ status: 'expired', amount: view.total, createdAt });
  }
  return { ...view, attempts, attemptsOmitted: view.status === 'charged_back' ? 3 : 0 };
}
