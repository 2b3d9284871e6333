import { ProxyError } from '../errors.ts';
import type { Changed, InvoiceDocument } from '../invoice/document.ts';
import { asDocument, isFirstRelease } from '../invoice/stored.ts';
import type { Realm } from '../keys/realm.ts';
import { type Clock, DAY, elapsed, MINUTE } from '../lib/clock.ts';
import type { Store } from '../store/store.ts';
import type { Realms } from './realms.ts';
import { createWaiters } from './waiters.ts';
import { createWrite, forKey, type WriteOptions } from './write.ts';

/** An invoice as it is stored; one of another realm than the running one is asleep. */
export type Stored = { document: InvoiceDocument; isAsleep: boolean };

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
  /** No work on an invoice that is asleep, or of an unknown realm: due later, the longer nothing has happened to it. */
  putOff(slug: string): Promise<void>;
};

type Deps = {
  store: Store;
  clock: Clock;
  realms: Realms;
  /** Names the key that creates. */
  credential: () => Promise<string>;
  /** Takes the ids of new notifications; without it none are queued. */
  onQueued?: ((slug: string, queued: readonly string[]) => void) | undefined;
  /** Whether a value that cannot be read counts as missing, so that it is made anew; else it is an error. */
  rebuilds?: boolean;
};

/** An invoice that is asleep is due again after as long as it has slept, within these. */
const SHORTEST_SLEEP = MINUTE;
const LONGEST_SLEEP = DAY;

export function createDocuments(deps: Deps): Documents {
  const { store, clock, realms, credential, onQueued, rebuilds = false } = deps;
  const waiters = createWaiters();
  const write = createWrite({ store, clock, realms, credential, notifies: onQueued !== undefined, rebuilds });

  async function find(slug: string, realm?: Realm): Promise<Stored | undefined> {
    const value = await store.get(slug);
    const known = realm ?? (isFirstRelease(value) ? await realms.ofFirstRelease(slug, value) : undefined);
    const stored = asDocument(value, known);
    const document = stored && forKey(stored, await credential());
    return document && { document, isAsleep: !realms.isRunning(document.realm) };
  }

  const changeOrCreate: Documents['changeOrCreate'] = async (slug, change, options) => {
    const { document, isChanged, queued } = await write(slug, change, options);
    if (isChanged) waiters.wake(slug);
    if (queued.length > 0 && realms.isRunning(document.realm)) onQueued?.(slug, queued);
    return document;
  };
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
    async putOff(slug) {
      const now = clock();
      await store.update(slug, (value) =>
        value === undefined ? undefined : { value, due: now + pauseOf(value, now), log: [] },
      );
    },
  };
}

function pauseOf(value: unknown, now: number): number {
  const { attempts = [], factsAt = 0 } = value as Partial<InvoiceDocument>;
  const times = attempts.flatMap(({ lookedAt, statusAt }) => [lookedAt, statusAt]);
  return Math.min(LONGEST_SLEEP, Math.max(SHORTEST_SLEEP, elapsed(Math.max(factsAt, ...times), now)));
}
