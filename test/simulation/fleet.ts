import { createProxy, type PayProxy } from '../../proxy/index.ts';
import type { BatchView, ErrorBody, InvoiceView, LogEntryView, LogPage } from '../../shared/api.ts';
import type { Dice } from './dice.ts';
import { ENV } from './env.ts';
import type { Answer } from './network.ts';
import type { Told } from './observed.ts';
import { createParty, type Event, type Party, type Scheduler, settled } from './scheduler.ts';
import type { SimulatedStore } from './store.ts';
import { timersOf } from './timers.ts';
import { type Listener, visit } from './visits.ts';
import type { Plant } from './world-options.ts';

const { PUBLIC_URL } = ENV;

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** How often the background looks for work, as `serve` has it; where nothing is due, rounds are left out. Milliseconds. */
const WATCH_EVERY = 5 * SECOND;
const LONGEST_REST = 6 * HOUR;

/** A server: one process after another. */
export type Node = {
  readonly index: number;
  /** How far its clock is ahead. Milliseconds. */
  ahead: number;
  party: Party;
  proxy: PayProxy;
  watch: Event | null;
  isWatching: boolean;
};

type Deps = {
  scheduler: Scheduler;
  store: SimulatedStore;
  dice: Dice;
  references: Dice;
  plant: Plant | undefined;
  /** Sends what a proxy asks of others. */
  fetchOf: (node: number, party: Party) => typeof globalThis.fetch;
  listener: Listener;
};

export type Incoming = { method: string; path: string; headers: Record<string, string>; body?: string };

