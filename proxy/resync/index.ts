import type { Account } from '../accounts/account.ts';
import { type Accounts, isRunning } from '../accounts/index.ts';
import { createDocuments, type Documents } from '../documents/index.ts';
import type { Realms } from '../documents/realms.ts';
import { ProxyError } from '../errors.ts';
import type { InvoiceDocument } from '../invoice/document.ts';
import { confirm } from '../invoice/facts.ts';
import type { PaymentMetadata } from '../invoice/payment-metadata.ts';
import type { Realm } from '../keys/realm.ts';
import type { Clock } from '../lib/clock.ts';
import { MollieError } from '../mollie/errors.ts';
import type { MolliePayment } from '../mollie/payment.ts';
import type { Store } from '../store/store.ts';
import type { CompletenessCheck } from './completeness.ts';
import { listPages } from './list.ts';
import { restore } from './restore.ts';

export type ResyncProgress = {
  /** Payments that Mollie has listed so far. */
  listed: number;
  /** Payments among them that this proxy made. */
  own: number;
  /** Payments that the store did not know. */
  restored: number;
  /** When the last one listed was made, ISO 8601; the list goes back in time. */
  backTo: string | null;
};

export type ResyncReport = ResyncProgress & {
  /** Ids of payments that could not be restored. */
  failed: string[];
  /** Invoices that the store had lost, with their log. */
  lost: number;
  /** Invoices that are not payable until the host states them again. */
  unconfirmed: number;
  /** Invoices that would be unconfirmed, and are payable since the operator trusts what their payments tell. */
  trusted: number;
};

export type ResyncOptions = {
  /** Restored invoices are payable at once, also those of an earlier resync. */
  trust?: boolean;
};

type Deps = {
  store: Store;
  accounts: Accounts;
  paymentMetadata: PaymentMetadata;
  realms: Realms;
  completeness: Pick<CompletenessCheck, 'markComplete'>;
  clock: Clock;
  /** Whether the host hears of restored invoices. */
  notifies: boolean;
  /** Takes the currency of each payment that this proxy made. */
  noteCurrency: (realm: Realm, currency: string) => void;
};

/** Rebuilds what is stored of an account from Mollie's lists of payments. An invoice that is there and can be read stays as it is. */
export type Resync = (
  account: Account,
  onProgress?: (progress: ResyncProgress) => void,
  options?: ResyncOptions,
) => Promise<ResyncReport>;

export function createResync(deps: Deps): Resync {
  const { store, accounts, realms, completeness, clock } = deps;
  // Without `onQueued`: what happened long ago is no news for the host.
  const documents = createDocuments({ store, clock, realms, accounts, rebuilds: true });

  return async function resync(account, onProgress = () => {}, { trust = false } = {}) {
    const tally = newTally();
    let isPartial = false;
    for await (const { credential, payments, isCutOff } of listPages(account.mollie, 'payment')) {
      isPartial ||= isCutOff;
      for (const payment of payments) {
        const outcome = await restoreOne({ ...deps, documents, account }, payment, credential);
        if (outcome !== 'foreign' && account.realm) deps.noteCurrency(account.realm, payment.currency);
        count(tally, payment, outcome);
      }
      onProgress({ ...tally.progress });
    }
    const { progress, failed, lost, unconfirmed } = tally;
    const isTrusted = trust && failed.length === 0;
    if (isTrusted) for (const [slug, realm] of unconfirmed) await confirmOne(slug, realm);
    if (failed.length === 0) await completeness.markComplete(account, isPartial);
    return {
      ...progress,
      failed,
      lost,
      unconfirmed: isTrusted ? 0 : unconfirmed.size,
      trusted: isTrusted ? unconfirmed.size : 0,
    };
  };

  async function confirmOne(slug: string, realm: Realm): Promise<void> {
    const change = (newest: InvoiceDocument | undefined) =>
      newest && newest.restoredAt !== null ? confirm(newest, clock()) : undefined;
    await documents.changeOrCreate(slug, change, { realm });
  }
}

type Outcome =
  /** Not made by this proxy, or of another account or mode. */
  'foreign' | 'failed' | { slug: string; document: InvoiceDocument; isRestored: boolean; wasLost: boolean };

/** Puts one listed payment into its invoice. */
async function restoreOne(
  { account, paymentMetadata, documents, clock, notifies }: Deps & { documents: Documents; account: Account },
  listed: MolliePayment,
  credential: string,
): Promise<Outcome> {
  const metadata = paymentMetadata.attemptOf(listed);
  if (!metadata || !isRunning(account, metadata.realm)) return 'foreign';
  const { slug, realm } = metadata;
  try {
    // Lists lack the single refunds and chargebacks.
    const isMoved = listed.refunded > 0 || listed.chargedBack > 0;
    const payment = isMoved ? await account.mollie.get(listed.id, { credential }) : listed;
    const found = { payment, metadata, credential, webhooks: payment.hasWebhook };
    let isRestored = false;
    let wasLost = false;
    const change = (newest: InvoiceDocument | undefined) => {
      const changed = restore(newest, found, clock(), notifies);
      isRestored = changed !== undefined;
      wasLost = changed?.log.some(({ event }) => event === 'invoice.restored') ?? false;
      return changed;
    };
    return { slug, document: await documents.changeOrCreate(slug, change, { realm }), isRestored, wasLost };
  } catch (error) {
    if (!(error instanceof MollieError || error instanceof ProxyError)) throw error;
    return 'failed';
  }
}

type Tally = {
  progress: ResyncProgress;
  failed: string[];
  lost: number;
  /** Invoices that are not confirmed, by their slugs. */
  unconfirmed: Map<string, Realm>;
};

function newTally(): Tally {
  const progress = { listed: 0, own: 0, restored: 0, backTo: null };
  return { progress, failed: [], lost: 0, unconfirmed: new Map() };
}

function count(tally: Tally, { id, createdAt }: MolliePayment, outcome: Outcome): void {
  const { progress, failed, unconfirmed } = tally;
  progress.listed++;
  progress.backTo = createdAt;
  if (outcome === 'foreign') return;
  progress.own++;
  if (outcome === 'failed') return void failed.push(id);
  const { document, slug, isRestored, wasLost } = outcome;
  if (isRestored) progress.restored++;
  if (wasLost) tally.lost++;
  if (document.restoredAt !== null) unconfirmed.set(slug, document.realm);
}
