import type { InvoiceStatus, PaymentStatus } from '../../proxy/types.ts';
import type { Statement } from './evidence.ts';

/** A payment of the invoice as it stands at one moment, in cents. */
export type Standing = {
  id: string;
  amount: number;
  status: PaymentStatus;
  refunded: number;
  chargedBack: number;
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
    if (payment.status === 'pending' || payment.status === 'authorized') pending += payment.amount;
    if (payment.status !== 'paid') continue;
    paid += payment.amount;
    refunded += payment.refunded;
    chargedBack += payment.chargedBack;
    if (facts.booked.includes(payment.id)) booked += payment.amount;
  }
  const { total } = facts;
  const paidElsewhere = facts.paidElsewhere - booked;
  const received = paidElsewhere + paid;
  // Only the part of a refund that was too much anyway leaves the debt as it is; the rest is forgiven with it.
  const returned = Math.min(refunded, Math.max(0, received - total));
  const remaining = Math.max(0, total - received + chargedBack + returned);
  const kept = received - chargedBack - refunded;
  const excess = Math.max(0, kept - Math.max(0, total));
  const due = facts.void ? 0 : Math.max(0, remaining - pending);
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
