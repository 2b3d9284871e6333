import type { Config } from '../config/index.ts';
import { createDocuments } from '../documents/index.ts';
import { createRealms } from '../documents/realms.ts';
import type { ProxyError } from '../errors.ts';
import type { InvoiceDocument } from '../invoice/document.ts';
import { type News, storeFacts, tellsAnything } from '../invoice/facts.ts';
import { createPaymentMetadata } from '../invoice/payment-metadata.ts';
import { viewOf } from '../invoice/view.ts';
import { createKeys, isSlug } from '../keys/index.ts';
import { MODES } from '../keys/realm.ts';
import type { Clock } from '../lib/clock.ts';
import type { Mollie } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import { createNotifier } from '../notify/index.ts';
import type { Send } from '../notify/send.ts';
import { type Completeness, createGuard } from '../resync/completeness.ts';
import { createResync, type ResyncOptions, type ResyncProgress, type ResyncReport } from '../resync/index.ts';
import type { Store, StoredLogPage } from '../store/store.ts';
import { StoreError } from '../store/store.ts';
import { translatorFor } from '../texts/translator.ts';
import type { Facts } from '../token/claims.ts';
import { createCancel } from './cancel.ts';
import { type Created, type CreateOptions, createCreate } from './create/index.ts';
import { createIntentResolver } from './create/resolve-intent.ts';
import { createLog, type LogRange } from './log.ts';
import { createLook } from './look.ts';
import { createFreshness, type Fresh } from './refresh.ts';
import { createSearch } from './search.ts';
import { createWatch } from './watch.ts';
import { createWebhook } from './webhook.ts';

/** An invoice under the key by which it is stored and linked. */
export type Invoice = { slug: string; document: InvoiceDocument };

/** Everything that can be done with invoices; knows nothing of HTTP. */
export type Payments = {
  /** The invoice of a token, its facts stored where they are news; `put` where the host says them expressly. */
  open(facts: Facts, put?: boolean): Promise<Invoice>;
  /** The invoice behind a link. */
  find(slug: string): Promise<Invoice | undefined>;
  /** As Mollie knows it, for somebody who looks. */
  fresh(invoice: Invoice): Promise<Fresh>;
  /** The same for somebody who may come back from paying, and waits a moment for its outcome. */
  arrived(invoice: Invoice): Promise<Fresh>;
  create(invoice: Invoice, options: CreateOptions): Promise<Created>;
  /** Asks Mollie about everything that can still change. */
  refresh(invoice: Invoice): Promise<InvoiceDocument>;
  isWebhookPath(slug: string, n: string, mac: string): Promise<boolean>;
  webhook(slug: string, n: number, paymentId: string): Promise<void>;
  /** Does what is due in the background, and answers how much that was. */
  watch(signal?: AbortSignal): Promise<number>;
  link(slug: string): string;
  /** What happened to all invoices, newest first; null where `before` is no cursor. */
  log(range: LogRange): Promise<StoredLogPage | null>;
  /** Makes sure that the store has not lost what Mollie knows; see {@link Guard}. */
  prepare(): Promise<void>;
  /** Whether it has, as far as that is known after `patience` milliseconds. */
  completeness(patience: number): Promise<Completeness>;
  resync(onProgress?: (progress: ResyncProgress) => void, options?: ResyncOptions): Promise<ResyncReport>;
  /** Resolves when the host is being told nothing. */
  idle(): Promise<void>;
  /** The same, with what is not being sent yet left to others. */
  close(): Promise<void>;
};

/** For whoever runs the proxy. */
const RESYNC_NEEDED =
  'The store has lost payments that Mollie lists. Run `invoice-pay-proxy resync`: until then nothing can be paid.';

type Deps = {
  config: Config;
  store: Store;
  mollie: Mollie;
  clock: Clock;
  /** Reaches the host, where it wants to hear. */
  send: Send | undefined;
  report: (error: unknown) => void;
  /** Takes what the process's log is to say. */
  log: (entry: Record<string, unknown>) => void;
  /** Is told in which currency a payment is to be made. */
  noteCurrency: (currency: string) => void;
};

