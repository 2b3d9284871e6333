import type { Ask, Decision, Evidence, Statement, TruePayment, Violation } from './evidence.ts';
import { decimals, reckon, type Standing } from './expected-balance.ts';
import { knowable } from './knowable.ts';

/** Judges everything that Mollie was asked to make. */
export function judgeAsks(evidence: Evidence): Violation[] {
  const firsts = new Map<string, Ask>();
  const violations: Violation[] = [];
  for (const ask of evidence.asks) {
    const { slug, n } = ask;
    // After the store was lost, only attempts that exist at Mollie are known.
    const life = evidence.losses.filter((loss) => loss.slug === slug && loss.at <= ask.at).length;
    const first = firsts.get(`${slug} ${n} ${life}`);
    if (!first) firsts.set(`${slug} ${n} ${life}`, ask);
    else if (first.body !== ask.body || first.idempotencyKey !== ask.idempotencyKey) {
      const what = `attempt ${n} was sent as ${first.body} and as ${ask.body}`;
      violations.push({ kind: 'asked other bytes', slug, what });
    }
  }
  const wrong = new Set<string>();
  for (const ask of firsts.values()) {
    const violation = judgeAsk(ask, evidence);
    if (violation) violations.push(violation);
    if (violation) wrong.add(ask.mac);
  }
  // A create that was wrong at first need not be reported again when it is repeated.
  const unwanted = evidence.asks.filter((ask) => !wrong.has(ask.mac) && !isWanted(ask, evidence));
  return [
    ...violations,
    ...unwanted.map(({ slug, n, amount }): Violation => {
      const what = `attempt ${n} was sent for ${decimals(amount)} when that was not due any more`;
      return { kind: 'asked what is no longer wanted', slug, what };
    }),
    ...judgeTwins(evidence.payments),
  ];
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
  const isUnconfirmed = ({ at, statedAt }: Evidence['losses'][number]) =>
    at < decision.from && (statedAt === null || decision.at < statedAt);
  if (evidence.losses.some((loss) => loss.slug === slug && isUnconfirmed(loss))) {
    return { kind: 'asked unconfirmed', slug, what: `attempt ${n}` };
  }
  const payments = evidence.payments.filter((payment) => payment.slug === slug);
  const dues = possibleDues(facts, payments, decision, evidence);
  if (dues.has(amount)) return undefined;
  const due = [...dues].map(decimals).join(' or ');
  const kind = amount > Math.max(...dues) ? 'asked too much' : 'asked too little';
  return { kind, slug, what: `attempt ${n} asked ${decimals(amount)} where ${due} was due` };
}

/**
 * Whether what is sent may still have been due to whoever sent it, be it for the first time or again: by facts that
 * were not replaced before he began, and by all that could be known of the other payments. What has changed while he
 * was at it may reach Mollie too late for him.
 */
export function isWanted(
  { slug, n, from, at, amount }: Pick<Ask, 'slug' | 'n' | 'from' | 'at' | 'amount'>,
  evidence: Evidence,
): boolean {
  const stated = evidence.statements.filter((one) => one.slug === slug && one.from <= at);
  const known = Math.max(
    0,
    ...stated.filter((one) => one.at !== null && one.at < from).map(({ rev }) => rev),
  );
  const others = evidence.payments.filter((payment) => payment.slug === slug && payment.n !== n);
  return stated
    .filter(({ rev }) => rev >= known)
    .some((facts) => possibleDues(facts, others, { from, at }, evidence).has(amount));
}

/** What may have been due, given what could be known of each payment from `from` to `at`. */
function possibleDues(
  facts: Statement,
  payments: readonly TruePayment[],
  span: Pick<Decision, 'from' | 'at'>,
  evidence: Evidence,
): Set<number> {
  let combinations: Standing[][] = [[]];
  for (const payment of payments) {
    const standings = knowable(payment, span, evidence);
    if (standings.length === 0) continue;
    const next = combinations.flatMap((before) =>
      standings.map((standing) => (standing ? [...before, standing] : before)),
    );
    // Equal possibilities are merged, or a long history would have too many.
    combinations = [
      ...new Map(next.map((standing) => [JSON.stringify(reckon(facts, standing)), standing])).values(),
    ];
  }
  return new Set(combinations.map((standing) => reckon(facts, standing).due));
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
