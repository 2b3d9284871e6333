import { capturedOf, supportsCaptures } from '../../demo/mollie/captures.ts';
import type { LoggedRequest } from '../../demo/mollie/requests.ts';
import { chargedBackOf, refundedOf } from '../../demo/mollie/reversals.ts';
import type { Simulator } from '../../demo/mollie/simulator.ts';
import type { Ask, Span, State, TruePayment } from './evidence.ts';
import { cents } from './expected-balance.ts';

type Payment = ReturnType<Simulator['ledger']['get']>;
type Metadata = { key: string; n: number; rev: number; mac: string };

/** Faults that leave the payment in an answer readable. */
const HARMLESS: readonly LoggedRequest['fault'][] = [null, 'slow', 'checkout_elsewhere', 'checkout_missing'];

/** A create as it arrived at Mollie. */
export type Arrival = Omit<Ask, 'from' | 'keptAt'> & {
  /** Whether Mollie's answer with the payment was sent unchanged. */
  answered: boolean;
};

/** Keeps what each of the simulator's payments has been; the simulator knows only what each is. */
export class Chronicle {
  readonly #simulator: Simulator;
  readonly #states = new Map<string, State[]>();
  readonly #origins = new Map<string, Pick<TruePayment, 'slug' | 'n'>>();
  readonly #hidden = new Map<string, Span[]>();
  readonly #asks: Arrival[] = [];
  readonly #requests: LoggedRequest[] = [];
  #seenRequests = 0;

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
  }

  /** Changes a payment, with what it was before and what it is after. */
  change(id: string, work: () => void): void {
    this.#note(this.#simulator.ledger.get(id));
    work();
    this.#note(this.#simulator.ledger.get(id));
  }

  /** This payment was made by somebody else with the same account. */
  markForeign(id: string): void {
    this.#origins.set(id, { slug: null, n: 0 });
  }

  /** From now on the proxy's keys show these payments and no others. */
  show(isShown: (payment: Payment) => boolean): void {
    const now = this.#simulator.clock.now();
    for (const payment of this.#simulator.ledger.list()) {
      const spans = this.#hidden.get(payment.id) ?? [];
      this.#hidden.set(payment.id, spans);
      const last = spans.at(-1);
      const isHidden = last?.to === Number.POSITIVE_INFINITY;
      if (isShown(payment) && isHidden) last.to = now;
      if (!isShown(payment) && !isHidden) spans.push({ from: now, to: Number.POSITIVE_INFINITY });
    }
  }

  /** Notes what is new in Mollie's books and in its request log. Both keep only the newest, so call this often. */
  note(): void {
    for (const payment of this.#simulator.ledger.list()) this.#note(payment);
    const requests = this.#simulator.requests.list({ since: this.#seenRequests });
    this.#seenRequests = requests.at(-1)?.seq ?? this.#seenRequests;
    this.#requests.push(...requests);
    this.#asks.push(...requests.filter(({ endpoint }) => endpoint === 'create').map(askOf));
  }

  /** The invoice for which it was made, once it was noted; null where somebody else made it. */
  slugOf(id: string): string | null | undefined {
    return this.#origins.get(id)?.slug;
  }

  /** Oldest first. */
  asks(): readonly Arrival[] {
    return this.#asks;
  }

  /** All that Mollie was asked, oldest first. */
  requests(): readonly LoggedRequest[] {
    return this.#requests;
  }

  /** Oldest first. */
  payments(): TruePayment[] {
    const payments = this.#simulator.ledger.list().reverse();
    return payments.map(({ id, amount, profileId }) => ({
      ...{ id, profileId, ...this.#origins.get(id)!, amount: cents(amount.value) },
      ...{ states: this.#states.get(id)!, hidden: this.#hidden.get(id) ?? [] },
    }));
  }

  #note(payment: Payment): void {
    const states = this.#states.get(payment.id) ?? [];
    this.#states.set(payment.id, states);
    const { status } = payment;
    if (states.length === 0) {
      const { key: slug, n } = payment.metadata as Metadata;
      // Another program may replace the metadata later; whose payment it is does not change by that.
      if (!this.#origins.has(payment.id)) this.#origins.set(payment.id, { slug, n });
      states.push({ at: payment.createdAt, status: 'open', refunded: 0, chargedBack: 0, captured: null });
    }
    const { at: _at, ...last } = states.at(-1)!;
    const figures = {
      status,
      refunded: cents(refundedOf(payment).value),
      chargedBack: cents(chargedBackOf(payment).value),
      captured: supportsCaptures(payment) ? cents(capturedOf(payment).value) : null,
    };
    if (JSON.stringify(figures) === JSON.stringify(last)) return;
    const now = this.#simulator.clock.now();
    // A payment can end by its own time or by the proxy's hand, and is seen later.
    states.push({ at: status === last.status ? now : (payment.times[status] ?? now), ...figures });
  }
}

function askOf({ at, body, idempotencyKey, status, fault }: LoggedRequest): Arrival {
  const { amount, metadata } = JSON.parse(body) as { amount: { value: string }; metadata: Metadata };
  const { key: slug, n, rev, mac } = metadata;
  const answered = status !== null && status < 300 && HARMLESS.includes(fault);
  return { slug, n, at, answered, amount: cents(amount.value), rev, mac, idempotencyKey, body };
}
