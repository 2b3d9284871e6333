import { ProxyError } from '../errors.ts';
import type { Changed, InvoiceDocument } from '../invoice/document.ts';
import { putAsideUnwanted } from '../invoice/intent.ts';
import { outboxAfter } from '../invoice/outbox.ts';
import { nextDue } from '../invoice/schedule.ts';
import { asDocument, type FirstRelease } from '../invoice/stored.ts';
import { type Realm, realmName } from '../keys/realm.ts';
import { type Clock, DAY, elapsed, MINUTE } from '../lib/clock.ts';
import type { Store } from '../store/store.ts';
import type { Realms } from './realms.ts';

/** An invoice as it is stored; one of another realm than the running one is asleep. */
export type Stored = { document: InvoiceDocument; isAsleep: boolean };

export type WriteOptions = {
  /** The invoice's realm, where it is known: that of new invoices, and of those of the first release. */
  realm?: Realm;
  /** The host's news reaches what is asleep all the same. */
  evenAsleep?: boolean;
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
  /** Whose it is, as far as the store tells. */
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
  open(
    slug: string,
    change: (newest: InvoiceDocument | undefined) => Changed | undefined,
    options?: WriteOptions,
  ): Promise<InvoiceDocument>;
  /** What is asleep, or nobody knows whose, is no work: it is due again the later, the longer nothing has happened to it. */
  putOff(slug: string): Promise<void>;
};

type Deps = {
  store: Store;
  clock: Clock;
  realms: Realms;
  /** Names the key that creates. */
  credential: () => Promise<string>;
  /** Is told what was queued for the host; without it nothing is. */
  onQueued?: ((slug: string, queued: readonly string[]) => void) | undefined;
  /** Whether a value that cannot be read is as none, to be made anew; else it is an error. */
  rebuilds?: boolean;
};

/** Between two times that something asleep is due: as long as it has slept, within these. */
const SHORTEST_SLEEP = MINUTE;
const LONGEST_SLEEP = DAY;

export function createDocuments(deps: Deps): Documents {
  const { store, clock, realms, credential, onQueued, rebuilds = false } = deps;
  const waiting = new Map<string, Set<() => void>>();

  async function find(slug: string, realm?: Realm): Promise<Stored | undefined> {
    const value = await store.get(slug);
    const known = realm ?? (isFirstRelease(value) ? await realms.ofFirstRelease(slug, value) : undefined);
    const stored = asDocument(value, known);
    const document = stored && forKey(stored, await credential());
    return document && { document, isAsleep: !realms.isRunning(document.realm) };
  }

  async function write(
    slug: string,
    change: (newest: InvoiceDocument | undefined) => Changed | undefined,
    { realm: given, evenAsleep = false }: WriteOptions = {},
  ): Promise<InvoiceDocument> {
    const key = await credential();
    let realm = given;
    let queued: string[] = [];
    let unknown: FirstRelease | undefined;
    let isAsleep = false;
    let isChanged = false;
    const writeOnce = () =>
      store.update<InvoiceDocument>(slug, (value) => {
        queued = [];
        unknown = realm === undefined && isFirstRelease(value) ? value : undefined;
        if (unknown) return undefined;
        const stored = rebuilds ? asDocumentIfReadable(value, realm) : asDocument(value, realm);
        const newest = stored && forKey(stored, key);
        isAsleep = newest !== undefined && !evenAsleep && !realms.isRunning(newest.realm);
        const changed = isAsleep ? undefined : change(newest);
        isChanged = changed !== undefined;
        if (!changed) return undefined;
        const now = clock();
        const { document: next, log } = putAsideUnwanted(changed, now);
        const outbox = onQueued && newest ? outboxAfter(newest, next, now) : next.outbox;
        queued = outbox
          .filter(({ id }) => newest?.outbox.every((known) => known.id !== id))
          .map(({ id }) => id);
        const version = Math.max(newest?.version ?? 0, next.version) + 1;
        const document = { ...next, version, outbox };
        const name = realmName(document.realm);
        return {
          value: document,
          due: nextDue(document, now),
          log: log.map((entry) => ({ ...entry, realm: name })),
        };
      });
    let written = await writeOnce();
    if (unknown) {
      realm = await realms.ofFirstRelease(slug, unknown);
      if (!realm) throw new ProxyError('not_found');
      written = await writeOnce();
    }
    if (isAsleep) throw new ProxyError('not_found');
    const stored = asDocument(written, realm);
    if (!stored) throw new ProxyError('resync_needed');
    const document = forKey(stored, key);
    if (isChanged) for (const done of [...(waiting.get(slug) ?? [])]) done();
    if (queued.length > 0 && realms.isRunning(document.realm)) onQueued?.(slug, queued);
    return document;
  }

  return {
    async realmOf(slug) {
      const value = await store.get(slug);
      return isFirstRelease(value) ? realms.told(slug, value) : asDocument(value)?.realm;
    },
    find,
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
    changed: (slug, patience) =>
      new Promise((resolve) => {
        const waiters = waiting.get(slug) ?? new Set();
        const done = () => {
          clearTimeout(timer);
          waiters.delete(done);
          if (waiters.size === 0) waiting.delete(slug);
          resolve();
        };
        const timer = setTimeout(done, patience);
        waiters.add(done);
        waiting.set(slug, waiters);
      }),
    change: (slug, change) => write(slug, (newest) => newest && change(newest)),
    open: write,
    async putOff(slug) {
      const now = clock();
      await store.update(slug, (value) => {
        if (value === undefined) return undefined;
        const { attempts = [], factsAt = 0 } = value as Partial<InvoiceDocument>;
        const lastly = Math.max(
          factsAt,
          ...attempts.map(({ lookedAt, statusAt }) => Math.max(lookedAt, statusAt)),
        );
        const pause = Math.min(LONGEST_SLEEP, Math.max(SHORTEST_SLEEP, elapsed(lastly, now)));
        return { value, due: now + pause, log: [] };
      });
    },
  };
}

/** What Mollie refused to one key it may do for another. */
function forKey(document: InvoiceDocument, credential: string): InvoiceDocument {
  const isOfAnother = document.refusal !== null && document.refusal.credential !== credential;
  return isOfAnother ? { ...document, refusal: null } : document;
}

/** Whether it is an invoice that does not say whose it is. */
function isFirstRelease(value: unknown): value is FirstRelease {
  const document = value as Partial<InvoiceDocument> | null | undefined;
  return document?.v === 1 && document.realm === undefined && typeof document.facts?.sub === 'string';
}

function asDocumentIfReadable(value: unknown, realm: Realm | undefined): InvoiceDocument | undefined {
  try {
    return asDocument(value, realm);
  } catch {
    return undefined;
  }
}
