/** The invoices that the pictures show: those of the tests, and some that need room or are rare. */
import type { AttemptView, InvoiceView, PaymentStatus } from '../../shared/api.ts';
import { MERCHANT_STATES } from '../help/invoice-views/merchant-states.ts';
import { INVOICES, STATES } from '../help/invoice-views/states.ts';
import { at, attempt, DAY, eur, invoice, MINUTE, payment } from '../help/invoice-views/view.ts';

type States = Record<string, Partial<InvoiceView>>;

const HAS_NO_MONEY: readonly PaymentStatus[] = ['canceled', 'expired', 'failed'];

/** Large sums and long names, which need room. */
const long = {
  ...STATES['partially-paid'],
  number: 'Abschlagsrechnung 2026/0042-Bauabschnitt-III',
  total: eur('1234567.89'),
  paidElsewhere: eur('234567.88'),
  remaining: eur('1000000.01'),
  due: eur('1000000.01'),
} satisfies Partial<InvoiceView>;

const MORE: States = {
  long,
  'long-methods': {
    ...long,
    methods: [
      { id: 'creditcard', label: 'Kredit- oder Debitkarte' },
      { id: 'directdebit', label: 'SEPA-Lastschrift' },
      { id: 'billie', label: 'Rechnungskauf für Unternehmen mit Billie' },
      { id: 'klarna', label: 'Mit Klarna bezahlen' },
      { id: 'voucher', label: 'Verpflegungsgutscheine' },
      { id: 'banktransfer', label: 'Überweisung' },
    ],
  },
  bare: { date: null, dueDate: null, url: null },
  authorized: {
    ...STATES.pending,
    payment: payment({ status: 'authorized', method: 'klarna', checkoutUrl: null, expiresAt: at(28 * DAY) }),
  },
  'above-maximum': { ...long, reasons: ['above_maximum'] },
  'currency-unsupported': { reasons: ['currency_unsupported'] },
  'no-methods': { reasons: ['no_methods'] },
  'void-pending': {
    ...STATES.void,
    reasons: ['void', 'payment_pending'],
    pending: eur('100.00'),
    payment: payment({ status: 'pending', checkoutUrl: null }),
  },
  'unconfirmed-in-part': {
    ...STATES['pending-in-part'],
    canPay: false,
    reasons: ['payment_pending', 'unconfirmed'],
  },
};

const MORE_OF_MERCHANTS: States = {
  'unconfirmed-paid': { ...STATES.paid, reasons: ['paid', 'unconfirmed'] },
  'other-currency': {
    ...STATES.paid,
    attempts: [attempt({ ...STATES.paid.payment, otherCurrencies: [{ currency: 'USD', value: '10.00' }] })],
  },
};

export const invoices: Record<string, InvoiceView> = { ...INVOICES, ...viewsOf(MORE) };

/** The same to a merchant, and what only merchants are told. */
export const merchantInvoices: Record<string, InvoiceView> = Object.fromEntries(
  Object.entries({ ...invoices, ...viewsOf({ ...MERCHANT_STATES, ...MORE_OF_MERCHANTS }) }).map(
    ([name, view]) => [name, asMerchant(view)],
  ),
);

function viewsOf(states: States): Record<string, InvoiceView> {
  return Object.fromEntries(Object.entries(states).map(([name, facts]) => [name, invoice(facts)]));
}

/** With the attempts that may have led there. */
function asMerchant(view: InvoiceView): InvoiceView {
  const attempts: AttemptView[] = [];
  const add = (more: Partial<AttemptView>) => {
    const id = `tr_${attempts.length}UhSN1zuXS`;
    attempts.push({
      ...attempt({ dashboardUrl: `https://my.mollie.com/dashboard/org_1/payments/${id}`, ...more }),
      id,
    });
  };
  if (view.payment && view.payment.status !== 'paid') add(view.payment);
  for (const { amount, expiresAt, bankTransfer } of view.stillPayable) {
    const isListed = view.payment?.status === 'open' && view.payment.amount.value === amount.value;
    if (!isListed) add({ amount, expiresAt, ...(bankTransfer && { method: 'banktransfer' }) });
  }
  if (view.paid.value !== '0.00') {
    const { paid, refunded, chargedBack } = view;
    const paidAt = at(-3 * MINUTE);
    add({ status: 'paid', method: 'ideal', amount: paid, refunded, chargedBack, paidAt, expiresAt: null });
  }
  if (view.payment && HAS_NO_MONEY.includes(view.payment.status))
    add({ status: 'expired', amount: view.total, createdAt: at(-3 * DAY) });
  return { attempts, attemptsOmitted: view.status === 'charged_back' ? 3 : 0, ...view };
}
