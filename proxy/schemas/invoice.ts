/** The invoice and its payments, as schemas. Objects are strict, so that nothing is answered that is not described. */
import { z } from 'zod';
import type * as api from '../../shared/api.ts';
import { PAYMENT_ID } from '../codes/payment-id.ts';
import { of } from './of.ts';

export const time = z.iso.datetime({ offset: true });
const paymentId = z.string().regex(PAYMENT_ID).describe("Mollie's id of the payment.");

export const amount = of<api.Amount>()(
  z
    .strictObject({
      currency: z.string().regex(/^[A-Z]{3}$/),
      value: z.string().regex(/^-?\d+(\.\d+)?$/),
    })
    .meta({
      id: 'Amount',
      description: 'Money: ISO 4217 and a decimal string with exactly the decimals of the currency.',
    }),
);

const paymentStatus = of<api.PaymentStatus>()(
  z
    .enum(['open', 'pending', 'authorized', 'paid', 'canceled', 'expired', 'failed'])
    .meta({ id: 'PaymentStatus' }),
);

const invoiceStatus = of<api.InvoiceStatus>()(
  z
    .enum([
      ...(['open', 'pending', 'partially_paid', 'paid', 'overpaid', 'partially_refunded'] as const),
      ...(['refunded', 'charged_back', 'nothing_due', 'void'] as const),
    ])
    .meta({ id: 'InvoiceStatus' }),
);

const reasonForAll = z.enum([
  ...([
    'nothing_due',
    'paid',
    'void',
    'payment_pending',
    'older_attempt_open',
    'bank_transfer_open',
  ] as const),
  ...(['below_minimum', 'above_maximum', 'currency_unsupported', 'no_methods'] as const),
  ...(['mollie_unavailable', 'unconfirmed', 'paused', 'not_connected', 'test_mode'] as const),
]);

const reason = of<api.Reason>()(
  z.enum([
    ...reasonForAll.options,
    ...(['maybe_booked_twice', 'maybe_not_booked', 'paid_although_void'] as const),
    ...(['captured_in_part', 'not_visible', 'webhook_silent'] as const),
  ]),
);

const REASONS = 'Why it cannot be paid now, or what to know before paying it.';

const bankTransfer = of<api.BankTransfer>()(
  z
    .strictObject({
      bankName: z.string().nullable(),
      bankAccount: z.string(),
      bankBic: z.string().nullable(),
      transferReference: z.string(),
      dueDate: z.iso.date().nullable().describe('The last day on which the money may arrive.'),
      epc: z
        .string()
        .nullable()
        .describe("The text of the QR code that banks' apps scan (EPC069-12); null where none can be made."),
    })
    .meta({ id: 'BankTransfer' }),
);

export const payment = of<api.PaymentView>()(
  z
    .strictObject({
      status: paymentStatus,
      amount,
      method: z.string().nullable().describe("Mollie's id of the method, such as `ideal`; an open list."),
      createdAt: time,
      expiresAt: time.nullable(),
      checkoutUrl: z.url().nullable().describe("Mollie's checkout, only while the payment can be paid."),
      bankTransfer: bankTransfer.describe('Of a bank transfer that was started.').exactOptional(),
    })
    .meta({ id: 'Payment', description: 'A Mollie payment, as everyone with the invoice may see it.' }),
);

export const attempt = of<api.AttemptView>()(
  payment
    .extend({
      id: paymentId,
      refunded: amount,
      chargedBack: amount,
      paidAt: time.nullable(),
      dashboardUrl: z.url().nullable().describe("The payment in Mollie's dashboard."),
      captured: amount
        .nullable()
        .describe('What was captured, where the method authorises first; null where it does not.'),
      captureBefore: time.nullable().describe('Until when the rest of what is authorized can be captured.'),
      notVisibleSince: time
        .nullable()
        .describe('Since when Mollie shows it to none of the keys; null while it does.'),
      otherCurrencies: z
        .array(amount)
        .describe("Refunds and chargebacks in another currency than the payment's: in no sum."),
    })
    .meta({ id: 'Attempt', description: 'A Mollie payment, as the merchant sees it.' }),
);

