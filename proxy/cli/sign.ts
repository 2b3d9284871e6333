import { SignJWT } from 'jose/jwt/sign';
import { AUD_OF } from '../../shared/audiences.ts';
import { ProxyError } from '../errors.ts';
import { createVerifier } from '../token/index.ts';
import { CliError, type Command, toKebab, type Values } from './command.ts';

/** In seconds. */
const DAY = 24 * 60 * 60;

const AUDIENCES: Readonly<Record<string, string>> = AUD_OF;

const TEXT_OPTIONS = [
  ...['aud', 'sub', 'total', 'currency', 'paid-elsewhere', 'booked', 'rev', 'number', 'date', 'due-date'],
  ...['description', 'url', 'locale', 'customer', 'vat-rate', 'account', 'days', 'iat', 'exp'],
];

export const sign: Command = {
  summary: 'prints an invoice token',
  usage: '--sub ID --total AMOUNT [options]',
  help: `Prints an invoice token signed with INVOICE_SECRET (the first of several).

  --aud AUDIENCE            payer (default), merchant or admin; or as in the token, invoice-pay:manage
  --sub ID                  the invoice's id in your system
  --total AMOUNT            such as 121.00
  --currency CODE           default EUR
  --paid-elsewhere AMOUNT   what was paid outside the proxy
  --booked IDS              payments (tr_…) that are part of it, separated by commas
  --rev N                   never falls as the invoice changes; default the time of signing
  --number TEXT  --date YYYY-MM-DD  --due-date YYYY-MM-DD  --description TEXT  --url URL  --locale nl_NL
  --customer JSON           who is billed, for methods that need it: '{"email": "…", …}'; '{}' takes it away
  --vat-rate RATE           such as 21.00, for methods that need it
  --void                    withdrawn
  --account NAME            the merchant's account, where one proxy serves several
  --days N                  how long it holds, default 30
  --iat SECONDS  --exp SECONDS   instead, as in the token; to change a connection, an hour at most
  --json                    {"token": …, "claims": …}`,
  examples: ['sign --sub 42 --total 121.00 --paid-elsewhere 21.00', 'sign --aud admin --days 1'],
  options: {
    ...Object.fromEntries(TEXT_OPTIONS.map((name) => [name, { type: 'string' }])),
    void: { type: 'boolean' },
  },

  async run(values) {
    const claims = readClaims(values);
    const secret = process.env.INVOICE_SECRET?.split(',')[0]?.trim();
    if (!secret) throw new CliError('INVOICE_SECRET: expected the secret to sign with', 'EX_CONFIG');
    if (Buffer.byteLength(secret) < 32)
      throw new CliError('INVOICE_SECRET: expected at least 32 bytes', 'EX_CONFIG');
    const key = new TextEncoder().encode(secret);
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(key);
    await verify(token, secret, Number(claims.iat) * 1000);
    return { text: token, facts: { token, claims } };
  },
};

/** Finds what the proxy would refuse later. A token may have expired on purpose, to try that out. */
async function verify(token: string, secret: string, signedAt: number): Promise<void> {
  try {
    await createVerifier({ invoiceSecrets: [secret], invoiceJwks: [] }, () => signedAt)(token);
  } catch (error) {
    if (!(error instanceof ProxyError) || error.code === 'token_expired') return;
    throw new CliError(problemOf(error), 'EX_DATAERR');
  }
}

function problemOf({ code, params: { claim, expected }, cause }: ProxyError): string {
  if (claim) return `--${toKebab(claim)}: expected ${expected}`;
  if (code === 'wrong_audience') return `--aud: expected ${Object.keys(AUDIENCES).join(', ')}`;
  return `The token would be refused: ${cause instanceof Error ? cause.message : code}`;
}

function readClaims(values: Values): Record<string, unknown> {
  const number = (name: string) => wholeNumber(name, values[name]);
  const aud = String(values.aud ?? 'payer');
  const iat = number('iat') ?? Math.floor(Date.now() / 1000);
  const booked = values.booked === undefined ? undefined : String(values.booked).split(',');
  const life = {
    aud: AUDIENCES[aud] ?? aud,
    iat,
    exp: number('exp') ?? iat + (number('days') ?? 30) * DAY,
    account: values.account,
  };
  const invoice = {
    sub: values.sub,
    rev: number('rev'),
    number: values.number,
    date: values.date,
    dueDate: values['due-date'],
    currency: values.currency ?? 'EUR',
    total: values.total,
    paidElsewhere: values['paid-elsewhere'],
    booked: booked?.map((id) => id.trim()),
    void: values.void,
    description: values.description,
    url: values.url,
    locale: values.locale,
    customer: parsed('customer', values.customer),
    vatRate: values['vat-rate'],
  };
  const claims = { ...life, ...(life.aud === AUDIENCES.admin ? {} : invoice) };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

function parsed(name: string, value: Values[string]): unknown {
  if (value === undefined) return undefined;
  try {
    return JSON.parse(String(value));
  } catch {
    throw new CliError(`--${name}: expected JSON`, 'EX_DATAERR');
  }
}

function wholeNumber(name: string, value: Values[string]): number | undefined {
  if (value === undefined) return undefined;
  if (!/^-?\d{1,15}$/.test(String(value)))
    throw new CliError(`--${name}: expected a whole number`, 'EX_DATAERR');
  return Number(value);
}
