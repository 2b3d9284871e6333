import type { Account } from '../accounts/account.ts';
import type { Accounts } from '../accounts/index.ts';
import { ProxyError } from '../errors.ts';
import type { Changed, InvoiceDocument } from '../invoice/document.ts';
import { asDocument, isFirstRelease } from '../invoice/stored.ts';
import type { Realm } from '../keys/realm.ts';
import { type Clock, DAY, elapsed, MINUTE, SECOND } from '../lib/clock.ts';
import { underOneReference } from '../log/reference.ts';
import type { Store } from '../store/store.ts';
import type { Realms } from './realms.ts';
import { createWaiters } from './waiters.ts';
import { createWrite, forAccount, sleeps, type WriteOptions } from './write.ts';

/**
 * An invoice as it is stored, and its account. One of another realm than the account's is asleep: it is not shown, paid,
 * asked about at Mollie or told to the host until its realm runs again.
 */
export type Stored = { document: InvoiceDocument; account: Account; isAsleep: boolean };

/** How long there is no work. */
export type Pause = {
  /** Milliseconds; left out, the longer nothing has happened to the invoice, the longer. */
  pause?: number;
  /** Whether the host is told of it all the same, when it is time. */
  isTold?: boolean;
};

/** The invoices of a store: every write goes through here, with its log lines and the time of the next work. */
export type Documents = {
  /** The invoice; undefined where there is none that is awake. */
  read(slug: string): Promise<InvoiceDocument | undefined>;
  /**
   * The invoice, which was there before.
   * @throws {ProxyError} `resync_needed` where the store has lost it, `not_found` where it is asleep.
   */
  newest(slug: string): Promise<InvoiceDocument>;
  /** The realm that the invoice belongs to, as far as the store tells. */
  realmOf(slug: string): Promise<Realm | undefined>;
  /** The invoice, asleep or not. */
  find(slug: string, realm?: Realm): Promise<Stored | undefined>;
  /** Resolves at the next change that this process makes, or after `patience` milliseconds. */
  changed(slug: string, patience: number): Promise<void>;
  /**
   * Changes an invoice atomically and answers it as it then is. `change` is given the newest, may be called several
   * times, and answers undefined to leave it.
   * @throws {ProxyError} `resync_needed` where the store has lost it, `not_found` where it is asleep.
   */
  change(slug: string, change: (newest: InvoiceDocument) => Changed | undefined): Promise<InvoiceDocument>;
  /** The same where there may be none yet; `change` makes one then. */
  changeOrCreate(
    slug: string,
    change: (newest: InvoiceDocument | undefined) => Changed | undefined,
    options?: WriteOptions,
  ): Promise<InvoiceDocument>;
  /** Writes the invoice as it is: every write puts aside an intent that is too old to be sent again. */
  rewrite(slug: string): Promise<InvoiceDocument>;
  /** No work on an invoice for a while, by one write. */
  putOff(slug: string, pause?: Pause): Promise<void>;
};

type Deps = {
  store: Store;
  clock: Clock;
  realms: Realms;
  accounts: Accounts;
  /** Takes the ids of new notifications; without it none are queued. */
  onQueued?: ((slug: string, queued: readonly string[]) => void) | undefined;
  /** Whether a value that cannot be read counts as missing, so that it is made anew; else it is an error. */
  rebuilds?: boolean;
};

/** An invoice that is asleep is due again after as long as it has slept, within these. */
const SHORTEST_SLEEP = MINUTE;
const LONGEST_SLEEP = DAY;

export function createDocuments(deps: Deps): Documents {
  const { store, clock, realms, accounts, onQueued, rebuilds = false } = deps;
  const waiters = createWaiters(clock);
  const write = createWrite({ store, clock, realms, accounts, notifies: onQueued !== undefined, rebuilds });

  async function find(slug: string, realm?: Realm): Promise<Stored | undefined> {
    const value = await store.get(slug);
    const known = realm ?? (isFirstRelease(value) ? await realms.ofFirstRelease(slug, value) : undefined);
    const stored = asDocument(value, known);
    if (!stored) return undefined;
    const account = await accounts.of(stored.realm.account);
    const document = forAccount(stored, account);
    return { document, account, isAsleep: sleeps(account, document) };
  }

  const changeNow: Documents['changeOrCreate'] = async (slug, change, options) => {
    const { document, isChanged, queued } = await write(slug, change, options);
    if (isChanged) waiters.wake(slug);
    const account = accounts.known(document.realm.account);
    if (queued.length > 0 && account && !sleeps(account, document)) onQueued?.(slug, queued);
    return document;
  };
  const changeOrCreate: typeof changeNow = (...written) => underOneReference(() => changeNow(...written));
  const change: Documents['change'] = (slug, change) =>
    changeOrCreate(slug, (newest) => newest && change(newest));

  return {
    find,
    changeOrCreate,
    change,
    rewrite: (slug) => change(slug, (document) => ({ document, log: [] })),
    changed: waiters.wait,
    async realmOf(slug) {
      const value = await store.get(slug);
      return isFirstRelease(value) ? realms.told(slug, value) : asDocument(value)?.realm;
    },
    async read(slug) {
      const stored = await find(slug);
      return stored?.isAsleep ? undefined : stored?.document;
    },
    async newest(slug) {
      const stored = await find(slug);
      if (!stored) throw new ProxyError('resync_needed');
      if (stored.isAsleep) throw new ProxyError('not_found');
      return stored.document;
    },
    async putOff(slug, { pause, isTold = false } = {}) {
      const now = clock();
      await store.update(slug, (value) => {
        if (value === undefined) return undefined;
        const due = now + (pause ?? pauseOf(value, now));
        return { value, due: isTold ? Math.min(due, ...timesToTell(value, now)) : due, log: [] };
      });
    },
  };
}

/** When notifications that wait are due again. */
function timesToTell(value: unknown, now: number): number[] {
  const { outbox = [], facts } = value as Partial<InvoiceDocument>;
  // Without an id, nothing is told.
  return facts?.sub === '' ? [] : outbox.map(({ nextAt }) => Math.max(nextAt, now + SECOND));
}

function pauseOf(value: unknown, now: number): number {
  const { attempts = [], factsAt = 0 } = value as Partial<InvoiceDocument>;
  const times = attempts.flatMap(({ lookedAt, statusAt }) => [lookedAt, statusAt]);
  return Math.min(LONGEST_SLEEP, Math.max(SHORTEST_SLEEP, elapsed(Math.max(factsAt, ...times), now)));
}
