import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveSimulator } from '../../../demo/mollie/server.ts';
import { PROFILE_ID } from '../../../demo/mollie/settings.ts';
import { startHost } from '../../help/notified-host.ts';
import { INVOICE_SECRET, MOLLIE_KEY, PROXY_SECRET } from '../../help/stage.ts';
import {
  ask,
  asksOf,
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
import { live, openInvoice, type World } from './clients.ts';
import { createDice } from './dice.ts';
import { startFleet } from './fleet.ts';
import { startFront } from './front.ts';
import { Merchants } from './merchants.ts';
import { newestHints, textsOf } from './texts.ts';
import { type Freezable, rage } from './weather.ts';

export type SoakOptions = {
  storageUrl: string;
  storeServer?: Freezable;
  /** How long everything goes wrong. */
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

  const chronicle = new Chronicle(simulator);
  const books = new Books(simulator.clock.now);
  const windows: Window[] = [];
  const hearings: Hearing[] = [];
  const upsets: number[] = [];
  const answers = new Map<number, number>();
  const merchants = new Merchants(simulator, ACCOUNTS, dice, fleet.pick);
  merchants.seen.owners.set(PROFILE_ID, 'default');
  const world: World = {
    ...{ books, chronicle, simulator, dice, windows, hearings, answers },
    pick: fleet.pick,
    opened: 0,
    accounts: ['default', ...merchants.all.map(({ account }) => account)],
    ...{ owners: merchants.seen.owners, texts: merchants.seen.texts },
  };
  const noting = setInterval(() => chronicle.note(), NOTE_EVERY);

  try {
    await merchants.connectAll();
    for (const _ of world.accounts) await openInvoice(world);
    const signal = AbortSignal.timeout(options.seconds * 1000);
    const { storeServer } = options;
    const [counts] = await Promise.all([
      rage(
        { simulator, fleet, host, storeServer, dice, keys: KEYS, upsets, act: () => merchants.act() },
        signal,
      ),
      ...Array.from({ length: CLIENTS }, () => live(world, signal)),
    ]);
    await merchants.comeBack();
    await settle(servers, simulator);
    // What was put aside may have been searched for in vain, twice, while everything went wrong.
    await settle(servers, simulator, 15);
    const invoices = await ask(servers[0]!, books);
    chronicle.note();
    const connections = await merchants.connections();
    const texts = [
      ...merchants.seen.texts,
      ...(await textsOf(options.storageUrl, { books, host, fleet, invoices })),
    ];
    const evidence: Evidence = {
      payments: chronicle.payments(),
      asks: asksOf(chronicle.asks(), windows),
      decisions: readJournal(journal, windows),
      statements: books.statements(),
      hearings: [...hearings, ...front.hearings],
      disregards: [],
      losses: [],
      upsets,
      notices: noticesOf(host, books),
      invoices,
      accounts: {
        ...merchants.seen,
        texts,
        hints: connections.map((one) => ({ ...one, heard: newestHints(host, one.account) })),
      },
    };
    return { evidence, counts: { ...counts, ...merchants.counts, ...tally(evidence, answers) } };
  } finally {
    clearInterval(noting);
    await fleet.close();
    await Promise.all(servers.map((server) => server.close()));
    await Promise.all([front.close(), host.close(), mollie.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
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
