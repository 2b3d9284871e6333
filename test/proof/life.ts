import { createKeys } from '../../proxy/keys.ts';
import { createStage, PROXY_SECRET, type Stage } from '../help/stage.ts';
import { Chronicle } from './chronicle.ts';
import type { Decision, Evidence, Hearing, Statement } from './evidence.ts';
import { canHappen, forge, type Happening, happen } from './happenings.ts';
import type { FactsChange, Step } from './history.ts';
import { cents, decimals } from './reckoning.ts';
import { tickingClock } from './ticking.ts';

const MINUTE = 60_000;

/** One invoice and all that happens to it, one step after the other, between a real proxy and the simulator. */
export class Life {
  readonly #stage: Stage;
  readonly #chronicle: Chronicle;
  readonly #slug: string;
  readonly #restarts: boolean;
  readonly #decisions: Decision[] = [];
  readonly #statements: Statement[] = [];
  readonly #hearings: Hearing[] = [];
  readonly #foreign = new Set<string>();
  #facts: Statement;
  #heardDeliveries = 0;

  /** @param storageUrl a store that outlives the proxy, or `memory:` */
  static async begin(storageUrl: string): Promise<Life> {
    const stage = await createStage({
      env: { STORAGE_URL: storageUrl },
      simulator: { now: tickingClock() },
    });
    const slug = await createKeys([PROXY_SECRET]).slug({ account: 'default', mode: 'test' }, 'invoice-1');
    return new Life(stage, slug, storageUrl !== 'memory:');
  }

  private constructor(stage: Stage, slug: string, restarts: boolean) {
    this.#stage = stage;
    this.#chronicle = new Chronicle(stage.simulator);
    this.#slug = slug;
    this.#restarts = restarts;
    this.#facts = { slug, rev: 1, total: 12_100, paidElsewhere: 0, booked: [], void: false, at: null };
    this.#statements.push(this.#facts);
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
    const token = await this.#token('merchant');
    const { body: view } = await this.#stage.call('POST', '/v1/invoice/refresh', { token });
    const { body: page } = await this.#stage.call('GET', '/v1/invoice/log?limit=200', { token });
    this.#chronicle.note();
    return {
      payments: this.#chronicle.payments(),
      asks: this.#chronicle.asks(),
      decisions: this.#decisions,
      statements: this.#statements,
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
      case 'refresh':
        return this.#look(step.do);
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
    const token = await this.#token(by);
    this.#acknowledge(await this.#stage.call('POST', '/v1/invoice/payments', { token }));
  }

  /** The host's invoice changes, and its back end says so. */
  async #state({ booksAll = false, voids, ...change }: FactsChange): Promise<void> {
    const paid = this.#own().filter(({ status }) => status === 'paid');
    const { rev, at: _at, ...facts } = this.#facts;
    const booked = paid.map(({ id }) => id);
    const sum = paid.reduce((total, { amount }) => total + cents(amount.value), 0);
    this.#facts = {
      ...facts,
      ...change,
      ...(booksAll ? { booked, paidElsewhere: sum } : {}),
      ...(voids === undefined ? {} : { void: voids }),
      rev: rev + 1,
      at: null,
    };
    this.#statements.push(this.#facts);
    const token = await this.#token('merchant');
    this.#acknowledge(await this.#stage.call('PUT', '/v1/invoice', { token }));
  }

  async #look(at: 'view' | 'refresh'): Promise<void> {
    const token = await this.#token('merchant');
    const answer =
      at === 'view'
        ? await this.#stage.call('GET', '/v1/invoice', { token })
        : await this.#stage.call('POST', '/v1/invoice/refresh', { token });
    this.#acknowledge(answer);
  }

  /** The store has the facts of a token by the time that it is answered. */
  #acknowledge({ status }: { status: number }): void {
    if (status < 500) this.#facts.at ??= this.#stage.now();
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

  #token(audience: 'payer' | 'merchant'): Promise<string> {
    const { rev, total, paidElsewhere, booked, void: voids } = this.#facts;
    const money = { total: decimals(total), paidElsewhere: decimals(paidElsewhere) };
    return this.#stage[audience]({ rev, booked, void: voids, ...money });
  }
}

function chosen<T>(from: readonly T[], pick: number): T | undefined {
  return from[pick % from.length];
}
