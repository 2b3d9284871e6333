import type { Answered, Evidence, TruePayment, Violation } from './evidence.ts';
import { decimals, isDead } from './expected-balance.ts';
import { isWanted } from './judge-creates.ts';
import { knownSince } from './knowable.ts';

/** How many payments of an invoice may be payable at once. */
const MOST = 5;

/** Judges what came of presses: how many payments there are, and to which of them people were sent. */
export function judgePresses(evidence: Evidence): Violation[] {
  const own = evidence.payments.filter(({ slug }) => slug !== null);
  const tooMany = own.length > evidence.presses;
  return [
    ...(tooMany ? [violation('made without a press', '', `${own.length} of ${evidence.presses}`)] : []),
    ...own.flatMap((payment) => judgeNumber(payment, own, evidence)),
    ...evidence.answers.flatMap((answer) => judgeAnswer(answer, own, evidence)),
  ];
}

/**
 * Of those that people were sent to by the time that one more was made; whatever their method. What was put aside before
 * anybody was sent to it blocks nothing.
 */
function judgeNumber(made: TruePayment, own: readonly TruePayment[], evidence: Evidence): Violation[] {
  const { at } = made.states[0]!;
  const open = own.filter((one) => {
    if (one.slug !== made.slug || one.n > made.n) return false;
    const isHandedOut = evidence.answers.some((answer) => answer.id === one.id && answer.at <= at);
    const isKnown = isHandedOut && knownSince(one, evidence) <= at;
    return (one === made || isKnown) && one.states.findLast((state) => state.at <= at)?.status === 'open';
  });
  if (open.length <= MOST) return [];
  return [violation('too many to pay', made.slug!, `${open.length} once ${made.id} was made`)];
}

/** Nobody is sent to a payment of another amount than what was due to them, nor to one that cannot be paid. */
function judgeAnswer(
  { slug, id, from, at }: Answered,
  own: readonly TruePayment[],
  evidence: Evidence,
): Violation[] {
  const { n, amount, states } = own.find((one) => one.id === id)!;
  const wasOver = states.some((state, index) => {
    const end = states[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    return state.at < from && end > at && (isDead(state.status) || state.status === 'paid');
  });
  return [
    ...(wasOver ? [violation('led to what is over', slug, `${id} at ${at}`)] : []),
    ...(isWanted({ slug, n, from, at, amount }, evidence)
      ? []
      : [violation('led to another amount', slug, `${id} of ${decimals(amount)} at ${at}`)]),
  ];
}

function violation(kind: Violation['kind'], slug: string, what: string): Violation {
  return { kind, slug, what };
}
