import type {
  Ask,
  Decision,
  Evidence,
  Hearing,
  State,
  Statement,
  TruePayment,
  Violation,
} from './evidence.ts';
import { decimals, isFinal, reckon, type Standing } from './reckoning.ts';

/** Judges everything that Mollie was asked to make. */
export function judgeAsks(evidence: Evidence): Violation[] {
  const firsts = new Map<string, Ask>();
  const violations: Violation[] = [];
  for (const ask of evidence.asks) {
    const first = firsts.get(`${ask.slug} ${ask.n}`);
    if (!first) firsts.set(`${ask.slug} ${ask.n}`, ask);
    else if (first.body !== ask.body || first.idempotencyKey !== ask.idempotencyKey) {
      const what = `attempt ${ask.n} was sent as ${first.body} and as ${ask.body}`;
      violations.push({ kind: 'asked other bytes', slug: ask.slug, what });
    }
  }
  for (const ask of firsts.values()) {
    const violation = judgeAsk(ask, evidence);
    if (violation) violations.push(violation);
  }
  return [...violations, ...judgeTwins(evidence.payments)];
}

/** Several servers may have decided the same; one of them was right, or none. */
function judgeAsk(ask: Ask, evidence: Evidence): Violation | undefined {
  const decisions = evidence.decisions.filter(({ mac, at }) => mac === ask.mac && at <= ask.at);
  if (decisions.length === 0) {
    return { kind: 'asked without an intent', slug: ask.slug, what: `attempt ${ask.n}` };
  }
  const verdicts = decisions.map((decision) => judgeDecision(ask, decision, evidence));
  return verdicts.includes(undefined) ? undefined : verdicts[0];
}

function judgeDecision(ask: Ask, decision: Decision, evidence: Evidence): Violation | undefined {
  const { slug, n, amount, rev } = ask;
  const stated = evidence.statements.filter((statement) => statement.slug === slug);
  const newer = stated.find((one) => one.rev > rev && one.at !== null && one.at < decision.at);
  const facts = stated.find((statement) => statement.rev === rev);
  if (newer || !facts) {
    const what = `attempt ${n} rests on revision ${rev} after ${newer?.rev} was acknowledged`;
    return { kind: 'asked on old facts', slug, what };
  }
  const payments = evidence.payments.filter((payment) => payment.slug === slug);
  const dues = possibleDues(facts, payments, decision, evidence.hearings);
  if (dues.has(amount)) return undefined;
  const due = [...dues].map(decimals).join(' or ');
  const kind = amount > Math.max(...dues) ? 'asked too much' : 'asked too little';
  return { kind, slug, what: `attempt ${n} asked ${decimals(amount)} where ${due} was due` };
}

/** What may have been due, given what could be known of each payment while the decision was made. */
function possibleDues(
  facts: Statement,
  payments: readonly TruePayment[],
  decision: Decision,
  hearings: readonly Hearing[],
): Set<number> {
  let combinations: Standing[][] = [[]];
  for (const payment of payments) {
    const { id, amount } = payment;
    const states = knowableStates(payment, decision, hearings);
    if (states.length === 0) continue;
    const next = combinations.flatMap((before) =>
      states.map((state) => [...before, { ...state, id, amount }]),
    );
    // Those that come to the same are one, or a long history would have more than can be counted.
    combinations = [
      ...new Map(next.map((standing) => [JSON.stringify(reckon(facts, standing)), standing])).values(),
    ];
  }
  return new Set(combinations.map((standing) => reckon(facts, standing).due));
}

/**
 * The states in which a payment could be known when the decision was made. It asks Mollie about everything that is
 * not final; of what is, a change counts once the proxy has acknowledged to know it.
 */
function knowableStates(
  { id, states }: TruePayment,
  { from, at }: Decision,
  hearings: readonly Hearing[],
): State[] {
  const heardUntil = Math.max(
    Number.NEGATIVE_INFINITY,
    ...hearings.filter((hearing) => hearing.id === id && hearing.at < from).map((hearing) => hearing.from),
  );
  return states.filter((state, index) => {
    const end = states[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    if (state.at > at || end <= heardUntil) return false;
    return end >= from || isFinal(state.status);
  });
}

/** Mollie's key keeps one attempt from being made twice. */
function judgeTwins(payments: readonly TruePayment[]): Violation[] {
  const made = new Map<string, string>();
  const violations: Violation[] = [];
  for (const { slug, n, id } of payments) {
    if (slug === null) continue;
    const twin = made.get(`${slug} ${n}`);
    if (twin) violations.push({ kind: 'made twice', slug, what: `attempt ${n} is ${twin} and ${id}` });
    else made.set(`${slug} ${n}`, id);
  }
  return violations;
}
