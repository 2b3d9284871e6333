import { type Amount, fromMinor, minorOf, toSignedMinor } from '../amounts.ts';
import { unprocessable } from '../errors.ts';
import { formatAmount } from '../pages/format.ts';
import { LINE_TYPES, type Line, type LineType } from '../records.ts';
import type { Parameters } from './parameters.ts';

const FIELDS = [
  'type',
  'description',
  'quantity',
  'quantityUnit',
  'unitPrice',
  'discountAmount',
  'totalAmount',
  'vatRate',
  'vatAmount',
  'sku',
  'categories',
  'imageUrl',
  'productUrl',
];

const TEXTS = ['quantityUnit', 'sku', 'imageUrl', 'productUrl'] as const;

/** These take off. */
const REDUCING: readonly LineType[] = ['discount', 'store_credit', 'gift_card'];

const CATEGORIES = ['eco', 'gift', 'meal', 'sport_culture', 'additional', 'consume'];

/**
 * The order lines of a payment; undefined where there are none.
 * https://docs.mollie.com/reference/create-payment has the rules, threads of Mollie's plugins have the words.
 *
 * @throws MollieError for the first thing that Mollie would refuse.
 */
export function linesOf(value: unknown, amount: Amount): Line[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || value.length === 0) {
    throw unprocessable("The 'lines' field should be a list of order lines", 'lines');
  }
  const lines = value.map((line, index) => lineOf(line, { index, currency: amount.currency }));
  const total = lines.reduce((sum, { totalAmount }) => sum + signedMinorOf(totalAmount), 0);
  if (total !== minorOf(amount)) {
    throw unprocessable(
      'The amount of the order does not match the total amount from the order lines. ' +
        `Expected order amount to be ${money(total, amount.currency)} but got ${money(minorOf(amount), amount.currency)}.`,
      'amount',
    );
  }
  return lines;
}

type At = { index: number; currency: string };

function lineOf(value: unknown, at: At): Line {
  if (typeof value !== 'object' || value === null) throw refusal(at, '', 'It is not an object');
  const given = value as Parameters;
  const unknown = Object.keys(given).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) throw refusal(at, unknown, `The '${unknown}' field does not exist`);

  const { type = 'physical', quantity } = given as { type?: LineType; quantity?: number };
  if (!LINE_TYPES.includes(type)) throw refusal(at, 'type', "The 'type' field is invalid");
  const description = textOf(given, 'description', at);
  if (!description) throw refusal(at, 'description', "The 'description' field is missing");
  if (!Number.isInteger(quantity) || quantity! < 1) {
    throw refusal(at, 'quantity', "The 'quantity' field should be a positive integer");
  }
  const line: Line = {
    type,
    description,
    quantity: quantity!,
    unitPrice: requiredAmountOf(given, 'unitPrice', at),
    totalAmount: requiredAmountOf(given, 'totalAmount', at),
  };
  for (const name of TEXTS) setGiven(line, name, textOf(given, name, at));
  for (const name of ['discountAmount', 'vatAmount'] as const)
    setGiven(line, name, amountOf(given, name, at));
  setGiven(line, 'vatRate', vatRateOf(given, at));
  setGiven(line, 'categories', categoriesOf(given, at));
  checkSums(line, at);
  return line;
}

/** To the cent: the total, and the VAT in it. */
function checkSums(
  { type, quantity, unitPrice, discountAmount, totalAmount, vatRate, vatAmount }: Line,
  at: At,
): void {
  const inWords = (minor: number) => money(minor, at.currency);
  const [price, total] = [signedMinorOf(unitPrice), signedMinorOf(totalAmount)];
  if (REDUCING.includes(type) && price > 0) {
    throw refusal(at, 'unitPrice', `The 'unitPrice' field should be negative for the type ${type}`);
  }
  const discount = discountAmount ? signedMinorOf(discountAmount) : 0;
  if (total !== price * quantity - discount) {
    const reckoned = `${quantity} × ${inWords(price)}${discount === 0 ? '' : ` - ${inWords(discount)}`}`;
    throw off('totalAmount', price * quantity - discount, reckoned, total, at);
  }
  if (vatRate === undefined || vatAmount === undefined) return;
  const rate = Math.round(Number(vatRate) * 100);
  const vat = Math.sign(total) * Math.round((Math.abs(total) * rate) / (10_000 + rate));
  if (signedMinorOf(vatAmount) !== vat) {
    const percent = (hundredths: number) => (hundredths / 100).toFixed(2);
    const reckoned = `${inWords(total)} × (${percent(rate)} / ${percent(10_000 + rate)})`;
    throw off('vatAmount', vat, reckoned, signedMinorOf(vatAmount), at);
  }
}

function off(name: string, expected: number, reckoned: string, got: number, at: At): Error {
  const [right, wrong] = [money(expected, at.currency), money(got, at.currency)];
  return refusal(at, name, `The '${name}' field is off. Expected to be ${right} (${reckoned}), got ${wrong}`);
}

/** Sentence and field name the same number; a first and only line is 1 in all threads that have been seen. */
function refusal({ index }: At, name: string, sentence: string): Error {
  const number = index + 1;
  return unprocessable(
    `Line item ${number} is invalid. ${sentence}`,
    ['lines', number, name].filter((part) => part !== '').join('.'),
  );
}

function textOf(given: Parameters, name: string, at: At): string | undefined {
  const value = given[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw refusal(at, name, `The '${name}' field is not a string`);
  return value;
}

function amountOf(given: Parameters, name: string, at: At): Amount | undefined {
  const value = given[name];
  if (value === undefined || value === null) return undefined;
  const { currency, value: digits } = value as { currency?: unknown; value?: unknown };
  const amount = { currency: at.currency, value: String(digits) };
  if (currency !== at.currency || typeof digits !== 'string' || toSignedMinor(amount) === undefined) {
    throw refusal(at, name, `The '${name}' field is not an amount of the payment's currency`);
  }
  return amount;
}

function requiredAmountOf(given: Parameters, name: string, at: At): Amount {
  const amount = amountOf(given, name, at);
  if (!amount) throw refusal(at, name, `The '${name}' field is missing`);
  return amount;
}

function vatRateOf(given: Parameters, at: At): string | undefined {
  const rate = textOf(given, 'vatRate', at);
  if (rate?.startsWith('-')) throw refusal(at, 'vatRate', 'The VAT rate cannot be negative');
  if (rate === undefined || /^(100\.00|\d{1,2}\.\d{2})$/.test(rate)) return rate;
  throw refusal(at, 'vatRate', "The 'vatRate' field should be a valid multiplier");
}

function categoriesOf({ categories }: Parameters, at: At): string[] | undefined {
  if (categories === undefined || categories === null) return undefined;
  if (Array.isArray(categories) && categories.every((category) => CATEGORIES.includes(category)))
    return categories;
  throw refusal(at, 'categories', `The 'categories' field should be of ${CATEGORIES.join(', ')}`);
}

function setGiven<Name extends keyof Line>(line: Line, name: Name, value: Line[Name] | undefined): void {
  if (value !== undefined) line[name] = value;
}

function signedMinorOf(amount: Amount): number {
  return toSignedMinor(amount) ?? Number.NaN;
}

function money(minor: number, currency: string): string {
  return formatAmount(fromMinor(minor, currency), 'en');
}
