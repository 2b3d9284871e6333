import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveSimulator } from '../../../demo/mollie/server.ts';
import type { Simulator } from '../../../demo/mollie/simulator.ts';
import { startHost } from '../../help/notified-host.ts';
import { INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET } from '../../help/stage.ts';
import { ask, asksOf, NOTIFY_SECRET, noticesOf, openServers, readJournal, settle } from '../aftermath.ts';
import { Books } from '../books.ts';
import { Chronicle } from '../chronicle.ts';
import type { Evidence } from '../evidence.ts';
import { live, openInvoice, type World } from './clients.ts';
import { createDice, type Dice } from './dice.ts';
import { type Fleet, startFleet } from './fleet.ts';
import { startFront } from './front.ts';
import { Merchants } from './merchants.ts';
import { accountsOf } from './texts.ts';
import { type Freezable, rage } from './weather.ts';

export type SoakOptions = {
  storageUrl: string;
  storeServer?: Freezable;
  /** How long everything goes wrong; on a slow machine up to four times as long, until enough has. */
  seconds: number;
  seed: number;
  /** Has every server write without comparing. */
  naive?: boolean;
};

export type Soaked = { evidence: Evidence; counts: Record<string, number> };

/** Another key of the same profile takes the first one's place, and back. */
const OTHER_KEY = 'test_anotherKeyOfTheVerySameProfile';
const KEYS = [`${MOLLIE_KEY},${OTHER_KEY}`, `${OTHER_KEY},${MOLLIE_KEY}`];

const SERVERS = 4;
const CLIENTS = 24;

/** Besides the default one. */
const ACCOUNTS = 20;

/** How much a run has to see at least. */
export const ENOUGH = { creates: 50, kills: 5, answered: 200, connections: 10 };

/** How often the books of the simulator are read on, which forget what is old. Milliseconds. */
const NOTE_EVERY = 1000;

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

  const upsets: number[] = [];
  const merchants = new Merchants(simulator, ACCOUNTS, dice, fleet.pick);
  const world = newWorld(simulator, dice, fleet.pick, merchants);
  const { chronicle, books, windows } = world;
  const noting = setInterval(() => chronicle.note(), NOTE_EVERY);

  try {
    await merchants.connectAll();
    for (const _ of world.accounts) await openInvoice(world);
    const signal = endOf(options.seconds, () => options.naive || isEnough(world, fleet, merchants));
    const { storeServer } = options;
    const [counts] = await Promise.all([
      rage({ simulator, fleet, host, storeServer, dice, keys: KEYS, upsets, acts: merchants.acts }, signal),
      ...Array.from({ length: CLIENTS }, () => live(world, signal)),
    ]);
    await merchants.comeBack();
    await settle(servers, simulator);
    // What was put aside may have been searched for in vain, twice, while everything went wrong.
    await settle(servers, simulator, 15);
    const invoices = await ask(servers[0]!, books);
    chronicle.note();
    const evidence: Evidence = {
      payments: chronicle.payments(),
      asks: asksOf(chronicle.asks(), windows),
      decisions: readJournal(journal, windows),
      statements: books.statements(),
      hearings: [...world.hearings, ...front.hearings],
      disregards: [],
      losses: [],
      upsets,
      notices: noticesOf(host, books),
      invoices,
      accounts: await accountsOf(options.storageUrl, { books, host, fleet, invoices, merchants }),
    };
    return { evidence, counts: { ...counts, ...merchants.counts, ...tally(evidence, world.answers) } };
  } finally {
    clearInterval(noting);
    await fleet.close();
    await Promise.all(servers.map((server) => server.close()));
    await Promise.all([front.close(), host.close(), mollie.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ends after so many seconds, and on a slow machine later. */
function endOf(seconds: number, hasSeenEnough: () => boolean | undefined): AbortSignal {
  const ending = new AbortController();
  const begin = performance.now();
  const looking = setInterval(() => {
    const passed = (performance.now() - begin) / 1000;
    if (passed < seconds || (passed < 4 * seconds && !hasSeenEnough())) return;
    clearInterval(looking);
    ending.abort();
  }, 100);
  return ending.signal;
}

/** Whether enough has gone wrong, and enough has gone well. */
function isEnough({ chronicle, answers }: World, fleet: Fleet, { counts }: Merchants): boolean {
  return (
    chronicle.asks().length > ENOUGH.creates &&
    fleet.kills() > ENOUGH.kills &&
    (answers.get(200) ?? 0) + (answers.get(201) ?? 0) > ENOUGH.answered &&
    counts.connections > ENOUGH.connections &&
    counts.pauses > 0
  );
}

function newWorld(simulator: Simulator, dice: Dice, pick: () => string, { all, seen }: Merchants): World {
  return {
    ...{ simulator, dice, pick, opened: 0, owners: seen.owners, texts: seen.texts },
    chronicle: new Chronicle(simulator),
    books: new Books(simulator.clock.now),
    ...{ windows: [], hearings: [], answers: new Map() },
    accounts: ['default', ...all.map(({ account }) => account)],
  };
}

function tally(evidence: Evidence, answers: ReadonlyMap<number, number>): Record<string, number> {
  const sum = (fits: (status: number) => boolean) =>
    [...answers].reduce((total, [status, count]) => total + (fits(status) ? count : 0), 0);
  return {
    requests: sum(() => true),
    answered: sum((status) => status > 0 && status < 500),
    unavailable: sum((status) => status >= 500),
    cut: sum((status) => status === 0),
    invoices: evidence.invoices.length,
    payments: evidence.payments.length,
    creates: evidence.asks.length,
    webhooks: evidence.hearings.length,
    notifications: evidence.notices?.length ?? 0,
    texts: evidence.accounts?.texts.length ?? 0,
    logEntries: evidence.invoices.reduce((total, { log }) => total + log.length, 0),
  };
}
