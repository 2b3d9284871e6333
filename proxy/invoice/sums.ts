import { received, underWay } from './attempts.ts';
import { type Balance, balanceOf, type Sums } from './balance.ts';
import type { InvoiceDocument } from './document.ts';

/** The sums that balance and status follow from. */
export function sumsOf({ facts, attempts }: InvoiceDocument): Sums {
  let [booked, paid, refunded, chargedBack, pending] = [0, 0, 0, 0, 0];
  for (const attempt of attempts) {
    const brought = received(attempt);
    if (facts.booked.includes(attempt.id)) booked += brought;
    paid += brought;
    refunded += attempt.refunded;
    chargedBack += attempt.chargedBack;
    pending += underWay(attempt);
  }
  const unbooked = facts.paidElsewhere - booked;
  return {
    total: facts.total,
    // Books that name more payments from here than they hold as paid elsewhere make nothing due again.
    paidElsewhere: facts.paidElsewhere < 0 ? unbooked : Math.max(0, unbooked),
    paid,
    refunded,
    chargedBack,
    pending,
    void: facts.void,
  };
}

export function balanceOfDocument(document: InvoiceDocument): Balance {
  return balanceOf(sumsOf(document));
}