/** The servers that share a store, each with a clock of its own. */
export class Fleet {
  readonly nodes: Node[] = [];
  readonly #deps: Deps;
  /** Requests that proxies are working on, by invoice. */
  readonly #running: number[] = [];
  #lives = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  alive(): Node[] {
    return this.nodes.filter(({ party }) => party.isAlive);
  }

  node(index: number): Node | undefined {
    return this.nodes.find((one) => one.index === index);
  }

  /** A server that answers; undefined where none does. */
  any(): Node | undefined {
    const alive = this.alive();
    return alive.length === 0 ? undefined : this.#deps.dice.among(alive);
  }

  /** Starts a new server, or one that is down again. */
  start(index: number): void {
    const known = this.node(index);
    if (known?.party.isAlive) return;
    const party = createParty(`proxy ${index}.${this.#lives++}`);
    const proxy = this.#create(index, party);
    const { ahead } = known ?? { ahead: 0 };
    const own = { index, ahead, party, proxy, watch: null, isWatching: false };
    const node: Node = Object.assign(known ?? {}, own);
    if (!known) this.nodes.push(node);
    const prepare = () => void proxy.prepare().catch(() => {});
    this.#deps.scheduler.plan(0, { party, what: 'starts', run: prepare });
    this.#planWatch(node, SECOND);
  }

  #create(index: number, party: Party): PayProxy {
    const { scheduler, store, plant, fetchOf, dice, references, listener } = this.#deps;
    const [own, fetch] = [store.of(party), fetchOf(index, party)];
    return this.#in(party, () =>
      createProxy({
        env: ENV,
        storage: plant?.store?.(own) ?? own,
        fetch: plant?.fetch?.(fetch) ?? fetch,
        timers: timersOf(scheduler, party),
        // References of five bytes are made where a line of the log wants one: that is to change nothing else.
        random: (bytes) => (bytes.length === 5 ? references : dice).bytes(bytes),
        clock: () => scheduler.now + (store.isBeside ? 0 : (this.node(index)?.ahead ?? 0)),
        log: (line) => listener.onSaid({ where: 'log', text: JSON.stringify(line) }),
        assets: new Map(),
      }),
    );
  }

  /** Runs code of a party out of turn. */
  #in<T>(party: Party, run: () => T): T {
    const { scheduler } = this.#deps;
    const before = scheduler.party;
    scheduler.party = party;
    try {
      return run();
    } finally {
      scheduler.party = before;
    }
  }

  /** A server ends at once; what is on its way from it arrives or not. */
  crash(node: Node): void {
    const { scheduler, dice } = this.#deps;
    scheduler.end(node.party, () => dice.chance(0.5));
    node.isWatching = false;
  }

  /** A server takes no more requests, and ends when its own work is over, or after ten seconds. */
  leave(node: Node): void {
    const { scheduler } = this.#deps;
    const { party, proxy } = node;
    if (node.watch) scheduler.cancel(node.watch);
    const end = () => {
      if (party.isAlive && node.party === party) this.crash(node);
    };
    scheduler.plan(0, { party, what: 'closes', run: () => void proxy.close().catch(() => {}) });
    scheduler.plan(10 * SECOND, { party, what: 'leaves', run: end });
  }

  /** A request arrives at a server. */
  async receive(
    node: Node,
    about: number | null,
    { method, path, headers, body }: Incoming,
  ): Promise<Answer> {
    const { party, proxy } = node;
    const request = new Request(PUBLIC_URL + path, { method, headers, ...(body !== undefined && { body }) });
    const end = this.#begin(about);
    party.onEnd.add(end);
    const asked = { process: party.name, invoice: about, method, path };
    try {
      return await visit(this.#deps, asked, async () => proxy.fetch(request));
    } finally {
      party.onEnd.delete(end);
      end();
    }
  }

  #begin(about: number | null): () => void {
    if (about === null) return () => {};
    this.#running[about] = this.underWay(about) + 1;
    return () => {
      this.#running[about]!--;
    };
  }

  /** How many requests about this invoice servers are working on. */
  underWay(about: number): number {
    return this.#running[about] ?? 0;
  }

  isWatching(): boolean {
    return this.nodes.some(({ isWatching }) => isWatching);
  }

  /** Something is due then: whoever rests for longer gets up. */
  wake(due: number): void {
    const { scheduler, dice } = this.#deps;
    const at = Math.max(due, scheduler.now);
    for (const node of this.alive()) {
      if (!node.watch || node.watch.at <= at + WATCH_EVERY) continue;
      scheduler.cancel(node.watch);
      this.#planWatch(node, at - scheduler.now + dice.between(0, WATCH_EVERY));
    }
  }

  #planWatch(node: Node, delay: number): void {
    const { party } = node;
    const run = () => void this.#watch(node);
    node.watch = this.#deps.scheduler.plan(delay, { party, what: 'watch', run });
  }

  async #watch(node: Node): Promise<void> {
    const { scheduler, store, dice } = this.#deps;
    node.watch = null;
    node.isWatching = true;
    const began = scheduler.now;
    const worked = await node.proxy.watch().catch(() => 0);
    node.isWatching = false;
    // As `serve` does: counted from the start of the round, and at once where more may be due.
    const pause = worked > 0 ? 0 : Math.max(0, began + WATCH_EVERY - scheduler.now);
    const rest = store.nextDue() - node.ahead - scheduler.now + dice.between(0, WATCH_EVERY);
    this.#planWatch(node, Math.min(LONGEST_REST, Math.max(pause, rest)));
  }

  /** What a server has stored of an invoice, asked beside the course of events. */
  async tell(node: Node, token: string): Promise<Told> {
    const text = await this.#beside(node, 'POST', '/v1/invoices', token, { tokens: [token] });
    // It has joined something that is under way, and hangs with it.
    if (text === undefined) return { proxy: node.index, view: null, error: 'busy' };
    const [one] = (JSON.parse(text) as BatchView).invoices as (InvoiceView | ErrorBody)[];
    const error = one && 'error' in one ? one.error.code : null;
    return { proxy: node.index, view: error === null ? (one as InvoiceView) : null, error };
  }

  /** An invoice's whole log, asked in the same way. */
  async log(node: Node, token: string): Promise<LogEntryView[]> {
    const entries: LogEntryView[] = [];
    for (let before: string | null = ''; before !== null; ) {
      const path = `/v1/invoice/log?limit=200${before && `&before=${before}`}`;
      const page = JSON.parse((await this.#beside(node, 'GET', path, token)) ?? 'null') as LogPage | null;
      entries.push(...(page?.entries ?? []));
      before = page?.before ?? null;
    }
    return entries;
  }

  /** Asks a server beside the course of events; undefined where it does not answer at once. */
  async #beside(
    node: Node,
    method: string,
    path: string,
    token: string,
    body?: object,
  ): Promise<string | undefined> {
    const { scheduler, store } = this.#deps;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const request = new Request(PUBLIC_URL + path, {
      ...{ method, headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const before = scheduler.party;
    scheduler.party = node.party;
    store.isBeside = true;
    let text: string | undefined;
    void Promise.resolve(node.proxy.fetch(request)).then(async (response) => {
      text = await response.text();
    });
    for (let tries = 0; text === undefined && tries < 10; tries++) await settled();
    store.isBeside = false;
    scheduler.party = before;
    return text;
  }
}
