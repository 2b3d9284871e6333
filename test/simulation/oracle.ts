import type { AttemptView, InvoiceView } from '../../shared/api.ts';
import { cents, decimals, type Reckoned, reckon, type Standing } from '../proof/expected-balance.ts';
import { leastWrong, wrongSums } from '../proof/judge-answers.ts';
import type { PastState, Statement, TruePayment } from './observed.ts';

/**
 * What an invoice comes to by Mollie's books and the host's newest acknowledged statement.
 * @param disregarded ids of payments that the merchant goes on without
 */
export function truth(
  statements: readonly Statement[],
  payments: readonly TruePayment[],
  disregarded: ReadonlySet<string> = new Set(),
): Reckoned | undefined {
  const facts = newestAcknowledged(statements);
  const standing = (one: TruePayment) => ({ ...standingOf(one), isDisregarded: disregarded.has(one.id) });
  return facts && reckon(asEvidence(facts), payments.map(standing));
}

/** The facts that every proxy has to go by: those with the highest revision that was acknowledged, of that the latest. */
export function newestAcknowledged(statements: readonly Statement[]): Statement | undefined {
  return statements
    .filter(({ acknowledgedAt }) => acknowledgedAt !== null)
    .toSorted((a, b) => b.rev - a.rev || b.iat - a.iat)[0];
}

/** The facts that a proxy may go by now: the newest acknowledged, or what was sent since and may have arrived. */
export function possibleFacts(statements: readonly Statement[]): Statement[] {
  const known = newestAcknowledged(statements);
  return statements.filter((one) => !known || one === known || isNewer(one, known));
}

function isNewer(one: Statement, other: Statement): boolean {
  return one.rev > other.rev || (one.rev === other.rev && one.iat > other.iat);
}

/**
 * What is wrong with a view by its own attempts: its figures have to follow from them and from facts that were stated,
 * however long ago the proxy has asked Mollie. Empty where all is right.
 */
export function contradictions(view: InvoiceView, statements: readonly Statement[]): string[] {
  const verdicts = possibleFacts(statements).flatMap((facts) =>
    standingsTold(view.attempts ?? []).map((standings) =>
      differences(view, reckon(asEvidence(facts), standings)),
    ),
  );
  return leastWrong(verdicts) ?? ['nobody has stated its facts'];
}

/** How a view differs from what it should tell; one entry for each figure. */
export function differences(view: InvoiceView, reckoned: Reckoned): string[] {
  const wrong = wrongSums(view, reckoned);
  const { due } = view;
  if (cents(due.value) !== reckoned.due) wrong.push(`due is ${decimals(reckoned.due)}, told as ${due.value}`);
  if (view.status !== reckoned.status) wrong.push(`${reckoned.status} is told as ${view.status}`);
  return wrong;
}

/** The attempts of a view, in cents; twice where the merchant may go on without some that are under way. */
function standingsTold(attempts: readonly AttemptView[]): Standing[][] {
  const isHidden = ({ notVisibleSince }: AttemptView) => notVisibleSince !== null;
  const told = (isDisregarded: boolean) =>
    attempts.map((attempt): Standing => {
      const { id, amount, refunded, chargedBack, captured, status } = attempt;
      return {
        ...{ id, status, amount: cents(amount.value), captured: captured && cents(captured.value) },
        ...{ refunded: cents(refunded.value), chargedBack: cents(chargedBack.value) },
        isDisregarded: isDisregarded && isHidden(attempt),
      };
    });
  return attempts.some(isHidden) ? [told(false), told(true)] : [told(false)];
}

/** Whether an attempt tells what its payment has been at a time. */
export function tells(attempt: AttemptView, payment: TruePayment, state: PastState): boolean {
  const { status, amount, refunded, chargedBack, captured } = attempt;
  // One whose time is over is told as expired while no key sees it.
  const isSame = status === state.status || (status === 'expired' && state.status === 'open');
  return (
    isSame &&
    cents(amount.value) === payment.amount &&
    cents(refunded.value) === state.refunded &&
    cents(chargedBack.value) === state.chargedBack &&
    (captured === null ? null : cents(captured.value)) === state.captured
  );
}

export function standingOf(payment: TruePayment): Standing {
  const { id, amount, status, refunded, chargedBack, captured } = payment;
  return { id, amount, status, refunded, chargedBack, captured };
}

/** Facts as the reckoning wants them. */
export function asEvidence({
  rev,
  total,
  paidElsewhere,
  booked,
  void: isVoid,
  sentAt,
  acknowledgedAt,
}: Statement) {
  return {
    ...{ slug: '', rev, total, paidElsewhere, booked, void: isVoid },
    ...{ from: sentAt, at: acknowledgedAt },
  };
}
