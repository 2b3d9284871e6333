import { ProxyError } from '../errors.ts';
import { asDocument, type Changed, type InvoiceDocument } from '../invoice/document.ts';
import { nextDue } from '../invoice/schedule.ts';
import type { Store } from '../store/index.ts';

/** The invoices of a store: every write goes through here, with its log lines and the time of the next work. */
export type Documents = {
  read(slug: string): Promise<InvoiceDocument | undefined>;
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

export function createDocuments(store: Store): Documents {
  async function write(
    slug: string,
    change: (newest: InvoiceDocument | undefined) => Changed | undefined,
  ): Promise<InvoiceDocument> {
    const written = await store.update<InvoiceDocument>(slug, (value) => {
      const changed = change(asDocument(value));
      return changed && { value: changed.document, due: nextDue(changed.document), log: changed.log };
    });
    if (!written) throw new ProxyError('resync_needed');
    return written;
  }

  return {
    read: async (slug) => asDocument(await store.get(slug)),
    change: (slug, change) => write(slug, (newest) => newest && change(newest)),
    open: write,
  };
}
