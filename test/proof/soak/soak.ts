import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServedSimulator, serveSimulator } from '../../../demo/mollie/server.ts';
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
} from '../aftermath.ts';
import { METHODS } from '../billing.ts';
import { Books } from '../books.ts';
import type { Entry } from '../child/journal.ts';
import { Chronicle } from '../chronicle.ts';
import type { Evidence } from '../evidence.ts';
import { type Call, live, openInvoice, type World } from './clients.ts';
import { createDice, type Dice } from './dice.ts';
import { type Fleet, startFleet } from './fleet.ts';
import { startFront } from './front.ts';
import { Merchants } from './merchants.ts';
import { createStory } from './story.ts';
import { accountsOf } from './texts.ts';
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

type Happened = Record<'creates' | 'kills' | 'answered' | 'connections' | 'pauses', number>;

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

/** Besides the default one. */
const ACCOUNTS = 20;

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
  const mollie = await serveSimulator({ webhookTimeout: 3000, settings: { methods: [...METHODS] } });
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

  const keyChanges: number[] = [];
  const merchants = new Merchants(simulator, ACCOUNTS, dice, fleet.pick);
  const world = newWorld(mollie, dice, fleet.pick, merchants);
  const { chronicle, books, calls } = world;
  const noting = setInterval(() => chronicle.note(), NOTE_EVERY);
  const ending = new AbortController();

  try {
    await merchants.connectAll();
    for (const _ of world.accounts) await openInvoice(world);
    endOnceEnough(ending, options, () => happenedIn(world, fleet, merchants));
    const { signal } = ending;
    const { storeServer } = options;
    const { acts } = merchants;
    const [counts] = await Promise.all([
      rage({ simulator, fleet, host, storeServer, dice, keys: KEYS, keyChanges, acts }, signal),
      ...Array.from({ length: CLIENTS }, () => live(world, signal)),
    ]);
    await merchants.comeBack();
    await settle(servers, simulator);
    // What was put aside may have been searched for in vain, twice, while everything went wrong.
    await settle(servers, simulator, 15);
    const invoices = await ask(servers[0]!, books);
    const entries = readJournal(journal);
    const evidence = evidenceOf(world, entries, {
      hearings: [...world.hearings, ...front.hearings],
      notices: noticesOf(host, books),
      invoices,
      accounts: await accountsOf(options.storageUrl, { books, host, fleet, invoices, merchants }),
    });
    const story = createStory({
      ...{ evidence, journal: entries, calls, kills: fleet.kills, keyChanges },
      ...{ requests: chronicle.requests(), deliveries: simulator.webhooks.deliveries() },
    });
    return { evidence, counts: { ...counts, ...merchants.counts, ...tally(evidence, calls) }, story };
  } finally {
    ending.abort();
    clearInterval(noting);
    await fleet.close();
    await Promise.all(servers.map((server) => server.close()));
    await Promise.all([front.close(), host.close(), mollie.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Aborts after so many seconds, or as soon as enough has happened then. */
function endOnceEnough(
  ending: AbortController,
  { seconds, enough = {} }: SoakOptions,
  happened: () => Happened,
): void {
  const end = performance.now() + seconds * 1000;
  const looking = setInterval(() => {
    const counts: Record<string, number> = happened();
    const isEnough = Object.entries(enough).every(([what, count]) => counts[what]! > count);
    if (performance.now() > end && isEnough) ending.abort();
  }, LOOK_EVERY);
  ending.signal.addEventListener('abort', () => clearInterval(looking));
}

function happenedIn({ chronicle, calls }: World, { kills }: Fleet, { counts }: Merchants): Happened {
  const { connections, pauses } = counts;
  const answered = calls.filter(isAnswered).length;
  return { creates: chronicle.asks().length, kills: kills.length, answered, connections, pauses };
}

function isAnswered({ status }: Call): boolean {
  return status > 0 && status < 500;
}

function newWorld(
  { simulator, url: mollieUrl }: ServedSimulator,
  dice: Dice,
  pick: () => string,
  { all, seen }: Merchants,
): World {
  return {
    ...{ simulator, mollieUrl, dice, pick, opened: 0, owners: seen.owners, texts: seen.texts },
    chronicle: new Chronicle(simulator),
    books: new Books(simulator.clock.now),
    ...{ windows: [], hearings: [], calls: [], answers: [] },
    accounts: ['default', ...all.map(({ account }) => account)],
  };
}

/** What was told in the end, and what was seen at Mollie, at the host and in the journal. */
function evidenceOf(
  { chronicle, books, windows, answers }: World,
  journal: readonly Entry[],
  told: Pick<Evidence, 'hearings' | 'notices' | 'invoices' | 'accounts'>,
): Evidence {
  chronicle.note();
  return {
    payments: chronicle.payments(),
    asks: asksOf(chronicle.asks(), windows, journal),
    decisions: decisionsOf(journal, windows),
    statements: books.statements(),
    disregards: [],
    losses: [],
    // Every server has both keys of the default account, so that no change of the first puts anything aside.
    upsets: [],
    ...{ answers, presses: windows.length },
    ...told,
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
    texts: evidence.accounts?.texts.length ?? 0,
    logEntries: evidence.invoices.reduce((total, { log }) => total + log.length, 0),
  };
}
