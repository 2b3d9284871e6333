import type { InvoiceStatus, PaymentStatus } from '../../shared/api.ts';
import type { Statement } from './evidence.ts';

/** A payment of the invoice as it stands at one moment, in cents. */
export type Standing = {
  id: string;
  amount: number;
  status: PaymentStatus;
  refunded: number;
  chargedBack: number;
  captured: number | null;
  /** The merchant goes on without what it may still bring. */
  isDisregarded?: boolean;
};

export type Reckoned = {
  paid: number;
  paidElsewhere: number;
  refunded: number;
  chargedBack: number;
  pending: number;
  remaining: number;
  due: number;
  excess: number;
  status: InvoiceStatus;
};

/** What an invoice comes to. Written from the specification and apart from the proxy, so that each judges the other. */
export function reckon(facts: Statement, payments: readonly Standing[]): Reckoned {
  let [paid, refunded, chargedBack, pending, booked] = [0, 0, 0, 0, 0];
  for (const payment of payments) {
    const brought = broughtBy(payment);
    const isUnderWay = payment.status === 'pending' || payment.status === 'authorized';
    if (isUnderWay && !payment.isDisregarded) pending += payment.amount - brought;
    paid += brought;
    refunded += payment.refunded;
    chargedBack += payment.chargedBack;
    if (facts.booked.includes(payment.id)) booked += brought;
  }
  const { total, paidElsewhere: claim } = facts;
  // Where the books name more payments than their sum holds, nothing becomes due again.
  const paidElsewhere = claim < 0 ? claim - booked : Math.max(0, claim - booked);
  const received = paidElsewhere + paid;
  // Only the part of a refund that was too much anyway leaves the debt as it is; the rest is forgiven with it.
  const returned = Math.min(refunded, Math.max(0, received - total));
  const kept = received - chargedBack - refunded;
  // Of a withdrawn invoice nothing is owed, and all that came here is too much.
  const remaining = facts.void ? 0 : Math.max(0, total - received + chargedBack + returned);
  const excess = Math.max(0, facts.void ? paid - chargedBack - refunded : kept - Math.max(0, total));
  const due = Math.max(0, remaining - pending);
  const sums = { paid, paidElsewhere, refunded, chargedBack, pending, remaining, due, excess };
  return { ...sums, status: statusOf(facts, kept, sums) };
}

function statusOf(
  { total, void: withdrawn }: Statement,
  kept: number,
  { refunded, chargedBack, pending, remaining, excess }: Omit<Reckoned, 'status'>,
): InvoiceStatus {
  const inOrder: [InvoiceStatus, boolean][] = [
    ['void', withdrawn],
    ['overpaid', excess > 0],
    ['nothing_due', total <= 0],
    ['refunded', remaining === 0 && refunded > 0 && kept <= 0],
    ['partially_refunded', remaining === 0 && refunded > 0 && kept < total],
    ['paid', remaining === 0],
    ['pending', pending > 0],
    ['charged_back', chargedBack > 0],
    ['partially_paid', kept > 0],
  ];
  return inOrder.find(([, holds]) => holds)?.[0] ?? 'open';
}

/** What a payment has brought, in cents: all of it once it is paid, or as much as was captured. */
export function broughtBy({ status, amount, captured }: Omit<Standing, 'id'>): number {
  if (status === 'paid') return captured ?? amount;
  return status === 'authorized' ? (captured ?? 0) : 0;
}

/** `"121.00"` in cents. */
export function cents(value: string): number {
  return Math.round(Number(value) * 100);
}

/** Cents as Mollie writes them. */
export function decimals(amount: number): string {
  return (amount / 100).toFixed(2);
}

/** No further change is to be expected, so that a create need not ask about it. */
export function isFinal(status: PaymentStatus): boolean {
  return status === 'paid' || isDead(status);
}

export function isDead(status: PaymentStatus): boolean {
  return status === 'expired' || status === 'canceled' || status === 'failed';
}
