/** Plausible answers of a proxy, for tests of the element. */
import type {
  Amount,
  AttemptView,
  ConnectionView,
  InvoiceView,
  LogPage,
  PaymentView,
} from '../../shared/api.ts';
import { labels } from './labels.ts';

export const NOW = Date.parse('2026-11-03T14:17:00Z');

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export const at = (distance: number) => new Date(NOW + distance).toISOString();

/** What has an end is met before it. */
const soon = (distance: number) => new Date(Date.now() + distance).toISOString();

export const eur = (value: string): Amount => ({ currency: 'EUR', value });

export function payment(facts: Partial<PaymentView> = {}): PaymentView {
  return {
    status: 'open',
    amount: eur('100.00'),
    method: null,
    createdAt: at(-MINUTE),
    expiresAt: soon(14 * MINUTE),
    checkoutUrl: 'https://checkout.example/pay/7UhSN1zuXS',
    ...facts,
  };
}

export function attempt(facts: Partial<AttemptView> = {}): AttemptView {
  return {
    ...payment({ checkoutUrl: null, ...facts }),
    id: 'tr_7UhSN1zuXS',
    refunded: eur('0.00'),
    chargedBack: eur('0.00'),
    paidAt: null,
    dashboardUrl: 'https://www.mollie.com/dashboard/payments/tr_7UhSN1zuXS',
    captured: null,
    captureBefore: null,
    notVisibleSince: null,
    otherCurrencies: [],
    ...facts,
  };
}

/** An invoice of € 100.00 that nobody has touched, but for the facts given. */
export function invoice(facts: Partial<InvoiceView> = {}, language = 'en'): InvoiceView {
  const zero = eur('0.00');
  const view: InvoiceView = {
    id: 'inv-42',
    number: '2026-0042',
    date: '2026-11-01',
    dueDate: '2026-12-01',
    url: 'https://host.example/invoices/42',
    mode: 'live',
    status: 'open',
    label: '',
    total: eur('100.00'),
    paid: zero,
    paidElsewhere: zero,
    refunded: zero,
    chargedBack: zero,
    remaining: eur('100.00'),
    pending: zero,
    due: eur('100.00'),
    excess: zero,
    completedAt: null,
    canPay: true,
    continues: false,
    reasons: [],
    link: 'https://pay.example/pay/k3x7q2m9v4t8w6r5n1p0s7d2fa',
    payment: null,
    ended: null,
    stillPayable: [],
    chargedBackAt: null,
    checkedAt: at(0),
    ...facts,
  };
  return { ...view, label: facts.label ?? labels[language]![view.status] };
}

const settled: Partial<InvoiceView> = {
  remaining: eur('0.00'),
  due: eur('0.00'),
  canPay: false,
  paid: eur('100.00'),
  completedAt: at(-3 * MINUTE),
};

const paidAttempt = attempt({
  status: 'paid',
  method: 'ideal',
  createdAt: at(-5 * MINUTE),
  expiresAt: null,
  paidAt: at(-3 * MINUTE),
});

