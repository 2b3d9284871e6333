import type { Minor } from '../lib/money.ts';
import { received, underWay } from './attempts.ts';
import { type Balance, balanceOf, type Sums } from './balance.ts';
import type { Attempt, InvoiceDocument } from './document.ts';

/** The sums that balance and status follow from. */
export function sumsOf({ facts, attempts }: InvoiceDocument): Sums {
  const sum = (figure: (attempt: Attempt) => Minor, of = attempts) =>
    of.reduce((total, attempt) => total + figure(attempt), 0);
  const booked = sum(
    received,
    attempts.filter(({ id }) => facts.booked.includes(id)),
  );
  const unbooked = facts.paidElsewhere - booked;
  return {
    total: facts.total,
    // Books that name more payments from here than they hold as paid elsewhere make nothing due again.
    paidElsewhere: facts.paidElsewhere < 0 ? unbooked : Math.max(0, unbooked),
    paid: sum(received),
    refunded: sum(({ refunded }) => refunded),
    chargedBack: sum(({ chargedBack }) => chargedBack),
    pending: sum(underWay),
    void: facts.void,
  };
}

export function balanceOfDocument(document: InvoiceDocument): Balance {
  return balanceOf(sumsOf(document));
}
