import type { AttemptView, InvoiceStatus, InvoiceView, LogEntryView } from '../../shared/api.ts';
import type {
  Evidence,
  Loss,
  Notice,
  State,
  Statement,
  Told,
  TruePayment,
  Violation,
  ViolationKind,
} from './evidence.ts';
import { cents, decimals, isDead, type Reckoned, reckon } from './expected-balance.ts';
import { disregardedAtRest, knownSince } from './knowable.ts';

/** The statuses whose coming is told, and every change of money while they stand. */
const TOLD: ReadonlySet<InvoiceStatus> = new Set<InvoiceStatus>([
  'paid',
  'partially_paid',
  'overpaid',
  'partially_refunded',
  'refunded',
  'charged_back',
]);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const FIGURES = [
  'paid',
  'paidElsewhere',
  'refunded',
  'chargedBack',
  'pending',
  'remaining',
  'excess',
] as const;

/** Judges what the proxy answers about an invoice at the end, after it has asked Mollie once more. */
export function judgeTold(told: Told, evidence: Evidence): Violation[] {
  const { payments, notices, losses } = evidence;
  const isTold = (id: string) => told.view.attempts?.some((attempt) => attempt.id === id) ?? false;
  const own = payments.filter((payment) => {
    return payment.slug === told.slug && (isTold(payment.id) || !isBeyondSearch(payment, evidence));
  });
  const loss = losses.findLast(({ slug }) => slug === told.slug);
  const heard = notices?.filter(({ slug }) => slug === told.slug);
  return [
    ...judgeAttempts(told, own),
    ...judgeBalance(told, own, evidence, loss),
    ...judgeLog(told, own, loss),
    // What happened before the store was lost need not be notified again.
    ...(heard && !loss ? judgeNewest(told, heard) : []),
    ...(heard ? judgeNotices(told, heard) : []),
  ];
}

/** One that nobody here has heard of, and that no key has shown since it may have been put aside, until it is dropped. */
function isBeyondSearch(payment: TruePayment, evidence: Evidence): boolean {
  const { states, hidden } = payment;
  if (knownSince(payment, evidence) < Number.POSITIVE_INFINITY) return false;
  const made = states[0]!.at;
  // A payment that Mollie shows for less than a minute may never be seen.
  const until = hidden.reduce((end, { from, to }) => (from <= end + MINUTE ? Math.max(end, to) : end), made);
  return until >= made + DAY;
}

function judgeAttempts(told: Told, own: readonly TruePayment[]): Violation[] {
  const violation = violationOf(told);
  const { attempts = [], attemptsOmitted = 0 } = told.view;
  const absent = own.filter(({ id }) => !attempts.some((attempt) => attempt.id === id));
  // Of attempts that brought no money, old ones become a count.
  const lost = absent.filter(({ states }) => !isDead(lastOf(states).status));
  const uncounted = absent.length - lost.length - attemptsOmitted;
  return [
    ...lost.map(({ id, n }) => violation('lost payment', `${id} is attempt ${n}`)),
    ...(uncounted > 0 ? [violation('lost payment', `${uncounted} that brought no money`)] : []),
    ...attempts.flatMap((attempt) => {
      const truth = own.find(({ id }) => id === attempt.id);
      if (!truth) return [violation('foreign payment', attempt.id)];
      const [is, should] = [figuresOf(attempt), trueFiguresOf(truth)];
      return is === should ? [] : [violation('wrong payment', `${attempt.id} is ${should}, told as ${is}`)];
    }),
  ];
}

function judgeBalance(
  told: Told,
  own: readonly TruePayment[],
  evidence: Evidence,
  loss: Loss | undefined,
): Violation[] {
  const facts = newestOf(evidence.statements, told.slug);
  if (!facts) return [violationOf(told)('wrong balance', 'nobody has stated its facts')];
  const verdicts = disregardedAtRest(own, evidence).map((gone) => {
    const standing = own.map(({ id, amount, states }) => ({
      ...{ ...lastOf(states), id, amount },
      isDisregarded: gone.has(id),
    }));
    return wrongBalance(told, reckon(facts, standing), loss);
  });
  return leastWrong(verdicts)!;
}

/** What is wrong where several things may be true: nothing if nothing is by one of them. Undefined where there is none. */
export function leastWrong<Wrong>(verdicts: readonly Wrong[][]): Wrong[] | undefined {
  return verdicts.find((wrong) => wrong.length === 0) ?? verdicts[0];
}

function wrongBalance(told: Told, reckoned: Reckoned, loss: Loss | undefined): Violation[] {
  const violation = violationOf(told);
  const { view } = told;
  const wrong = wrongSums(view, reckoned);
  const isConfirmed = loss?.statedAt !== null;
  if (view.canPay !== (reckoned.due > 0 && isConfirmed)) wrong.push(`canPay is ${view.canPay}`);
  return [
    ...wrong.map((what) => violation('wrong balance', what)),
    ...(view.status === reckoned.status
      ? []
      : [violation('wrong status', `${reckoned.status} is told as ${view.status}`)]),
  ];
}

