import { type Amount, decimalsOf, minorOf, toMinor } from '../amounts.ts';
import { unprocessable } from '../errors.ts';
import { type Method, maximumOf } from '../methods.ts';

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
export function limitProblem(amount: Amount, methods: readonly Method[]): string | undefined {
  const minor = minorOf(amount);
  if (methods.every(({ minimum }) => minor < minimum)) return 'The amount is lower than the minimum';
  if (methods.every((method) => isAbove(minor, maximumOf(method, amount.currency)))) {
    return 'The amount is higher than the maximum';
  }
  return undefined;
}

export function takesAmount(method: Method, amount: Amount): boolean {
  const minor = minorOf(amount);
  return minor >= method.minimum && !isAbove(minor, maximumOf(method, amount.currency));
}

function isAbove(minor: number, maximum: number | null): boolean {
  return maximum !== null && minor > maximum;
}
