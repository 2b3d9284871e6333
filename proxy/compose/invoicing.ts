import type { Config } from '../config/index.ts';
import { createDocuments } from '../documents/index.ts';
import { createRealms } from '../documents/realms.ts';
import type { InvoiceDocument } from '../invoice/document.ts';
import { createPaymentMetadata } from '../invoice/payment-metadata.ts';
import { viewOf } from '../invoice/view.ts';
import { createKeys } from '../keys/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../log/index.ts';
import type { Mollie } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import { createNotifier } from '../notify/index.ts';
import type { Send } from '../notify/send.ts';
import { createPayments, type Payments } from '../payments/index.ts';
import { type CompletenessCheck, createCompletenessCheck } from '../resync/completeness.ts';
import { createResync, type Resync } from '../resync/index.ts';
import type { Store } from '../store/store.ts';
import { translatorFor } from '../texts/translator.ts';

export type Invoicing = {
  payments: Payments;
  completeness: CompletenessCheck;
  resync: Resync;
  /** Resolves when the host is being told nothing. */
  idle(): Promise<void>;
  /** The same; notifications that are not being sent yet are left to other processes. */
  close(): Promise<void>;
};

/** For whoever runs the proxy. */
const RESYNC_NEEDED =
  'The store has lost payments that Mollie lists. Run `npx invoice-pay-button resync`: until then nothing can be paid.';

type Deps = {
  config: Config;
  store: Store;
  mollie: Mollie;
  clock: Clock;
  /** Reaches the host, where it wants to hear. */
  send: Send | undefined;
  report: (error: unknown) => void;
  log: Log;
  /** Takes the currency of each payment that was or is to be made. */
  noteCurrency: (currency: string) => void;
};

/** Puts payments, notifications and resync together: they work on the same invoices, and none of them makes another. */
export function createInvoicing(deps: Deps): Invoicing {
  const { config, store, mollie, clock, send, report, log } = deps;
  const { realm } = config;
  const keys = createKeys(config.proxySecrets);
  const paymentMetadata = createPaymentMetadata(keys);
  const realms = createRealms({ realm, keys, mollie });
  const documents = createDocuments({
    store,
    clock,
    realms,
    credential: mollie.credential,
    onQueued: send && ((slug, ids) => notifier?.deliver(slug, ids)),
  });
  const show = (slug: string, document: InvoiceDocument) =>
    viewOf(document, {
      audience: 'merchant',
      link: payments.link(slug),
      translator: translatorFor({ locale: document.facts.locale }),
      now: clock(),
    });
  const notifier = send && createNotifier({ documents, send, clock, show, report });
  const completeness = createCompletenessCheck({
    store,
    mollie,
    paymentMetadata,
    realm,
    clock,
    // A store in memory is empty at each start, and no other process can restore it.
    heal: store.kind === 'memory' ? restoreAll : undefined,
    onLost: () => log({ level: 'error', code: 'resync_needed', message: RESYNC_NEEDED }),
  });
  const resync = createResync({
    ...deps,
    paymentMetadata,
    realms,
    completeness,
    notifies: send !== undefined,
  });
  const payments = createPayments({
    ...deps,
    documents,
    keys,
    paymentMetadata,
    notifier,
    storeCheck: completeness,
  });

  async function restoreAll(): Promise<void> {
    const { failed } = await resync();
    if (failed.length > 0) throw new MollieError('unavailable', 'payments that could not be restored');
  }

  return {
    payments,
    completeness,
    resync,
    idle: async () => notifier?.idle(),
    close: async () => notifier?.close(),
  };
}
