import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type ServedSimulator, serveSimulator } from '../../demo/mollie/server.ts';
import { PROFILE_ID } from '../../demo/mollie/settings.ts';
import type { AttemptView } from '../../shared/api.ts';
import { fetch } from '../help/checked/fetch.ts';
import type { PayProxy } from '../help/checked/index.ts';
import { startHost } from '../help/notified-host.ts';
import { freePort, type ProxyProcess, startProxy } from '../help/proxy-process.ts';
import { INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET } from '../help/stage.ts';
import {
  ask,
  asksOf,
  decisionsOf,
  type Host,
  NOTIFY_SECRET,
  noticesOf,
  openServers,
  readByMollie,
  readJournal,
  settle,
  type Window,
} from './aftermath.ts';
import { METHODS } from './billing.ts';
import { Books } from './books.ts';
import { PRELOAD } from './child/address.ts';
import { Chronicle } from './chronicle.ts';
import type { Answered, Disregard, Evidence } from './evidence.ts';
import { paymentsOf, type Route, routes } from './routes.ts';

/** More steps than any route has. */
const MAX_STEPS = 40;

/** How long a route may go on working after its answer. Milliseconds. */
const AFTER = 250;

/** What one matrix of kills left behind. */
export type Killed = {
  /** The steps at which the process was killed, by route, in their order. */
  steps: Map<string, string[]>;
  /** The state after retries by the host and the background alone. */
  alone: Evidence;
  /** The state after everybody has tried again. */
  repeated: Evidence;
};

/**
 * Serves one request of each route again and again, each for an invoice of its own, and ends the process at its
 * first step, at its second, and so on, until the route comes through.
 */
