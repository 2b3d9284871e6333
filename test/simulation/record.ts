import type { InvoiceDocument } from '../../proxy/invoice/document.ts';
import { isSlug } from '../../proxy/keys/index.ts';
import type { AttemptView } from '../../shared/api.ts';
import type { Ask, Decision, Evidence, Hearing, Told, Veil } from '../proof/evidence.ts';
import { isDead } from '../proof/expected-balance.ts';
import { answersOf, asHeard, asStated, disregardsOf } from './as-evidence.ts';
import type { CreateAsked, Hooks, Press, TruePayment, World } from './observed.ts';
import { tells } from './oracle.ts';

/** What of a document tells of decisions and of what is known. */
type Stored = Pick<InvoiceDocument, 'intent' | 'attempts' | 'putAside'>;

/** For how long after its caller has gone a request may still do something. Milliseconds. */
const LINGERS = 30_000;

/** After a payment has ended without money, the background looks for the last time. Milliseconds. */
const LAST_LOOK = 47 * 3_600_000;

/** After a change of an account every proxy follows within this. Milliseconds. */
const FOLLOWS = 10_000;

/** What happens in a world, as the audit wants to hear of it. Times are stamps. */
export class Record {
  readonly presses: Press[] = [];
  readonly #asks: (CreateAsked & { slug: string })[] = [];
  /** How many asks there were when those of an invoice were last judged. */
  readonly #judged: number[] = [];
  readonly #decisions: { slug: string; mac: string; at: number }[] = [];
  readonly #lastMac = new Map<string, string>();
  readonly #keptAt = new Map<string, number>();
  /** The numbers of creates that are searched for, and the attempts that were given up because no search was whole. */
  readonly #putAside = new Map<string, readonly number[]>();
  readonly #notFound = new Set<string>();
  readonly #hearings: Hearing[] = [];
  readonly #hidden = new Map<string, Veil[]>();
  /** When another key may have come to create for an account, or the account may have been paused. */
  readonly #changes: { account: string; at: number }[] = [];
  /** When the clock of a proxy was wrong for the first time. */
  #certainUntil = Number.POSITIVE_INFINITY;
  readonly #pauses: { account: string; from: number; to: number }[] = [];

  readonly hooks: Hooks = {
    onCreate: (asked) => {
      this.#asks.push({ ...asked, slug: String(asked.metadata.key) });
    },
    onPress: (press) => void this.presses.push(press),
    onHeard: ({ paymentId: id, from, at }) => void this.#hearings.push({ id, from, at }),
    onStored: ({ key, value, log }, world) => {
      if (!isSlug(key)) return;
      this.#noteDropped(key, value as Stored, log);
      this.#noteWrite(key, value as Stored, world.stamp());
    },
    onAccount: ({ state, isAnswered }, world) => {
      const { name: account } = state;
      const now = world.stamp();
      for (const at of isAnswered ? [now, now + FOLLOWS] : [now]) this.#changes.push({ account, at });
      const isGone = state.mode === null && !state.isUnsure;
      for (const { index } of world.invoices.filter((one) => one.account === account)) {
        this.noteShown(world.payments(index), isAnswered ? now + FOLLOWS : now);
      }
      this.#notePause(account, isAnswered && (state.isPaused === true || isGone), now);
    },
    onFault: (name, _state, world) => {
      if (name.startsWith('proxy: clock')) this.#certainUntil = Math.min(this.#certainUntil, world.stamp());
    },
  };

  /** Notes which of these payments no key shows from then on. */
  noteShown(payments: readonly TruePayment[], from: number): void {
    for (const { id, isShown } of payments) {
      const veils = this.#hidden.get(id) ?? [];
      this.#hidden.set(id, veils);
      const last = veils.at(-1);
      const open = last?.to === Number.POSITIVE_INFINITY ? last : undefined;
      const was = open ? (open.isPerhaps ? null : false) : true;
      if (was === isShown) continue;
      if (open) open.to = from;
      if (!isShown) veils.push({ from, to: Number.POSITIVE_INFINITY, isPerhaps: isShown === null });
    }
  }

  /** Whether a clock of a proxy has been wrong. */
  get isTimeCertain(): boolean {
    return this.#certainUntil === Number.POSITIVE_INFINITY;
  }

  pausesOf(account: string) {
    return this.#pauses.filter((one) => one.account === account);
  }

