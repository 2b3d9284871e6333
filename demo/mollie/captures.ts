import { type Amount, checkAmount, fromMinor, minorOf, sumOf } from './amounts.ts';
import { DAY, HOUR } from './clock.ts';
import { newId } from './ids.ts';
import type { Capture, Payment, PaymentExtras } from './records.ts';

/** Whether the merchant captures it, at once or later. Mollie tells `amountCaptured` of such payments only. */
export function supportsCaptures({ captures, captureBefore }: Payment): boolean {
  return captureBefore !== null || captures.length > 0;
}

/** What the merchant took of what was authorised. */
export function capturedOf({ captures, amount }: Payment): Amount {
  return sumOf(
    captures.map(({ amount: part }) => part),
    amount.currency,
  );
}

/** What came in. */
export function receivedOf(payment: Payment): Amount {
  return supportsCaptures(payment) ? capturedOf(payment) : payment.amount;
}

/** What can still be captured. */
export function capturableOf(payment: Payment): Amount {
  const { amount } = payment;
  return fromMinor(minorOf(amount) - minorOf(capturedOf(payment)), amount.currency);
}

/** @throws MollieError where there is no such amount left. */
export function addCapture(payment: Payment, amount: Amount, now: number): Capture {
  checkAmount(amount, { currency: payment.amount.currency, most: minorOf(capturableOf(payment)) });
  const capture = { id: newId('cpt', 10), amount, createdAt: now };
  payment.captures.push(capture);
  return capture;
}

/** Mollie waits for seven days at most. */
const LONGEST_DELAY = 7 * DAY;

/** `8 hours` or `2 days` in milliseconds; undefined where nothing is said, and for what Mollie does not take. */
export function captureDelayOf({ captureDelay }: Pick<PaymentExtras, 'captureDelay'>): number | undefined {
  const [, count, unit] = /^(\d{1,3}) (hour|day)s?$/.exec(captureDelay ?? '') ?? [];
  if (count === undefined) return undefined;
  const delay = Number(count) * (unit === 'day' ? DAY : HOUR);
  return delay > LONGEST_DELAY ? undefined : delay;
}
