import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveSimulator } from '../../../demo/mollie/server.ts';
import { startHost } from '../../help/notified-host.ts';
import { INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET } from '../../help/stage.ts';
import {
  ask,
  asksOf,
  decisionsOf,
  NOTIFY_SECRET,
  noticesOf,
  openServers,
  readJournal,
  settle,
  type Window,
} from '../aftermath.ts';
import { Books } from '../books.ts';
import { Chronicle } from '../chronicle.ts';
import type { Evidence, Hearing } from '../evidence.ts';
import { type Call, live, type World } from './clients.ts';
import { createDice } from './dice.ts';
import { startFleet } from './fleet.ts';
import { startFront } from './front.ts';
import { createStory } from './story.ts';
import { type Freezable, rage } from './weather.ts';

export type SoakOptions = {
  storageUrl: string;
  storeServer?: Freezable;
  /** How long everything goes wrong, at least. */
  seconds: number;
  /** It goes on until there were more of these, however slow the machine is. */
  enough?: Partial<Happened>;
  seed: number;
  /** Has every server write without comparing. */
  naive?: boolean;
};

type Happened = Record<'creates' | 'kills' | 'answered', number>;

export type Soaked = {
  evidence: Evidence;
  counts: Record<string, number>;
  /** All that happened to the invoice with this slug, one line each. */
  story: (slug: string) => string;
};

/** Another key of the same profile takes the first one's place, and back. */
const OTHER_KEY = 'test_anotherKeyOfTheVerySameProfile';
const KEYS = [`${MOLLIE_KEY},${OTHER_KEY}`, `${OTHER_KEY},${MOLLIE_KEY}`];

const SERVERS = 4;
const CLIENTS = 24;

/** How often the books of the simulator are read on, which forget what is old. Milliseconds. */
const NOTE_EVERY = 1000;

/** How often it is looked whether enough has happened. Milliseconds. */
const LOOK_EVERY = 100;

/**
 * Several servers on one store serve many clients while they are killed, Mollie fails in all its ways and the store
 * stops; then all of that ends, the background does its work, and everything is told that is known.
 */
export async function soak(options: SoakOptions): Promise<Soaked> {
  const dice = createDice(options.seed);
  const mollie = await serveSimulator({ webhookTimeout: 3000 });
  const { simulator } = mollie;
  const host = await startHost(NOTIFY_SECRET);
  const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-'));
  const journal = join(folder, 'journal');
  writeFileSync(journal, '');
  const front = await startFront(() => fleet.pick());
  const env: Record<string, string> = {
    ...{ MOLLIE_API_KEY: MOLLIE_KEY, MOLLIE_API_ENDPOINT: mollie.endpoint, INVOICE_SECRET, PROXY_SECRET },
    ...{ STORAGE_URL: options.storageUrl, PUBLIC_URL: front.url, NOTIFY_URL: host.url, NOTIFY_SECRET },
  };
  const watched = { ...env, PROOF_JOURNAL: journal, ...(options.naive ? { PROOF_NAIVE: '1' } : {}) };
  const fleet = await startFleet(SERVERS, watched, dice);
  const servers = openServers({ ...env, MOLLIE_API_KEY: KEYS[0]! }, simulator);

  const chronicle = new Chronicle(simulator);
  const books = new Books(simulator.clock.now);
  const windows: Window[] = [];
  const hearings: Hearing[] = [];
  const keyChanges: number[] = [];
  const calls: Call[] = [];
  const world: World = {
    ...{ books, chronicle, simulator, dice, windows, hearings, calls },
    mollieUrl: mollie.url,
    pick: fleet.pick,
    opened: 1,
  };
  const noting = setInterval(() => chronicle.note(), NOTE_EVERY);

  try {
    await books.open('invoice-1');
    const signal = untilEnough(options, () => ({
      ...{ creates: chronicle.asks().length, kills: fleet.kills.length },
      answered: calls.filter(isAnswered).length,
    }));
    const { storeServer } = options;
    const [counts] = await Promise.all([
      rage({ simulator, fleet, host, storeServer, dice, keys: KEYS, keyChanges }, signal),
      ...Array.from({ length: CLIENTS }, () => live(world, signal)),
    ]);
    await settle(servers, simulator);
    // What was put aside may have been searched for in vain, twice, while everything went wrong.
    await settle(servers, simulator, 15);
    const invoices = await ask(servers[0]!, books);
    const entries = readJournal(journal);
    const told = { hearings: [...hearings, ...front.hearings], notices: noticesOf(host), invoices };
    const evidence = { ...evidenceOf(world, entries), ...told };
    const story = createStory({
      ...{ evidence, journal: entries, calls, kills: fleet.kills, keyChanges },
      ...{ requests: chronicle.requests(), deliveries: simulator.webhooks.deliveries() },
    });
    return { evidence, counts: { ...counts, ...tally(evidence, calls) }, story };
  } finally {
    clearInterval(noting);
    await fleet.close();
    await Promise.all(servers.map((server) => server.close()));
    await Promise.all([front.close(), host.close(), mollie.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function untilEnough({ seconds, enough = {} }: SoakOptions, happened: () => Happened): AbortSignal {
  const ending = new AbortController();
  const end = performance.now() + seconds * 1000;
  const timer = setInterval(() => {
    const counts: Record<string, number> = happened();
    const isEnough = Object.entries(enough).every(([what, count]) => counts[what]! > count);
    if (performance.now() < end || !isEnough) return;
    clearInterval(timer);
    ending.abort();
  }, LOOK_EVERY).unref();
  return ending.signal;
}

function isAnswered({ status }: Call): boolean {
  return status > 0 && status < 500;
}

type Told = Pick<Evidence, 'hearings' | 'notices' | 'invoices'>;

/** What was seen at Mollie, at the host and in the journal. */
function evidenceOf(
  { chronicle, books, windows }: World,
  journal: ReturnType<typeof readJournal>,
): Omit<Evidence, keyof Told> {
  chronicle.note();
  return {
    payments: chronicle.payments(),
    asks: asksOf(chronicle.asks(), windows, journal),
    decisions: decisionsOf(journal, windows),
    statements: books.statements(),
    disregards: [],
    losses: [],
    // Every server has both keys all the time, so that no change of the first puts anything aside.
    upsets: [],
  };
}

function tally(evidence: Evidence, calls: readonly Call[]): Record<string, number> {
  return {
    requests: calls.length,
    answered: calls.filter(isAnswered).length,
    unavailable: calls.filter(({ status }) => status >= 500).length,
    cut: calls.filter(({ status }) => status === 0).length,
    invoices: evidence.invoices.length,
    payments: evidence.payments.length,
    creates: evidence.asks.length,
    webhooks: evidence.hearings.length,
    notifications: evidence.notices?.length ?? 0,
    logEntries: evidence.invoices.reduce((total, { log }) => total + log.length, 0),
  };
}
