import { LRUCache } from 'lru-cache';
import type { Account } from '../accounts/account.ts';
import { isRunning } from '../accounts/index.ts';
import type { Documents } from '../documents/index.ts';
import { ProxyError } from '../errors.ts';
import { applyPayments } from '../invoice/apply-payments.ts';
import type { Attempt, InvoiceDocument } from '../invoice/document.ts';
import { nextDue } from '../invoice/look-schedule.ts';
import type { PaymentMetadata } from '../invoice/payment-metadata.ts';
import { DEFAULT_ACCOUNT, type Realm, realmName, realmRecord } from '../keys/realm.ts';
import { type Clock, elapsed, SECOND } from '../lib/clock.ts';
import { perScope } from '../lib/scope.ts';
import { withTimeout } from '../lib/with-timeout.ts';
import type { Urgency } from '../mollie/budget.ts';
import type { MolliePayment } from '../mollie/payment.ts';
import { toProxyError } from '../mollie/to-proxy-error.ts';
import { type Store, StoreError } from '../store/store.ts';
import { listPages } from './list.ts';
import { isKnown } from './restore.ts';

/**
 * Written into every store that knows all payments made with it; `isPartial` where one of Mollie's lists was too long
 * or could not be read, so that older payments may be missing. `connection` names the connecting of a stored key after
 * which they were searched.
 */
type Mark = { v: 1; at: number; isPartial?: boolean; connection?: string };

/** The mark of the first release, which had one for both modes. */
const FIRST_RELEASE = 'complete';

/** How far back an unmarked store's payments are looked for: 5,000 in each profile. */
const MAX_PAGES = 20;

/** After a search that failed. */
const PAUSE = 5 * SECOND;

/** How long a request waits for the search: one that shows an invoice, and one that makes a payment. */
const VIEW_PATIENCE = SECOND;
const PAY_PATIENCE = 2 * SECOND;

/** Whether the store knows all of an account that Mollie lists. */
export type Completeness =
  /** `partial`: as far back as was searched. */
  { state: 'complete' | 'partial' | 'lost' | 'searching' } | { state: 'unknown'; cause: unknown };

/**
 * Finds a store that was emptied, so that no paid invoice is asked for again: where it has no mark of an account, and Mollie
 * lists payments of that account that it does not know, it has lost them. The search goes on in the background, however
 * long a request waits for it.
 */
export type CompletenessCheck = {
  /**
   * Before a payment is made: passes only where the store is known to be complete.
   * @throws {ProxyError} `resync_needed`, or why it is not known
   */
  assertComplete(account: Account): Promise<void>;
  /**
   * Before an invoice is shown: passes unless the store is known to have lost payments.
   * @throws {ProxyError} `resync_needed`, `store_unavailable`
   */
  assertNotLost(account: Account): Promise<void>;
  /** What is known after `patience` milliseconds at most. */
  result(account: Account, patience: number, urgency?: Urgency): Promise<Completeness>;
  /** The store knows again all that Mollie's lists tell; `isPartial` where one could not be read. */
  markComplete(account: Account, isPartial: boolean): Promise<void>;
};

type Deps = {
  store: Store;
  documents: Documents;
  paymentMetadata: PaymentMetadata;
  clock: Clock;
  /** Restores what the store has lost of an account, unless the operator shall do it. */
  heal: (account: Account) => Promise<void>;
  /** Called once where the store has lost an account's payments. */
  onLost: (account: Account) => void;
};

/** Whose lists are searched, and how urgent that was to whoever began it; whoever comes meanwhile shares it. */
type Search = { account: Account; urgency: Urgency };

/** A search that is under way, has failed, or has found the store lost. */
type Searching = { search?: Promise<Completeness> | undefined; failedAt?: number | undefined };

/** Accounts whose search is remembered, at most. */
const MOST_SEARCHES = 1000;

const COMPLETE = { state: 'complete' } as const;

export function createCompletenessCheck(deps: Deps): CompletenessCheck {
  const { clock } = deps;
  const { readMark, writeMark } = createMarks(deps);
  const searches = perScope(() => new LRUCache<string, Searching>({ max: MOST_SEARCHES }));

  async function result(
    account: Account,
    patience: number,
    urgency: Urgency = 'view',
  ): Promise<Completeness> {
    const { realm } = account;
    // Without a key there is no list.
    if (!realm) return COMPLETE;
    const known = await readMark(account, realm);
    if (known) return known;
    return (
      (await withTimeout(clock, searchOnce(account, realm, urgency), patience)) ?? { state: 'searching' }
    );
  }

  /** One search for all requests. A failure is remembered for a while, that payments are lost for good. */
  function searchOnce(account: Account, realm: Realm, urgency: Urgency): Promise<Completeness> {
    const key = `${realmName(realm)} ${account.connection}`;
    const mine = searches().get(key) ?? {};
    searches().set(key, mine);
    if (isOver(mine, clock())) mine.search = mine.failedAt = undefined;
    mine.search ??= searchLists(account, realm, urgency).then(
      (found) => {
        if (found.state !== 'lost') searches().delete(key);
        return found;
      },
      (cause) => {
        mine.failedAt = clock();
        return { state: 'unknown', cause };
      },
    );
    return mine.search;
  }

  async function searchLists(account: Account, realm: Realm, urgency: Urgency): Promise<Completeness> {
    let isPartial = false;
    const pages = listPages(account.mollie, urgency, MAX_PAGES, keysToSearch(account));
    for await (const { payments, isCutOff } of pages) {
      for (const payment of payments)
        if (await isLost(deps, { account, urgency }, payment)) return lost(deps, account, realm);
      isPartial ||= isCutOff;
    }
    await writeMark(account, realm, isPartial);
    return { state: isPartial ? 'partial' : 'complete' };
  }

  return {
    async assertComplete(account) {
      const known = await result(account, PAY_PATIENCE);
      if (known.state === 'unknown') throw toProxyError(known.cause);
      if (known.state === 'lost' || known.state === 'searching') throw new ProxyError('resync_needed');
    },
    async assertNotLost(account) {
      const { state } = await result(account, VIEW_PATIENCE);
      if (state === 'lost') throw new ProxyError('resync_needed');
    },
    result,
    async markComplete(account, isPartial) {
      const { realm } = account;
      if (!realm) return;
      // A store that was complete stays so, even where a list cannot be read now.
      const wasWhole = isPartial && (await readMark(account, realm))?.state === 'complete';
      await writeMark(account, realm, isPartial && !wasWhole);
    },
  };
}

