import type { Account } from '../accounts/account.ts';
import type { Accounts } from '../accounts/index.ts';
import type { Config } from '../config/index.ts';
import type { Documents } from '../documents/index.ts';
import { ProxyError } from '../errors.ts';
import { billedOf } from '../invoice/billing.ts';
import type { InvoiceDocument } from '../invoice/document.ts';
import type { PaymentMetadata } from '../invoice/payment-metadata.ts';
import type { Keys } from '../keys/index.ts';
import type { Realm } from '../keys/realm.ts';
import type { Clock } from '../lib/clock.ts';
import { payPageUrl } from '../lib/pay-page-url.ts';
import type { Log } from '../log/index.ts';
import type { Notifier } from '../notify/index.ts';
import type { Store, StoredLogPage } from '../store/store.ts';
import { createCancel } from './cancel.ts';
import { createCancelTransfer } from './cancel-transfer.ts';
import { type Created, type CreateOptions, createCreate } from './create/index.ts';
import { notTaking } from './create/refusals.ts';
import { createIntentResolver } from './create/resolve-intent.ts';
import { createSendIntent } from './create/send-intent.ts';
import { createDueWork } from './due-work.ts';
import { createFindUncertain } from './find-uncertain.ts';
import { createLog, type LogRange } from './log.ts';
import { createLook } from './look.ts';
import { createFind, createOpen, type Invoice, type Stated, type StoreCheck } from './open.ts';
import { createRefresh, type Refreshed } from './refresh.ts';
import { createSearch } from './search-list.ts';
import { createWebhook } from './webhook.ts';

/** Everything that can be done with invoices; knows nothing of HTTP. */
export type Payments = {
  /** The invoice of a token, its facts stored where they are news; `put` where the host says them expressly. */
  open(stated: Stated, put?: boolean): Promise<Invoice>;
  /** The invoice behind a link. */
  find(slug: string): Promise<Invoice | undefined>;
  /** Asks Mollie about what it was not asked about lately, for somebody who sees the invoice. */
  refreshIfStale(invoice: Invoice): Promise<Refreshed>;
  /** The same for somebody who may come back from paying: waits a moment for the payment's outcome. */
  refreshOnReturn(invoice: Invoice): Promise<Refreshed>;
  /** Asks Mollie about everything that can still change, for a merchant. */
  refresh(invoice: Invoice): Promise<InvoiceDocument>;
  create(invoice: Invoice, options: CreateOptions): Promise<Created>;
  /** The customer has not made the transfer that was started: it is cancelled, where Mollie does that. */
  cancelTransfer(invoice: Invoice): Promise<Omit<Created, 'isNew'>>;
  isWebhookPath(slug: string, n: string, mac: string): boolean;
  /** Answers the invoice's realm. */
  webhook(slug: string, n: number, paymentId: string): Promise<Realm>;
  /** Does what is due in the background, and answers how many invoices were due. */
  runDueWork(signal?: AbortSignal): Promise<number>;
  /** The address of the pay page. */
  link(slug: string): string;
  /** What happened to all invoices of an account, newest first; null where `before` is no cursor. */
  log(account: Account, range: LogRange): Promise<StoredLogPage | null>;
};

type Deps = {
  config: Config;
  store: Store;
  documents: Documents;
  accounts: Accounts;
  keys: Keys;
  paymentMetadata: PaymentMetadata;
  storeCheck: StoreCheck;
  careFor: (key: string) => Promise<void>;
  /** Tells the host, where it wants to hear. */
  notifier: Notifier | undefined;
  clock: Clock;
  report: (error: unknown) => void;
  log: Log;
  /** Is told that a method was refused that may be listed. */
  methods: { renew(account: Account, currency: string): void };
  /** Takes the currency in which a payment is to be made. */
  noteCurrency: (realm: Realm, currency: string, bills?: boolean) => void;
};

export function createPayments(deps: Deps): Payments {
  const { config, documents, accounts, keys, paymentMetadata, storeCheck, clock, log } = deps;
  const { methods, noteCurrency } = deps;
  const { publicUrl } = config;
  const look = createLook({ documents, accounts, clock, log });
  const search = createSearch({ accounts, paymentMetadata });
  const cancelAttempts = createCancel({ documents, accounts, clock });
  const sendIntent = createSendIntent({ keys, documents, accounts, search, clock });
  const resolveIntent = createIntentResolver({ documents, accounts, sendIntent, clock });
  const create = createCreate({ ...deps, look, resolveIntent, cancelAttempts });
  const findUncertain = createFindUncertain({ documents, search, clock });
  return {
    open: createOpen({ documents, keys, accounts, storeCheck, clock }),
    find: createFind({ documents, accounts, storeCheck }),
    ...createRefresh({ look, documents, clock }),
    async create({ slug, document, account }, options) {
      const refusal = notTaking(account, document);
      if (refusal) throw refusal;
      await storeCheck.assertComplete(account);
      noteCurrency(document.realm, document.facts.currency, billedOf(document) !== undefined);
      try {
        return await create(slug, document, options);
      } catch (error) {
        if (isNewRefusal(error, options)) methods.renew(account, document.facts.currency);
        throw error;
      }
    },
    cancelTransfer: createCancelTransfer({ cancelAttempts, look, clock }),
    isWebhookPath: paymentMetadata.isWebhookPath,
    webhook: createWebhook({ documents, accounts, paymentMetadata, look, clock }),
    runDueWork: createDueWork({ ...deps, look, findUncertain, cancelAttempts }),
    link: (slug) => payPageUrl(publicUrl, slug),
    log: createLog({ store: deps.store, documents }),
  };
}

/** Whether Mollie has just refused the method; what is said again within a minute is no news. */
function isNewRefusal(error: unknown, { method }: CreateOptions): boolean {
  return (
    method !== undefined && error instanceof ProxyError && error.code === 'no_methods' && !error.isLogged
  );
}