export async function killEverywhere(storageUrl: string): Promise<Killed> {
  const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-'));
  const killer = await Killer.start(storageUrl, join(folder, 'journal'));
  try {
    const steps = new Map<string, string[]>();
    for (const route of routes) steps.set(route.name, await killer.killAtEachStep(route));
    await killer.recover();
    const alone = await killer.evidence();
    await killer.payEverything();
    return { steps, alone, repeated: await killer.evidence() };
  } finally {
    await killer.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A proxy in a process that is killed and started again, with Mollie and a host beside it. */
class Killer {
  readonly #env: Record<string, string>;
  readonly #journal: string;
  readonly #mollie: ServedSimulator;
  readonly #host: Host;
  readonly #chronicle: Chronicle;
  readonly #books: Books;
  readonly #windows: Window[] = [];
  readonly #disregards: Disregard[] = [];
  readonly #answers: Answered[] = [];
  #proxy!: ProxyProcess;
  #servers: PayProxy[] = [];

  static async start(storageUrl: string, journal: string): Promise<Killer> {
    writeFileSync(journal, '');
    const [mollie, host, port] = [
      await serveSimulator({ settings: { methods: [...METHODS] } }),
      await startHost(NOTIFY_SECRET),
      await freePort(),
    ];
    const env = {
      ...{ MOLLIE_API_KEY: MOLLIE_KEY, MOLLIE_API_ENDPOINT: mollie.endpoint, INVOICE_SECRET, PROXY_SECRET },
      ...{ STORAGE_URL: storageUrl, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` },
      ...{ NOTIFY_URL: host.url, NOTIFY_SECRET, PROOF_JOURNAL: journal },
    };
    const killer = new Killer(env, journal, mollie, host);
    await killer.#startProxy();
    killer.#servers = openServers(env, mollie.simulator);
    return killer;
  }

  private constructor(env: Record<string, string>, journal: string, mollie: ServedSimulator, host: Host) {
    this.#env = env;
    this.#journal = journal;
    this.#mollie = mollie;
    this.#host = host;
    this.#chronicle = new Chronicle(mollie.simulator);
    this.#books = new Books(mollie.simulator.clock.now);
  }

  /** @returns the steps at which the process was killed, in their order */
  async killAtEachStep(route: Route): Promise<string[]> {
    const killed: string[] = [];
    const last = route.at?.length ?? MAX_STEPS;
    for (let step = 1; step <= last; step++) {
      const name = route.at?.[step - 1];
      const at = await this.#killAt(
        step,
        route,
        name === undefined ? { killAt: step } : { killAt: 1, step: name },
      );
      if (at !== undefined) killed.push(at);
      else if (name === undefined) break;
    }
    return killed;
  }

  /** A host that was not answered says it again, and the background does its work. */
  async recover(): Promise<void> {
    for (const payment of this.#mollie.simulator.ledger.list()) payment.profileId = PROFILE_ID;
    this.#chronicle.show(() => true);
    for (const sub of this.#books.subs().filter((one) => this.#books.facts(one).at === null)) {
      const facts = this.#books.facts(sub);
      const headers = { authorization: `Bearer ${await this.#books.token(sub)}` };
      const { ok } = await this.#servers[0]!.request('/v1/invoice', { method: 'PUT', headers });
      if (ok) this.#books.acknowledge(facts);
    }
    await settle(this.#servers, this.#mollie.simulator);
  }

  /** Everybody asks for a payment once more, by the method that they wanted. */
  async payEverything(): Promise<void> {
    for (const sub of this.#books.subs()) {
      const begin = this.#mollie.simulator.clock.now();
      const { slug } = this.#books.facts(sub);
      this.#windows.push({ slug, begin, end: Number.POSITIVE_INFINITY });
      const method = routes.find(({ name }) => sub.replace(/ \d+$/, '') === name)?.method;
      const answer = await this.#pay(sub, method);
      if (!answer.ok) continue;
      const { payment } = (await answer.json()) as { payment: AttemptView };
      this.#answers.push({ slug, id: payment.id, from: begin, at: this.#mollie.simulator.clock.now() });
      if (!payment.checkoutUrl?.includes(method ?? '')) throw new Error(`${sub}: ${payment.checkoutUrl}`);
    }
  }

  async #pay(sub: string, method: string | undefined): Promise<Response> {
    const authorization = `Bearer ${await this.#books.token(sub)}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const body = JSON.stringify({ method });
    return fetch(`${this.#proxy.url}/v1/invoice/payments`, { method: 'POST', headers, body });
  }

  async evidence(): Promise<Evidence> {
    const invoices = await ask(this.#servers[0]!, this.#books);
    this.#chronicle.note();
    const journal = readJournal(this.#journal);
    return {
      payments: this.#chronicle.payments(),
      asks: asksOf(this.#chronicle.asks(), this.#windows, journal),
      decisions: decisionsOf(journal, this.#windows),
      statements: [...this.#books.statements()],
      hearings: [],
      disregards: this.#disregards,
      losses: [],
      upsets: [],
      ...{ answers: this.#answers, presses: Number.POSITIVE_INFINITY },
      notices: noticesOf(this.#host),
      invoices,
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()));
    await this.#proxy.kill();
    await this.#mollie.close();
    await this.#host.close();
  }

  /** Answers where the process was killed; undefined where it was not. */
  async #killAt(
    step: number,
    route: Route,
    where: { killAt: number; step?: string },
  ): Promise<string | undefined> {
    const { simulator } = this.#mollie;
    const [books, proxy] = [this.#books, this.#proxy];
    const sub = `${route.name} ${step}`;
    const slug = await books.open(sub);
    const [chronicle, disregards] = [this.#chronicle, this.#disregards];
    const scene = { sub, slug, books, chronicle, simulator, disregards, url: proxy.url };
    await route.prepare?.(scene);
    const ids = paymentsOf(scene).map(({ id }) => id);
    await proxy.tell({ ...where, marks: [slug, ...ids], ahead: this.#ahead() });
    const begin = simulator.clock.now();
    const facts = books.facts(sub);
    const answer = await route.request(scene).catch(() => undefined);
    await readByMollie(this.#mollie.url);
    this.#windows.push({ slug, begin, end: simulator.clock.now() });
    if (answer) {
      if (answer.status >= 400) throw new Error(`${sub}: ${answer.status} ${await answer.text()}`);
      books.acknowledge(facts);
      // The step may come after the answer, such as notifying the host.
      await Promise.race([proxy.ended, setTimeout(AFTER)]);
      const isAlive = await proxy.tell({ killAt: 0, marks: [], ahead: this.#ahead() }).then(
        () => true,
        () => false,
      );
      if (isAlive) return undefined;
    }
    await proxy.ended;
    const killed = /killed (.*)/.exec(proxy.output())?.[1];
    if (!killed) throw new Error(`it ended by itself: ${proxy.output()}`);
    await this.#startProxy();
    return killed;
  }

  async #startProxy(): Promise<void> {
    const env = { ...this.#env, PROOF_AHEAD: String(this.#ahead()), PROOF_HASTE: '1' };
    this.#proxy = await startProxy(env, PRELOAD);
  }

  /** How far a process's clock is to be ahead, to be Mollie's. */
  #ahead(): number {
    return this.#mollie.simulator.clock.now() - Date.now();
  }
}