/** Every state that an invoice can be met in. */
export const states: Record<string, Partial<InvoiceView>> = {
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
    stillPayable: [{ amount: eur('100.00'), expiresAt: soon(15 * MINUTE) }],
  },
  'older-transfer': {
    status: 'partially_paid',
    paidElsewhere: eur('21.00'),
    remaining: eur('79.00'),
    due: eur('79.00'),
    reasons: ['bank_transfer_open', 'older_attempt_open'],
    payment: payment({ method: 'banktransfer', expiresAt: soon(12 * DAY) }),
    stillPayable: [{ amount: eur('100.00'), expiresAt: soon(12 * DAY), bankTransfer: true }],
  },
  'too-short': {
    reasons: ['older_attempt_open'],
    payment: payment({ expiresAt: soon(MINUTE) }),
    stillPayable: [{ amount: eur('100.00'), expiresAt: soon(MINUTE) }],
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
      expiresAt: soon(12 * DAY),
      bankTransfer: {
        bankName: 'Stichting Mollie Payments',
        bankAccount: 'NL53ABNA0627535577',
        bankBic: 'ABNANL2A',
        transferReference: 'RF12-3456-7890-1234',
      },
    }),
  },
  paid: { ...settled, status: 'paid', payment: paidAttempt },
  'paid-older': {
    ...settled,
    status: 'paid',
    reasons: ['paid', 'bank_transfer_open', 'older_attempt_open'],
    stillPayable: [
      { amount: eur('50.00'), expiresAt: soon(15 * MINUTE) },
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
  'below-minimum': {
    total: eur('0.01'),
    remaining: eur('0.01'),
    due: eur('0.01'),
    reasons: ['below_minimum'],
  },
  'mollie-down': { reasons: ['mollie_unavailable'] },
};

/** What a merchant sees of the same. */
export function asMerchant(view: InvoiceView): InvoiceView {
  const attempts = view.status === 'open' && !view.payment ? [] : [paidAttempt];
  if (view.payment && view.payment.status !== 'paid') {
    attempts[0] = attempt({ ...view.payment });
    attempts.push(attempt({ id: 'tr_2', status: 'expired', createdAt: at(-3 * DAY), expiresAt: null }));
  }
  if (attempts[0]) attempts[0] = { ...attempts[0], refunded: view.refunded, chargedBack: view.chargedBack };
  return { attempts, attemptsOmitted: 0, ...view };
}

/** What only merchants are told. */
export const merchantStates: Record<string, Partial<InvoiceView>> = {
  'booked-twice': {
    ...states.overpaid,
    paid: eur('100.00'),
    paidElsewhere: eur('100.00'),
    reasons: ['maybe_booked_twice'],
  },
  'not-booked': { reasons: ['maybe_not_booked'] },
  'paid-although-void': { ...states['void-paid'], reasons: ['void', 'paid_although_void'] },
  'captured-in-part': {
    status: 'pending',
    paid: eur('60.00'),
    remaining: eur('40.00'),
    pending: eur('40.00'),
    due: eur('0.00'),
    canPay: false,
    reasons: ['payment_pending', 'captured_in_part'],
    attempts: [
      attempt({ status: 'authorized', captured: eur('60.00'), captureBefore: at(28 * DAY), expiresAt: null }),
    ],
  },
  'not-visible': {
    ...states.pending,
    reasons: ['payment_pending', 'not_visible'],
    payment: payment({ status: 'pending', method: 'directdebit', checkoutUrl: null, expiresAt: null }),
    attempts: [attempt({ status: 'pending', notVisibleSince: at(-DAY), expiresAt: null })],
  },
  'webhook-silent': { reasons: ['webhook_silent'] },
};

export function log(numbered = false): LogPage {
  const entry = (distance: number, event: string, message: string) => ({
    at: at(distance),
    event,
    message,
    reference: 'k7m2-9xqd',
    details: {},
    ...(numbered && { number: '2026-0042' }),
  });
  return {
    entries: [
      entry(-3 * MINUTE, 'payment.paid', '€ 100.00 was paid with iDEAL.'),
      entry(-5 * MINUTE, 'payment.created', 'A payment of € 100.00 was created.'),
      entry(-2 * DAY, 'invoice.changed', 'The invoice changed: € 21.00 paid elsewhere.'),
      entry(-3 * DAY, 'invoice.seen', 'The invoice was seen for the first time.'),
    ],
    before: 'older',
  };
}

export function connection(facts: Partial<ConnectionView> = {}): ConnectionView {
  return {
    ok: true,
    findings: [],
    mode: 'live',
    profile: { name: 'Van Dijk Tuinen', status: 'verified' },
    methods: [
      { id: 'ideal', description: 'iDEAL | Wero' },
      { id: 'creditcard', description: 'Card' },
      { id: 'banktransfer', description: 'Bank transfer' },
    ],
    store: { kind: 'sqlite', writable: true },
    webhook: { expected: true, lastAt: at(-3 * MINUTE) },
    checkedAt: at(0),
    ...facts,
  };
}

export const connections: Record<string, ConnectionView> = {
  ready: connection(),
  broken: connection({
    ok: false,
    mode: 'test',
    methods: [],
    profile: { name: 'Van Dijk Tuinen', status: 'unverified' },
    webhook: { expected: false, lastAt: null },
    findings: [
      {
        code: 'no_methods',
        message: 'No payment method is enabled.',
        hint: 'Enable at least one under Settings, Payment methods, in Mollie’s dashboard.',
      },
      {
        code: 'webhook_not_expected',
        message: 'Mollie cannot reach this address.',
        hint: 'Set PUBLIC_URL to an address on the internet; until then status comes from asking Mollie.',
      },
    ],
  }),
};

const audiences = { payer: 'invoice-pay', merchant: 'invoice-pay:manage', admin: 'invoice-pay:admin' };

/** A token as the element reads it; nobody has signed it. @param seconds until it expires */
export function token(audience: keyof typeof audiences = 'payer', sub = 'inv-42', seconds = 3600): string {
  const exp = Math.floor(Date.now() / 1000) + seconds;
  const part = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '');
  return `${part({ alg: 'HS256' })}.${part({ aud: audiences[audience], sub, exp })}.unsigned`;
}
