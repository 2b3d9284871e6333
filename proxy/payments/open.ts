import type { Documents } from '../documents/index.ts';
import { ProxyError } from '../errors.ts';
import type { InvoiceDocument } from '../invoice/document.ts';
import { type News, storeFacts, tellsAnything } from '../invoice/facts.ts';
import { isSlug, type Keys } from '../keys/index.ts';
import { MODES, type Realm } from '../keys/realm.ts';
import type { Clock } from '../lib/clock.ts';
import { StoreError } from '../store/store.ts';
import type { Facts } from '../token/claims.ts';

/** An invoice under the key by which it is stored and linked. */
export type Invoice = { slug: string; document: InvoiceDocument };

/** Keeps an emptied store from asking for paid invoices again. */
export type StoreCheck = {
  /**
   * Before a payment is made.
   * @throws {ProxyError} `resync_needed`, or why it is not known whether the store is complete
   */
  assertComplete(): Promise<void>;
  /**
   * Before an invoice is taken for a new one.
   * @throws {ProxyError} `resync_needed`, `store_unavailable`
   */
  assertNotLost(): Promise<void>;
};

type Deps = { documents: Documents; keys: Keys; realm: Realm; storeCheck: StoreCheck; clock: Clock };

/** The invoice behind a link; undefined where there is none. */
export function createFind({ documents, storeCheck }: Pick<Deps, 'documents' | 'storeCheck'>) {
  return async function find(slug: string): Promise<Invoice | undefined> {
    if (!isSlug(slug)) return undefined;
    const document = await documents.read(slug);
    // A link that nobody knows may be one that the store has lost.
    if (!document) await storeCheck.assertNotLost();
    return document && { slug, document };
  };
}

/** The invoice of a token, its facts stored where they are news; `put` where the host says them expressly. */
export function createOpen({ documents, keys, realm, storeCheck, clock }: Deps) {
  return async function open(facts: Facts, put = false): Promise<Invoice> {
    const slug = await keys.slug(realm, facts.sub);
    const known = (await documents.find(slug, realm))?.document;
    if (known && !tellsAnything(known, facts, put, clock())) return { slug, document: known };
    // An invoice seen for the first time may be one that the store has lost.
    if (!known) await storeCheck.assertNotLost();
    const newest = await tellOtherMode(facts, put);
    const news = known ? { given: facts } : newest;
    const change = (document: InvoiceDocument | undefined) =>
      storeFacts(document, { realm, put, ...news }, clock());
    return { slug, document: await documents.changeOrCreate(slug, change, { realm }) };
  };

  /**
   * A token speaks of the account's invoice, which may have a record in the other mode, too: the news is stored there
   * first, so that a crash between the two writes leaves both to be written again. Answers the newest facts of both
   * records, and whether they are in doubt in the other one.
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
      const newest = await documents.changeOrCreate(slug, change, { realm: other, evenAsleep: true });
      return { given: newest.facts, restoredAt: newest.restoredAt };
    } catch (error) {
      if (isOfOtherRecord(error)) return own;
      throw error;
    }
  }
}

/** That the other record cannot take the news, or cannot be read, matters when its mode runs. */
function isOfOtherRecord(error: unknown): boolean {
  return error instanceof StoreError || (error instanceof ProxyError && error.code === 'currency_changed');
}