export function createPayments(deps: Deps): Payments {
  const { config, store, mollie, clock, send, report, log, noteCurrency } = deps;
  const { realm, publicUrl } = config;
  const link = (slug: string) => `${publicUrl}/pay/${slug}`;
  const keys = createKeys(config.proxySecrets);
  const paymentMetadata = createPaymentMetadata(keys);
  const realms = createRealms({ realm, keys, mollie });
  const show = (slug: string, document: InvoiceDocument) =>
    viewOf(document, {
      audience: 'merchant',
      link: link(slug),
      translator: translatorFor({ locale: document.facts.locale }),
      now: clock(),
    });
  const documents = createDocuments({
    store,
    clock,
    realms,
    credential: mollie.credential,
    onQueued: send && ((slug, ids) => notifier?.kick(slug, ids)),
  });
  const notifier = send && createNotifier({ documents, send, clock, show, report });
  const look = createLook({ documents, mollie, clock });
  const search = createSearch({ mollie, paymentMetadata });
  const cancelAttempts = createCancel({ documents, mollie, clock });
  const guard = createGuard({
    ...{ store, mollie, paymentMetadata, realm, clock },
    // Nothing outlives the process in memory, so nobody else could do it.
    heal: store.kind === 'memory' ? heal : undefined,
    onLost: () => log({ level: 'error', code: 'resync_needed', message: RESYNC_NEEDED }),
  });
  const resync = createResync({
    ...{ store, mollie, paymentMetadata, realms, guard, clock, noteCurrency },
    notifies: send !== undefined,
  });
  const resolveIntent = createIntentResolver({ keys, documents, mollie, search, clock });
  const create = createCreate({
    config,
    documents,
    mollie,
    paymentMetadata,
    look,
    resolveIntent,
    cancelAttempts,
    clock,
  });
  const { fresh, arrived, refresh } = createFreshness(look, documents, clock);

  async function heal(): Promise<void> {
    const { failed } = await resync();
    if (failed.length > 0) throw new MollieError('unavailable', 'payments that could not be restored');
  }

  /**
   * The host's news is the account's: it reaches the invoice's record of the other mode too, where there is one.
   * That one first, so that a crash between leaves both to be written again. Answers the newest facts of either, and
   * whether they are in doubt there.
   */
  async function tellOtherMode(facts: Facts, put: boolean): Promise<Pick<News, 'given' | 'restoredAt'>> {
    const own = { given: facts };
    const other = { ...realm, mode: MODES.find((mode) => mode !== realm.mode)! };
    const slug = await keys.slug(other, facts.sub);
    const stored = await documents.find(slug, other);
    if (!stored) return own;
    const news = { realm: other, given: facts, put };
    const change = (newest: InvoiceDocument | undefined) => newest && storeFacts(newest, news, clock());
    try {
      const newest = await documents.open(slug, change, { realm: other, evenAsleep: true });
      return { given: newest.facts, restoredAt: newest.restoredAt };
    } catch (error) {
      // What the other mode cannot take up any more, or cannot be read there, is for its own time to say.
      const isItsOwn = error instanceof StoreError || (error as ProxyError).code === 'currency_changed';
      if (isItsOwn) return own;
      throw error;
    }
  }

  return {
    async open(facts, put = false) {
      const slug = await keys.slug(realm, facts.sub);
      const known = (await documents.find(slug, realm))?.document;
      if (known && !tellsAnything(known, facts, put, clock())) return { slug, document: known };
      // An invoice seen for the first time may be one that the store has lost.
      if (!known) await guard.glance();
      const newest = await tellOtherMode(facts, put);
      const news = known ? { given: facts } : newest;
      const change = (document: InvoiceDocument | undefined) =>
        storeFacts(document, { realm, put, ...news }, clock());
      return { slug, document: await documents.open(slug, change, { realm }) };
    },
    async find(slug) {
      if (!isSlug(slug)) return undefined;
      const document = await documents.read(slug);
      // A link that nobody knows may be one that the store has lost.
      if (!document) await guard.glance();
      return document && { slug, document };
    },
    fresh: ({ slug, document }) => fresh(slug, document),
    arrived: ({ slug, document }) => arrived(slug, document),
    async create({ slug, document }, options) {
      await guard.check();
      noteCurrency(document.facts.currency);
      return create(slug, document, options);
    },
    async refresh({ slug, document }) {
      const refreshed = await refresh(slug, document);
      // Whoever asks expressly may have mended at Mollie what a payment was refused for.
      if (!refreshed.refusal) return refreshed;
      return documents.change(slug, (newest) => ({ document: { ...newest, refusal: null }, log: [] }));
    },
    isWebhookPath: paymentMetadata.isWebhookPath,
    webhook: createWebhook({ documents, mollie, paymentMetadata, look, clock }),
    watch: createWatch({ store, documents, notifier, look, search, cancelAttempts, clock, report }),
    link,
    log: createLog({ store, documents, realm }),
    prepare: guard.glance,
    completeness: guard.completeness,
    resync,
    idle: async () => notifier?.idle(),
    close: async () => notifier?.close(),
  };
}
