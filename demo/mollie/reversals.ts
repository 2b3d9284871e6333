import { type Amount, checkAmount, fromMinor, minorOf, sumOf } from './amounts.ts';
import { receivedOf } from './captures.ts';
import type { MovableClock } from './clock.ts';
import { MollieError, unprocessable } from './errors.ts';
import { newId } from './ids.ts';
import { minorEuros } from './profiles.ts';
import type { Chargeback, Payment, Refund, RefundStatus } from './records.ts';
import type { Settings } from './settings.ts';

/** Mollie calls for refunds that its webhook reports. https://docs.mollie.com/reference/webhooks */
const REPORTED: ReadonlySet<RefundStatus> = new Set(['processing', 'refunded', 'failed']);

const FORGIVEN: ReadonlySet<RefundStatus> = new Set(['failed', 'canceled']);

/** What went back or is about to, without refunds that failed or were cancelled. */
export function refundedOf({ refunds, amount }: Payment): Amount {
  const standing = refunds.filter(({ status }) => !FORGIVEN.has(status));
  return sumOf(
    standing.map(({ amount: part }) => part),
    amount.currency,
  );
}

/** What the bank took back and did not return. */
export function chargedBackOf({ chargebacks, amount }: Payment): Amount {
  const standing = chargebacks.filter(({ reversedAt }) => reversedAt === null);
  return sumOf(
    standing.map(({ taken }) => taken),
    amount.currency,
  );
}

/** Whether money came that can go back: where it is authorised, once something of it was captured. */
export function isReversible({ status, captures }: Payment): boolean {
  return status === 'paid' || (status === 'authorized' && captures.length > 0);
}

/** What the merchant still has of it. */
export function keptOf(payment: Payment): Amount {
  const gone = minorOf(refundedOf(payment)) + minorOf(chargedBackOf(payment));
  return fromMinor(Math.max(0, minorOf(receivedOf(payment)) - gone), payment.amount.currency);
}

/** What the bank can still take back: what was paid, also where some of it was refunded before. */
export function disputableOf(payment: Payment): Amount {
  return fromMinor(minorOf(receivedOf(payment)) - minorOf(chargedBackOf(payment)), payment.amount.currency);
}

/**
 * What a bank takes back, in decimal strings: `amount`, all that is kept unless told otherwise. In another
 * `currency` than the payment's it is the bank's own count, and `taken` what it takes of the payment.
 */
export type Dispute = {
  amount?: string | undefined;
  currency?: string | undefined;
  taken?: string | undefined;
};

/** Money that goes back: refunds by the merchant, chargebacks by the customer's bank. */
export class Reversals {
  readonly #clock: MovableClock;
  readonly #settings: Settings;
  readonly #onChange: (payment: Payment) => void;

  constructor({
    clock,
    settings,
    onChange,
  }: {
    clock: MovableClock;
    settings: Settings;
    onChange: (payment: Payment) => void;
  }) {
    this.#clock = clock;
    this.#settings = settings;
    this.#onChange = onChange;
  }

  /** What can still be refunded; Mollie's `amountRemaining`, which no chargeback lowers. */
  refundableOf(payment: Payment): Amount {
    const most = minorOf(receivedOf(payment)) + minorEuros(this.#settings.refundsBeyond);
    return fromMinor(Math.max(0, most - minorOf(refundedOf(payment))), payment.amount.currency);
  }

  /**
   * @param unlimited by Mollie itself, which may give back more than it tells that can be.
   * @throws MollieError where the payment has no such amount to give back.
   */
  refund(
    payment: Payment,
    {
      amount = keptOf(payment),
      status = 'pending',
      description = payment.description,
      metadata = null,
      unlimited = false,
    }: {
      amount?: Amount | undefined;
      status?: RefundStatus;
      description?: string;
      metadata?: unknown;
      unlimited?: boolean;
    } = {},
  ): Refund {
    this.#checkPaid(payment, 'refunded');
    const most = unlimited ? Number.POSITIVE_INFINITY : minorOf(this.refundableOf(payment));
    checkAmount(amount, { currency: payment.amount.currency, most });
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
  chargeBack(payment: Payment, { amount, currency, taken }: Dispute = {}): Chargeback {
    this.#checkPaid(payment, 'charged back');
    const own = payment.amount.currency;
    const isForeign = currency !== undefined && currency !== own;
    const from = { currency: own, value: (isForeign ? taken : amount) ?? keptOf(payment).value };
    const counted = isForeign ? { currency, value: amount ?? from.value } : from;
    checkAmount(from, { currency: own, most: minorOf(disputableOf(payment)) });
    checkAmount(counted, { currency: counted.currency, most: Number.POSITIVE_INFINITY });
    const chargeback = {
      id: newId('chb', 6),
      amount: counted,
      taken: from,
      createdAt: this.#clock.now(),
      reversedAt: null,
    };
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

  #checkPaid(payment: Payment, participle: string): void {
    if (!isReversible(payment)) throw unprocessable(`The payment cannot be ${participle}, it is not paid`);
  }
}
