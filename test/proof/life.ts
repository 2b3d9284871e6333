import { setTimeout } from 'node:timers/promises';
import { PROFILE_ID } from '../../demo/mollie/settings.ts';
import type { AttemptView, InvoiceView } from '../../shared/api.ts';
import { startHost } from '../help/host.ts';
import { type Answer, type Call, createStage, MOLLIE_KEY, type Stage } from '../help/stage.ts';
import { type Host, NOTIFY_SECRET, noticesOf } from './aftermath.ts';
import { Books } from './books.ts';
import { Chronicle } from './chronicle.ts';
import type { Ask, Decision, Disregard, Evidence, Hearing, Loss } from './evidence.ts';
import { canHappen, forge, type Happening, happen } from './happenings.ts';
import type { FactsChange, KeySet, Step } from './history.ts';
import { broughtBy } from './reckoning.ts';
import { createDice } from './soak/dice.ts';
import { tickingClock } from './ticking.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const INVOICE = 'invoice-1';

const SECOND_KEY = 'test_secondKeyOfTheVerySameProfile00';
const OTHER_KEY = 'test_keyOfAnotherProfileAltogether00';
const OTHER_PROFILE = 'pfl_other';

const KEYS: Record<KeySet, readonly string[]> = {
  first: [MOLLIE_KEY],
  replaced: [SECOND_KEY, MOLLIE_KEY],
  elsewhere: [OTHER_KEY],
  all: [OTHER_KEY, SECOND_KEY, MOLLIE_KEY],
};

const profileOf = (key: string): string => (key === OTHER_KEY ? OTHER_PROFILE : PROFILE_ID);

/** When a create that was put aside is looked for in the end, if it is not yet known by then. */
const LATER = [15 * MINUTE, HOUR, 24 * HOUR];

/** For how long the proxy leaves Mollie alone after a 429 that does not say so. Seconds. */
const USUAL_LIMIT = 5;

/** Where its store is kept, and whether that outlives the proxy. */
export type Place = { outlives: boolean; url: (n: number) => string };

/** A place of its own for one history, and others for when the store is lost. */
export function placeIn(folder: string, history: number, store: string): Place {
  if (store === 'memory') return { outlives: false, url: () => 'memory:' };
  return { outlives: true, url: (n) => `sqlite:${folder}/${history}-${n}.db` };
}

/** One invoice and all that happens to it, one step after the other, between a real proxy and the simulator. */
export class Life {
  readonly slug: string;
  readonly #stage: Stage;
  readonly #host: Host;
  readonly #place: Place;
  readonly #chronicle: Chronicle;
  readonly #books: Books;
  readonly #clock: { behind: number };
  readonly #asks: Ask[] = [];
  readonly #decisions: Decision[] = [];
  readonly #hearings: Hearing[] = [];
  readonly #disregards: Disregard[] = [];
  readonly #losses: Loss[] = [];
  readonly #upsets: number[] = [];
  readonly #foreign = new Set<string>();
  #keys: KeySet = 'first';
  #isRelabelled = false;
  #heardDeliveries = 0;
  #seenRequests = 0;
  /** How long a limit holds at most that Mollie may set. */
  #longestLimit = 0;
  /** Until when the proxy leaves Mollie alone, by the wall clock. */
  #limitedUntil = 0;

  static async begin(place: Place): Promise<Life> {
    const clock = { behind: 0 };
    const host = await startHost(NOTIFY_SECRET);
    const profiles = [{ id: OTHER_PROFILE, name: 'Another shop', apiKeys: [OTHER_KEY] }];
    const stage = await createStage({
      env: { STORAGE_URL: place.url(0), NOTIFY_URL: host.url, NOTIFY_SECRET },
      simulator: { now: tickingClock(), settings: { profiles }, random: createDice(1).throw },
      behind: () => clock.behind,
    });
    const books = new Books(stage.now, () => stage.now() - clock.behind);
    const slug = await books.open(INVOICE);
    return new Life({ stage, host, place, books, clock, slug });
  }

  private constructor(parts: {
    stage: Stage;
    host: Host;
    place: Place;
    books: Books;
    clock: { behind: number };
    slug: string;
  }) {
    this.slug = parts.slug;
    this.#stage = parts.stage;
    this.#host = parts.host;
    this.#place = parts.place;
    this.#chronicle = new Chronicle(parts.stage.simulator);
    this.#books = parts.books;
    this.#clock = parts.clock;
  }

  get simulator() {
    return this.#stage.simulator;
  }

  async take(step: Step): Promise<void> {
    const from = this.#stage.now();
    await this.#do(step);
    await this.simulator.idle();
    await this.#stage.idle();
    this.#note(from);
  }