  /**
   * A payment as it has to be known in the end: what no key shows, and money that came long after the payment had ended and
   * without a webhook, may be told as it was before.
   */
  asKnown(payment: TruePayment, attempts: readonly AttemptView[]): TruePayment {
    const attempt = attempts.find(({ id }) => id === payment.id);
    if (!attempt || (payment.isShown && !this.#isTooLate(payment))) return payment;
    const at = payment.past.findLastIndex((state) => tells(attempt, payment, state));
    if (at < 0) return payment;
    // What Mollie does not show any more ends by itself, once its time is over.
    const last = { ...payment.past[at]!, status: attempt.status };
    return { ...payment, ...last, past: [...payment.past.slice(0, at), last] };
  }

  /**
   * Whether it has to be known: what no store has ever had, nobody finds once its key is forgotten, nor where the last
   * search was not answered and the merchant was told so.
   */
  isFindable(payment: TruePayment): boolean {
    const attempt = `${slugOf(payment)} ${payment.n}`;
    return this.#keptAt.has(attempt) || (payment.isShown === true && !this.#notFound.has(attempt));
  }

  #isTooLate({ id, past }: TruePayment): boolean {
    const end = past.find(({ status }) => isDead(status));
    const last = past.at(-1)!;
    if (!end || last.at < end.at + LAST_LOOK) return false;
    return !this.#hearings.some((hearing) => hearing.id === id && hearing.from >= last.at);
  }

  /**
   * All that is known of one invoice's record in one mode.
   * @param attempts as they are told in the end
   */
  evidence(
    invoice: number,
    slug: string,
    world: World,
    told: readonly Told[],
    attempts: readonly AttemptView[] = [],
  ): Evidence {
    const presses = this.presses.filter((press) => press.invoice === invoice);
    const own = world.payments(invoice).filter((one) => slugOf(one) === slug);
    const payments = own
      .filter((one) => told.length === 0 || this.isFindable(one))
      .map((one) => this.asKnown(one, attempts));
    const asks = this.#asks.filter((ask) => ask.invoice === invoice && ask.slug === slug);
    const { account } = world.invoices[invoice]!;
    const began = (at: number) => beganFor(presses, at);
    return {
      payments: payments.map((one) => ({
        ...{ id: one.id, slug, profileId: one.profileId, n: one.n ?? 0, amount: one.amount },
        ...{ states: one.past, hidden: this.#hidden.get(one.id) ?? [] },
      })),
      asks: asks.map((ask) => this.#asAsk(ask, began)),
      decisions: this.#decisions
        .filter((one) => one.slug === slug)
        .map(({ mac, at }): Decision => ({ mac, at, from: began(at) })),
      statements: world.statements(invoice).map((one) => asStated(one, slug)),
      hearings: this.#hearings.filter(({ id }) => payments.some((one) => one.id === id)),
      disregards: presses.flatMap(disregardsOf),
      losses: [],
      // Where clocks differ, an intent may seem too old, or of the future, at any time.
      upsets: [
        ...this.#changes.filter((one) => one.account === account).map(({ at }) => at),
        ...asks.map(({ at }) => at).filter((at) => at > this.#certainUntil),
      ],
      notices: world.notices(invoice).flatMap((notice) => asHeard(notice, slug)),
      invoices: told,
      answers: presses.flatMap((press) => answersOf(press, slug, payments)),
      // Each may have been doubled on its way.
      presses: 2 * presses.length,
    };
  }

  /** The slugs under which payments of an invoice were asked for. */
  slugs(invoice: number): string[] {
    return [...new Set(this.#asks.filter((ask) => ask.invoice === invoice).map(({ slug }) => slug))];
  }

  /** Those under which payments were asked for since this was last called. */
  slugsAskedSince(invoice: number): string[] {
    const fresh = this.#asks.slice(this.#judged[invoice] ?? 0).filter((ask) => ask.invoice === invoice);
    this.#judged[invoice] = this.#asks.length;
    return [...new Set(fresh.map(({ slug }) => slug))];
  }

  #noteDropped(slug: string, { putAside }: Stored, log: readonly { event: string }[]): void {
    const left = putAside.map(({ n }) => n);
    const dropped = (this.#putAside.get(slug) ?? []).filter((n) => !left.includes(n));
    this.#putAside.set(slug, left);
    if (!log.some(({ event }) => event === 'payment.not_found')) return;
    for (const n of dropped) this.#notFound.add(`${slug} ${n}`);
  }

  #noteWrite(slug: string, { intent, attempts }: Stored, at: number): void {
    const mac = intent && String(intent.request.metadata.mac);
    if (mac && mac !== this.#lastMac.get(slug)) this.#decisions.push({ slug, mac, at });
    if (mac) this.#lastMac.set(slug, mac);
    for (const { n } of attempts) {
      const attempt = `${slug} ${n}`;
      if (!this.#keptAt.has(attempt)) this.#keptAt.set(attempt, at);
    }
  }

  #notePause(account: string, isPaused: boolean, now: number): void {
    const last = this.#pauses.findLast((one) => one.account === account);
    if (last?.to === Number.POSITIVE_INFINITY) last.to = now;
    if (isPaused) this.#pauses.push({ account, from: now + FOLLOWS, to: Number.POSITIVE_INFINITY });
  }

  #asAsk(
    { slug, at, amount, idempotencyKey, body, metadata }: CreateAsked & { slug: string },
    began: (at: number) => number,
  ): Ask {
    const [n, rev, mac] = [Number(metadata.n), Number(metadata.rev), String(metadata.mac)];
    const keptAt = this.#keptAt.get(`${slug} ${n}`) ?? null;
    return { slug, n, at, from: began(at), keptAt, amount, rev, mac, idempotencyKey, body };
  }
}

export function slugOf({ metadata }: TruePayment): string | null {
  return (metadata as { key?: string } | null)?.key ?? null;
}

/** When the first of the requests began that may have done something at `at`. */
function beganFor(presses: readonly Press[], at: number): number {
  const before = presses.filter(({ from }) => from <= at);
  const possible = before.filter(({ to }) => at <= to + LINGERS);
  // A request that was late arrives after its caller has gone, and looks at everything then.
  const from = (possible.length > 0 ? possible : before.slice(-1)).map((press) => press.from);
  return Math.min(at, ...from);
}
