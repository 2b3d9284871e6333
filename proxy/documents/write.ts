import type { Account } from '../accounts/account.ts';
import type { Accounts } from '../accounts/index.ts';
import { ProxyError } from '../errors.ts';
import { tellsCustomer, withoutUnneededBilling } from '../invoice/billing.ts';
import type { Changed, InvoiceDocument } from '../invoice/document.ts';
import { putAsideUnwanted } from '../invoice/intent.ts';
import { nextDue } from '../invoice/look-schedule.ts';
import { outboxAfter } from '../invoice/outbox.ts';
import { keepRefusals } from '../invoice/refusals.ts';
import { asDocument, asDocumentIfReadable, type FirstRelease, isFirstRelease } from '../invoice/stored.ts';
import { type Realm, realmName } from '../keys/realm.ts';
import type { Clock } from '../lib/clock.ts';
import type { Change, Store } from '../store/store.ts';
import type { Realms } from './realms.ts';

export type WriteOptions = {
  /** The invoice's realm, where it is known: for new invoices, and for those of the first release. */
  realm?: Realm;
  /** Writes an invoice that is asleep, too: for the host's news. */
  evenAsleep?: boolean;
};

type ChangeDocument = (newest: InvoiceDocument | undefined) => Changed | undefined;

type Written = {
  document: InvoiceDocument;
  isChanged: boolean;
  /** Ids of the notifications that this change has queued. */
  queued: readonly string[];
};

type Deps = {
  store: Store;
  clock: Clock;
  realms: Realms;
  accounts: Accounts;
  /** Whether news is queued for the host. */
  notifies: boolean;
  /** Whether a value that cannot be read counts as missing, so that it is made anew; else it is an error. */
  rebuilds: boolean;
};

/** Writes one invoice at a time: with its next version, its notifications, its log lines and the time of the next work. */
export function createWrite({ store, clock, realms, accounts, notifies, rebuilds }: Deps) {
  return async function write(
    slug: string,
    change: ChangeDocument,
    { realm: given, evenAsleep = false }: WriteOptions = {},
  ): Promise<Written> {
    let realm = given;
    let account: Account | undefined;
    let unknown: FirstRelease | undefined;
    let isAsleep = false;
    let isChanged = false;
    let queued: readonly string[] = [];
    /** Whose invoice it is, where that account is not known here yet. */
    let owner: string | undefined;
    const writeOnce = () =>
      store.update<InvoiceDocument>(slug, (value) => {
        owner = undefined;
        unknown = realm === undefined && isFirstRelease(value) ? value : undefined;
        if (unknown) return undefined;
        const stored = rebuilds ? asDocumentIfReadable(value, realm) : asDocument(value, realm);
        account = stored && accounts.known(stored.realm.account);
        if (stored && !account) {
          owner = stored.realm.account;
          return undefined;
        }
        const newest = stored && account && forAccount(stored, account);
        isAsleep = newest !== undefined && !evenAsleep && sleeps(account!, newest);
        const changed = isAsleep ? undefined : change(newest);
        isChanged = changed !== undefined;
        const isTaking = account?.realm !== null && !account?.isPaused;
        const next = changed && toStore(newest, changed, { notifies, isTaking, now: clock() });
        queued = next ? newIn(next.value, newest) : [];
        return next;
      });
    let written = await writeOnce();
    if (unknown) {
      realm = await realms.ofFirstRelease(slug, unknown);
      if (!realm) throw new ProxyError('not_found');
      written = await writeOnce();
    }
    if (owner !== undefined) {
      await accounts.of(owner);
      written = await writeOnce();
    }
    if (isAsleep) throw new ProxyError('not_found');
    const stored = asDocument(written, realm);
    if (!stored || owner !== undefined) throw new ProxyError('resync_needed');
    return { document: account ? forAccount(stored, account) : stored, isChanged, queued };
  };
}

/** Whether the invoice is of another realm than its account's: without a key, than that of its last key. */
export function sleeps({ lastMode }: Account, { realm }: InvoiceDocument): boolean {
  return lastMode !== null && lastMode !== realm.mode;
}

/** The invoice for the key that creates: what Mollie refused to another key it may do for this one. */
export function forAccount(document: InvoiceDocument, { mollie }: Account): InvoiceDocument {
  return keepRefusals(document, ({ credential }) => credential === mollie.credential);
}

/** What is stored of a changed invoice. */
function toStore(
  newest: InvoiceDocument | undefined,
  changed: Changed,
  { notifies, isTaking, now }: { notifies: boolean; isTaking: boolean; now: number },
): Change<InvoiceDocument> {
  const { document: wanted, log } = putAsideUnwanted(changed, now);
  const next = withoutUnneededBilling(wanted, isTaking);
  const version = Math.max(newest?.version ?? 0, next.version) + 1;
  const outbox = notifies && newest ? outboxAfter(newest, next, now) : next.outbox;
  const document = { ...next, version, outbox };
  const realm = realmName(document.realm);
  return {
    value: document,
    due: nextDue(document, now),
    log: log.map((entry) => ({ ...entry, realm })),
    erases: newest !== undefined && tellsCustomer(newest) && !tellsCustomer(document),
  };
}

/** What a change has put into the outbox; nothing for an invoice that is new itself. */
function newIn({ outbox }: InvoiceDocument, before: InvoiceDocument | undefined): readonly string[] {
  return outbox.filter(({ id }) => before?.outbox.every((known) => known.id !== id)).map(({ id }) => id);
}
