import type { InvoiceStatus } from '../../shared/api.ts';
import type { Minor } from '../lib/money.ts';

/** What the balance of an invoice follows from; every figure in minor units of one currency. */
export type Sums = {
  /** The invoice's total; negative for a credit note. */
  total: Minor;
  /** Paid outside this proxy, less what booked payments have brought in; negative where money was given back. */
  paidElsewhere: Minor;
  /** Sum of this invoice's own paid Mollie payments. */
  paid: Minor;
  /** Refunds that neither failed nor were cancelled. */
  refunded: Minor;
  /** Chargebacks that were not reversed. */
  chargedBack: Minor;
  /** Sum of attempts that are pending or authorized. */
  pending: Minor;
  /** Withdrawn by the host. */
  void: boolean;
};

export type Balance = {
  /** The part of the refunds that gave back an excess. Any other refund forgives the payer: it is not owed again. */
  returned: Minor;
  remaining: Minor;
  /** What the merchant holds in the end. */
  kept: Minor;
  excess: Minor;
  /** What the next payment asks. */
  due: Minor;
  status: InvoiceStatus;
};

/** The balance and status of an invoice: a pure function of its sums. */
export function balanceOf(sums: Sums): Balance {
  const { total, paidElsewhere, paid, refunded, chargedBack, pending } = sums;
  const returned = Math.min(refunded, Math.max(0, paidElsewhere + paid - total));
  const kept = paidElsewhere + paid - chargedBack - refunded;
  // Of a withdrawn invoice nothing is owed, and all money that was received here is too much.
  const remaining = sums.void ? 0 : Math.max(0, total - paidElsewhere - paid + chargedBack + returned);
  const excess = Math.max(0, sums.void ? paid - chargedBack - refunded : kept - Math.max(0, total));
  const due = Math.max(0, remaining - pending);
  return { returned, remaining, kept, excess, due, status: statusOf(sums, { remaining, kept, excess }) };
}

function statusOf(
  { total, refunded, chargedBack, pending, void: withdrawn }: Sums,
  { remaining, kept, excess }: Pick<Balance, 'remaining' | 'kept' | 'excess'>,
): InvoiceStatus {
  if (withdrawn) return 'void';
  if (excess > 0) return 'overpaid';
  if (total <= 0) return 'nothing_due';
  if (remaining === 0) {
    if (refunded > 0 && kept <= 0) return 'refunded';
    if (refunded > 0 && kept < total) return 'partially_refunded';
    return 'paid';
  }
  if (pending > 0) return 'pending';
  if (chargedBack > 0) return 'charged_back';
  if (kept > 0) return 'partially_paid';
  return 'open';
}
