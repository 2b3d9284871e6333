import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  decimalsOf,
  formatMoney,
  isCurrency,
  isMollieCurrency,
  parseMoney,
  toAmount,
} from '../../proxy/lib/money.ts';

/** Decimal strings that stand for money, and what they are in minor units. */
const VALUES: [value: string, currency: string, minor: number][] = [
  ['121.00', 'EUR', 12_100],
  ['0.01', 'EUR', 1],
  ['0.10', 'EUR', 10],
  ['0.00', 'EUR', 0],
  ['10.00', 'EUR', 1000],
  ['999999.99', 'EUR', 99_999_999],
  ['9999999999.99', 'EUR', 999_999_999_999],
  ['-5.00', 'EUR', -500],
  ['-0.01', 'EUR', -1],
  ['1000', 'JPY', 1000],
  ['999999999999', 'JPY', 999_999_999_999],
  ['-1', 'JPY', -1],
  ['1500', 'ISK', 1500],
  ['1500.00', 'HUF', 150_000],
  ['1.250', 'KWD', 1250],
];

/** What is no money in euros, however much it looks like it. */
const HOSTILE: unknown[] = [
  ...'. - +5.00 --5.00 1 1.0 1.000 10.005 1. .50 01.00 00.00 1,00 10,00 1.000,00 1,000.00 1_000.00'.split(
    ' ',
  ),
  ...'1e2 1e-9 1e400 1E2.00 0x10 0x10.00 0b1.00 NaN Infinity -Infinity null ９.00 ١٢.00 −5.00 €5.00'.split(
    ' ',
  ),
  ...'| 10.00|10.00 |\t10.00|1 000.00|- 5.00|5.00 EUR|5.00\u0000|10.00\n|10000000000.00'.split('|'),
  ...[10, 10.5, -5, 0, 10n, Number.NaN, true, null, undefined, { value: '0.01' }, ['1.00'], Object('1.00')],
];

for (const [value, currency, minor] of VALUES) {
  test(`reads and writes ${value} ${currency} as ${minor}`, () => {
    assert.equal(parseMoney(value, currency), minor);
    assert.equal(formatMoney(minor, currency), value);
    assert.deepEqual(toAmount(minor, currency), { currency, value });
  });
}

test('knows one zero only', () => {
  const zero = parseMoney('-0.00', 'EUR');
  assert.ok(Object.is(zero, 0));
  assert.equal(formatMoney(-0, 'EUR'), '0.00');
  assert.equal(formatMoney(-0, 'JPY'), '0');
});

test('takes nothing but a decimal string in canonical form', () => {
  for (const value of HOSTILE) assert.equal(parseMoney(value, 'EUR'), undefined, String(value));
});

test('wants exactly the decimals of the currency', () => {
  for (const value of ['1000.00', '1000.0', '1000.', '1000000000000']) {
    assert.equal(parseMoney(value, 'JPY'), undefined, value);
  }
  assert.equal(parseMoney('1500', 'HUF'), undefined);
  assert.equal(parseMoney('1.25', 'KWD'), undefined);
});

test('answers long hostile strings at once', () => {
  const started = performance.now();
  for (const digit of ['1', '-', '0', '.', '\u0000']) parseMoney(`${digit.repeat(5e7)}!`, 'EUR');
  assert.ok(performance.now() - started < 50);
});

/** https://docs.mollie.com/docs/multicurrency */
const TWO_DECIMALS =
  'AED AUD BGN BRL CAD CHF CZK DKK EUR GBP HKD HUF ILS MXN MYR NOK NZD PHP PLN RON SEK SGD THB TWD USD ZAR';

test('writes the decimals that Mollie writes, where Intl disagrees too', () => {
  for (const currency of TWO_DECIMALS.split(' ')) {
    assert.ok(isMollieCurrency(currency), currency);
    assert.equal(decimalsOf(currency), 2, currency);
  }
  for (const currency of ['JPY', 'ISK']) assert.equal(decimalsOf(currency), 0);
});

test('writes the decimals of the world where Mollie knows none', () => {
  for (const currency of ['KRW', 'CLP', 'VND']) assert.equal(decimalsOf(currency), 0, currency);
  for (const currency of ['INR', 'CNY']) assert.equal(decimalsOf(currency), 2, currency);
  for (const currency of ['KWD', 'BHD']) assert.equal(decimalsOf(currency), 3, currency);
});

test('tells currencies of the world, those of Mollie, and others apart', () => {
  for (const currency of ['EUR', 'JPY', 'ISK']) assert.ok(isCurrency(currency) && isMollieCurrency(currency));
  assert.ok(isCurrency('KWD') && !isMollieCurrency('KWD'));
  for (const currency of ['', 'eur', 'EURO', 'EU', 'EUR\u0000', ' EUR', 'ZZZ', 'constructor', '__proto__']) {
    assert.ok(!isCurrency(currency) && !isMollieCurrency(currency), currency);
  }
});

const currencies = fc.constantFrom('EUR', 'USD', 'HUF', 'JPY', 'ISK', 'KWD');
const minors = fc.integer({ min: -999_999_999_999, max: 999_999_999_999 });

test('reads back whatever it writes', () => {
  fc.assert(
    fc.property(minors, currencies, (minor, currency) => {
      assert.equal(parseMoney(formatMoney(minor, currency), currency), minor);
    }),
  );
});

test('reads no string in any other way than it writes it', () => {
  const alike = fc.stringMatching(/^-?[0-9 .,e]{0,14}$/);
  fc.assert(
    fc.property(fc.oneof(fc.string(), alike), currencies, (text, currency) => {
      const minor = parseMoney(text, currency);
      if (minor) assert.equal(formatMoney(minor, currency), text);
    }),
    { numRuns: 2000 },
  );
});
