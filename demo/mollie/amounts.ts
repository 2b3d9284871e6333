import { unprocessable } from './errors.ts';

/** Money as Mollie writes it: `{ currency: 'EUR', value: '10.00' }`. */
export type Amount = { currency: string; value: string };

/** https://docs.mollie.com/docs/multicurrency */
const TWO_DECIMALS =
  'AED AUD BRL CAD CHF CZK DKK EUR GBP HKD HUF ILS MXN MYR NOK NZD PHP PLN RON SEK SGD THB TWD USD ZAR';
const NO_DECIMALS = 'ISK JPY';

const DECIMALS = new Map([
  ...TWO_DECIMALS.split(' ').map((currency) => [currency, 2] as const),
  ...NO_DECIMALS.split(' ').map((currency) => [currency, 0] as const),
]);

/** The decimals that Mollie asks of a currency; undefined for one that it does not have. */
export function decimalsOf(currency: string): number | undefined {
  return DECIMALS.get(currency);
}

/** The value in the currency's smallest unit; undefined unless it has exactly the currency's decimals. */
export function toMinor({ currency, value }: Amount): number | undefined {
  const decimals = decimalsOf(currency);
  if (decimals === undefined) return undefined;
  const form = decimals === 0 ? /^\d{1,12}$/ : /^\d{1,10}\.\d{2}$/;
  return form.test(value) ? Number(value.replace('.', '')) : undefined;
}

/** The same, where the value may be below zero, as an order line's may. */
export function toSignedMinor({ currency, value }: Amount): number | undefined {
  const minor = toMinor({ currency, value: value.replace(/^-/, '') });
  return minor !== undefined && value.startsWith('-') ? -minor : minor;
}

/** The amount of `minor` smallest units of a currency that Mollie has. */
export function fromMinor(minor: number, currency: string): Amount {
  const decimals = decimalsOf(currency) ?? 2;
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  const value = decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return { currency, value: minor < 0 ? `-${value}` : value };
}

/** The smallest units of an amount that was checked before. */
export function minorOf(amount: Amount): number {
  const minor = toMinor(amount);
  if (minor === undefined) throw new TypeError(`not an amount: ${amount.currency} ${amount.value}`);
  return minor;
}

/** What these amounts of one currency come to. */
export function sumOf(amounts: readonly Amount[], currency: string): Amount {
  return fromMinor(
    amounts.reduce((total, amount) => total + minorOf(amount), 0),
    currency,
  );
}

/**
 * @param most in the currency's smallest unit.
 * @throws MollieError unless it is an amount of this currency, above zero and not above the most.
 */
export function checkAmount(amount: Amount, { currency, most }: { currency: string; most: number }): void {
  if (amount.currency !== currency) {
    throw unprocessable('The amount contains an invalid currency', 'amount.currency');
  }
  const minor = toMinor(amount);
  if (minor === undefined) throw unprocessable('The amount contains an invalid value', 'amount.value');
  if (minor === 0) throw unprocessable('The amount is lower than the minimum', 'amount');
  if (minor > most) throw unprocessable('The amount is higher than the maximum', 'amount');
}
