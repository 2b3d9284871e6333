import type { Amount, InvoiceView, OlderPayment, PaymentView } from '../../shared/api.ts';

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
  continues: false,
  reasons: [],
  link: 'https://pay.example.com/pay/abcdefghijklmnopqrstuvwxyz234567',
  payment: null,
  ended: null,
  stillPayable: [],
  chargedBackAt: null,
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

const withdrawn: InvoiceView = {
  ...open,
  status: 'void',
  remaining: none,
  due: none,
  canPay: false,
  reasons: ['void'],
};

const paidElsewhere: InvoiceView = {
  ...closed,
  status: 'paid',
  reasons: ['paid'],
  paidElsewhere: eur('121.00'),
  payment: null,
};

const olderPage: OlderPayment = {
  amount: eur('100.00'),
  expiresAt: '2026-11-21T13:32:00+00:00',
};
const olderTransfer: OlderPayment = {
  amount: eur('121.00'),
  expiresAt: '2026-12-05T00:00:00+01:00',
  bankTransfer: true,
};

/** A view of every state that a customer can meet, by what the state is called. */
export const VIEWS = {
  open,
  overdue: { ...open, dueDate: '2026-11-15' },
  test: { ...open, mode: 'test', reasons: ['test_mode'] },
  partiallyPaid: part,
  openElsewhere: {
    ...part,
    continues: true,
    payment: attempt('open', { checkoutUrl: 'https://mollie.example/checkout' }),
  },
  /** Too little is left of its time: Pay makes another. */
  openTooShort: {
    ...part,
    reasons: ['older_attempt_open'],
    payment: attempt('open', { checkoutUrl: 'https://mollie.example/checkout' }),
    stillPayable: [olderPage],
  },
  olderStillPayable: {
    ...part,
    paidElsewhere: eur('71.00'),
    remaining: eur('50.00'),
    due: eur('50.00'),
    reasons: ['older_attempt_open'],
    stillPayable: [olderPage, { amount: eur('121.00'), expiresAt: null }],
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
  /** A part was booked elsewhere since the transfer was started. */
  olderTransfer: {
    ...part,
    reasons: ['bank_transfer_open', 'older_attempt_open'],
    payment: attempt('open', { method: 'banktransfer', amount: eur('121.00') }),
    stillPayable: [olderTransfer],
  },
  transferBesides: {
    ...part,
    continues: true,
    reasons: ['bank_transfer_open'],
    payment: attempt('open', { checkoutUrl: 'https://mollie.example/checkout' }),
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
    reasons: ['payment_pending'],
    payment: attempt('pending', { amount: eur('40.00'), expiresAt: null }),
  },
  paid: { ...closed, status: 'paid', reasons: ['paid'], paid: eur('100.00'), paidElsewhere: eur('21.00') },
  paidElsewhere,
  paidOlderOpen: { ...paidElsewhere, reasons: ['paid', 'older_attempt_open'], stillPayable: [olderPage] },
  paidOlderTransfer: {
    ...paidElsewhere,
    reasons: ['paid', 'bank_transfer_open', 'older_attempt_open'],
    stillPayable: [{ ...olderPage, expiresAt: null }, olderTransfer],
  },
  paidWhilePending: {
    ...paidElsewhere,
    reasons: ['paid', 'payment_pending'],
    pending: eur('100.00'),
    payment: attempt('pending'),
  },
  overpaid: {
    ...closed,
    status: 'overpaid',
    reasons: ['paid'],
    paid: eur('121.00'),
    paidElsewhere: eur('35.00'),
    excess: eur('35.00'),
  },
  partiallyRefunded: { ...closed, status: 'partially_refunded', paid: eur('121.00'), refunded: eur('20.00') },
  refunded: { ...closed, status: 'refunded', paid: eur('121.00'), refunded: eur('121.00') },
  chargedBack: {
    ...open,
    status: 'charged_back',
    paid: eur('121.00'),
    chargedBack: eur('121.00'),
    chargedBackAt: '2026-11-20T23:30:00+00:00',
    payment: attempt('paid', { method: 'directdebit', amount: eur('121.00'), expiresAt: null }),
  },
  /** Of what is due, a bank took back a part. */
  chargedBackInPart: {
    ...open,
    status: 'charged_back',
    paid: eur('50.00'),
    chargedBack: eur('50.00'),
    payment: attempt('paid', { method: 'directdebit', amount: eur('50.00'), expiresAt: null }),
  },
  nothingDue: {
    ...closed,
    status: 'nothing_due',
    total: eur('-121.00'),
    reasons: ['nothing_due'],
    payment: null,
  },
  /** Over nothing, but money was given back outside. */
  givenBack: {
    ...open,
    status: 'nothing_due',
    total: none,
    paidElsewhere: eur('-50.00'),
    remaining: eur('50.00'),
    due: eur('50.00'),
  },
  withdrawn,
  withdrawnOlderOpen: { ...withdrawn, reasons: ['void', 'older_attempt_open'], stillPayable: [olderPage] },
  withdrawnPaid: {
    ...withdrawn,
    paid: eur('21.00'),
    excess: eur('21.00'),
    payment: attempt('paid', { amount: eur('21.00'), method: 'ideal', expiresAt: null }),
  },
  failed: { ...part, payment: attempt('failed'), ended: 'failed' },
  canceled: { ...part, payment: attempt('canceled'), ended: 'canceled' },
  expired: { ...part, payment: attempt('expired'), ended: 'expired' },
  belowMinimum: { ...open, reasons: ['below_minimum'] },
  unconfirmed: { ...open, canPay: false, reasons: ['unconfirmed'] },
  mollieDown: { ...open, reasons: ['mollie_unavailable'] },
} satisfies Record<string, InvoiceView>;
