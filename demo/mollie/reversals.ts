import { type Amount, fromMinor, minorOf, toMinor } from './amounts.ts';
import type { MovableClock } from './clock.ts';
import { MollieError, unprocessable } from './errors.ts';
import { newId } from './ids.ts';
import type { Chargeback, Payment, Refund, RefundStatus } from './records.ts';

/** Mollie calls for refunds that its webhook reports. https://docs.mollie.com/reference/webhooks */
const REPORTED: ReadonlySet<RefundStatus> = new Set(['processing', 'refunded', 'failed']);

const FORGIVEN: ReadonlySet<RefundStatus> = new Set(['failed', 'canceled']);

function sum(amounts: Amount[], currency: string): Amount {
  return fromMinor(
    amounts.reduce((total, amount) => total + minorOf(amount), 0),
    currency,
  );
}

/** What went back or is about to, without refunds that failed or were cancelled. */
export function refundedOf({ refunds, amount }: Payment): Amount {
  const standing = refunds.filter(({ status }) => !FORGIVEN.has(status));
  return sum(
    standing.map(({ amount: part }) => part),
    amount.currency,
  );
}

/** What the bank took back and did not return. */
export function chargedBackOf({ chargebacks, amount }: Payment): Amount {
  const standing = chargebacks.filter(({ reversedAt }) => reversedAt === null);
  return sum(
    standing.map(({ amount: part }) => part),
    amount.currency,
  );
}

/** What can still be refunded; Mollie's `amountRemaining`. */
export function refundableOf(payment: Payment): Amount {
  const gone = minorOf(refundedOf(payment)) + minorOf(chargedBackOf(payment));
  return fromMinor(Math.max(0, minorOf(payment.amount) - gone), payment.amount.currency);
}

/** Money that goes back: refunds by the merchant, chargebacks by the customer's bank. */
export class Reversals {
  readonly #clock: MovableClock;
  readonly #onChange: (payment: Payment) => void;

  constructor({ clock, onChange }: { clock: MovableClock; onChange: (payment: Payment) => void }) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** @throws MollieError where the payment has no such amount to give back. */
  refund(
    payment: Payment,
    {
      amount = refundableOf(payment),
      status = 'pending',
      description = payment.description,
      metadata = null,
    }: { amount?: Amount | undefined; status?: RefundStatus; description?: string; metadata?: unknown } = {},
  ): Refund {
    this.#check(payment, amount, refundableOf(payment), 'refunded');
    const refund = {
      id: newId('re', 10),
      amount,
      status,
      description,
      metadata,
      createdAt: this.#clock.now(),
    };
    payment.refunds.push(refund);
    if (REPORTED.has(status)) this.#onChange(payment);
    return refund;
  }

  setRefundStatus(payment: Payment, refund: Refund, status: RefundStatus): Refund {
    refund.status = status;
    if (REPORTED.has(status)) this.#onChange(payment);
    return refund;
  }

  /** @throws MollieError where the payment has no such amount to take back. */
  chargeBack(payment: Payment, amount: Amount = refundableOf(payment)): Chargeback {
    // A bank takes back what was paid, also where some of it was refunded before.
    const most = fromMinor(
      minorOf(payment.amount) - minorOf(chargedBackOf(payment)),
      payment.amount.currency,
    );
    this.#check(payment, amount, most, 'charged back');
    const chargeback = { id: newId('chb', 6), amount, createdAt: this.#clock.now(), reversedAt: null };
    payment.chargebacks.push(chargeback);
    this.#onChange(payment);
    return chargeback;
  }

  reverse(payment: Payment, chargeback: Chargeback): Chargeback {
    if (chargeback.reversedAt !== null) throw unprocessable('The chargeback was reversed already');
    chargeback.reversedAt = this.#clock.now();
    this.#onChange(payment);
    return chargeback;
  }

  findRefund({ refunds }: Payment, id: string): Refund {
    const refund = refunds.find((candidate) => candidate.id === id);
    if (!refund) throw new MollieError(404, `No refund exists with token ${id}.`);
    return refund;
  }

  findChargeback({ chargebacks }: Payment, id: string): Chargeback {
    const chargeback = chargebacks.find((candidate) => candidate.id === id);
    if (!chargeback) throw new MollieError(404, `No chargeback exists with token ${id}.`);
    return chargeback;
  }

  #check(payment: Payment, amount: Amount, most: Amount, participle: string): void {
    if (payment.status !== 'paid') throw unprocessable(`The payment cannot be ${participle}, it is not paid`);
    if (amount.currency !== payment.amount.currency) {
      throw unprocessable('The amount contains an invalid currency', 'amount.currency');
    }
    const minor = toMinor(amount);
    if (minor === undefined) throw unprocessable('The amount contains an invalid value', 'amount.value');
    if (minor === 0) throw unprocessable('The amount is lower than the minimum', 'amount');
    if (minor > minorOf(most)) throw unprocessable('The amount is higher than the maximum', 'amount');
  }
}
