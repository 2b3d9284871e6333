import { z } from 'zod';
import { AUD_OF } from '../../shared/audiences.ts';
import { ACCOUNT } from '../keys/realm.ts';
import { invoiceClaims } from '../token/claims.ts';

/** The claims of an invoice token, with those that make it a token. */
const claims = invoiceClaims.extend({
  aud: z.enum([AUD_OF.payer, AUD_OF.merchant]),
  exp: z.number(),
  account: z.string().regex(ACCOUNT).optional(),
}).shape;

const DESCRIPTIONS: Record<keyof typeof claims, string> = {
  aud: 'Whom the token is for: the payer or the merchant.',
  iat: 'When the token was made, in seconds since 1970.',
  exp: 'When the token ends, in seconds since 1970: at most 400 days after `iat`.',
  account: 'Which merchant it is of, where one proxy serves several. Default: `default`.',
  sub: "The invoice's id in the host, 1 to 200 characters.",
  rev: 'Never falls as the invoice changes. Default: `iat`.',
  number: 'Shown to people. Default: `sub`.',
  date: 'Shown to people.',
  dueDate: 'Shown to people.',
  currency: 'ISO 4217.',
  total:
    'A decimal string with exactly the decimals of the currency, such as `121.00`; negative for a credit note.',
  paidElsewhere: 'What was paid outside this proxy. Default: nothing.',
  booked: 'Payments of this proxy that `paidElsewhere` holds already.',
  void: 'Withdrawn, never payable again.',
  description: 'For the bank statement. Default: the number.',
  url: 'The online invoice at the host: https, on loopback http.',
  customer:
    'Who is billed, for methods that need it. Personal; a token can be read, so put it into the one of `PUT` alone. `{}` removes it.',
  vatRate: 'The one rate of the invoice in per cent, such as `21.00`, for methods that need an order line.',
  locale: 'For the checkout and the pay page, such as `nl_NL`.',
};

export const tokenClaims = z
  .object(
    Object.fromEntries(
      Object.entries(claims).map(([name, claim]) => [
        name,
        claim.describe(DESCRIPTIONS[name as keyof typeof claims]),
      ]),
    ),
  )
  .describe('What an invoice token says. Any other claim is ignored.');
