import { createHmac } from 'node:crypto';
import { live } from './virtual-time.ts';

// biome-ignore-all assist/source/organizeImports: time is replaced before anything else is loaded

import { base32 } from '../../proxy/keys/base32.ts';
import type { Store } from '../../proxy/store/store.ts';
import type { CreatedView, LogEntryView } from '../../shared/api.ts';
import { ACTS, type Stage } from './acts.ts';
import { Arms } from './arms.ts';
import { API_HOST, Bank } from './bank.ts';
import { createDice, type Dice } from './dice.ts';
import type { FaultName } from './faults.ts';
import { Fleet, PROXY_SECRET, PUBLIC_URL } from './fleet.ts';
import { Host } from './host.ts';
import { type Answer, Network } from './network.ts';
import type { AccountState, Hooks, Observation, SimulatedInvoice, TruePayment, World } from './observed.ts';
import { People } from './people.ts';
import { type Mix, mixOf, planned } from './plan.ts';
import { comeToRest } from './quiet-end.ts';
import { createParty, type Event, type Party, Scheduler } from './scheduler.ts';
import { stateOf } from './states.ts';
import { SimulatedStore } from './store.ts';
import { Trace } from './trace.ts';

export type * from './observed.ts';

/** How a world is made; the same options make the same world, step by step. */
export type WorldOptions = {
  seed: number;
  /** Steps until all faults stop and everything comes to rest; the quiet end has steps of its own. */
  steps: number;
  /** As many acts and faults of the plan at most; then everything comes to rest, too. */
  acts?: number;
  /** Those that are left out, by their places in the plan. */
  skip?: ReadonlySet<number>;
  hooks?: Hooks;
  /** Is given each line of the trace. */
  trace?: (line: string) => void;
  /** Stands between a proxy and its seams, to plant a bug. */
  plant?: Plant;
};

/** A planted bug. Bugs of the proxy's own code are planted by a loader (`module.registerHooks`) before `world.ts` is imported. */
export type Plant = {
  name: string;
  store?(store: Store): Store;
  fetch?(fetch: typeof globalThis.fetch): typeof globalThis.fetch;
};

export type Failure = { kind: string; what: string; step: number };

export type WorldResult = {
  seed: number;
  steps: number;
  /** SHA-256 of the trace, in hex. */
  hash: string;
  /** What was planned: as many acts and faults. */
  planned: number;
  /** How often each fault struck. */
  struck: Record<string, number>;
  /** Empty where all is well. */
  failures: readonly Failure[];
};

/** 2026-12-01T09:00:00Z */
const START = Date.UTC(2026, 11, 1, 9);

const ACCOUNTS = ['default', 'north', 'south'];

/** Makes a world and lets it run to its end, or to the first thing that is wrong. */
export async function runWorld(options: WorldOptions): Promise<WorldResult> {
  return new SimulatedWorld(options).run();
}

class SimulatedWorld implements World {
  readonly seed: number;
  readonly #options: WorldOptions;
  readonly #hooks: Hooks;
  readonly #scheduler: Scheduler;
  readonly #trace: Trace;
  readonly #stage: Stage;
  readonly #nobody = createParty('world');
  readonly #slugs = new Map<string, number>();
  readonly #failures: Failure[] = [];
  readonly #struck: Record<string, number> = {};
  readonly #dirty = new Set<number>();
  readonly #plan: Dice;
  readonly #mix: Mix;
  readonly #network: Network;
  #planned = 0;
  #isOver = false;
  #isResting = false;
  #isStale = true;
  readonly #states = new Map<number, string>();

