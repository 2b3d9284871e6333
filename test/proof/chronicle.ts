import type { LoggedRequest } from '../../demo/mollie/requests.ts';
import { chargedBackOf, refundedOf } from '../../demo/mollie/reversals.ts';
import type { Simulator } from '../../demo/mollie/simulator.ts';
import type { Ask, State, TruePayment } from './evidence.ts';
import { cents } from './reckoning.ts';

type Payment = ReturnType<Simulator['ledger']['get']>;
type Metadata = { key: string; n: number; rev: number; mac: string };

/** Keeps what each of the simulator's payments has been; the simulator knows only what each is. */
export class Chronicle {
  readonly #simulator: Simulator;
  readonly #states = new Map<string, State[]>();
  readonly #foreign = new Set<string>();
  readonly #asks: Ask[] = [];
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
    this.#foreign.add(id);
  }

  /** Reads on in Mollie's books and in what arrived there. Both are bounded, so call it often enough. */
  note(): void {
    for (const payment of this.#simulator.ledger.list()) this.#note(payment);
    const requests = this.#simulator.requests.list({ since: this.#seenRequests });
    this.#seenRequests = requests.at(-1)?.seq ?? this.#seenRequests;
    this.#asks.push(...requests.filter(({ endpoint }) => endpoint === 'create').map(askOf));
  }

  /** Oldest first. */
  asks(): readonly Ask[] {
    return this.#asks;
  }

  /** Oldest first. */
  payments(): TruePayment[] {
    const payments = this.#simulator.ledger.list().reverse();
    return payments.map((payment) => {
      const { key, n } = payment.metadata as Metadata;
      const slug = this.#foreign.has(payment.id) ? null : key;
      const amount = cents(payment.amount.value);
      return { id: payment.id, slug, n, amount, states: this.#states.get(payment.id)! };
    });
  }

  #note(payment: Payment): void {
    const states = this.#states.get(payment.id) ?? [];
    this.#states.set(payment.id, states);
    const { status } = payment;
    if (states.length === 0) {
      states.push({ at: payment.createdAt, status: 'open', refunded: 0, chargedBack: 0 });
    }
    const last = states.at(-1)!;
    const [refunded, chargedBack] = [refundedOf(payment), chargedBackOf(payment)].map(({ value }) =>
      cents(value),
    ) as [number, number];
    if (status !== last.status) {
      // A payment can end by its own time or by the proxy's hand, and is seen later.
      const at = payment.times[status] ?? this.#simulator.clock.now();
      states.push({ at, status, refunded, chargedBack });
    } else if (refunded !== last.refunded || chargedBack !== last.chargedBack) {
      states.push({ at: this.#simulator.clock.now(), status, refunded, chargedBack });
    }
  }
}

function askOf({ at, body, idempotencyKey }: LoggedRequest): Ask {
  const { amount, metadata } = JSON.parse(body) as { amount: { value: string }; metadata: Metadata };
  const { key: slug, n, rev, mac } = metadata;
  return { slug, n, at, amount: cents(amount.value), rev, mac, idempotencyKey, body };
}