/** The store has lost payments: restores them, unless the operator shall do it. */
async function lost(deps: Deps, account: Account, realm: Realm): Promise<Completeness> {
  await deps.heal(account);
  // Another server may have marked the store since, and made the payment that was found.
  const mark = await createMarks(deps).readMark(account, realm);
  if (!mark) deps.onLost(account);
  return mark ?? { state: 'lost' };
}

/** Of a key that was connected, its own profile alone is news. */
function keysToSearch({ mollie, connection }: Account): readonly string[] {
  return connection === null ? mollie.credentials : [mollie.credential];
}

/** The marks of complete stores. */
function createMarks({ store, clock }: Deps) {
  async function readMark({ connection }: Account, realm: Realm): Promise<Completeness | undefined> {
    let mark = (await store.get(realmRecord('complete', realm))) as Mark | undefined;
    if (!mark && realm.account === DEFAULT_ACCOUNT)
      mark = (await store.get(FIRST_RELEASE)) as Mark | undefined;
    // A key that was connected since may be of a profile with payments that the store has lost.
    if (!mark || (connection !== null && mark.connection !== connection)) return undefined;
    return { state: mark.isPartial ? 'partial' : 'complete' };
  }

  async function writeMark({ connection }: Account, realm: Realm, isPartial: boolean): Promise<void> {
    const mark: Mark = { v: 1, at: clock(), isPartial, ...(connection !== null && { connection }) };
    await store.update<Mark>(realmRecord('complete', realm), () => ({
      value: mark,
      due: null,
      log: [],
    }));
  }

  return { readMark, writeMark };
}

/**
 * Whether the store does not know a listed payment of the account. Of one that it knows, news is taken up at once: no
 * key may have seen it for a while.
 */
async function isLost(deps: Deps, search: Search, payment: MolliePayment): Promise<boolean> {
  const { documents, paymentMetadata, clock } = deps;
  const { account } = search;
  const metadata = paymentMetadata.attemptOf(payment);
  if (!metadata || !isRunning(account, metadata.realm)) return false;
  const document = await documents.read(metadata.slug).catch(missingIfUnreadable);
  if (!document || !(isKnown(document, payment, metadata.n) || isAwaited(document, metadata.n))) return true;
  const attempt = document.attempts.find(({ id }) => id === payment.id);
  if (attempt && isNews(attempt, payment)) await takeUp(deps, search, metadata.slug, attempt);
  // What was put off meanwhile is due now.
  else if ((nextDue(document, clock()) ?? Number.POSITIVE_INFINITY) <= clock())
    await documents.rewrite(metadata.slug);
  return false;
}

/** A create whose answer is missing, and that is looked for. */
function isAwaited({ intent, putAside }: InvoiceDocument, n: number): boolean {
  return intent?.n === n || putAside.some((aside) => aside.n === n);
}

function isNews(attempt: Attempt, { status, refunded, chargedBack }: MolliePayment): boolean {
  return attempt.status !== status || attempt.refunded !== refunded || attempt.chargedBack !== chargedBack;
}

async function takeUp(
  { documents, clock }: Deps,
  { account, urgency }: Search,
  slug: string,
  { id, looks, credential }: Attempt,
): Promise<void> {
  // Lists lack the single refunds and chargebacks.
  const payment = await account.mollie.get(id, { credential, urgency });
  await documents.change(slug, (newest) => {
    const known = newest.attempts.find((one) => one.id === id);
    // Another look may be newer.
    if (known?.looks !== looks) return undefined;
    return applyPayments(newest, [{ ...known, payment }], 'watch', clock());
  });
}

function missingIfUnreadable(error: unknown): undefined {
  if (!(error instanceof StoreError)) throw error;
}

/** Whether a search has failed long enough ago for another one. */
function isOver({ failedAt }: Searching, now: number): boolean {
  return failedAt !== undefined && elapsed(failedAt, now) >= PAUSE;
}
