import type { Account } from '../accounts/account.ts';
import type { Accounts } from '../accounts/index.ts';
import { newRecord } from '../accounts/record.ts';
import type { Config } from '../config/index.ts';
import { createCare } from '../connection/care.ts';
import type { OfferedMethods } from '../connection/offered-methods.ts';
import { createDocuments } from '../documents/index.ts';
import { createRealms } from '../documents/realms.ts';
import type { InvoiceDocument } from '../invoice/document.ts';
import type { PaymentMetadata } from '../invoice/payment-metadata.ts';
import type { Keys } from '../keys/index.ts';
import { DEFAULT_ACCOUNT, type Realm } from '../keys/realm.ts';
import type { Clock } from '../lib/clock.ts';
import { once } from '../lib/once.ts';
import type { Log } from '../log/index.ts';
import { MollieError } from '../mollie/errors.ts';
import { createNotifier } from '../notify/index.ts';
import type { Send } from '../notify/send.ts';
import { createPayments, type Payments } from '../payments/index.ts';
import { type CompletenessCheck, createCompletenessCheck } from '../resync/completeness.ts';
import { createResync, type Resync } from '../resync/index.ts';
import { show } from '../routes/help/show.ts';
import type { Store } from '../store/store.ts';
import { translatorFor } from '../texts/translator.ts';

export type Invoicing = {
  payments: Payments;
  completeness: CompletenessCheck;
  resync: Resync;
  /** Has the default account looked after, where the environment gives its key; once. */
  adoptDefault(): Promise<void>;
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
  accounts: Accounts;
  keys: Keys;
  paymentMetadata: PaymentMetadata;
  clock: Clock;
  /** Reaches the host, where it wants to hear. */
  send: Send | undefined;
  report: (error: unknown) => void;
  log: Log;
  methods: OfferedMethods;
  /** Takes the currency of each payment that was or is to be made. */
  noteCurrency: (realm: Realm, currency: string, bills?: boolean) => void;
};

/** Puts payments, notifications and resync together: they work on the same invoices, and none of them makes another. */
export function createInvoicing(deps: Deps): Invoicing {
  const { store, accounts, keys, clock, send, report, log } = deps;
  const realms = createRealms({ keys, accounts });
  const documents = createDocuments({
    store,
    clock,
    realms,
    accounts,
    onQueued: send && ((slug, ids) => notifier?.deliver(slug, ids)),
  });
  const showToHost = (slug: string, document: InvoiceDocument) => {
    const translator = translatorFor({ locale: document.facts.locale });
    // The host is told of what was, also once its account has no key any more.
    const viewer = { audience: 'merchant', link: payments.link(slug) } as const;
    return show({ accounts, payments, clock }, { slug, document }, viewer, translator);
  };
  const notifier = send && createNotifier({ documents, send, clock, show: showToHost, report });
  const completeness = createCompletenessCheck({ ...deps, documents, heal, onLost });
  const resync = createResync({ ...deps, realms, completeness, notifies: send !== undefined });
  const care = createCare({ ...deps, completeness });
  const payments = createPayments({
    ...deps,
    documents,
    notifier,
    careFor: care.careFor,
    storeCheck: completeness,
  });

  /** A store in memory is empty at each start, and no other process can restore it; nor what a merchant has connected. */
  async function heal(account: Account): Promise<void> {
    if (store.kind !== 'memory' && account.connection === null) return;
    const { failed } = await resync(account);
    if (failed.length > 0) throw new MollieError('unavailable', 'payments that could not be restored');
  }

  const adoptOnce = once(adoptDefault);

  async function adoptDefault(): Promise<void> {
    const { mode: lastMode } = deps.config;
    if (!lastMode) return;
    await accounts.change(DEFAULT_ACCOUNT, (record = newRecord(DEFAULT_ACCOUNT)) =>
      record.profile && record.lastMode === lastMode
        ? undefined
        : { record: { ...record, lastMode }, isDueNow: true },
    );
  }

  function onLost({ name }: Account): void {
    log({ level: 'error', code: 'resync_needed', account: name, message: RESYNC_NEEDED });
  }

  return {
    payments,
    completeness,
    resync,
    // Its trouble is told to whoever needs the account, and keeps no other waiting.
    adoptDefault: () => adoptOnce().catch(() => {}),
    idle: async () => void (await Promise.all([notifier?.idle(), care.idle()])),
    close: async () => notifier?.close(),
  };
}
