import { createDocuments } from '../documents/index.ts';
import type { Realms } from '../documents/realms.ts';
import { ProxyError } from '../errors.ts';
import type { InvoiceDocument } from '../invoice/document.ts';
import { confirm } from '../invoice/facts.ts';
import type { PaymentMetadata } from '../invoice/payment-metadata.ts';
import type { Realm } from '../keys/realm.ts';
import type { Clock } from '../lib/clock.ts';
import type { Mollie } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import type { MolliePayment } from '../mollie/payment.ts';
import type { Store } from '../store/store.ts';
import type { Guard } from './completeness.ts';
import { listPages } from './list.ts';
import { restore } from './restore.ts';

export type ResyncProgress = {
  /** Payments that Mollie has listed so far. */
  listed: number;
  /** Those of them that this proxy made. */
  own: number;
  /** Those that the store did not know. */
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
  /** Those that were, and are payable since the operator trusts what their payments tell. */
  trusted: number;
};

export type ResyncOptions = {
  /** Whether restored invoices hold as they are, also those of an earlier resync. */
  trust?: boolean;
};

type Deps = {
  store: Store;
  mollie: Mollie;
  paymentMetadata: PaymentMetadata;
  realms: Realms;
  guard: Guard;
  clock: Clock;
  /** Whether the host hears of restored invoices. */
  notifies: boolean;
  /** Is told in which currencies payments were made. */
  noteCurrency: (currency: string) => void;
};

/** Rebuilds the store from Mollie's lists of payments. What is there already, and can be read, stays as it is. */
export function createResync(deps: Deps) {
  const { store, mollie, paymentMetadata, realms, guard, clock, notifies, noteCurrency } = deps;
  // Nobody is told anew of what happened long ago.
  const documents = createDocuments({ store, clock, realms, credential: mollie.credential, rebuilds: true });

  return async function resync(
    onProgress: (progress: ResyncProgress) => void = () => {},
    { trust = false }: ResyncOptions = {},
  ): Promise<ResyncReport> {
    const progress: ResyncProgress = { listed: 0, own: 0, restored: 0, backTo: null };
    const failed: string[] = [];
    let lost = 0;
    let isPartial = false;
    const unconfirmed = new Map<string, Realm>();
    for await (const { credential, payments, isCutOff } of listPages(mollie, 'payment')) {
      isPartial ||= isCutOff;
      for (const payment of payments) {
        progress.listed++;
        progress.backTo = payment.createdAt;
        const outcome = await take(payment, credential);
        if (outcome === 'foreign') continue;
        progress.own++;
        noteCurrency(payment.currency);
        if (outcome === 'failed') failed.push(payment.id);
        else {
          if (outcome.isRestored) progress.restored++;
          if (outcome.wasLost) lost++;
          const { document, slug } = outcome;
          if (document.restoredAt !== null) unconfirmed.set(slug, document.realm);
        }
      }
      onProgress({ ...progress });
    }
    const isTrusted = trust && failed.length === 0;
    if (isTrusted) for (const [slug, realm] of unconfirmed) await trustIn(slug, realm);
    if (failed.length === 0) await guard.markComplete(isPartial);
    return {
      ...progress,
      failed,
      lost,
      unconfirmed: isTrusted ? 0 : unconfirmed.size,
      trusted: isTrusted ? unconfirmed.size : 0,
    };
  };

  async function take(listed: MolliePayment, credential: string) {
    const bound = await paymentMetadata.attemptOf(listed);
    if (!bound || !realms.isRunning(bound.realm)) return 'foreign';
    const { slug, realm } = bound;
    try {
      const isMoved = listed.refunded > 0 || listed.chargedBack > 0;
      const payment = isMoved ? await mollie.get(listed.id, { credential }) : listed;
      const found = { payment, bound, credential, webhooks: payment.hasWebhook };
      let isRestored = false;
      let wasLost = false;
      const change = (newest: InvoiceDocument | undefined) => {
        const changed = restore(newest, found, clock(), notifies);
        isRestored = changed !== undefined;
        wasLost = changed?.log.some(({ event }) => event === 'invoice.restored') ?? false;
        return changed;
      };
      return { slug, document: await documents.open(slug, change, { realm }), isRestored, wasLost };
    } catch (error) {
      if (!(error instanceof MollieError || error instanceof ProxyError)) throw error;
      return 'failed';
    }
  }

  async function trustIn(slug: string, realm: Realm): Promise<void> {
    const change = (newest: InvoiceDocument | undefined) =>
      newest && newest.restoredAt !== null ? confirm(newest, clock()) : undefined;
    await documents.open(slug, change, { realm });
  }
}
