import type { Decision, Evidence, TruePayment, Veil } from './evidence.ts';
import { isFinal, type Standing } from './expected-balance.ts';
import { isChanged } from './judge-accounts.ts';

/** When somebody began to decide, and when he had. */
type Deciding = Pick<Decision, 'from' | 'at'>;

/** A create older than this may be put aside. Milliseconds. */
const PUT_ASIDE_AFTER = 45 * 60_000;

/**
 * How a payment of an invoice could stand for somebody who decided from `from` to `at`; null where it could be unknown
 * to him. He asks Mollie about everything that is not final; of what is, a change counts once the proxy has
 * acknowledged to know it. What Mollie does not show stands as it was last known.
 */
export function knowable(payment: TruePayment, span: Deciding, evidence: Evidence): (Standing | null)[] {
  const standings = standingsOf(payment, span, evidence);
  return isPerhapsUnknown(payment, span, evidence) ? [...standings, null] : standings;
}

/** The same for somebody who knows of the payment. */
function standingsOf(payment: TruePayment, span: Deciding, evidence: Evidence): Standing[] {
  const { id, amount, hidden } = payment;
  const { from, at } = span;
  const veils = hidden.filter((one) => one.from <= at && from <= one.to);
  // Where it may have been shown for a part of the time, both may be.
  const veil = veils.find((one) => one.from <= from && at <= one.to && !one.isPerhaps);
  const heardUntil = Math.max(
    Number.NEGATIVE_INFINITY,
    ...hearingsOf(payment, evidence)
      .filter((hearing) => hearing.at < from)
      .map((hearing) => hearing.from),
  );
  const states = payment.states.filter((state, index) => {
    const end = payment.states[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    if (state.at > (veil?.from ?? at) || end <= heardUntil) return false;
    return veils.length > 0 || end >= from || isFinal(state.status);
  });
  return states.flatMap(({ at: _at, ...state }) =>
    disregarded(id, span, veils.at(-1), evidence).map((isDisregarded) => ({
      ...state,
      id,
      amount,
      isDisregarded,
    })),
  );
}

/** What Mollie does not show is no news, even where a webhook about it is acknowledged. */
function hearingsOf({ id, hidden }: TruePayment, { hearings }: Evidence) {
  const isBlind = (at: number) => hidden.some((veil) => veil.from <= at && at < veil.to);
  return hearings.filter((hearing) => hearing.id === id && !isBlind(hearing.from));
}

/** Whether the merchant goes on without it, as far as could be known; as long as it is hidden. */
function disregarded(
  id: string,
  { from, at }: Deciding,
  veil: Veil | undefined,
  { disregards }: Pick<Evidence, 'disregards'>,
): boolean[] {
  if (!veil) return [false];
  const said = disregards.filter((one) => one.id === id && veil.from <= one.from && one.from <= at);
  if (said.length === 0) return [false];
  const isSure = !veil.isPerhaps && said.some((one) => one.at !== null && one.at < from);
  return isSure ? [true] : [false, true];
}

/**
 * Those that the merchant goes on without once all has come to rest, since Mollie shows them to no key: each set that is
 * possible, one alone where that is certain of all.
 */
export function disregardedAtRest(
  payments: readonly TruePayment[],
  evidence: Pick<Evidence, 'disregards'>,
): ReadonlySet<string>[] {
  const end = Number.POSITIVE_INFINITY;
  let sets: string[][] = [[]];
  for (const { id, hidden } of payments) {
    const veil = hidden.find(({ to }) => to === end);
    const choices = disregarded(id, { from: end, at: end }, veil, evidence);
    sets = sets.flatMap((ids) => choices.map((isGone) => (isGone ? [...ids, id] : ids)));
  }
  return sets.map((ids) => new Set(ids));
}

/** When the proxy had the payment: it had kept Mollie's answer, or acknowledged a webhook about it. */
export function knownSince(payment: TruePayment, evidence: Evidence): number {
  const { slug, n } = payment;
  const asks = evidence.asks.filter((ask) => ask.slug === slug && ask.n === n);
  return Math.min(
    ...asks.map(({ keptAt }) => keptAt ?? Number.POSITIVE_INFINITY),
    ...hearingsOf(payment, evidence).map(({ at }) => at),
  );
}

/**
 * Whether nobody here may know that it was made: the proxy does not have it yet, and something has happened since it was
 * asked for after which its create may be put aside.
 */
function isPerhapsUnknown(payment: TruePayment, { from, at }: Deciding, evidence: Evidence): boolean {
  const { slug, n } = payment;
  const first = evidence.asks.find((ask) => ask.slug === slug && ask.n === n && ask.at <= at);
  if (!first || knownSince(payment, evidence) < from) return false;
  const isSince = (time: number) => first.from <= time && time <= at;
  const others = evidence.payments.filter((one) => one.slug === slug && one.n !== n);
  return (
    at - first.at > PUT_ASIDE_AFTER ||
    evidence.upsets.some(isSince) ||
    isChanged(first.slug, evidence, isSince) ||
    evidence.statements.some((one) => one.slug === slug && one.rev > first.rev && one.from <= at) ||
    // What had changed before may have been heard of only since.
    others.some((one) => standingsOf(one, { from: first.from, at }, evidence).length > 1) ||
    others.some((one) => isSince(knownSince(one, evidence)))
  );
}
