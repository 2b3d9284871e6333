import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { serveSimulator } from '../../demo/mollie/server.ts';
import { PROFILE_ID } from '../../demo/mollie/settings.ts';
import { startHost } from '../help/host.ts';
import { freePort, type ProxyProcess, startProxy } from '../help/proxy-process.ts';
import { INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET } from '../help/stage.ts';
import {
  ask,
  asksOf,
  NOTIFY_SECRET,
  noticesOf,
  openServers,
  readJournal,
  settle,
  type Window,
} from './aftermath.ts';
import { Books } from './books.ts';
import { Chronicle } from './chronicle.ts';
import type { Disregard, Evidence } from './evidence.ts';
import { paymentsOf, type Route, routes } from './routes.ts';

export const PRELOAD = new URL('./child/preload.ts', import.meta.url).href;

/** More steps than any route has. */
const MAX_STEPS = 40;

/** How long a route may go on working after its answer. Milliseconds. */
const AFTER = 250;

/** What one matrix of kills left behind. */
export type Killed = {
  /** The steps at which the process was killed, by route, in their order. */
  steps: Map<string, string[]>;
  /** As it is when nobody but the host and the background has tried again. */
  alone: Evidence;
  /** As it is when everybody has tried again. */
  repeated: Evidence;
};

/**
 * Serves one request of each route again and again, each for an invoice of its own, and ends the process at its
 * first step, at its second, and so on, until the route comes through.
 */
export async function killEverywhere(storageUrl: string): Promise<Killed> {
  const mollie = await serveSimulator();
  const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-'));
  const journal = join(folder, 'journal');
  writeFileSync(journal, '');
  const port = await freePort();
  const host = await startHost(NOTIFY_SECRET);
  const env = {
    ...{ MOLLIE_API_KEY: MOLLIE_KEY, MOLLIE_API_ENDPOINT: mollie.endpoint, INVOICE_SECRET, PROXY_SECRET },
    ...{ STORAGE_URL: storageUrl, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` },
    ...{ NOTIFY_URL: host.url, NOTIFY_SECRET, PROOF_JOURNAL: journal },
  };
  const { simulator } = mollie;
  const chronicle = new Chronicle(simulator);
  const books = new Books(simulator.clock.now);
  const windows: Window[] = [];
  const disregards: Disregard[] = [];
  const steps = new Map<string, string[]>();
  /** How far a process's clock is to be ahead, to be Mollie's. */
  const ahead = () => simulator.clock.now() - Date.now();
  const start = () => startProxy({ ...env, PROOF_AHEAD: String(ahead()), PROOF_HASTE: '1' }, PRELOAD);
  let proxy: ProxyProcess = await start();
  const servers = openServers(env, simulator);

  async function evidence(): Promise<Evidence> {
    const invoices = await ask(servers[0]!, books);
    chronicle.note();
    return {
      payments: chronicle.payments(),
      asks: asksOf(chronicle.asks(), windows),
      decisions: readJournal(journal, windows),
      statements: [...books.statements()],
      hearings: [],
      disregards,
      losses: [],
      upsets: [],
      notices: noticesOf(host),
      invoices,
    };
  }

  /** Answers where the process was killed; undefined where it was not. */
  async function killAt(step: number, route: Route): Promise<string | undefined> {
    const sub = `${route.name} ${step}`;
    const slug = await books.open(sub);
    const scene = { sub, slug, books, chronicle, simulator, disregards, url: proxy.url };
    await route.prepare?.(scene);
    const ids = paymentsOf(scene).map(({ id }) => id);
    await proxy.tell({ killAt: step, marks: [slug, ...ids], ahead: ahead() });
    const begin = simulator.clock.now();
    const facts = books.facts(sub);
    const answer = await route.request(scene).catch(() => undefined);
    windows.push({ slug, begin, end: simulator.clock.now() });
    if (answer) {
      if (answer.status >= 400) throw new Error(`${sub}: ${answer.status} ${await answer.text()}`);
      books.acknowledge(facts);
      // It may die of what it does afterwards, such as telling the host.
      await Promise.race([proxy.ended, setTimeout(AFTER)]);
      const isAlive = await proxy.tell({ killAt: 0, marks: [], ahead: ahead() }).then(
        () => true,
        () => false,
      );
      if (isAlive) return undefined;
    }
    await proxy.ended;
    const killed = /killed (.*)/.exec(proxy.output())?.[1];
    if (!killed) throw new Error(`it ended by itself: ${proxy.output()}`);
    proxy = await start();
    return killed;
  }

  try {
    for (const route of routes) {
      const killed: string[] = [];
      steps.set(route.name, killed);
      for (let step = 1; step < MAX_STEPS; step++) {
        const at = await killAt(step, route);
        if (at === undefined) break;
        killed.push(at);
      }
    }
    for (const payment of simulator.ledger.list()) payment.profileId = PROFILE_ID;
    chronicle.show(() => true);
    // A host that was not answered says it again.
    for (const sub of books.subs().filter((one) => books.facts(one).at === null)) {
      const facts = books.facts(sub);
      const headers = { authorization: `Bearer ${await books.token(sub)}` };
      const { ok } = await servers[0]!.request('/v1/invoice', { method: 'PUT', headers });
      if (ok) books.acknowledge(facts);
    }
    await settle(servers, simulator);
    const alone = await evidence();
    for (const sub of books.subs()) {
      const window = {
        slug: books.facts(sub).slug,
        begin: simulator.clock.now(),
        end: Number.POSITIVE_INFINITY,
      };
      windows.push(window);
      const headers = { authorization: `Bearer ${await books.token(sub)}` };
      await fetch(`${proxy.url}/v1/invoice/payments`, { method: 'POST', headers });
    }
    return { steps, alone, repeated: await evidence() };
  } finally {
    await Promise.all(servers.map((server) => server.close()));
    await proxy.kill();
    await mollie.close();
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
