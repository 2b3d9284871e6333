import type { Account } from '../accounts/account.ts';
import type { Accounts } from '../accounts/index.ts';
import type { Documents } from '../documents/index.ts';
import { ProxyError } from '../errors.ts';
import { type Changed, type InvoiceDocument, newDocument } from '../invoice/document.ts';
import { isNews, storeFacts, type Told, tellsAnything } from '../invoice/facts.ts';
import { isSlug, type Keys } from '../keys/index.ts';
import { DEFAULT_ACCOUNT, MODES, type Mode, type Realm } from '../keys/realm.ts';
import type { Clock } from '../lib/clock.ts';
import { StoreError } from '../store/store.ts';
import type { Facts } from '../token/claims.ts';
import type { Billing } from '../token/customer.ts';
import type { InvoiceToken } from '../token/index.ts';

/** An invoice under the key by which it is stored and linked, and its account. */
export type Invoice = { slug: string; document: InvoiceDocument; account: Account };

/** Keeps an emptied store from asking for paid invoices again. */
export type StoreCheck = {
  /**
   * Before a payment is made.
   * @throws {ProxyError} `resync_needed`, or why it is not known whether the store is complete
   */
  assertComplete(account: Account): Promise<void>;
  /**
   * Before an invoice is taken for a new one.
   * @throws {ProxyError} `resync_needed`, `store_unavailable`
   */
  assertNotLost(account: Account): Promise<void>;
};

type Deps = { documents: Documents; keys: Keys; accounts: Accounts; storeCheck: StoreCheck; clock: Clock };

/** The invoice behind a link; undefined where there is none. */
export function createFind({
  documents,
  accounts,
  storeCheck,
}: Pick<Deps, 'documents' | 'accounts' | 'storeCheck'>) {
  return async function find(slug: string): Promise<Invoice | undefined> {
    if (!isSlug(slug)) return undefined;
    const stored = await documents.find(slug);
    if (stored && !stored.isAsleep) return { slug, ...stored };
    // A link that nobody knows may be one that the store has lost. It does not tell its account.
    await storeCheck.assertNotLost(await accounts.of(DEFAULT_ACCOUNT));
    return undefined;
  };
}

/** What a token says of whose invoice. */
export type Stated = Pick<InvoiceToken, 'account' | 'facts'> & Partial<Pick<InvoiceToken, 'billing'>>;

/** Takes back who is billed. */
const NOBODY: Billing = { customer: {} };

/** The invoice of a token, its facts stored where they are news; `put` where the host says them expressly. */
export function createOpen({ documents, keys, accounts, storeCheck, clock }: Deps) {
  return async function open({ account: name, facts, billing = {} }: Stated, put = false): Promise<Invoice> {
    const account = await accounts.of(name);
    const { realm, isPaused } = account;
    // Who is billed is not kept while nothing can be paid.
    const told: Told = { given: facts, billing: isPaused ? {} : billing, put };
    if (!realm) return openWithoutKey(account, told);
    const slug = keys.slug(realm, facts.sub);
    const known = (await documents.find(slug, realm))?.document;
    if (known && !known.isAhead && !tellsAnything(known, told, clock()))
      return { account, slug, document: known };
    // An invoice seen for the first time may be one that the store has lost.
    if (!known) await storeCheck.assertNotLost(account);
    const newest = known?.isAhead && !isNews(known, facts, put) ? { ...told, given: known.facts } : told;
    const other = await tell({ ...realm, mode: otherMode(realm.mode) }, newest);
    const news = known || !other ? told : { ...told, given: other.facts, restoredAt: other.restoredAt };
    const change = (document: InvoiceDocument | undefined) =>
      aheadNoMore(document, storeFacts(document, { realm, ...news }, clock()), newest.given);
    return { account, slug, document: await documents.changeOrCreate(slug, change, { realm }) };
  };

  /**
   * Without a key no new record is made, since nobody knows in which mode: what was paid for real with the last key
   * counts, else the facts alone.
   */
  async function openWithoutKey(account: Account, told: Told): Promise<Invoice> {
    const { given: facts } = told;
    const { name, lastMode } = account;
    const [test, live] = await Promise.all(MODES.map((mode) => tell({ account: name, mode }, told)));
    const mode = lastMode ?? 'live';
    const known = mode === 'live' ? live : undefined;
    const newest = test && (!live || test.facts.rev > live.facts.rev) ? test : live;
    return {
      account,
      slug: keys.slug({ account: name, mode }, facts.sub),
      document: known ?? newDocument({ account: name, mode }, newest?.facts ?? facts, clock()),
    };
  }

  /**
   * A token speaks of the account's invoice, which may have a record in each mode: the news is stored there first, so
   * that a crash between the two writes leaves both to be written again, also where the account changes its mode in
   * between. Nothing can be paid in that record, so nobody needs to know there who is billed. Answers it as it then is;
   * undefined where there is none, or it cannot take the news.
   */
  async function tell(realm: Realm, told: Told): Promise<InvoiceDocument | undefined> {
    const slug = keys.slug(realm, told.given.sub);
    if (!(await documents.find(slug, realm))) return undefined;
    const change = (newest: InvoiceDocument | undefined) => {
      const changed = newest && storeFacts(newest, { realm, ...told, billing: NOBODY }, clock());
      return changed && { ...changed, document: { ...changed.document, isAhead: true as const } };
    };
    try {
      return await documents.changeOrCreate(slug, change, { realm, evenAsleep: true });
    } catch (error) {
      if (isOfOtherRecord(error)) return undefined;
      throw error;
    }
  }
}

/** The change of a record once the other has these facts, unless newer ones have come to it meanwhile. */
function aheadNoMore(
  known: InvoiceDocument | undefined,
  changed: Changed | undefined,
  { rev, iat }: Facts,
): Changed | undefined {
  const next = changed?.document ?? known;
  if (!next?.isAhead || next.facts.rev !== rev || next.facts.iat !== iat) return changed;
  const { isAhead: _, ...document } = next;
  return { document, log: changed?.log ?? [] };
}

function otherMode(mode: Mode): Mode {
  return MODES.find((one) => one !== mode)!;
}

/** That the other record cannot take the news, or cannot be read, matters when its mode runs. */
function isOfOtherRecord(error: unknown): boolean {
  return error instanceof StoreError || (error instanceof ProxyError && error.code === 'currency_changed');
}
