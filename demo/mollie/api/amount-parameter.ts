import { type Amount, decimalsOf, toMinor } from '../amounts.ts';
import { unprocessable } from '../errors.ts';
import type { Method } from '../methods.ts';

/** An amount in Mollie's form, of a currency that Mollie has. */
export function amountOf(value: unknown, name = 'amount'): Amount {
  if (value === undefined || value === null) throw unprocessable(`The '${name}' field is missing`, name);
  const { currency, value: digits } = value as { currency?: unknown; value?: unknown };
  if (typeof currency !== 'string' || decimalsOf(currency) === undefined) {
    throw unprocessable('The amount contains an invalid currency', `${name}.currency`);
  }
  if (typeof digits !== 'string' || toMinor({ currency, value: digits }) === undefined) {
    throw unprocessable('The amount contains an invalid value', `${name}.value`);
  }
  return { currency, value: digits };
}

/** What keeps all of these methods from taking so much or so little; undefined where one takes it. */
export function limitProblem(minor: number, methods: readonly Method[]): string | undefined {
  if (methods.every(({ minimum }) => minor < minimum)) return 'The amount is lower than the minimum';
  if (methods.every(({ maximum }) => maximum !== null && minor > maximum)) {
    return 'The amount is higher than the maximum';
  }
  return undefined;
}

export function takesAmount({ minimum, maximum }: Method, minor: number): boolean {
  return minor >= minimum && (maximum === null || minor <= maximum);
}
