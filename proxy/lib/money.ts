import type { Amount } from '../../shared/api.ts';

/**
 * Money inside the proxy is an integer in the currency's minor unit (cents, yen); decimal strings
 * stand at the edges only. Twelve digits at most, far below 2^53, so sums stay exact.
 */
export type Minor = number;

const MAX_DIGITS = 12;

/** The largest amount of which Mollie's form has room. */
export const MAX_MINOR: Minor = 10 ** MAX_DIGITS - 1;

/**
 * The currencies Mollie takes and their decimals as Mollie writes them. `Intl` and ISO 4217 disagree on
 * some (HUF has none in `Intl`, two here), so this table decides.
 * https://docs.mollie.com/docs/multicurrency
 */
const MOLLIE_DECIMALS: ReadonlyMap<string, number> = new Map([
  ...[
    'AED',
    'AUD',
    'BGN',
    'BRL',
    'CAD',
    'CHF',
    'CZK',
    'DKK',
    'EUR',
    'GBP',
    'HKD',
    'HUF',
    'ILS',
    'MXN',
    'MYR',
    'NOK',
  ]
    .concat(['NZD', 'PHP', 'PLN', 'RON', 'SEK', 'SGD', 'THB', 'TWD', 'USD', 'ZAR'])
    .map((currency) => [currency, 2] as const),
  ['ISK', 0],
  ['JPY', 0],
]);

const KNOWN_CURRENCIES: ReadonlySet<string> = new Set([
  ...Intl.supportedValuesOf('currency'),
  ...MOLLIE_DECIMALS.keys(),
]);

/** Whether `currency` is an ISO 4217 code. */
export function isCurrency(currency: string): boolean {
  return KNOWN_CURRENCIES.has(currency);
}

/** Whether Mollie has payment methods for `currency` at all. */
export function isMollieCurrency(currency: string): boolean {
  return MOLLIE_DECIMALS.has(currency);
}

/** How many decimals amounts in `currency` are written with. */
export function decimalsOf(currency: string): number {
  return (
    MOLLIE_DECIMALS.get(currency) ??
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
    2
  );
}

/**
 * Reads a decimal string such as `"121.00"` or `"-5.00"`; JPY as `"1000"`.
 * Undefined unless it has exactly the currency's decimals, no superfluous zero and at most 12 digits.
 */
export function parseMoney(value: unknown, currency: string): Minor | undefined {
  if (typeof value !== 'string' || value.length > MAX_DIGITS + 2) return undefined;
  const match = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/.exec(value);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  if (fraction.length !== decimalsOf(currency)) return undefined;
  if (whole.length + fraction.length > MAX_DIGITS) return undefined;
  const minor = Number(whole + fraction);
  return sign && minor !== 0 ? -minor : minor;
}

/** Writes `minor` as Mollie does: `12100` of EUR is `"121.00"`. */
export function formatMoney(minor: Minor, currency: string): string {
  const decimals = decimalsOf(currency);
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const sign = minor < 0 ? '-' : '';
  return decimals === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-decimals)}`;
}

/** `minor` in the shape of the API. */
export function toAmount(minor: Minor, currency: string): Amount {
  return { currency, value: formatMoney(minor, currency) };
}
