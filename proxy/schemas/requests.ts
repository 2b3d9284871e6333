/** What requests may bring: the routes validate with these, and `GET /openapi.json` is made from them. */
import { z } from 'zod';
import { METHOD_ID } from '../codes/method-id.ts';
import { PAYMENT_ID } from '../codes/payment-id.ts';
import { API_KEY } from '../config/variables.ts';
import { readLogoUrl } from '../lib/logo.ts';
import { LANGUAGES, type Language } from '../texts/languages.ts';

/** The most payments that one request may disregard. */
const MAX_WITHOUT = 20;

/** The most tokens of one batch. */
const MAX_BATCH = 100;

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

const expect = z
  .string()
  .describe('The amount that was shown, such as `100.00`. If something else is due, nothing is made.')
  .optional();

const method = z
  .string()
  .regex(METHOD_ID)
  .describe("Mollie's id of the method to pay by; without it the customer chooses at Mollie.")
  .optional();

export const language = z.enum(LANGUAGES as [Language, ...Language[]]);

export const noBody = z.strictObject({});

export const createBody = z.strictObject({
  expect,
  method,
  notSent: z
    .literal(true)
    .describe(
      'The customer has not made the transfer that was started: it is cancelled, and nothing is made.',
    )
    .optional(),
  without: z
    .array(z.string().regex(PAYMENT_ID))
    .max(MAX_WITHOUT)
    .describe('Merchants: payments to go on without, while Mollie does not show them.')
    .optional(),
});

export const connectionBody = z.strictObject({
  apiKey: z
    .string()
    .trim()
    .regex(API_KEY)
    .describe('The API key of a Mollie profile. It is checked at Mollie, and kept encrypted.')
    .optional(),
  shared: z
    .boolean()
    .describe('Takes `apiKey` although payments of another account were made with its profile.')
    .optional(),
  paused: z.boolean().describe('Whether no payments are made for the time being.').optional(),
  brand: z
    .strictObject({
      name: z.string().trim().min(1).max(100).nullable().optional(),
      logo: z
        .string()
        .refine((url) => readLogoUrl(url) !== undefined)
        .describe('A `data:` URL of a PNG, JPEG or WebP image of at most 32 kB.')
        .nullable()
        .optional(),
      color: z
        .string()
        .regex(/^#[0-9a-fA-F]{6}$/)
        .nullable()
        .optional(),
    })
    .describe('What the pay page looks like; what is left out stays, null removes.')
    .nullable()
    .optional(),
});

/** A token, as JSON Schema has it: its second part is what `InvoiceClaims` describes. */
const token = z.string().meta({
  contentMediaType: 'application/jwt',
  contentSchema: { prefixItems: [{ type: 'object' }, { $ref: '#/components/schemas/InvoiceClaims' }] },
});

export const batchBody = z.strictObject({
  tokens: z.array(token).max(MAX_BATCH).describe('Tokens of payers and merchants.'),
});

export const payForm = z.strictObject({
  expect,
  method,
  not_sent: z
    .string()
    .describe('The customer has not made the transfer that was started: it is cancelled, nothing is made.')
    .optional(),
  lang: language.describe('The language of the checkout and of the page after it.').optional(),
});

/** Mollie may add fields; only the id counts. */
export const webhookForm = z.object({ id: z.string().regex(PAYMENT_ID) });

export const logQuery = z.object({
  limit: z
    .string()
    .regex(/^0*[1-9]\d{0,8}$/)
    .transform((digits) => Math.min(Number(digits), MAX_LIMIT))
    .pipe(z.int().min(1))
    .describe(`How many lines; more than ${MAX_LIMIT} counts as ${MAX_LIMIT}.`)
    .default(DEFAULT_LIMIT),
  // Digits and dashes; only the store knows whether it is a cursor.
  before: z
    .string()
    .regex(/^\d[\d-]{0,40}$/)
    .describe('`before` of the page before this one.')
    .exactOptional(),
});
