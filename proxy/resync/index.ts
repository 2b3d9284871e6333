import type { Clock } from '../clock.ts';
import { ProxyError } from '../errors.ts';
import type { InvoiceDocument } from '../invoice/document.ts';
import type { Mollie } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import type { MolliePayment } from '../mollie/payment.ts';
import type { Binding } from '../payments/binding.ts';
import { createDocuments } from '../payments/documents.ts';
import type { Realms } from '../payments/realms.ts';
import type { Store } from '../store/index.ts';
import type { Guard } from './guard.ts';
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
};

type Deps = { store: Store; mollie: Mollie; binding: Binding; realms: Realms; guard: Guard; clock: Clock };

/** Rebuilds the store from Mollie's list of payments. What is there already, and can be read, stays as it is. */
export function createResync({ store, mollie, binding, realms, guard, clock }: Deps) {
  // Nobody is told anew of what happened long ago.
  const documents = createDocuments({ store, clock, realms, rebuilds: true });

  return async function resync(
    onProgress: (progress: ResyncProgress) => void = () => {},
  ): Promise<ResyncReport> {
    const report: ResyncReport = { listed: 0, own: 0, restored: 0, backTo: null, failed: [] };
    const credential = await mollie.credential();
    let from: string | undefined;
    do {
      const { payments, next } = await mollie.page(from);
      for (const payment of payments) {
        report.listed++;
        report.backTo = payment.createdAt;
        await take(payment, credential, report);
      }
      onProgress(report);
      from = next ?? undefined;
    } while (from !== undefined);
    if (report.failed.length === 0) await guard.markComplete();
    return report;
  };

  async function take(listed: MolliePayment, credential: string, report: ResyncReport): Promise<void> {
    const bound = await binding.attemptOf(listed);
    if (!bound) return;
    report.own++;
    try {
      const payment = listed.refunded || listed.chargedBack ? await mollie.get(listed.id) : listed;
      let isNew = false;
      const change = (newest: InvoiceDocument | undefined) => {
        const found = { payment, bound, credential, webhooks: payment.hasWebhook };
        const changed = restore(newest, found, clock());
        isNew = changed !== undefined;
        return changed;
      };
      await documents.open(bound.slug, change, { realm: bound.realm });
      if (isNew) report.restored++;
    } catch (error) {
      if (!(error instanceof MollieError || error instanceof ProxyError)) throw error;
      report.failed.push(listed.id);
    }
  }
}
