import { ProxyError } from '../errors.ts';
import type { PaymentMetadata } from '../invoice/payment-metadata.ts';
import { DEFAULT_ACCOUNT, type Realm, realmRecord } from '../keys/realm.ts';
import { type Clock, elapsed, SECOND } from '../lib/clock.ts';
import { perScope } from '../lib/scope.ts';
import { withTimeout } from '../lib/with-timeout.ts';
import type { Mollie } from '../mollie/client.ts';
import { toProxyError } from '../mollie/to-proxy-error.ts';
import type { Store } from '../store/store.ts';
import { listPages } from './list.ts';

/**
 * Written into every store that knows all payments made with it; `isPartial` where one of Mollie's lists was too long
 * or could not be read, so that older payments may be missing.
 */
type Mark = { v: 1; at: number; isPartial?: boolean };

/** The mark of the first release, which had one for both modes. */
const FIRST_RELEASE = 'complete';

/** How far back an unmarked store's payments are looked for: 5,000 in each profile. */
const MAX_PAGES = 20;

/** After a search that failed. */
const PAUSE = 5 * SECOND;

/** How long a request waits for the search: one that shows an invoice, and one that makes a payment. */
const VIEW_PATIENCE = SECOND;
const PAY_PATIENCE = 2 * SECOND;

/** Whether the store knows all that Mollie lists. */
export type Completeness =
  /** `partial`: as far back as was searched. */
  { state: 'complete' | 'partial' | 'lost' | 'searching' } | { state: 'unknown'; cause: unknown };

/**
 * Finds a store that was emptied, so that no paid invoice is asked for again: where the store has no mark and Mollie
 * lists payments of this proxy, the store has lost them. The search goes on in the background, however long a request
 * waits for it.
 */
export type CompletenessCheck = {
  /**
   * Before a payment is made: passes only where the store is known to be complete.
   * @throws {ProxyError} `resync_needed`, or why it is not known
   */
  assertComplete(): Promise<void>;
  /**
   * Before an invoice is shown: passes unless the store is known to have lost payments.
   * @throws {ProxyError} `resync_needed`, `store_unavailable`
   */
  assertNotLost(): Promise<void>;
  /** What is known after `patience` milliseconds at most. */
  result(patience: number): Promise<Completeness>;
  /** The store knows again all that Mollie's lists tell; `isPartial` where one could not be read. */
  markComplete(isPartial: boolean): Promise<void>;
};

type Deps = {
  store: Store;
  mollie: Mollie;
  paymentMetadata: PaymentMetadata;
  realm: Realm;
  clock: Clock;
  /** Restores what was lost; left out where the operator shall do it. */
  heal: (() => Promise<void>) | undefined;
  /** Called once where the store has lost payments. */
  onLost: () => void;
};

/** A search that is under way, has failed, or has found the store lost. */
type Searching = { search?: Promise<Completeness> | undefined; failedAt?: number | undefined };

export function createCompletenessCheck(deps: Deps): CompletenessCheck {
  const { store, mollie, paymentMetadata, realm, clock, heal, onLost } = deps;
  const key = realmRecord('complete', realm);
  const searching = perScope((): Searching => ({}));

  async function readMark(): Promise<Completeness | undefined> {
    let mark = await store.get(await key);
    if (mark === undefined && realm.account === DEFAULT_ACCOUNT) mark = await store.get(FIRST_RELEASE);
    return mark === undefined ? undefined : { state: (mark as Mark).isPartial ? 'partial' : 'complete' };
  }

  async function writeMark(isPartial: boolean): Promise<void> {
    const mark: Mark = { v: 1, at: clock(), isPartial };
    await store.update<Mark>(await key, () => ({ value: mark, due: null, log: [] }));
  }

  const result = async (patience: number): Promise<Completeness> =>
    (await readMark()) ?? (await withTimeout(searchOnce(), patience)) ?? { state: 'searching' };

  /** One search for all requests. A failure is remembered for a while, that payments are lost for good. */
  function searchOnce(): Promise<Completeness> {
    const mine = searching();
    if (isOver(mine, clock())) mine.search = mine.failedAt = undefined;
    mine.search ??= searchLists().then(
      (found) => {
        if (found.state !== 'lost') mine.search = undefined;
        return found;
      },
      (cause) => {
        mine.failedAt = clock();
        return { state: 'unknown', cause };
      },
    );
    return mine.search;
  }

  async function searchLists(): Promise<Completeness> {
    let isPartial = false;
    for await (const { payments, isCutOff } of listPages(mollie, 'view', MAX_PAGES)) {
      for (const payment of payments) {
        const metadata = await paymentMetadata.attemptOf(payment);
        if (metadata && metadata.realm.account === realm.account) return lost();
      }
      isPartial ||= isCutOff;
    }
    await writeMark(isPartial);
    return { state: isPartial ? 'partial' : 'complete' };
  }

  async function lost(): Promise<Completeness> {
    await heal?.();
    // Another server may have marked the store since, and made the payment that was found.
    const mark = await readMark();
    if (!mark) onLost();
    return mark ?? { state: 'lost' };
  }

  return {
    async assertComplete() {
      const known = await result(PAY_PATIENCE);
      if (known.state === 'unknown') throw toProxyError(known.cause);
      if (known.state === 'lost' || known.state === 'searching') throw new ProxyError('resync_needed');
    },
    async assertNotLost() {
      const { state } = await result(VIEW_PATIENCE);
      if (state === 'lost') throw new ProxyError('resync_needed');
    },
    result,
    async markComplete(isPartial) {
      // A store that was complete stays so, even where a list cannot be read now.
      const wasWhole = isPartial && (await readMark())?.state === 'complete';
      await writeMark(isPartial && !wasWhole);
    },
  };
}

/** Whether a search has failed long enough ago for another one. */
function isOver({ failedAt }: Searching, now: number): boolean {
  return failedAt !== undefined && elapsed(failedAt, now) >= PAUSE;
}
