import type { InvoiceView, MethodView } from '../../../shared/api.ts';
import { at, DAY, eur, invoice, MINUTE, paidAttempt, payment } from './view.ts';

export const settled: Partial<InvoiceView> = {
  remaining: eur('0.00'),
  due: eur('0.00'),
  canPay: false,
  paid: eur('100.00'),
  completedAt: at(-3 * MINUTE),
};

/** The states that an invoice can be met in, each as what differs from an open one. */
export const STATES = {
  open: {},
  test: { mode: 'test', reasons: ['test_mode'] },
  'partially-paid': { status: 'partially_paid', total: eur('121.00'), paidElsewhere: eur('21.00') },
  'under-way': { continues: true, payment: payment() },
  older: {
    status: 'partially_paid',
    paidElsewhere: eur('50.00'),
    remaining: eur('50.00'),
    due: eur('50.00'),
    reasons: ['older_attempt_open'],
    stillPayable: [{ amount: eur('100.00'), expiresAt: at(15 * MINUTE) }],
  },
  'older-transfer': {
    status: 'partially_paid',
    paidElsewhere: eur('21.00'),
    remaining: eur('79.00'),
    due: eur('79.00'),
    reasons: ['bank_transfer_open', 'older_attempt_open'],
    payment: payment({ method: 'banktransfer', expiresAt: at(12 * DAY) }),
    stillPayable: [{ amount: eur('100.00'), expiresAt: at(12 * DAY), bankTransfer: true }],
  },
  'too-short': {
    reasons: ['older_attempt_open'],
    payment: payment({ expiresAt: at(MINUTE) }),
    stillPayable: [{ amount: eur('100.00'), expiresAt: at(MINUTE) }],
  },
  failed: {
    payment: payment({ status: 'failed', method: 'creditcard', checkoutUrl: null, expiresAt: null }),
    ended: 'failed',
  },
  canceled: {
    payment: payment({ status: 'canceled', checkoutUrl: null, expiresAt: null }),
    ended: 'canceled',
  },
  expired: {
    payment: payment({ status: 'expired', checkoutUrl: null, expiresAt: null }),
    ended: 'expired',
  },
  pending: {
    status: 'pending',
    pending: eur('100.00'),
    due: eur('0.00'),
    canPay: false,
    reasons: ['payment_pending'],
    payment: payment({ status: 'pending', method: 'directdebit', checkoutUrl: null }),
  },
  'pending-in-part': {
    status: 'pending',
    pending: eur('40.00'),
    due: eur('60.00'),
    reasons: ['payment_pending'],
    payment: payment({ status: 'pending', amount: eur('40.00'), checkoutUrl: null, expiresAt: null }),
  },
  'bank-transfer': {
    reasons: ['bank_transfer_open'],
    payment: payment({
      method: 'banktransfer',
      expiresAt: at(12 * DAY),
      bankTransfer: {
        bankName: 'Stichting Mollie Payments',
        bankAccount: 'NL53ABNA0627535577',
        bankBic: 'ABNANL2A',
        transferReference: 'RF12-3456-7890-1234',
        dueDate: '2026-12-01',
        epc: 'BCD\n002\n1\nSCT\nABNANL2A\nStichting Mollie Payments\nNL53ABNA0627535577\nEUR100.00\n\n\nRF12-3456-7890-1234',
      },
    }),
  },
  paid: { ...settled, status: 'paid', payment: paidAttempt },
  'paid-older': {
    ...settled,
    status: 'paid',
    reasons: ['paid', 'bank_transfer_open', 'older_attempt_open'],
    stillPayable: [
      { amount: eur('50.00'), expiresAt: at(15 * MINUTE) },
      { amount: eur('100.00'), expiresAt: null, bankTransfer: true },
    ],
  },
  'paid-pending': {
    ...settled,
    status: 'paid',
    paid: eur('0.00'),
    paidElsewhere: eur('100.00'),
    pending: eur('100.00'),
    reasons: ['paid', 'payment_pending'],
    payment: payment({ status: 'pending', checkoutUrl: null }),
  },
  overpaid: { ...settled, status: 'overpaid', paidElsewhere: eur('35.00'), excess: eur('35.00') },
  'partially-refunded': { ...settled, status: 'partially_refunded', refunded: eur('40.00') },
  refunded: { ...settled, status: 'refunded', refunded: eur('100.00') },
  'charged-back': {
    status: 'charged_back',
    paid: eur('100.00'),
    chargedBack: eur('100.00'),
    chargedBackAt: at(-DAY),
    payment: paidAttempt,
  },
  'nothing-due': {
    ...settled,
    status: 'nothing_due',
    total: eur('-50.00'),
    paid: eur('0.00'),
    completedAt: null,
    reasons: ['nothing_due'],
  },
  'given-back': {
    status: 'nothing_due',
    label: 'Open',
    total: eur('0.00'),
    paidElsewhere: eur('-50.00'),
    remaining: eur('50.00'),
    due: eur('50.00'),
  },
  void: { status: 'void', remaining: eur('0.00'), due: eur('0.00'), canPay: false, reasons: ['void'] },
  'void-paid': { ...settled, status: 'void', paid: eur('21.00'), excess: eur('21.00'), reasons: ['void'] },
  unconfirmed: { canPay: false, reasons: ['unconfirmed'] },
  paused: { canPay: false, reasons: ['paused'] },
  'not-connected': { canPay: false, reasons: ['not_connected'], mode: null, link: null },
  'below-minimum': {
    total: eur('0.01'),
    remaining: eur('0.01'),
    due: eur('0.01'),
    reasons: ['below_minimum'],
  },
  'mollie-down': { reasons: ['mollie_unavailable'] },
} satisfies Record<string, Partial<InvoiceView>>;

