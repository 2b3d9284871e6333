/**
 * What a proxy answered while one invoice was paid, and a bank transfer started for another. `test/proxy/openapi.test.ts` has it paid once more, and compares.
 */

const euros = (value: string) => ({ currency: 'EUR', value });

const LINK = 'https://pay.example.com/pay/4q4dlmd5r6lqlfxmfbwzj4goocrbtg7q';
const PAYMENT_ID = 'tr_5B8cwPMGnU6qLbRvKo7qEZo';
const REFERENCE = 'k7qm-3xwd';

const CREATED_AT = '2026-11-21T09:00:00+00:00';
const PAID_AT = '2026-11-21T09:02:00+00:00';

const openPayment = {
  status: 'open',
  amount: euros('100.00'),
  method: null,
  createdAt: CREATED_AT,
  expiresAt: '2026-11-21T09:15:00+00:00',
  checkoutUrl: 'https://mollie.example/checkout/select-method/5B8cwPMGnU6qLbRvKo7qEZo',
};

const paidPayment = { ...openPayment, status: 'paid', method: 'ideal', expiresAt: null, checkoutUrl: null };

const attempt = {
  ...paidPayment,
  id: PAYMENT_ID,
  refunded: euros('0.00'),
  chargedBack: euros('0.00'),
  paidAt: PAID_AT,
  dashboardUrl: `https://mollie.example/dashboard/org_12345678/payments/${PAYMENT_ID}`,
  captured: null,
  captureBefore: null,
  notVisibleSince: null,
  otherCurrencies: [],
};

const openInvoice = {
  id: '10042',
  number: '2026-0042',
  date: '2026-11-21',
  dueDate: '2026-12-05',
  url: 'https://books.example.com/invoices/10042',
  mode: 'test',
  status: 'partially_paid',
  label: 'Partially paid',
  total: euros('121.00'),
  paid: euros('0.00'),
  paidElsewhere: euros('21.00'),
  refunded: euros('0.00'),
  chargedBack: euros('0.00'),
  remaining: euros('100.00'),
  pending: euros('0.00'),
  due: euros('100.00'),
  excess: euros('0.00'),
  completedAt: null,
  canPay: true,
  continues: true,
  reasons: ['test_mode'],
  link: LINK,
  payment: openPayment,
  ended: null,
  stillPayable: [],
  chargedBackAt: null,
  checkedAt: CREATED_AT,
};

const methods = [
  { id: 'ideal', label: 'iDEAL | Wero' },
  { id: 'creditcard', label: 'Card' },
  { id: 'paypal', label: 'PayPal' },
  { id: 'bancontact', label: 'Bancontact' },
  { id: 'banktransfer', label: 'Bank transfer' },
];

export const payerInvoice = { ...openInvoice, methods };

export const startedTransfer = {
  ...payerInvoice,
  id: '10043',
  number: '2026-0043',
  date: null,
  dueDate: null,
  url: null,
  status: 'open',
  label: 'Open',
  total: euros('80.00'),
  paidElsewhere: euros('0.00'),
  remaining: euros('80.00'),
  due: euros('80.00'),
  continues: false,
  reasons: ['bank_transfer_open', 'test_mode'],
  link: 'https://pay.example.com/pay/jho76bzlvudektev7wublp2kpert56r3',
  payment: {
    ...openPayment,
    amount: euros('80.00'),
    method: 'banktransfer',
    createdAt: PAID_AT,
    expiresAt: '2026-12-05T09:02:00+00:00',
    checkoutUrl: 'https://mollie.example/checkout/bank-transfer/5B8cwPMGnU6qLbRvKo7qEZo',
    bankTransfer: {
      bankName: 'Stichting Mollie Payments',
      bankAccount: 'NL53ABNA0627535577',
      bankBic: 'ABNANL2A',
      transferReference: 'RF61-0581-5615-6332',
      dueDate: '2026-12-05',
      epc: 'BCD\n002\n1\nSCT\nABNANL2A\nStichting Mollie Payments\nNL53ABNA0627535577\nEUR80.00\n\n\nRF61-0581-5615-6332',
    },
  },
  checkedAt: PAID_AT,
};

const paidInvoice = {
  ...openInvoice,
  status: 'paid',
  label: 'Paid',
  paid: euros('100.00'),
  remaining: euros('0.00'),
  due: euros('0.00'),
  completedAt: PAID_AT,
  canPay: false,
  continues: false,
  reasons: ['paid', 'test_mode'],
  payment: paidPayment,
  checkedAt: PAID_AT,
};

export const merchantInvoice = {
  ...paidInvoice,
  payment: attempt,
  attempts: [attempt],
  attemptsOmitted: 0,
  merchantName: 'Simulated Shop',
  warnings: [],
};

export const created = { payment: openPayment, invoice: payerInvoice };

export const nothingDue = {
  error: { code: 'nothing_due', message: 'Nothing is due on this invoice.', reference: REFERENCE },
  invoice: paidInvoice,
};

export const invalidToken = {
  error: {
    code: 'invalid_token',
    message:
      'This page may not show the invoice. Please reload it. If that does not help, ask the sender of the invoice for a new link.',
    reference: REFERENCE,
  },
};

export const batch = { invoices: [paidInvoice, invalidToken] };

const lastEntry = {
  at: PAID_AT,
  event: 'notification.accepted',
  message: 'Your system was told: invoice.paid.',
  reference: REFERENCE,
  details: { type: 'invoice.paid', id: 'msg_2vKq8yWbTnPzR4xL', paymentId: PAYMENT_ID },
};

export const invoiceLog = {
  entries: [
    lastEntry,
    {
      at: PAID_AT,
      event: 'payment.paid',
      message: '€\u00a0100.00 paid by iDEAL | Wero.',
      reference: REFERENCE,
      details: { id: PAYMENT_ID, amount: euros('100.00'), method: 'ideal', via: 'webhook' },
    },
    {
      at: CREATED_AT,
      event: 'payment.created',
      message: 'Payment of €\u00a0100.00 created.',
      reference: REFERENCE,
      details: { id: PAYMENT_ID, amount: euros('100.00'), method: null, via: 'create' },
    },
    {
      at: CREATED_AT,
      event: 'invoice.seen',
      message: 'Invoice seen for the first time, total €\u00a0121.00.',
      reference: REFERENCE,
      details: { total: euros('121.00'), paidElsewhere: euros('21.00'), rev: 1795251600 },
    },
  ],
  before: null,
};

export const integrationLog = { entries: [{ ...lastEntry, number: '2026-0042' }], before: '4' };

export const connection = {
  ok: true,
  findings: [
    {
      code: 'test_mode',
      message: 'The API key is a test key. No real money moves.',
      hint: 'Set a key that starts with live_ once invoices are to be paid for real.',
    },
  ],
  account: 'default',
  key: { source: 'environment', hint: 'test_…lXsM' },
  paused: false,
  brand: { name: null, logo: null, color: null },
  mode: 'test',
  profile: { name: 'Simulated Shop', status: 'verified' },
  methods: methods.map(({ id, label }) => ({ id, description: label })),
  store: { kind: 'memory', writable: true },
  webhook: { expected: true, lastAt: PAID_AT },
  checkedAt: PAID_AT,
};

export const notification = {
  type: 'invoice.paid',
  timestamp: PAID_AT,
  data: {
    account: 'default',
    invoice: merchantInvoice,
    version: 5,
    payment: {
      id: PAYMENT_ID,
      status: 'paid',
      amount: euros('100.00'),
      refunded: euros('0.00'),
      chargedBack: euros('0.00'),
      method: 'ideal',
      paidAt: PAID_AT,
    },
  },
};
