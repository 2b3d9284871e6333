import { live } from './virtual-time.ts';

// Time is replaced before anything else is loaded.

import type { LogEntryView } from '../../shared/api.ts';
import type { Stage } from './act.ts';
import { ACTS } from './acts.ts';
import { Arms } from './arms.ts';
import { createDice, type Dice } from './dice.ts';
import type { FaultName } from './faults.ts';
import { Network } from './network.ts';
import type { AccountState, Hooks, Observation, SimulatedInvoice, TruePayment, World } from './observed.ts';
import { type Mix, mixOf, planned } from './plan.ts';
import { comeToRest } from './quiet-end.ts';
import { createParty, type Event, Scheduler } from './scheduler.ts';
import { openStage } from './stage.ts';
import { stateOf } from './states.ts';
import { Trace } from './trace.ts';
import type { Failure, WorldOptions, WorldResult } from './world-options.ts';

export type * from './observed.ts';
export type * from './world-options.ts';

/** 2026-12-01T09:00:00Z */
const START = Date.UTC(2026, 11, 1, 9);

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
  readonly #failures: Failure[] = [];
  readonly #struck: Record<string, number> = {};
  readonly #dirty = new Set<number>();
  readonly #plan: Dice;
  readonly #mix: Mix;
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
    this.#stage = openStage({
      ...{
        scheduler: this.#scheduler,
        network: new Network(this.#scheduler, arms, dice('network')),
        arms,
        dice,
      },
      ...{ hooks: this.#hooks, world: this, plant: options.plant },
      strike: (name, about) => this.#strike(name, about),
    });
  }

  async run(): Promise<WorldResult> {
    const { steps, acts = Number.POSITIVE_INFINITY } = this.#options;
    this.#begin();
    while (this.steps < steps && this.#planned <= acts && !this.#isOver && (await this.#step())) {}
    this.#isResting = true;
    const isOver = () => this.#isOver;
    await comeToRest(this.#stage, this.#scheduler, { step: () => this.#step(), isOver });
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
    const isOutside = [people.party, bank.party, this.#nobody].includes(party);
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

  payments(invoice: number): TruePayment[] {
    const { bank, host } = this.#stage;
    const { keys, name } = host.account(host.invoices[invoice]!.account);
    return bank.books(invoice, bank.shownBy(name, keys));
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
    const views = [];
    // Facts that are known already change nothing.
    const known = statements.find(({ acknowledgedAt }) => acknowledgedAt !== null);
    for (const node of known ? fleet.alive() : []) {
      views.push(await fleet.tell(node, host.token(invoice, 'merchant', known!)));
    }
    return {
      ...{ invoice, at: this.stamp(), views, statements },
      account: this.account(host.invoices[invoice]!.account),
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