  constructor(options: WorldOptions) {
    const { seed } = options;
    this.seed = seed;
    this.#options = options;
    this.#hooks = options.hooks ?? {};
    this.#trace = new Trace(START, options.trace);
    const dice = (purpose: string) => createDice(seed, purpose);
    this.#scheduler = new Scheduler(START, this.#nobody, dice('order'), (event) => this.#onStep(event));
    live({ scheduler: this.#scheduler, dice: dice('random') });
    this.#plan = dice('plan');
    this.#mix = mixOf(dice('mix'));
    const arms = new Arms(
      (name, about) => this.#strike(name, about === null ? [] : [about]),
      (invoice) => this.stateOf(invoice),
    );
    this.#network = new Network(this.#scheduler, arms, dice('network'));
    this.#stage = this.#open(arms, dice);
  }

  #open(arms: Arms, dice: (purpose: string) => Dice): Stage {
    const [scheduler, network] = [this.#scheduler, this.#network];
    const chosen = dice('world');
    const accounts = ACCOUNTS.slice(0, chosen.between(1, 3));
    const invoices = Array.from({ length: chosen.between(3, 6) }, (_, i) => ({
      // Two accounts may have one and the same number.
      sub: `invoice/${Math.floor(i / accounts.length)}`,
      account: accounts[i % accounts.length]!,
    }));
    const host = new Host(invoices, accounts, scheduler, (notice) =>
      this.#hooks.onNotification?.(notice, this),
    );
    for (const { sub, account } of invoices) {
      for (const mode of ['test', 'live']) this.#slugs.set(slugOf(account, mode, sub), this.#slugs.size >> 1);
    }
    const aboutOf = (key: string) => this.#slugs.get(key) ?? null;
    const store = new SimulatedStore({
      ...{ scheduler, arms, dice: dice('store'), aboutOf },
      onDue: (due) => fleet.wake(due),
      onStored: (key, value) => this.#hooks.onStored?.({ key, value }, this),
    });
    const bank = new Bank(accounts, {
      ...{ scheduler, dice: dice('mollie') },
      invoiceOf: ({ id, account = 'default' }) =>
        host.invoices.find((one) => one.sub === id && one.account === account)?.index ?? null,
      onCreate: (asked) => this.#hooks.onCreate?.(asked, this),
      sendWebhook: (url, init) => this.#sendWebhook(String(url), init?.body as string, init?.signal ?? null),
    });
    const fleet = new Fleet({
      ...{ scheduler, store, dice: dice('fleet'), plant: this.#options.plant },
      fetchOf: (index, party) => (url, init) => this.#send(index, party, String(url), init ?? {}),
    });
    const people = new People({
      ...{ host, fleet, network, stamp: () => scheduler.stamp },
      onPress: (press) => this.#hooks.onPress?.(press, this),
      ledTo: (answer, invoice) => this.#ledTo(answer, invoice),
    });
    for (let index = 0; index < chosen.between(1, 3); index++) fleet.start(index);
    return {
      ...{ host, bank, fleet, people, arms },
      slugOf: (invoice) => {
        const { sub, account } = host.invoices[invoice]!;
        const { mode } = host.account(account);
        return mode && slugOf(account, mode, sub);
      },
      strike: (name, about) => this.#strike(name, about),
      stateOf: (invoice) => this.stateOf(invoice),
      onAccount: (name, isAnswered) =>
        this.#hooks.onAccount?.({ state: this.account(name), isAnswered }, this),
    };
  }

  async run(): Promise<WorldResult> {
    const { steps } = this.#options;
    this.#begin();
    const { acts = Number.POSITIVE_INFINITY } = this.#options;
    while (this.steps < steps && this.#planned <= acts && !this.#isOver && (await this.#step())) {}
    this.#isResting = true;
    if (!this.#isOver) await comeToRest(this.#stage, this.#scheduler, () => this.#step());
    if (!this.#isOver) await this.#hooks.onEnd?.(this);
    return {
      ...{ seed: this.seed, steps: this.steps, planned: this.#planned, struck: this.#struck },
      hash: this.#trace.hash(),
      failures: this.#failures,
    };
  }

  /** The accounts are connected, and the invoices stated; then the plan begins. */
  #begin(): void {
    const { host, people } = this.#stage;
    const { party } = people;
    const dice = createDice(this.seed, 'totals');
    for (const { index } of host.invoices) host.change(index, { total: 100 * dice.between(20, 200) });
    const open = () => {
      for (const { name } of host.accounts) ACTS['connected again']!.run(this.#stage, this.#placeOf(name));
    };
    this.#scheduler.plan(100, { party, what: 'begins', run: open });
    this.#planNext(2000);
  }

  #placeOf(account: string): [number, number, number, number] {
    const { accounts } = this.#stage.host;
    return [accounts.findIndex(({ name }) => name === account) / accounts.length, 0, 0, 0];
  }

  #planNext(more = 0): void {
    const next = planned(this.#planned++, this.#plan, this.#mix);
    const run = () => {
      // One that was still to come when all was to end.
      if (this.#isResting) return;
      this.#planNext();
      if (!isLeftOut) ACTS[next.act]!.run(this.#stage, next.picks);
    };
    const isLeftOut = this.#options.skip?.has(next.index) ?? false;
    const { party } = this.#stage.people;
    const what = isLeftOut ? null : `${next.index} ${next.act}`;
    this.#scheduler.plan(next.gap + more, { party, what, run });
  }

  /** One step, and what the judges say of it. Answers whether anything is left to happen. */
  async #step(): Promise<boolean> {
    const isLeft = await this.#scheduler.step();
    this.#hooks.onStep?.(this);
    if (this.#dirty.size > 0) await this.#judgeQuiet();
    return isLeft && !this.#isOver;
  }

  async #judgeQuiet(): Promise<void> {
    if (!this.#hooks.onQuiet || this.#stage.fleet.isWatching()) return;
    for (const invoice of [...this.#dirty]) {
      if (this.invoices[invoice]!.underWay > 0) continue;
      this.#dirty.delete(invoice);
      await this.#hooks.onQuiet(this.invoices[invoice]!, this);
      if (this.#isOver) return;
    }
  }

  #onStep({ party, about, what }: Event): void {
    this.#trace.add(this.#scheduler.now, party.name, about === null ? what! : `${what} [${about}]`);
    if (about !== null) this.#dirty.add(about);
    // What people did, or Mollie, may have changed states: until the next step, and in this one.
    const { people, bank } = this.#stage;
    const isOutside = party === people.party || party === bank.party || party === this.#nobody;
    if (isOutside || this.#isStale) this.#states.clear();
    this.#isStale = isOutside;
    const { crash } = party;
    if (!crash) return;
    if (crash.state !== null && (about === null || this.stateOf(about) !== crash.state)) return;
    if (--crash.in > 0) return;
    const node = this.#stage.fleet.nodes.find((one) => one.party === party);
    if (!node) return;
    this.#strike('proxy: crash', about === null ? [] : [about]);
    this.#stage.fleet.crash(node);
    const run = () => this.#stage.fleet.start(node.index);
    const delay = createDice(this.seed, `restart ${this.steps}`).between(1, 5) ** 5 * 10;
    this.#scheduler.plan(delay, { party: this.#nobody, what: `starts ${node.index}`, run });
  }

  #strike(name: FaultName, about: readonly number[]): void {
    this.#struck[name] = (this.#struck[name] ?? 0) + 1;
    this.#trace.add(this.#scheduler.now, 'FAULT', `${name} [${about.join('][')}]`);
    if (!this.#hooks.onFault) return;
    if (about.length === 0) this.#hooks.onFault(name, null, this);
    for (const invoice of about) this.#hooks.onFault(name, this.stateOf(invoice), this);
  }

  /** A proxy asks Mollie, or tells the host. */
  async #send(index: number, from: Party, url: string, init: RequestInit): Promise<Response> {
    const { bank, host } = this.#stage;
    const { method = 'GET', signal } = init;
    const [body, headers] = [String(init.body ?? ''), new Headers(init.headers)];
    const { hostname, pathname, search } = new URL(url);
    const isMollie = hostname === API_HOST;
    const path = pathname + search;
    const about = isMollie ? this.#aboutAsk(pathname, body) : this.#aboutNotice(body);
    const sent = { sentAt: this.stamp(), proxy: index };
    const operation = isMollie ? operationOf(method, pathname) : 'notify';
    const answer = await this.#network.send({
      ...{
        seam: isMollie ? 'mollie' : 'host',
        operation,
        from,
        to: isMollie ? bank.party : host.party,
        signal,
        about,
      },
      what: isMollie ? `${method} ${path} from proxy ${index}` : `hears of ${about}`,
      deliver: () =>
        isMollie
          ? bank.receive({ method, path, body, headers, proxy: index })
          : host.hear(headers, body, sent),
    });
    const { status, body: text } = answer;
    return new Response(status === 204 || status === 304 ? null : text, { status, headers: answer.headers });
  }

  #aboutAsk(path: string, body: string): number | null {
    const id = /^\/v2\/payments\/(tr_\w+)/.exec(path)?.[1];
    if (id !== undefined) return this.#stage.bank.invoiceOf(id);
    const key = /"key":"([a-z2-7]{32})"/.exec(body)?.[1];
    return key === undefined ? null : (this.#slugs.get(key) ?? null);
  }

  #aboutNotice(body: string): number | null {
    const sub = /"id":"(invoice\/\d+)"/.exec(body)?.[1];
    const account = /"account":"([a-z]+)"/.exec(body)?.[1];
    return this.#stage.host.invoices.find((one) => one.sub === sub && one.account === account)?.index ?? null;
  }

  async #sendWebhook(url: string, body: string, signal: AbortSignal | null): Promise<Response> {
    const { fleet, bank } = this.#stage;
    const path = url.slice(PUBLIC_URL.length);
    const about = this.#slugs.get(path.split('/')[3] ?? '') ?? null;
    const node = fleet.any();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { status } = await this.#network.send({
      ...{ seam: 'webhook', operation: 'webhook', from: bank.party, to: node?.party ?? null, about, signal },
      what: `webhook of ${about} at proxy ${node?.index ?? '-'}`,
      deliver: async () => {
        const from = this.stamp();
        const answer = await fleet.receive(node!, about, { method: 'POST', path, headers, body });
        const paymentId = body.slice('id='.length);
        if (answer.status === 200) this.#hooks.onHeard?.({ paymentId, from, at: this.stamp() }, this);
        return answer;
      },
    });
    return new Response(null, { status });
  }

  /** The payment of a checkout has the end of its address for an id. */
  #ledTo(answer: Answer | undefined, invoice: number): string | null {
    const headers = new Map(answer?.headers);
    const isForm = headers.has('location');
    const checkout = isForm ? headers.get('location') : checkoutIn(answer);
    const paid = this.payments(invoice).find(({ id }) => checkout?.endsWith(id.slice('tr_'.length)));
    return paid?.id ?? null;
  }

  get steps(): number {
    return this.#scheduler.steps;
  }

  stamp(): number {
    return this.#scheduler.stamp;
  }

  account(name: string): AccountState {
    const { mode, profileId, isPaused, isUnsure } = this.#stage.host.account(name);
    return { name, mode, profileId, isPaused, isUnsure };
  }

  async log(invoice: number): Promise<readonly LogEntryView[]> {
    const { host, fleet } = this.#stage;
    return fleet.log(fleet.alive()[0]!, host.token(invoice, 'merchant', host.statements(invoice).at(-1)!));
  }

  now(): number {
    return this.#scheduler.now;
  }

  get invoices(): readonly SimulatedInvoice[] {
    const { host, fleet } = this.#stage;
    for (const one of host.invoices)
      one.underWay = this.#scheduler.underWay(one.index) + fleet.underWay(one.index);
    return host.invoices;
  }

  get proxies(): number {
    return this.#stage.fleet.alive().length;
  }

  payments(invoice: number): TruePayment[] {
    const { bank, host } = this.#stage;
    const { apiKey, formerKeys, name } = host.account(host.invoices[invoice]!.account);
    const { profiles } = bank.merchants.find(({ account }) => account === name)!;
    const keys = [...formerKeys, ...(apiKey ? [apiKey] : [])];
    const isShown = (profileId: string, mode: string) =>
      keys.some(
        (key) => key.startsWith(mode) && profiles.find(({ id }) => id === profileId)?.keys.includes(key),
      );
    return bank.books(invoice, isShown);
  }

  statements(invoice: number) {
    return this.#stage.host.statements(invoice);
  }

  notices(invoice: number) {
    return this.#stage.host.notices.filter((one) => one.invoice === invoice);
  }

  async observe(invoice: number): Promise<Observation> {
    const { host, fleet } = this.#stage;
    const statements = host.statements(invoice);
    const account = this.account(host.invoices[invoice]!.account);
    const views = [];
    // Facts that are known already change nothing.
    const known = statements.find(({ acknowledgedAt }) => acknowledgedAt !== null);
    for (const node of known ? fleet.alive() : []) {
      views.push(await fleet.tell(node, host.token(invoice, 'merchant', known!)));
    }
    return {
      ...{ invoice, at: this.stamp(), views, account, statements },
      payments: this.payments(invoice),
      notices: this.notices(invoice),
    };
  }

  stateOf(invoice: number): string {
    const known = this.#isStale ? undefined : this.#states.get(invoice);
    if (known !== undefined) return known;
    const { host } = this.#stage;
    const account = host.account(host.invoices[invoice]!.account);
    const state = stateOf(this.payments(invoice), this.statements(invoice), account);
    this.#states.set(invoice, state);
    return state;
  }

  fail(kind: string, what: string): void {
    this.#failures.push({ kind, what, step: this.steps });
    this.#trace.add(this.now(), 'WRONG', `${kind}: ${what}`);
    this.#isOver = true;
  }
}

function checkoutIn(answer: Answer | undefined): string | null | undefined {
  if (!answer || answer.status >= 300) return undefined;
  return (JSON.parse(answer.body) as CreatedView).payment.checkoutUrl;
}

function slugOf(account: string, mode: string, sub: string): string {
  const mac = createHmac('sha256', PROXY_SECRET)
    .update(JSON.stringify(['slug', account, mode, sub]))
    .digest();
  return base32(mac.subarray(0, 20));
}

function operationOf(method: string, path: string): string {
  if (path === '/v2/payments') return method === 'POST' ? 'create' : 'list';
  if (!path.startsWith('/v2/payments/')) return 'other';
  return { GET: 'get', DELETE: 'cancel', PATCH: 'update' }[method] ?? 'other';
}