const olderPayment = of<api.OlderPayment>()(
  z
    .strictObject({
      amount,
      expiresAt: time.nullable(),
      bankTransfer: z
        .literal(true)
        .describe('A started transfer: it should not be sent. Absent for a checkout.')
        .exactOptional(),
    })
    .meta({ id: 'OlderPayment' }),
);

const method = of<api.MethodView>()(
  z
    .strictObject({
      id: z.string().describe("Mollie's id, such as `ideal`; an open list."),
      label: z.string().describe('Its name in the language of the answer.'),
    })
    .meta({ id: 'Method', description: 'A payment method that takes what is due now.' }),
);

export const payerInvoice = z
  .strictObject({
    id: z.string().describe('The id in the host, `sub` of the token.'),
    number: z.string(),
    date: z.iso.date().nullable(),
    dueDate: z.iso.date().nullable(),
    url: z.string().nullable().describe('The online invoice at the host.'),
    mode: z.enum(['test', 'live']).nullable().describe("Null while the merchant's account has no API key."),
    status: invoiceStatus,
    label: z.string().describe('The status in words, in the language of the answer.'),
    total: amount,
    paid: amount,
    paidElsewhere: amount,
    refunded: amount,
    chargedBack: amount,
    remaining: amount,
    pending: amount,
    due: amount.describe('What the next payment asks.'),
    excess: amount,
    completedAt: time.nullable().describe('When nothing remained any more; null while anything does.'),
    canPay: z.boolean().describe('Something is due and nothing forbids to pay it.'),
    continues: z.boolean().describe('Pay leads back to `payment`; else it makes a new payment.'),
    reasons: z.array(reasonForAll).describe(REASONS),
    link: z
      .url()
      .nullable()
      .describe('The pay page, for good within its account and mode; null while the account has no API key.'),
    payment: payment.nullable().describe('The one that can be paid, else the pending one, else the newest.'),
    ended: z
      .enum(['failed', 'canceled', 'expired'])
      .nullable()
      .describe('How `payment` ended, where it was made within a day and brought no money.'),
    stillPayable: z
      .array(olderPayment)
      .describe('Payments that Pay does not lead to, which can still be paid. Nobody should pay both.'),
    chargedBackAt: time.nullable().describe('When a bank last took money back that it has not returned.'),
    methods: z
      .array(method)
      .describe(
        'Offered beside Pay, in this order; absent where they are not known, and where nothing can be paid.',
      )
      .exactOptional(),
    checkedAt: time.describe('As of when this is true.'),
  })
  .meta({ id: 'InvoiceForPayer', description: 'The invoice, as its payer may see it.' });

export const merchantInvoice = payerInvoice
  .extend({
    reasons: z.array(reason).describe(REASONS),
    payment: attempt.nullable().describe('The one that can be paid, else the pending one, else the newest.'),
    attempts: z.array(attempt).describe('Newest first.'),
    attemptsOmitted: z
      .int()
      .min(0)
      .describe('How many older attempts that brought no money are no longer listed.'),
    merchantName: z
      .string()
      .nullable()
      .describe("Who is paid, as the customer reads it: the brand's name, else the profile's at Mollie."),
    warnings: z.array(z.string()).describe('What was wrong without being an error.'),
  })
  .meta({ id: 'InvoiceForMerchant', description: 'The invoice, as its merchant sees it.' });

/** The type has what merchants see as optional fields. */
type ForMerchant = Required<Omit<api.InvoiceView, 'methods'>> &
  Pick<api.InvoiceView, 'methods'> & { payment: api.AttemptView | null };
type ForPayer = Omit<
  api.InvoiceView,
  'attempts' | 'attemptsOmitted' | 'merchantName' | 'warnings' | 'reasons'
> & {
  reasons: z.output<typeof reasonForAll>[];
};
of<ForPayer>()(payerInvoice);
of<ForMerchant>()(merchantInvoice);

export const invoice = z.union([payerInvoice, merchantInvoice]);
