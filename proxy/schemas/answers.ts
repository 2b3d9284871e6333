/**
 * What else the API answers, and what the host is told, as schemas. The compiler holds them to the types of
 * `shared/api.ts`, and `GET /openapi.json` is made from them.
 */
import { z } from 'zod';
import type * as api from '../../shared/api.ts';
import { STATUS_OF } from '../codes/errors.ts';
import { FINDING_CODES } from '../codes/findings.ts';
import { CONNECTION_CHANGED, NOTIFICATION_TYPES } from '../codes/notifications.ts';
import { attempt, invoice, merchantInvoice, payerInvoice, payment, time } from './invoice.ts';
import { of } from './of.ts';

export const created = z.union([
  z.strictObject({ payment, invoice: payerInvoice }),
  z.strictObject({ payment: attempt, invoice: merchantInvoice }),
]);

const errorCode = z.enum(Object.keys(STATUS_OF));

export const error = z
  .strictObject({
    error: z.strictObject({
      code: errorCode.describe('Stable.'),
      message: z.string().min(1).describe('Fit to show, in the language of the answer.'),
      reference: z
        .string()
        .regex(/^[a-z2-7]{4}-[a-z2-7]{4}$/)
        .describe('Finds the entry in the log.'),
      claim: z.string().describe('The claim of the token, with `invalid_invoice`.').exactOptional(),
      expected: z.string().describe('To merchants: what the claim should have been.').exactOptional(),
    }),
    invoice: invoice.describe('What stands now, where that is known.').exactOptional(),
  })
  .meta({ id: 'Error', description: 'Every error.' });

export const batch = z.strictObject({ invoices: z.array(z.union([...invoice.options, error])) });

const logEntry = z.strictObject({
  at: time,
  event: z.string().describe('Stable, such as `payment.paid`; an open list.'),
  message: z.string().describe('What happened, for people, in the language of the answer.'),
  reference: z.string(),
  details: z.record(z.string(), z.unknown()).describe('For machines, by `event`.'),
});

const before = z
  .string()
  .nullable()
  .describe('Asks for the next page, as the parameter `before`; null where there is none.');

export const invoiceLog = z
  .strictObject({ entries: z.array(logEntry), before })
  .meta({ id: 'InvoiceLog', description: 'A page of the log of one invoice, newest first.' });

export const integrationLog = z
  .strictObject({
    entries: z.array(logEntry.extend({ number: z.string().describe("The invoice's number.") })),
    before,
  })
  .meta({ id: 'IntegrationLog', description: 'A page of the log of all invoices, newest first.' });

of<api.LogPage>()(invoiceLog);

const brand = z.strictObject({
  name: z.string().nullable(),
  logo: z.string().nullable().describe('A `data:` URL.'),
  color: z.string().nullable().describe('`#rrggbb`'),
});

export const connection = of<api.ConnectionView>()(
  z
    .strictObject({
      ok: z.boolean().describe('Nothing stands in the way of a payment.'),
      findings: z.array(
        z.strictObject({
          code: z.enum(FINDING_CODES as readonly string[] as [string]),
          message: z.string(),
          hint: z.string(),
        }),
      ),
      account: z.string().describe('Whose connection: the claim `account`.'),
      key: z
        .strictObject({
          source: z.enum(['environment', 'stored', 'none']),
          hint: z.string().nullable().describe('`test_…4Fd9`'),
        })
        .describe('The API key that creates, as far as anybody is told of it.'),
      paused: z.boolean().describe('No payments are made for the time being.'),
      brand: brand.describe('What the pay page looks like.'),
      mode: z.enum(['test', 'live']).nullable().describe('Null without a key.'),
      profile: z.strictObject({ name: z.string(), status: z.string() }).nullable(),
      methods: z
        .array(z.strictObject({ id: z.string(), description: z.string() }))
        .describe('Those that are active at Mollie.'),
      store: z.strictObject({ kind: z.string(), writable: z.boolean() }),
      webhook: z
        .strictObject({ expected: z.boolean(), lastAt: time.nullable() })
        .describe("When Mollie's last webhook arrived; null if none did, or none is asked for."),
      checkedAt: time,
    })
    .meta({ id: 'Connection', description: 'Can invoices be paid, and if not, what to do.' }),
);

const connectionChanged = z
  .strictObject({
    type: z.literal(CONNECTION_CHANGED),
    timestamp: time.describe('When it happened.'),
    data: z
      .strictObject({
        account: z.string(),
        mode: z.enum(['test', 'live']).nullable(),
        profile: z.string().nullable().describe("The profile's name at Mollie."),
        hint: z.string().nullable().describe('The key that creates, `test_…4Fd9`.'),
      })
      .describe('What creates from now on; all null where nothing does any more.'),
  })
  .meta({
    id: 'ConnectionNotification',
    description: 'Another key of an account creates, or none any more.',
  });

const invoiceChanged = z
  .strictObject({
    type: z.enum(NOTIFICATION_TYPES),
    timestamp: time.describe('When it happened.'),
    data: z.strictObject({
      account: z.string(),
      invoice: merchantInvoice.describe('As it is when this is sent.'),
      version: z.int().min(1).describe('Grows with every change: drop older ones.'),
      payment: attempt
        .pick({
          id: true,
          status: true,
          amount: true,
          refunded: true,
          chargedBack: true,
          method: true,
          paidAt: true,
        })
        .nullable()
        .describe('The payment that it is about.'),
    }),
  })
  .meta({ id: 'InvoiceNotification', description: 'A change of an invoice.' });

export const notification = z
  .union([invoiceChanged, connectionChanged])
  .meta({ id: 'Notification', description: 'A change of an invoice or of an account, told to the host.' });
