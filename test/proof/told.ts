import type { AttemptView, InvoiceStatus, InvoiceView } from '../../proxy/types.ts';
import type {
  Evidence,
  Notice,
  State,
  Statement,
  Told,
  TruePayment,
  Violation,
  ViolationKind,
} from './evidence.ts';
import { cents, decimals, isDead, reckon } from './reckoning.ts';

/** The statuses whose coming is told, and every change of money while they stand. */
const TOLD: ReadonlySet<InvoiceStatus> = new Set<InvoiceStatus>([
  'paid',
  'partially_paid',
  'overpaid',
  'partially_refunded',
  'refunded',
  'charged_back',
]);

const FIGURES = [
  'paid',
  'paidElsewhere',
  'refunded',
  'chargedBack',
  'pending',
  'remaining',
  'excess',
] as const;

/** Judges what the proxy tells of an invoice once everything has settled and it has looked. */
export function judgeTold(told: Told, { payments, statements, notices }: Evidence): Violation[] {
  const own = payments.filter(({ slug }) => slug === told.slug);
  return [
    ...judgeAttempts(told, own),
    ...judgeBalance(told, own, newestOf(statements, told.slug)),
    ...judgeLog(told),
    ...(notices ? judgeNotices(told, notices) : []),
  ];
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

function judgeBalance(told: Told, own: readonly TruePayment[], facts: Statement | undefined): Violation[] {
  const violation = violationOf(told);
  if (!facts) return [violation('wrong balance', 'nobody has stated its facts')];
  const standing = own.map(({ id, amount, states }) => ({ ...lastOf(states), id, amount }));
  const reckoned = reckon(facts, standing);
  const { view } = told;
  const wrong = FIGURES.filter((figure) => cents(view[figure].value) !== reckoned[figure]).map(
    (figure) => `${figure} is ${decimals(reckoned[figure])}, told as ${view[figure].value}`,
  );
  if ((view.completedAt === null) !== reckoned.remaining > 0) wrong.push(`completed at ${view.completedAt}`);
  if (view.canPay !== reckoned.due > 0) wrong.push(`canPay is ${view.canPay}`);
  return [
    ...wrong.map((what) => violation('wrong balance', what)),
    ...(view.status === reckoned.status
      ? []
      : [violation('wrong status', `${reckoned.status} is told as ${view.status}`)]),
  ];
}

/** The log is written together with what it tells of: once each, and never without. */
function judgeLog(told: Told): Violation[] {
  const violation = violationOf(told);
  const count = (event: string, id?: string) =>
    told.log.filter((entry) => entry.event === event && (id === undefined || entry.details.id === id)).length;
  const expected: [string, string | undefined][] = [['invoice.seen', undefined]];
  for (const { id, status } of told.view.attempts ?? []) {
    expected.push(['payment.created', id]);
    if (status === 'paid') expected.push(['payment.paid', id]);
  }
  return expected
    .filter(([event, id]) => count(event, id) !== 1)
    .map(([event, id]) =>
      violation('lost log entry', `${event} ${id ?? ''} stands ${count(event, id)} times`),
    );
}

/** After the last change of the money the host has accepted a notification, and of all that it has the newest tells it. */
function judgeNotices(told: Told, notices: readonly Notice[]): Violation[] {
  const { view, slug } = told;
  if (!TOLD.has(view.status)) return [];
  const newest = notices
    .filter((notice) => notice.slug === slug)
    .toSorted((a, b) => b.version - a.version)[0];
  const heard = moneyOf(newest?.invoice);
  return heard === moneyOf(view)
    ? []
    : [violationOf(told)('lost notification', `the host has heard ${heard}, not ${moneyOf(view)}`)];
}

function moneyOf(view: InvoiceView | undefined): string {
  const { paid, refunded, chargedBack } = view ?? { paid: null, refunded: null, chargedBack: null };
  return [paid, refunded, chargedBack].map((amount) => amount?.value ?? '0.00').join(', ');
}

function violationOf({ slug }: Told) {
  return (kind: ViolationKind, what: string): Violation => ({ kind, slug, what });
}

function newestOf(statements: readonly Statement[], slug: string): Statement | undefined {
  return statements
    .filter((one) => one.slug === slug && one.at !== null)
    .toSorted((a, b) => b.rev - a.rev)[0];
}

function figuresOf({ status, amount, refunded, chargedBack }: AttemptView): string {
  return `${status} ${amount.value} ${refunded.value} ${chargedBack.value}`;
}

function trueFiguresOf({ amount, states }: TruePayment): string {
  const { status, refunded, chargedBack } = lastOf(states);
  return `${status} ${decimals(amount)} ${decimals(refunded)} ${decimals(chargedBack)}`;
}

function lastOf(states: readonly State[]): State {
  return states.at(-1)!;
}
