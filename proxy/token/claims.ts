import { z } from 'zod';
import { PAYMENT_ID } from '../codes/payment-id.ts';
import { isSafeAddress } from '../lib/addresses.ts';
import { decimalsOf, isCurrency, type Minor, parseMoney } from '../lib/money.ts';
import { type Billing, type Customer, customer, vatRate } from './customer.ts';

/** What the host says about an invoice, read from a token's claims; money in minor units. */
export type Facts = {
  sub: string;
  /** Never falls as the invoice changes. */
  rev: number;
  /** Seconds since 1970, with their fraction; decides between facts of one `rev`. */
  iat: number;
  number: string;
  date: string | null;
  dueDate: string | null;
  currency: string;
  total: Minor;
  /** As claimed, booked payments included. */
  paidElsewhere: Minor;
  booked: readonly string[];
  void: boolean;
  description: string;
  url: string | null;
  locale: string | null;
};

const wellFormed = z.string('a text').refine((text) => text.isWellFormed(), 'well-formed Unicode');
const text = wellFormed.refine((value) => value.trim() !== '', 'a text that is not empty');

const NO_PAYMENTS = 'a list of ids of payments, tr_…';
const paymentId = z.string(NO_PAYMENTS).regex(PAYMENT_ID, NO_PAYMENTS);

/** What an invoice token says of its invoice. */
export const invoiceClaims = z.object({
  sub: wellFormed.refine((sub) => sub !== '' && [...sub].length <= 200, '1 to 200 characters'),
  iat: z.number('seconds since 1970'),
  rev: z.int('an integer').optional(),
  number: text.optional(),
  date: z.iso.date('YYYY-MM-DD').optional(),
  dueDate: z.iso.date('YYYY-MM-DD').optional(),
  currency: z.string('an ISO 4217 code').refine(isCurrency, 'an ISO 4217 code'),
  total: z.string('a decimal string such as "121.00"'),
  paidElsewhere: z.string('a decimal string such as "21.00"').optional(),
  booked: z.array(paymentId, NO_PAYMENTS).optional(),
  void: z.boolean('true or false').optional(),
  description: text.optional(),
  url: z.string('an https address').refine(isSafeAddress, 'an https address').optional(),
  locale: z.string('a locale such as nl_NL').optional(),
  customer: customer.optional(),
  vatRate: vatRate.optional(),
});

const claims = invoiceClaims.transform((claim, context): { facts: Facts; billing: Billing } => {
  const number = claim.number ?? claim.sub;
  const money = (name: 'total' | 'paidElsewhere', value: string): Minor => {
    const minor = parseMoney(value, claim.currency);
    if (minor !== undefined) return minor;
    const decimals = decimalsOf(claim.currency);
    context.addIssue({
      code: 'custom',
      path: [name],
      message: `at most 12 digits, ${decimals === 0 ? 'without decimals' : `${decimals} of them decimals`}`,
    });
    return 0;
  };
  const facts: Facts = {
    sub: claim.sub,
    rev: claim.rev ?? Math.floor(claim.iat),
    iat: claim.iat,
    number,
    date: claim.date ?? null,
    dueDate: claim.dueDate ?? null,
    currency: claim.currency,
    total: money('total', claim.total),
    paidElsewhere: claim.paidElsewhere === undefined ? 0 : money('paidElsewhere', claim.paidElsewhere),
    booked: [...new Set(claim.booked)],
    void: claim.void ?? false,
    description: claim.description ?? number,
    url: claim.url ?? null,
    locale: claim.locale ?? null,
  };
  const billing = {
    ...(claim.customer && { customer: claim.customer as Customer }),
    ...(claim.vatRate !== undefined && { vatRate: claim.vatRate }),
  };
  return { facts, billing };
});

/** Claims about the token itself, RFC 7519 section 4.1, and whose it is. */
const REGISTERED = ['aud', 'exp', 'nbf', 'iss', 'jti', 'account'];

const KNOWN: ReadonlySet<string> = new Set([...Object.keys(invoiceClaims.shape), ...REGISTERED]);

const OPTIONAL_TEXTS: ReadonlySet<string> = new Set([
  ...['number', 'date', 'dueDate', 'description', 'url', 'locale'],
]);

/** Many hosts write null or an empty text for what they do not have. */
function said(payload: Record<string, unknown>): Record<string, unknown> {
  const { customer } = payload;
  const isObject = typeof customer === 'object' && customer !== null && !Array.isArray(customer);
  const isSaid = ([name, value]: [string, unknown]) =>
    value !== null && !(value === '' && OPTIONAL_TEXTS.has(name));
  const isFilled = ([, value]: [string, unknown]) => value !== null && value !== '';
  return {
    ...Object.fromEntries(Object.entries(payload).filter(isSaid)),
    ...(isObject && { customer: Object.fromEntries(Object.entries(customer).filter(isFilled)) }),
  };
}

export type ReadClaims =
  | { facts: Facts; billing: Billing; ignored: string[] }
  | { claim: string; expected: string };

/** The facts among a token's claims, and the names of unknown claims; or the first claim that is wrong. */
export function readClaims(payload: Record<string, unknown>): ReadClaims {
  const parsed = claims.safeParse(said(payload));
  if (parsed.success) {
    return { ...parsed.data, ignored: Object.keys(payload).filter((name) => !KNOWN.has(name)) };
  }
  const { path, message } = parsed.error.issues[0]!;
  return { claim: String(path[0]), expected: message };
}
