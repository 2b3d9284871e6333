import { type Minor, toAmount } from '../lib/money.ts';
import type { OrderLine } from './client.ts';

/** The longest description of a line. */
const LONGEST = 100;

/** The hundredths of a per cent in the whole. */
const WHOLE = 100_00n;

/**
 * One line over all that is asked, VAT included, at one rate. Mollie refuses a line whose VAT is a cent off.
 * https://docs.mollie.com/reference/create-payment
 */
export function orderLine(description: string, total: Minor, currency: string, vatRate: string): OrderLine {
  const amount = toAmount(total, currency);
  return {
    description: [...description].slice(0, LONGEST).join(''),
    quantity: 1,
    unitPrice: amount,
    totalAmount: amount,
    vatRate,
    vatAmount: toAmount(vatWithin(total, vatRate), currency),
  };
}

/** `total × rate / (100 + rate)`, half a cent rounded up; exact for any amount. */
function vatWithin(total: Minor, vatRate: string): Minor {
  const rate = BigInt(vatRate.replace('.', ''));
  const whole = WHOLE + rate;
  return Number((2n * BigInt(total) * rate + whole) / (2n * whole));
}
