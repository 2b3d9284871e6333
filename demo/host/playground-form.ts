import type { Context } from 'hono';
import type { Claims } from './tokens.ts';

export const AUDIENCES: Record<string, string> = {
  'invoice-pay': 'invoice-pay (payer)',
  'invoice-pay:manage': 'invoice-pay:manage (merchant)',
  'invoice-pay:admin': 'invoice-pay:admin (connection and log)',
};

export type Field = { name: string; hint: string };

/** The claims that are written as text, in the order in which a reader would ask for them. */
export const FIELDS: readonly Field[] = [
  { name: 'sub', hint: 'the invoice’s id' },
  { name: 'total', hint: '121.00' },
  { name: 'currency', hint: 'EUR' },
  { name: 'paidElsewhere', hint: '0.00' },
  { name: 'number', hint: 'as sub' },
  { name: 'date', hint: 'YYYY-MM-DD' },
  { name: 'dueDate', hint: 'YYYY-MM-DD' },
  { name: 'description', hint: 'as number' },
  { name: 'url', hint: 'https://…' },
  { name: 'locale', hint: 'nl_NL' },
  { name: 'rev', hint: 'as iat' },
  { name: 'booked', hint: 'tr_…, tr_…' },
  { name: 'customer', hint: '{"email": "…", …}' },
  { name: 'vatRate', hint: '21.00' },
  { name: 'account', hint: 'default' },
];

type Values = Record<string, string>;

const FIRST: Values = {
  aud: 'invoice-pay',
  sub: 'playground-1',
  total: '121.00',
  currency: 'EUR',
  paidElsewhere: '21.00',
  number: 'PLAY-1',
  life: '3600',
  renew: 'on',
};

/** What the form was sent with; before that, an ordinary invoice. */
export function formValues(c: Context): Values {
  const sent = c.req.query();
  return 'aud' in sent ? sent : FIRST;
}

/** What was left out of the form is left out of the token. */
export function claimsFrom({ aud = '', void: isVoid, ...values }: Values): Claims {
  const account = values.account?.trim();
  if (aud === 'invoice-pay:admin') return { aud, ...(account ? { account } : {}) };
  const given = FIELDS.map(({ name }) => [name, values[name]?.trim() ?? ''] as const);
  const claims: Claims = Object.fromEntries(given.filter(([, text]) => text !== ''));
  if ('rev' in claims) claims.rev = Number(claims.rev);
  if ('customer' in claims) claims.customer = parsed(String(claims.customer));
  if ('booked' in claims) claims.booked = String(claims.booked).split(/[\s,]+/);
  return { aud, ...claims, ...(isVoid ? { void: true } : {}) };
}

/** What is no JSON stays as it is, for the proxy to say so. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Seconds; an hour unless the form says otherwise. */
export function lifeFrom({ life }: Values): number {
  return Number.parseInt(life ?? '', 10) || 3600;
}