const part = STATES['partially-paid'];
const page = { amount: eur('100.00'), expiresAt: at(15 * MINUTE) } as const;
const paidElsewhere = {
  ...settled,
  status: 'paid',
  reasons: ['paid'],
  paid: eur('0.00'),
  paidElsewhere: eur('100.00'),
} as const satisfies Partial<InvoiceView>;

/** As Mollie lists them in English, such as an account with everything has them. */
const METHODS: MethodView[] = [
  { id: 'ideal', label: 'iDEAL | Wero' },
  { id: 'creditcard', label: 'Card' },
  { id: 'bancontact', label: 'Bancontact' },
  { id: 'paypal', label: 'PayPal' },
  { id: 'banktransfer', label: 'Bank transfer' },
  { id: 'applepay', label: 'Apple Pay' },
  { id: 'klarna', label: 'Pay with Klarna' },
  { id: 'paybybank', label: 'Pay by Bank' },
  { id: 'in3', label: 'Pay in 3 instalments, 0% interest' },
  { id: 'giftcard', label: 'Gift cards' },
  { id: 'directdebit', label: 'SEPA Direct Debit' },
];

/** States that only pages and pictures need. */
export const RARE_STATES = {
  methods: { methods: METHODS.slice(0, 5) },
  'one-method': { methods: METHODS.slice(0, 1) },
  'three-methods': { methods: METHODS.slice(0, 3) },
  'eleven-methods': { methods: METHODS },
  /** Which not every browser has. */
  wallets: { methods: [{ id: 'googlepay', label: 'Google Pay' }, ...METHODS.slice(0, 1)] },
  'wallet-alone': { methods: [{ id: 'applepay', label: 'Apple Pay' }] },
  /** Its button leads back to what was opened by it. */
  'open-by-method': {
    methods: METHODS.slice(0, 5),
    payment: payment({ method: 'ideal' }),
  },
  authorized: {
    ...STATES.pending,
    payment: payment({ status: 'authorized', method: 'billie', checkoutUrl: null, expiresAt: null }),
  },
  'canceled-methods': { ...STATES.canceled, methods: METHODS.slice(0, 5) },
  'transfer-methods': { ...STATES['bank-transfer'], methods: METHODS.slice(0, 5) },
  overdue: { date: '2026-09-28', dueDate: '2026-10-28' },
  'older-several': {
    ...STATES.older,
    stillPayable: [page, { amount: eur('121.00'), expiresAt: null }],
  },
  'transfer-besides': {
    ...part,
    continues: true,
    reasons: ['bank_transfer_open'],
    payment: payment(),
  },
  'paid-in-part-elsewhere': {
    ...settled,
    status: 'paid',
    reasons: ['paid'],
    total: eur('121.00'),
    paidElsewhere: eur('21.00'),
    payment: paidAttempt,
  },
  'paid-elsewhere': paidElsewhere,
  'paid-older-page': { ...paidElsewhere, reasons: ['paid', 'older_attempt_open'], stillPayable: [page] },
  /** Of what is due, a bank took back a part. */
  'charged-back-in-part': {
    status: 'charged_back',
    paid: eur('50.00'),
    chargedBack: eur('50.00'),
    payment: payment({ status: 'paid', method: 'directdebit', amount: eur('50.00'), expiresAt: null }),
  },
  'void-older': { ...STATES.void, reasons: ['void', 'older_attempt_open'], stillPayable: [page] },
} satisfies Record<string, Partial<InvoiceView>>;

type Name = keyof typeof STATES | keyof typeof RARE_STATES;

/** A whole invoice in each of these states. */
export const INVOICES = Object.fromEntries(
  Object.entries<Partial<InvoiceView>>({ ...STATES, ...RARE_STATES }).map(([name, facts]) => [
    name,
    invoice(facts),
  ]),
) as Record<Name, InvoiceView>;
