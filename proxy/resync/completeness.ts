import { ProxyError } from '../errors.ts';
import type { PaymentMetadata } from '../invoice/payment-metadata.ts';
import { DEFAULT_ACCOUNT, type Realm, realmRecord } from '../keys/realm.ts';
import { type Clock, elapsed, SECOND } from '../lib/clock.ts';
import { withTimeout } from '../lib/with-timeout.ts';
import type { Mollie } from '../mollie/client.ts';
import { toProxyError } from '../mollie/to-proxy-error.ts';
import type { Store } from '../store/store.ts';
import { listPages } from './list.ts';

/**
 * Stands in every store that knows all that was made with it; `isPartial` where one of Mollie's lists was too long, or
 * not to be had, so that it is not sure.
 */
type Mark = { v: 1; at: number; isPartial?: boolean };

/** The mark of the first release, which had one for both modes. */
const FIRST_RELEASE = 'complete';

/** How far back an unmarked store's payments are looked for: 5,000 in each profile. */
const MAX_PAGES = 20;

/** After a search that failed. */
const PAUSE = 5 * SECOND;

/** Whoever only looks does not wait for a search longer than this, and whoever pays not much longer. */
const LOOK_PATIENCE = SECOND;
const PAY_PATIENCE = 2 * SECOND;

/** Whether the store knows all that Mollie lists. */
export type Completeness =
  /** `partial`: as far back as was searched. */
  { state: 'complete' | 'partial' | 'lost' | 'searching' } | { state: 'unknown'; cause: unknown };

/**
 * Keeps an emptied store from asking paid invoices again: a store without our mark, while Mollie lists payments of
 * this proxy, has lost them. The search goes on in the background, whoever waits for it.
 */
export type Guard = {
  /**
   * For making a payment: makes sure.
   * @throws {ProxyError} `resync_needed`, or what kept it from finding out
   */
  check(): Promise<void>;
  /**
   * For whoever looks: what is known, or soon is.
   * @throws {ProxyError} `resync_needed`, `store_unavailable`
   */
  glance(): Promise<void>;
  /** What is known after `patience` milliseconds at most. */
  completeness(patience: number): Promise<Completeness>;
  /** The store knows again all that Mollie's lists tell; `isPartial` where one was not to be had. */
  markComplete(isPartial: boolean): Promise<void>;
};

type Deps = {
  store: Store;
  mollie: Mollie;
  paymentMetadata: PaymentMetadata;
  realm: Realm;
  clock: Clock;
  /** Brings back what was lost, where nobody else can. */
  heal: (() => Promise<void>) | undefined;
  /** Is told once that the store has lost payments. */
  onLost: () => void;
};

export function createGuard({ store, mollie, paymentMetadata, realm, clock, heal, onLost }: Deps): Guard {
  const key = realmRecord('complete', realm);
  let search: Promise<Completeness> | undefined;
  let failedAt: number | undefined;

  async function marked(): Promise<Completeness | undefined> {
    let mark = await store.get(await key);
    if (mark === undefined && realm.account === DEFAULT_ACCOUNT) mark = await store.get(FIRST_RELEASE);
    return mark === undefined ? undefined : { state: (mark as Mark).isPartial ? 'partial' : 'complete' };
  }

  async function write(mark: Mark): Promise<void> {
    await store.update<Mark>(await key, () => ({ value: mark, due: null, log: [] }));
  }

  async function completeness(patience: number): Promise<Completeness> {
    return (await marked()) ?? (await withTimeout(searched(), patience)) ?? { state: 'searching' };
  }

  /** One search for all who want to know. That it failed is remembered for a while, and that all is lost for good. */
  function searched(): Promise<Completeness> {
    if (failedAt !== undefined && elapsed(failedAt, clock()) >= PAUSE) search = failedAt = undefined;
    search ??= lookThrough().then(
      (found) => {
        if (found.state !== 'lost') search = undefined;
        return found;
      },
      (cause) => {
        failedAt = clock();
        return { state: 'unknown', cause };
      },
    );
    return search;
  }

  async function lookThrough(): Promise<Completeness> {
    let isPartial = false;
    for await (const { payments, isCutOff } of listPages(mollie, 'view', MAX_PAGES)) {
      for (const payment of payments) {
        const bound = await paymentMetadata.attemptOf(payment);
        if (bound && bound.realm.account === realm.account) return lost();
      }
      isPartial ||= isCutOff;
    }
    await write({ v: 1, at: clock(), isPartial });
    return { state: isPartial ? 'partial' : 'complete' };
  }

  async function lost(): Promise<Completeness> {
    await heal?.();
    // Another server may have marked the store since, and made the payment that was found.
    const mark = await marked();
    if (!mark) onLost();
    return mark ?? { state: 'lost' };
  }

  return {
    async check() {
      const known = await completeness(PAY_PATIENCE);
      if (known.state === 'unknown') throw toProxyError(known.cause);
      if (known.state === 'lost' || known.state === 'searching') throw new ProxyError('resync_needed');
    },
    async glance() {
      const { state } = await completeness(LOOK_PATIENCE);
      if (state === 'lost') throw new ProxyError('resync_needed');
    },
    completeness,
    async markComplete(isPartial) {
      // What was whole before is not in doubt now.
      const wasWhole = isPartial && (await marked())?.state === 'complete';
      await write({ v: 1, at: clock(), isPartial: isPartial && !wasWhole });
    },
  };
}
