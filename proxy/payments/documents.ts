import type { Clock } from '../clock.ts';
import { ProxyError } from '../errors.ts';
import { asDocument, type Changed, type InvoiceDocument } from '../invoice/document.ts';
import { nextDue } from '../invoice/schedule.ts';
import { outboxAfter } from '../notify/outbox.ts';
import type { Store } from '../store/index.ts';

/** The invoices of a store: every write goes through here, with its log lines and the time of the next work. */
export type Documents = {
  read(slug: string): Promise<InvoiceDocument | undefined>;
  /** Resolves at the next change that this process makes, or after `patience` milliseconds. */
  changed(slug: string, patience: number): Promise<void>;
  /**
   * Changes an invoice atomically and answers it as it then is. `change` is given the newest, may be called several
   * times, and answers undefined to leave it.
   * @throws {ProxyError} `resync_needed` where the store has lost it.
   */
  change(slug: string, change: (newest: InvoiceDocument) => Changed | undefined): Promise<InvoiceDocument>;
  /** The same where there may be none yet; `change` makes one then. */
  open(
    slug: string,
    change: (newest: InvoiceDocument | undefined) => Changed | undefined,
  ): Promise<InvoiceDocument>;
};

type Deps = {
  store: Store;
  clock: Clock;
  /** Is told what was queued for the host; without it nothing is. */
  onQueued?: ((slug: string, queued: readonly string[]) => void) | undefined;
  /** Whether a value that cannot be read is as none, to be made anew; else it is an error. */
  rebuilds?: boolean;
};

export function createDocuments({ store, clock, onQueued, rebuilds = false }: Deps): Documents {
  const waiting = new Map<string, Set<() => void>>();

  async function write(
    slug: string,
    change: (newest: InvoiceDocument | undefined) => Changed | undefined,
  ): Promise<InvoiceDocument> {
    let queued: string[] = [];
    const written = await store.update<InvoiceDocument>(slug, (value) => {
      queued = [];
      const newest = rebuilds ? asDocumentIfReadable(value) : asDocument(value);
      const changed = change(newest);
      if (!changed) return undefined;
      const { outbox: kept } = changed.document;
      const outbox = onQueued && newest ? outboxAfter(newest, changed.document, clock()) : kept;
      queued = outbox
        .filter(({ id }) => newest?.outbox.every((known) => known.id !== id))
        .map(({ id }) => id);
      const document = {
        ...changed.document,
        version: Math.max(newest?.version ?? 0, changed.document.version) + 1,
        outbox,
      };
      return { value: document, due: nextDue(document), log: changed.log };
    });
    if (!written) throw new ProxyError('resync_needed');
    for (const done of [...(waiting.get(slug) ?? [])]) done();
    if (queued.length > 0) onQueued?.(slug, queued);
    return written;
  }

  return {
    read: async (slug) => asDocument(await store.get(slug)),
    changed: (slug, patience) =>
      new Promise((resolve) => {
        const waiters = waiting.get(slug) ?? new Set();
        const done = () => {
          clearTimeout(timer);
          waiters.delete(done);
          if (waiters.size === 0) waiting.delete(slug);
          resolve();
        };
        const timer = setTimeout(done, patience);
        waiters.add(done);
        waiting.set(slug, waiters);
      }),
    change: (slug, change) => write(slug, (newest) => newest && change(newest)),
    open: write,
  };
}

function asDocumentIfReadable(value: unknown): InvoiceDocument | undefined {
  try {
    return asDocument(value);
  } catch {
    return undefined;
  }
}