  /** Ends all faults, lets everything arrive, and asks the proxy for what it knows. */
  async end(): Promise<Evidence> {
    await this.calm();
    await this.take({ do: 'change keys', to: 'all' });
    await this.pass(2 * MINUTE);
    await this.take({ do: 'state facts', change: {} });
    let view = await this.refreshed();
    for (const ms of LATER) {
      if (this.#own().every(({ id }) => view.attempts?.some((attempt) => attempt.id === id))) break;
      await this.pass(ms);
      view = await this.refreshed();
    }
    const { body: page } = await this.call('GET', '/v1/invoice/log?limit=200');
    this.#chronicle.note();
    return {
      payments: this.#chronicle.payments(),
      asks: this.#asks,
      decisions: this.#decisions,
      statements: this.#books.statements(),
      hearings: this.#hearings,
      disregards: this.#disregards,
      losses: this.#losses,
      upsets: this.#upsets,
      notices: noticesOf(this.#host),
      invoices: [{ slug: this.slug, view, log: page.entries }],
    };
  }

  async close(): Promise<void> {
    await this.#stage.close();
    await this.#host.close();
  }

  /** What is under way and can be seen ends without money, as it does by its own time. */
  async endUnderWay(): Promise<void> {
    for (const { id, status, profileId } of this.#own()) {
      const isUnderWay = status === 'pending' || status === 'authorized';
      if (!isUnderWay || !this.#profiles().has(profileId)) continue;
      const isHeld = status === 'authorized';
      this.#chronicle.change(id, () =>
        isHeld ? this.simulator.release(id) : this.simulator.settle(id, 'failed'),
      );
    }
    await this.take({ do: 'wait', ms: SECOND });
  }

  /** The customer pays. */
  async pay(id: string): Promise<void> {
    this.#chronicle.change(id, () => this.simulator.settle(id, 'paid'));
    await this.take({ do: 'wait', ms: SECOND });
  }

  /** From now on nothing goes wrong at Mollie. */
  async calm(): Promise<void> {
    this.simulator.faults.clear();
    const wait = this.#limitedUntil - performance.now();
    if (wait <= 0) return;
    // A process knows of no limit that another one met.
    if (this.#place.outlives) await this.#restart();
    else await setTimeout(wait);
  }

  async refreshed(): Promise<InvoiceView> {
    // Who has asked just now is answered what he was then.
    await this.take({ do: 'wait', ms: 6 * SECOND });
    const { body } = await this.call('POST', '/v1/invoice/refresh');
    await this.#stage.idle();
    return body;
  }

  /** The store has the facts of a token by the time that it is answered. */
  async call(
    method: string,
    path: string,
    { audience, ...call }: Call & { audience?: 'payer' | 'merchant' } = {},
  ): Promise<Answer> {
    const facts = this.#books.facts(INVOICE);
    const token = await this.#books.token(INVOICE, audience);
    for (const loss of this.#losses) loss.statedAt ??= this.#stage.now();
    const answer = await this.#stage.call(method, path, { token, ...call });
    if (answer.status < 500) this.#books.acknowledge(facts);
    return answer;
  }

  /** Time goes by, and then the background does its work. */
  async pass(ms: number): Promise<void> {
    await this.take({ do: 'wait', ms });
    await this.take({ do: 'watch' });
  }

  #note(from: number): void {
    const { simulator } = this.#stage;
    const known = this.#chronicle.asks().length;
    this.#chronicle.note();
    // What first arrived at Mollie during this step was decided on during it.
    for (const ask of this.#chronicle.asks().slice(known)) {
      const { mac, at } = ask;
      this.#asks.push({ ...ask, from });
      if (!this.#decisions.some((decision) => decision.mac === mac)) this.#decisions.push({ mac, from, at });
    }
    const requests = simulator.requests.list({ since: this.#seenRequests });
    this.#seenRequests = requests.at(-1)?.seq ?? this.#seenRequests;
    const deliveries = simulator.webhooks.deliveries();
    for (const { paymentId: id, at, status } of deliveries.slice(this.#heardDeliveries)) {
      // Whoever was lied to about it has not heard of it.
      const isFalse = requests.some(({ path, fault }) => fault === 'wrong_amount' && path.endsWith(`/${id}`));
      // Nothing changes while a webhook is under way.
      if (status === 200 && !isFalse) this.#hearings.push({ id, from: at, at });
    }
    this.#heardDeliveries = deliveries.length;
    if (requests.some(({ status }) => status === 429))
      this.#limitedUntil = performance.now() + this.#longestLimit;
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
        if (step.fault.kind === 'rate_limit') {
          const limit = (step.fault.retryAfter ?? USUAL_LIMIT) * SECOND;
          this.#longestLimit = Math.max(this.#longestLimit, limit);
        }
        return simulator.faults.add(step.fault);
      case 'view':
        return this.call('GET', '/v1/invoice');
      case 'refresh':
        return this.call('POST', '/v1/invoice/refresh');
      case 'watch':
        return this.#stage.proxy.watch();
      case 'restart':
        return this.#place.outlives ? this.#restart() : undefined;
      case 'change keys':
        return this.#changeKeys(step.to);
      case 'lose the store':
        return this.#loseStore();
      case 'set the clock back':
        return this.#setClockBack();
      case 'happen':
        return this.#befall(step.what, step.pick);
      case 'forge':
        return this.#forge(step.mode, step.pick);
    }
  }

  async #pay(by: Extract<Step, { do: 'pay' }>['by']): Promise<unknown> {
    if (by === 'form') {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      return this.#stage.call('POST', `/pay/${this.slug}`, { headers });
    }
    if (by === 'merchant without') return this.goOnWithoutHidden();
    return this.call('POST', '/v1/invoice/payments', { audience: by });
  }

  /** The merchant goes on without what Mollie does not show him, as his view says. */
  async goOnWithoutHidden(): Promise<Answer> {
    const hidden = (await this.#stored()).filter(({ notVisibleSince, status }) => {
      return notVisibleSince !== null && (status === 'pending' || status === 'authorized');
    });
    const said = hidden.map(({ id }): Disregard => ({ id, from: this.#stage.now(), at: null }));
    this.#disregards.push(...said);
    const body = hidden.length > 0 ? { without: hidden.map(({ id }) => id) } : {};
    const answer = await this.call('POST', '/v1/invoice/payments', { body });
    if (answer.status < 300) for (const one of said) one.at = this.#stage.now();
    return answer;
  }

  /** The attempts as they are stored. */
  async #stored(): Promise<AttemptView[]> {
    const tokens = [await this.#books.token(INVOICE)];
    const { body } = await this.call('POST', '/v1/invoices', { body: { tokens } });
    return body.invoices?.[0]?.attempts ?? [];
  }

  /** The host's invoice changes, and its back end says so. */
  async #state({ books, voids, ...change }: FactsChange): Promise<void> {
    const standing = this.#chronicle.payments().map(({ id, slug, amount, states }) => {
      return { id, slug, brought: broughtBy({ ...states.at(-1)!, amount }) };
    });
    const paid = standing.filter(({ slug, brought }) => slug === this.slug && brought > 0);
    const booked = paid.map(({ id }) => id);
    const sum = paid.reduce((total, { brought }) => total + brought, 0);
    this.#books.change(INVOICE, {
      ...change,
      ...(books ? { booked } : {}),
      ...(books === 'all' ? { paidElsewhere: sum } : {}),
      ...(voids === undefined ? {} : { void: voids }),
    });
    await this.call('PUT', '/v1/invoice');
  }

  #restart(): Promise<void> {
    const n = this.#losses.length;
    const env = { STORAGE_URL: this.#place.url(n), MOLLIE_API_KEY: KEYS[this.#keys].join() };
    return this.#stage.restart(env);
  }

  /** What was made with a key of another profile can be seen with such a key only. */
  async #changeKeys(to: KeySet): Promise<void> {
    if (!this.#place.outlives || to === this.#keys) return;
    this.#keys = to;
    this.#upsets.push(this.#stage.now());
    await this.#restart();
    this.#chronicle.show(({ profileId }) => this.#profiles().has(profileId));
  }

  /** Those whose payments the proxy's keys show. */
  #profiles(): Set<string> {
    return new Set(KEYS[this.#keys].map(profileOf));
  }

  /** Once, and only where Mollie's lists bring all of it back. */
  async #loseStore(): Promise<void> {
    const isListed = this.#own().every(({ profileId }) => this.#profiles().has(profileId));
    if (this.#losses.length > 0 || this.#isRelabelled || !isListed) return;
    this.simulator.faults.clear();
    const loss: Loss = { slug: this.slug, at: this.#stage.now(), statedAt: null };
    this.#losses.push(loss);
    await this.#restart();
    await this.#stage.proxy.resync();
    loss.at = this.#stage.now();
    this.#hearings.push(...this.#own().map(({ id }) => ({ id, from: loss.at, at: loss.at })));
  }

  /** The proxy's and the host's clock, once; Mollie's goes on. */
  #setClockBack(): void {
    if (this.#clock.behind > 0) return;
    this.#clock.behind = HOUR;
    this.#upsets.push(this.#stage.now());
  }

  /** Something happens to a payment at Mollie, where there is one to which it can. */
  async #befall(what: Happening, pick: number): Promise<void> {
    let own = this.#own().filter((one) => canHappen(what, one));
    if (what.do === 'relabel') {
      // Before the proxy has taken it up, nothing but the metadata tells whose payment it is.
      const known = (await this.#stored()).map(({ id }) => id);
      own = own.filter(({ id }) => known.includes(id));
      this.#isRelabelled ||= own.length > 0;
    }
    const payment = chosen(own, pick);
    if (payment) this.#chronicle.change(payment.id, () => happen(this.simulator, what, payment));
  }

  /** Somebody else's payment is announced as if it were the invoice's. */
  async #forge(mode: 'test' | 'live', pick: number): Promise<void> {
    const payment = chosen(this.#own(), pick);
    if (!payment) return;
    const { id, webhookUrl } = forge(this.simulator, payment, mode);
    this.#chronicle.markForeign(id);
    this.#foreign.add(id);
    this.simulator.ledger.get(id).status = 'paid';
    await fetch(webhookUrl!, { method: 'POST', body: new URLSearchParams({ id }) });
  }

  #own() {
    return this.simulator.ledger.list().filter(({ id }) => !this.#foreign.has(id));
  }
}

function chosen<T>(from: readonly T[], pick: number): T | undefined {
  return from[pick % from.length];
}
