import type { Attempt, InvoiceDocument } from '../../proxy/invoice/document.ts';
import { isSlug } from '../../proxy/keys/index.ts';
import { isDead } from '../proof/expected-balance.ts';
import type { Hooks, MollieCall, TruePayment, Visit, World } from './observed.ts';
import { slugOf } from './record.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A process looks once in so long at each attempt, for whoever sees the invoice: the pause is each process's own, as its
 * memory is. Other requests have looks of their own.
 */
const PAUSE = 5 * SECOND;
const OWN_LOOKS: Readonly<Record<Visit['kind'], number>> = {
  ...{ view: 0, other: 0, refresh: 1 },
  // What is not known yet is asked about, and once more where it has become known meanwhile.
  webhook: 2,
  // Before anything else, after a cancel, and after a change of the method, twice.
  press: 5,
};

/** A look whose answer is overtaken by another's is done again, so often at most. */
const ROUNDS = 4;

/** For how long after its answer a request, or what the background has begun, may still ask. */
const LINGERS = 30 * SECOND;

/** Calls of a process at once: for one account; of these for nobody who waits; and for nobody who waits, for all accounts. */
const AT_ONCE = 16;
const BACKGROUND_OF_ONE = 2;
const BACKGROUND_IN_ALL = 20;

/** For how long what has ended can change, and when the background looks at it for the last time. */
const DEAD = { canChange: 48 * HOUR, lastLook: 47 * HOUR };
const PAID = { canChange: 395 * DAY, lastLook: 365 * DAY };

/** Payments made for one invoice. Mollie tells when it made them in whole seconds. */
const MADE_AT_MOST = [
  { count: 10, within: MINUTE - SECOND },
  { count: 100, within: DAY - SECOND },
];

/** How often Mollie is asked, and about what. Judged as long as all clocks are right. */
export function createLooksJudge(): Hooks {
  const looks = new Looks();
  const stored = new Map<string, Attempt>();
  let isTimeCertain = true;
  return {
    onFault(name) {
      if (name.startsWith('proxy: clock')) isTimeCertain = false;
    },
    onStored({ key, value }) {
      if (isSlug(key))
        for (const attempt of (value as InvoiceDocument).attempts) stored.set(attempt.id, attempt);
    },
    onVisit: (visit) => looks.noteVisit(visit),
    onMollieCall(call, world) {
      if (!isTimeCertain) return;
      const isSent = call.status === null && call.to === Number.POSITIVE_INFINITY;
      if (isSent) looks.noteCall(call);
      const known = stored.get(call.paymentId ?? '');
      const wrong = isSent
        ? [...looks.atOnce(call), ...(isLook(call) ? looks.inVain(call, known, world.now()) : [])]
        : looks.tooOften(call);
      for (const what of wrong) world.fail('asked Mollie too much', `${call.path}, ${call.process}: ${what}`);
    },
    onCreate: ({ invoice }, world) => {
      if (isTimeCertain) judgeMade(invoice, world);
    },
    onEnd(world) {
      if (isTimeCertain) for (const { index } of world.invoices) judgeMade(index, world);
    },
  };
}

/** Calls and visits of the last time, and what they must not come to. */
class Looks {
  #visits: Visit[] = [];
  #calls: MollieCall[] = [];
  readonly #begun = new Map<string, number>();

  noteVisit(visit: Visit): void {
    this.#visits = this.#visits.filter(({ to }) => to + LINGERS + PAUSE >= visit.from);
    this.#visits.push(visit);
  }

  noteCall(call: MollieCall): void {
    if (!this.#begun.has(call.process)) this.#begun.set(call.process, call.from);
    const isOf = ({ from, to }: MollieCall) => Math.min(to, from + MINUTE) + LINGERS + PAUSE >= call.from;
    this.#calls = this.#calls.filter(isOf);
    this.#calls.push(call);
  }

  /** Looks that Mollie has answered, at one attempt by one process: those of the background have times of their own. */
  tooOften(call: MollieCall): string[] {
    if (!isTold(call)) return [];
    const same = this.#calls.filter(
      (one) => isTold(one) && one.paymentId === call.paymentId && one.process === call.process,
    );
    return same.flatMap(({ from }) => {
      const end = from + PAUSE;
      if (from > call.from || call.from >= end) return [];
      const count = same.filter((one) => from <= one.from && one.from < end).length;
      const most = this.#mostLooks(call, from, end);
      return count > most ? [`${count} looks within 5 seconds, of ${most}`] : [];
    });
  }

