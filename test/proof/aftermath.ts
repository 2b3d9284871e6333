import { readFileSync } from 'node:fs';
import type { Simulator } from '../../demo/mollie/simulator.ts';
import { CONNECTION_CHANGED } from '../../proxy/codes/notifications.ts';
import type { InvoiceView, LogEntryView, LogPage } from '../../shared/api.ts';
import { createProxy, type PayProxy } from '../help/checked/index.ts';
import type { startHost } from '../help/notified-host.ts';
import type { ConnectedView } from '../help/stage.ts';
import type { Books } from './books.ts';
import type { Entry } from './child/journal.ts';
import type { Arrival } from './chronicle.ts';
import type { Ask, Decision, Notice, Told } from './evidence.ts';

const MINUTE = 60_000;

/** How long the background may take for all that was left behind. Milliseconds. */
const PATIENCE = 120_000;

/** Servers that share the work of the background, so that it is soon done. */
const SERVERS = 4;

/** Standard Webhooks' form of a secret. */
export const NOTIFY_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export type Host = Awaited<ReturnType<typeof startHost>>;

/** The time from a request for a payment until its answer, or until it was clear that no answer would come. */
export type Window = { slug: string; begin: number; end: number };

/** Servers that were not disturbed, on the same store and the simulator's clock. */
export function openServers(env: Record<string, string>, simulator: Simulator): PayProxy[] {
  const options = { env, clock: simulator.clock.now, log: () => {} };
  return Array.from({ length: SERVERS }, () => createProxy(options));
}

/**
 * Lets the background do what is due some minutes later: after two, all leases and waits have ended.
 * @throws if it is not done after `PATIENCE`
 */
export async function settle(servers: readonly PayProxy[], simulator: Simulator, minutes = 2): Promise<void> {
  await simulator.advance(minutes * MINUTE);
  const end = performance.now() + PATIENCE;
  await Promise.all(
    servers.map(async (server) => {
      while ((await server.watch()) > 0) {
        if (performance.now() > end) throw new Error('the background has not done its work');
      }
      // Nothing waits for what is told meanwhile.
      await server.idle();
    }),
  );
}

/** What a proxy answers about each invoice after it has asked Mollie once more. */
export async function ask(server: PayProxy, books: Books): Promise<Told[]> {
  const told: Told[] = [];
  for (const sub of books.subs()) {
    const facts = books.facts(sub);
    const headers = { authorization: `Bearer ${await books.token(sub)}` };
    const answer = await server.request('/v1/invoice/refresh', { method: 'POST', headers });
    if (answer.status !== 200) throw new Error(`no look at ${sub}: ${await answer.text()}`);
    books.acknowledge(facts);
    const view = (await answer.json()) as InvoiceView;
    told.push({ slug: facts.slug, view, log: await wholeLog(server, headers) });
  }
  return told;
}

async function wholeLog(server: PayProxy, headers: Record<string, string>): Promise<LogEntryView[]> {
  const entries: LogEntryView[] = [];
  let before: string | null = '';
  while (before !== null) {
    const path = `/v1/invoice/log?limit=200${before && `&before=${before}`}`;
    const page = (await (await server.request(path, { headers })).json()) as LogPage;
    entries.push(...page.entries);
    before = page.before;
  }
  return entries;
}

/** What the processes wrote to their journal. */
export function readJournal(file: string): Entry[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Entry);
}

/** The decisions that stand in a journal, each with the start of the request that led to it. */
export function decisionsOf(journal: readonly Entry[], windows: readonly Window[]): Decision[] {
  const decided = journal.filter((entry) => entry.did === 'decide');
  return decided.map(({ slug, mac, at }) => ({ mac, at, from: beganFor(slug, at, windows) }));
}

/** Each create with the start of the first request that may have sent it, and when a store had its payment. */
export function asksOf(
  arrivals: readonly Arrival[],
  windows: readonly Window[],
  journal: readonly Entry[],
): Ask[] {
  const keptAt = new Map<string, number>();
  for (const entry of journal.filter((one) => one.did === 'write')) {
    for (const { n } of entry.invoice.attempts) {
      const attempt = `${entry.slug} ${n}`;
      keptAt.set(attempt, Math.min(entry.at, keptAt.get(attempt) ?? entry.at));
    }
  }
  return arrivals.map(({ answered: _answered, ...arrival }) => ({
    ...arrival,
    from: beganFor(arrival.slug, arrival.at, windows),
    keptAt: keptAt.get(`${arrival.slug} ${arrival.n}`) ?? null,
  }));
}

/**
 * Resolves once Mollie has read whatever was sent to it before: it takes connections in their order, and reads from one
 * at the latest in the round after.
 */
export async function readByMollie(url: string): Promise<void> {
  for (let round = 0; round < 2; round++) await (await fetch(url, { method: 'HEAD' })).arrayBuffer();
}

/** When the first of the requests began that were waiting at `at`. */
function beganFor(slug: string, at: number, windows: readonly Window[]): number {
  const waiting = windows.filter((one) => one.slug === slug && one.begin <= at && at <= one.end);
  return Math.min(at, ...waiting.map(({ begin }) => begin));
}

/** The notifications that the host has accepted. */
export function noticesOf({ heard, accepted }: Pick<Host, 'heard' | 'accepted'>, books?: Books): Notice[] {
  return heard
    .filter(({ id, type }) => accepted.has(id) && type !== CONNECTION_CHANGED)
    .map(({ id, type, data }) => {
      const invoice = data.invoice as ConnectedView;
      // Without a key there is no link.
      const slug = books?.slugOf(data.account, invoice.id) ?? invoice.link.split('/').at(-1)!;
      return {
        id,
        type,
        version: data.version,
        paymentId: (data.payment?.id as string) ?? null,
        invoice,
        slug,
      };
    });
}
