import { createStage, type Stage } from '../help/stage.ts';
import { Books } from './books.ts';
import { Chronicle } from './chronicle.ts';
import type { Decision, Evidence, Hearing } from './evidence.ts';
import { canHappen, forge, type Happening, happen } from './happenings.ts';
import type { FactsChange, Step } from './history.ts';
import { cents } from './reckoning.ts';
import { tickingClock } from './ticking.ts';

const MINUTE = 60_000;

const INVOICE = 'invoice-1';

/** One invoice and all that happens to it, one step after the other, between a real proxy and the simulator. */
export class Life {
  readonly #stage: Stage;
  readonly #chronicle: Chronicle;
  readonly #books: Books;
  readonly #slug: string;
  readonly #restarts: boolean;
  readonly #decisions: Decision[] = [];
  readonly #hearings: Hearing[] = [];
  readonly #foreign = new Set<string>();
  #heardDeliveries = 0;

  /** @param storageUrl a store that outlives the proxy, or `memory:` */
  static async begin(storageUrl: string): Promise<Life> {
    const stage = await createStage({
      env: { STORAGE_URL: storageUrl },
      simulator: { now: tickingClock() },
    });
    const books = new Books(stage.now);
    const slug = await books.open(INVOICE);
    return new Life(stage, books, slug, storageUrl !== 'memory:');
  }

  private constructor(stage: Stage, books: Books, slug: string, restarts: boolean) {
    this.#stage = stage;
    this.#chronicle = new Chronicle(stage.simulator);
    this.#books = books;
    this.#slug = slug;
    this.#restarts = restarts;
  }

  async take(step: Step): Promise<void> {
    const from = this.#stage.now();
    await this.#do(step);
    await this.#stage.simulator.idle();
    const known = this.#chronicle.asks().length;
    this.#chronicle.note();
    // What first arrived at Mollie during this step was decided on during it.
    for (const { mac, at } of this.#chronicle.asks().slice(known)) {
      if (!this.#decisions.some((decision) => decision.mac === mac)) this.#decisions.push({ mac, from, at });
    }
    const deliveries = this.#stage.simulator.webhooks.deliveries();
    for (const { paymentId: id, at, status } of deliveries.slice(this.#heardDeliveries)) {
      // Nothing changes while a webhook is under way.
      if (status === 200) this.#hearings.push({ id, from: at, at });
    }
    this.#heardDeliveries = deliveries.length;
  }

  /** Ends all faults, lets everything arrive, and asks the proxy for what it knows. */
  async end(): Promise<Evidence> {
    this.#stage.simulator.faults.clear();
    await this.take({ do: 'wait', ms: 2 * MINUTE });
    await this.take({ do: 'watch' });
    await this.take({ do: 'state facts', change: {} });
    const token = await this.#books.token(INVOICE);
    const { body: view } = await this.#stage.call('POST', '/v1/invoice/refresh', { token });
    const { body: page } = await this.#stage.call('GET', '/v1/invoice/log?limit=200', { token });
    this.#chronicle.note();
    return {
      payments: this.#chronicle.payments(),
      asks: this.#chronicle.asks(),
      decisions: this.#decisions,
      statements: this.#books.statements(),
      hearings: this.#hearings,
      notices: null,
      invoices: [{ slug: this.#slug, view, log: page.entries }],
    };
  }

  close(): Promise<void> {
    return this.#stage.close();
  }

  async #do(step: Step): Promise<unknown> {
    const { simulator } = this.#stage;
    switch (step.do) {
      case 'pay':
        return Promise.all(Array.from({ length: step.times }, () => this.#pay(step.by)));
      case 'state facts':
        return this.#state(step.change);
      case 'wait':
        return simulator.advance(step.ms);
      case 'break':
        return simulator.faults.add(step.fault);
      case 'view':
        return this.#call('GET', '/v1/invoice');
      case 'refresh':
        return this.#call('POST', '/v1/invoice/refresh');
      case 'watch':
        return this.#stage.proxy.watch();
      case 'restart':
        return this.#restarts ? this.#stage.restart() : undefined;
      case 'happen':
        return this.#befall(step.what, step.pick);
      case 'forge':
        return this.#forge(step.mode, step.pick);
    }
  }

  async #pay(by: 'payer' | 'merchant' | 'form'): Promise<void> {
    if (by === 'form') {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      await this.#stage.call('POST', `/pay/${this.#slug}`, { headers });
      return;
    }
    await this.#call('POST', '/v1/invoice/payments', by);
  }

  /** The host's invoice changes, and its back end says so. */
  async #state({ booksAll = false, voids, ...change }: FactsChange): Promise<void> {
    const paid = this.#own().filter(({ status }) => status === 'paid');
    const booked = paid.map(({ id }) => id);
    const sum = paid.reduce((total, { amount }) => total + cents(amount.value), 0);
    this.#books.change(INVOICE, {
      ...change,
      ...(booksAll ? { booked, paidElsewhere: sum } : {}),
      ...(voids === undefined ? {} : { void: voids }),
    });
    await this.#call('PUT', '/v1/invoice');
  }

  /** The store has the facts of a token by the time that it is answered. */
  async #call(method: string, path: string, audience?: 'payer' | 'merchant'): Promise<void> {
    const facts = this.#books.facts(INVOICE);
    const token = await this.#books.token(INVOICE, audience);
    const { status } = await this.#stage.call(method, path, { token });
    if (status < 500) this.#books.acknowledge(facts);
  }

  /** Something happens to a payment at Mollie, where there is one to which it can. */
  #befall(what: Happening, pick: number): void {
    const payment = chosen(
      this.#own().filter((one) => canHappen(what, one)),
      pick,
    );
    if (payment) {
      this.#chronicle.change(payment.id, () => happen(this.#stage.simulator, what, payment));
    }
  }

  /** Somebody else's payment is announced as if it were the invoice's. */
  async #forge(mode: 'test' | 'live', pick: number): Promise<void> {
    const payment = chosen(this.#own(), pick);
    if (!payment) return;
    const { id, webhookUrl } = forge(this.#stage.simulator, payment, mode);
    this.#chronicle.markForeign(id);
    this.#foreign.add(id);
    this.#stage.simulator.ledger.get(id).status = 'paid';
    await fetch(webhookUrl!, { method: 'POST', body: new URLSearchParams({ id }) });
  }

  #own() {
    return this.#stage.simulator.ledger.list().filter(({ id }) => !this.#foreign.has(id));
  }
}

function chosen<T>(from: readonly T[], pick: number): T | undefined {
  return from[pick % from.length];
}