  #mostLooks({ process, account, invoice, paymentId }: MollieCall, from: number, end: number): number {
    const near = (one: { from: number; to: number }) => one.from < end && one.to + LINGERS >= from;
    const visits = this.#visits.filter(
      (one) => one.process === process && one.invoice === invoice && near(one),
    );
    // What the list of a key that was connected shows is looked at, too.
    const lists = this.#calls.filter((one) => isList(one) && isOf(one, process, account) && near(one)).length;
    const most = visits.reduce((sum, { kind }) => sum + OWN_LOOKS[kind], 1 + lists);
    // Only another's answer overtakes one: of another process, of the background, or of another request.
    const isRival = (one: MollieCall) =>
      one.paymentId === paymentId && (one.process !== process || one.isWatching) && near(one);
    const isAlone = visits.filter(({ kind }) => OWN_LOOKS[kind] > 0).length === 0 || visits.length === 1;
    return isAlone && !this.#calls.some(isRival) ? most : most * ROUNDS;
  }

  /** What is over for good is not asked about, unless Mollie calls, or its list shows that something has changed. */
  inVain({ process, invoice, account, from }: MollieCall, known: Attempt | undefined, now: number): string[] {
    const over = known && overOf(known);
    if (!over || known.lookedAt < over.at + over.lastLook || now - known.lookedAt < LINGERS) return [];
    const isCalled = this.#visits.some(
      (one) =>
        one.kind === 'webhook' &&
        one.process === process &&
        one.invoice === invoice &&
        one.to + LINGERS >= from,
    );
    // After a key was connected.
    const isListed = this.#calls.some((one) => isList(one) && isOf(one, process, account));
    const age = now - over.at;
    return age > over.canChange + LINGERS && !isCalled && !isListed
      ? [`${known.status} for ${Math.floor(age / HOUR)} hours`]
      : [];
  }

  /** Calls that are under way at once. */
  atOnce({ process, account, from }: MollieCall): string[] {
    const underWay = this.#calls.filter(
      (one) => one.process === process && one.to === Number.POSITIVE_INFINITY,
    );
    const ofOne = underWay.filter((one) => one.account === account).length;
    if (ofOne > AT_ONCE) return [`${ofOne} calls of ${account} at once`];
    const isWaitedFor = this.#visits.some((one) => one.process === process && one.to + LINGERS >= from);
    if (isWaitedFor || from < this.#begun.get(process)! + LINGERS) return [];
    if (ofOne <= BACKGROUND_OF_ONE && underWay.length <= BACKGROUND_IN_ALL) return [];
    return [`${ofOne} calls of ${account} at once, ${underWay.length} in all, and nobody waits`];
  }
}

function isLook({ method, paymentId }: MollieCall): boolean {
  return method === 'GET' && paymentId !== null;
}

function isList({ path }: MollieCall): boolean {
  return path.startsWith('/v2/payments?');
}

function isOf(call: MollieCall, process: string, account: string | null): boolean {
  return call.process === process && call.account === account;
}

function isTold(call: MollieCall): boolean {
  return isLook(call) && call.status === 200 && !call.isWatching;
}

/** When it ended, and for how long that may change. A part that was captured may be charged back, as what was paid. */
function overOf({ status, statusAt, paidAt, captured }: Attempt): ({ at: number } & typeof DEAD) | null {
  if (status === 'paid') return { at: paidAt ? Date.parse(paidAt) : statusAt, ...PAID };
  return isDead(status) && !captured ? { at: statusAt, ...DEAD } : null;
}

function judgeMade(invoice: number, world: World): void {
  for (const [slug, times] of timesMade(world.payments(invoice))) {
    for (const { count, within } of MADE_AT_MOST) {
      const isTooSoon = times.some((at, index) => index >= count && at - times[index - count]! < within);
      if (isTooSoon) world.fail('made too many', `invoice ${invoice}, ${slug}: more than ${count}`);
    }
  }
}

/** When payments were made, oldest first, under each slug. */
function timesMade(payments: readonly TruePayment[]): Map<string, number[]> {
  const times = new Map<string, number[]>();
  for (const payment of payments) {
    const slug = slugOf(payment) ?? '';
    times.set(
      slug,
      [...(times.get(slug) ?? []), payment.createdAt].sort((a, b) => a - b),
    );
  }
  return times;
}