/** The log is written together with what it tells of: once each, and never without; a lost store takes it along. */
function judgeLog(told: Told, own: readonly TruePayment[], loss: Loss | undefined): Violation[] {
  const violation = violationOf(told);
  const count = (events: readonly string[], id?: string) =>
    told.log.filter(({ event, details }) => events.includes(event) && (id === undefined || details.id === id))
      .length;
  const expected: [string[], string | undefined, boolean][] = [
    [['invoice.seen', 'invoice.restored'], undefined, false],
  ];
  for (const { id, status } of told.view.attempts ?? []) {
    const states = own.find((payment) => payment.id === id)?.states ?? [];
    const isLost = (state: State | undefined) => (state?.at ?? 0) <= (loss?.at ?? Number.NEGATIVE_INFINITY);
    expected.push([['payment.created'], id, isLost(states[0])]);
    if (status === 'paid') {
      expected.push([['payment.paid'], id, isLost(states.find((state) => state.status === 'paid'))]);
    }
  }
  return expected
    .filter(([events, id, isLost]) => count(events, id) !== 1 && !(isLost && count(events, id) === 0))
    .map(([events, id]) =>
      violation('lost log entry', `${events[0]} ${id ?? ''} stands ${count(events, id)} times`),
    );
}

/**
 * After the last change of the money the host has accepted a notification, and of all that it has the newest tells it; or
 * the last was given up, as the log says.
 */
function judgeNewest(told: Told, notices: readonly Notice[]): Violation[] {
  const { view } = told;
  if (!TOLD.has(view.status)) return [];
  // The log begins with what came last.
  const last = told.log.find((line) => line.event === 'notification.accepted' || isMoneyGivenUp(line));
  if (last && isMoneyGivenUp(last)) return [];
  const newest = notices.toSorted((a, b) => b.version - a.version)[0];
  const heard = moneyOf(newest?.invoice);
  return heard === moneyOf(view)
    ? []
    : [violationOf(told)('lost notification', `the host has heard ${heard}, not ${moneyOf(view)}`)];
}

/** Lines of the log that stand for money that has moved; of what is captured in part these tell, and `paid` does not. */
const MOVEMENTS: readonly string[] = [
  'payment.captured',
  'payment.refunded',
  'payment.refund_undone',
  'payment.charged_back',
  'payment.charge_back_reversed',
];

/** A notification of money that the host has not accepted for three days. */
function isMoneyGivenUp({ event, details }: LogEntryView): boolean {
  return event === 'notification.given_up' && String(details.type).startsWith('invoice.');
}

/**
 * Whenever money of a payment was seen to move, the host has accepted a notification of its own that names the payment, or
 * the log says that it was given up.
 */
function judgeNotices(told: Told, notices: readonly Notice[]): Violation[] {
  return (told.view.attempts ?? []).flatMap(({ id, amount, captured }) => {
    const isWhole = (captured ?? amount).value === amount.value;
    const moves = told.log.filter(
      ({ event, details }) =>
        details.id === id && (MOVEMENTS.includes(event) || (isWhole && event === 'payment.paid')),
    );
    const seen = new Set(moves.map(({ at }) => at)).size;
    const accepted = notices.filter((one) => one.paymentId === id && one.type.startsWith('invoice.'));
    const givenUp = told.log.filter((line) => isMoneyGivenUp(line) && line.details.paymentId === id);
    // One may be both, where its answer got lost.
    const heard = new Set([...accepted.map((one) => one.id), ...givenUp.map(({ details }) => details.id)])
      .size;
    if (heard >= seen) return [];
    const what = `money of ${id} was seen to move ${seen} times, and the host has heard of it ${heard} times`;
    return [violationOf(told)('lost notification', what)];
  });
}

function moneyOf(view: InvoiceView | undefined): string {
  const { paid, refunded, chargedBack } = view ?? { paid: null, refunded: null, chargedBack: null };
  return [paid, refunded, chargedBack].map((amount) => amount?.value ?? '0.00').join(', ');
}

/** How the sums of a view, and whether it is complete, differ from what it should tell; one entry for each figure. */
export function wrongSums(view: InvoiceView, reckoned: Reckoned): string[] {
  const wrong: string[] = FIGURES.filter((figure) => cents(view[figure].value) !== reckoned[figure]).map(
    (figure) => `${figure} is ${decimals(reckoned[figure])}, told as ${view[figure].value}`,
  );
  if ((view.completedAt === null) !== reckoned.remaining > 0) wrong.push(`completed at ${view.completedAt}`);
  return wrong;
}

function violationOf({ slug }: Told) {
  return (kind: ViolationKind, what: string): Violation => ({ kind, slug, what });
}

function newestOf(statements: readonly Statement[], slug: string): Statement | undefined {
  return statements
    .filter((one) => one.slug === slug && one.at !== null)
    .toSorted((a, b) => b.rev - a.rev)[0];
}

function figuresOf({ status, amount, refunded, chargedBack, captured }: AttemptView): string {
  const figures = [amount, refunded, chargedBack, captured].map((figure) => figure?.value ?? '-');
  return [status, ...figures].join(' ');
}

function trueFiguresOf({ amount, states }: TruePayment): string {
  const { status, refunded, chargedBack, captured } = lastOf(states);
  const figures = [amount, refunded, chargedBack, captured].map((figure) =>
    figure === null ? '-' : decimals(figure),
  );
  return [status, ...figures].join(' ');
}

function lastOf(states: readonly State[]): State {
  return states.at(-1)!;
}
