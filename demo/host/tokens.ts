import { SignJWT } from 'jose';
import { type Invoice, totalsOf } from './invoices.ts';
import { toDecimal } from './money.ts';
import type { Language } from './texts.ts';

export type Claims = Record<string, unknown>;

/** How long tokens hold, in seconds. */
const LIFE = {
  /** Short: a page that stays open asks its `token-url` for the next one. */
  payer: 5 * 60,
  merchant: 15 * 60,
  put: 2 * 60,
  /** At most an hour, or it may look and not connect. */
  admin: 15 * 60,
  /** A list is looked at all day; one token after the other would be renewed. */
  list: 8 * 60 * 60,
};

const LOCALES: Record<Language, string> = { en: 'en_GB', nl: 'nl_NL', de: 'de_DE' };

export type Tokens = ReturnType<typeof createTokens>;

/**
 * Signs invoice tokens with the secret that host and proxy share; it never leaves the server.
 *
 * @param options.clock milliseconds since 1970
 * @param options.url where the merchant's pages are
 * @param options.account whose tokens they are; null for the proxy's default account
 */
export function createTokens({
  secret,
  clock,
  url,
  account,
}: {
  secret: string;
  clock: () => number;
  url: string;
  account: string | null;
}) {
  const key = new TextEncoder().encode(secret);

  /** @param life seconds */
  function sign(claims: Claims, life: number): Promise<string> {
    const iat = Math.floor(clock() / 1000);
    return new SignJWT({ ...claims, iat, exp: iat + life })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(key);
  }

  const own: Claims = account === null ? {} : { account };
  const factsOf = (invoice: Invoice): Claims => ({
    ...own,
    sub: invoice.id,
    rev: invoice.rev,
    number: invoice.id,
    date: invoice.date,
    dueDate: invoice.dueDate,
    currency: invoice.currency,
    total: toDecimal(totalsOf(invoice).total),
    paidElsewhere: toDecimal(invoice.paidElsewhere),
    void: invoice.void,
    url: `${url}/online/${invoice.id}`,
    locale: LOCALES[invoice.customer.language],
  });

  return {
    sign,
    /** For `PUT`, from server to server: it alone says who is billed, since whoever has a token can read it. */
    put: (invoice: Invoice) =>
      sign({ aud: 'invoice-pay:manage', ...factsOf(invoice), ...billingOf(invoice) }, LIFE.put),
    payer: (invoice: Invoice) => sign({ aud: 'invoice-pay', ...factsOf(invoice) }, LIFE.payer),
    merchant: (invoice: Invoice) => sign({ aud: 'invoice-pay:manage', ...factsOf(invoice) }, LIFE.merchant),
    /** For a row of a list: what a payer may see is all it needs. */
    row: (invoice: Invoice) => sign({ aud: 'invoice-pay', ...factsOf(invoice) }, LIFE.list),
    admin: () => sign({ aud: 'invoice-pay:admin', ...own }, LIFE.admin),
  };
}

/** Who is billed, for methods that need to know it. */
function billingOf({ customer, vat }: Invoice): Claims {
  const { name, street, town, country, contact } = customer;
  if (!contact) return {};
  const [, postalCode, city] = /^(\d{4} [A-Z]{2}|\d+) (.+)$/.exec(town)!;
  return {
    customer: { ...contact, organizationName: name, streetAndNumber: street, postalCode, city, country },
    vatRate: vat.toFixed(2),
  };
}
