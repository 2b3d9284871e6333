import type { Amount, InvoiceView, PaymentView } from '../../proxy/types.ts';

/** The moment at which the views below are looked at: 14:20 in Amsterdam. */
export const NOW = new Date('2026-11-21T13:20:00Z');

export const eur = (value: string): Amount => ({ currency: 'EUR', value });

const none = eur('0.00');

/** An open invoice of € 121.00. */
export const open: InvoiceView = {
  id: 'invoice-42',
  number: '2026-0042',
  date: '2026-11-01',
  dueDate: '2026-12-01',
  url: 'https://books.example.com/invoices/42',
  mode: 'live',
  status: 'open',
  label: 'Open',
  total: eur('121.00'),
  paid: none,
  paidElsewhere: none,
  refunded: none,
  chargedBack: none,
  remaining: eur('121.00'),
  pending: none,
  due: eur('121.00'),
  excess: none,
  completedAt: null,
  canPay: true,
  reasons: [],
  link: 'https://pay.example.com/pay/abcdefghijklmnopqrstuvwxyz234567',
  payment: null,
  stillPayable: [],
  checkedAt: '2026-11-21T13:19:00+00:00',
};

/** A payment of € 100.00, made three minutes ago. */
export const attempt = (status: PaymentView['status'], more: Partial<PaymentView> = {}): PaymentView => ({
  status,
  amount: eur('100.00'),
  method: null,
  createdAt: '2026-11-21T13:17:00+00:00',
  expiresAt: '2026-11-21T13:32:00+00:00',
  checkoutUrl: null,
  ...more,
});

const part: InvoiceView = {
  ...open,
  status: 'partially_paid',
  paidElsewhere: eur('21.00'),
  remaining: eur('100.00'),
  due: eur('100.00'),
};

const closed: InvoiceView = {
  ...open,
  remaining: none,
  due: none,
  canPay: false,
  completedAt: '2026-11-21T13:19:00+00:00',
  payment: attempt('paid', { method: 'ideal' }),
};

/** A view of every state that a customer can meet, by what the state is called. */
export const VIEWS = {
  open,
  overdue: { ...open, dueDate: '2026-11-15' },
  test: { ...open, mode: 'test', reasons: ['test_mode'] },
  partiallyPaid: part,
  openElsewhere: { ...part, payment: attempt('open', { checkoutUrl: 'https://mollie.example/checkout' }) },
  olderStillPayable: {
    ...part,
    paidElsewhere: eur('71.00'),
    remaining: eur('50.00'),
    due: eur('50.00'),
    reasons: ['older_attempt_open'],
    stillPayable: [
      { amount: eur('100.00'), expiresAt: '2026-11-21T13:32:00+00:00' },
      { amount: eur('121.00'), expiresAt: null },
    ],
  },
  bankTransfer: {
    ...part,
    reasons: ['bank_transfer_open'],
    payment: attempt('open', {
      method: 'banktransfer',
      expiresAt: '2026-12-05T00:00:00+01:00',
      bankTransfer: {
        bankName: 'Stichting Mollie Payments',
        bankAccount: 'NL53ABNA0627535577',
        bankBic: 'ABNANL2A',
        transferReference: 'RF12-3456-7890-1234',
      },
    }),
  },
  pending: {
    ...part,
    status: 'pending',
    pending: eur('100.00'),
    due: none,
    canPay: false,
    reasons: ['payment_pending'],
    payment: attempt('pending'),
  },
  pendingInPart: {
    ...part,
    status: 'pending',
    pending: eur('40.00'),
    due: eur('60.00'),
    payment: attempt('pending', { amount: eur('40.00') }),
  },
  paid: { ...closed, status: 'paid', reasons: ['paid'], paid: eur('100.00'), paidElsewhere: eur('21.00') },
  paidElsewhere: {
    ...closed,
    status: 'paid',
    reasons: ['paid'],
    paidElsewhere: eur('121.00'),
    payment: null,
  },
  overpaid: { ...closed, status: 'overpaid', paid: eur('221.00'), excess: eur('100.00') },
  partiallyRefunded: { ...closed, status: 'partially_refunded', paid: eur('121.00'), refunded: eur('20.00') },
  refunded: { ...closed, status: 'refunded', paid: eur('121.00'), refunded: eur('121.00') },
  chargedBack: { ...open, status: 'charged_back', paid: eur('121.00'), chargedBack: eur('121.00') },
  nothingDue: {
    ...closed,
    status: 'nothing_due',
    total: eur('-121.00'),
    reasons: ['nothing_due'],
    payment: null,
  },
  withdrawn: { ...open, status: 'void', due: none, canPay: false, reasons: ['void'] },
  failed: { ...part, payment: attempt('failed') },
  canceled: { ...part, payment: attempt('canceled') },
  expired: { ...part, payment: attempt('expired') },
  belowMinimum: { ...open, reasons: ['below_minimum'] },
  mollieDown: { ...open, reasons: ['mollie_unavailable'] },
} satisfies Record<string, InvoiceView>;
