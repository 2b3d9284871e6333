import type { Realm } from '../keys/realm.ts';
import { StoreError } from '../store/store.ts';
import { type Attempt, FORMAT, type InvoiceDocument, newDocument } from './document.ts';
import { countOf, numbersBetween } from './omitted-attempts.ts';

/**
 * Reads a stored document; a value that is no document is an error, never an empty invoice. A document of the first
 * release names no realm: it is upgraded as one of `realm`, and is undefined where none is given.
 */
export function asDocument(value: unknown, realm?: Realm): InvoiceDocument | undefined {
  if (value === undefined) return undefined;
  refuseNewer(value);
  const document = value as Partial<InvoiceDocument> | null;
  if (
    document?.v !== FORMAT ||
    !Array.isArray(document.attempts) ||
    typeof document.facts?.sub !== 'string'
  ) {
    throw new StoreError('a value that is not an invoice');
  }
  const stored = document as FirstRelease;
  if (isOfToday(stored)) return stored;
  const known = stored.realm ?? realm;
  return known && upgrade(stored, known);
}

/**
 * The invoice, or undefined also where the value cannot be read.
 * @throws {StoreError} where a newer version has written it: that is not ours to make anew.
 */
export function asDocumentIfReadable(value: unknown, realm: Realm | undefined): InvoiceDocument | undefined {
  refuseNewer(value);
  try {
    return asDocument(value, realm);
  } catch {
    return undefined;
  }
}

/** A newer version may mean something else by what it has written: then nothing is read of it, and nothing written over it. */
function refuseNewer(value: unknown): void {
  const { v } = (value ?? {}) as { v?: unknown };
  if (typeof v !== 'number' || v <= FORMAT) return;
  throw new StoreError(
    `an invoice in format ${v}, and this version knows ${FORMAT}: a newer one has written it`,
  );
}

type AddedSince = 'realm' | 'restoredAt' | 'omitted' | 'refusal';

/** A document as the first release stored it, also one of today that it has changed after a step back. */
export type FirstRelease = Omit<InvoiceDocument, AddedSince> &
  Partial<Pick<InvoiceDocument, AddedSince>> & { isRestored?: boolean };

function isOfToday(stored: FirstRelease): stored is InvoiceDocument {
  const has = (name: string) => (part: object | null | undefined) => !part || name in part;
  const { realm, attempts, intent, refusal } = stored;
  return (
    realm !== undefined && attempts.every(has('isStray')) && has('searches')(intent) && has('isFirm')(refusal)
  );
}

/** Whether a stored value is an invoice that does not say which realm it belongs to. */
export function isFirstRelease(value: unknown): value is FirstRelease {
  const document = value as Partial<InvoiceDocument> | null | undefined;
  return document?.v === FORMAT && document.realm === undefined && typeof document.facts?.sub === 'string';
}

/** With all that the first release did not write. */
function upgrade({ isRestored, ...known }: FirstRelease, realm: Realm): InvoiceDocument {
  const { attempts, attemptsOmitted, omitted = [], intent, refusal } = known;
  return {
    ...newDocument(realm, known.facts, known.factsAt),
    restoredAt: isRestored ? known.factsAt : null,
    ...known,
    // The first release did not keep which attempts it dropped: those that are not listed.
    omitted:
      attemptsOmitted > countOf(omitted)
        ? numbersBetween([...attempts.map(({ n }) => n), known.nextN])
        : omitted,
    attempts: attempts.map((attempt) => ({ ...ADDED_SINCE, ...attempt })),
    intent: intent && { ...intent, searches: intent.searches ?? 0 },
    refusal: refusal?.isFirm === undefined ? null : refusal,
  };
}

/** What the first release did not keep of an attempt. */
const ADDED_SINCE = {
  captured: null,
  captureBefore: null,
  chargedBackAt: null,
  otherCurrencies: [],
  redirectUrl: null,
  notVisibleSince: null,
  isDisregarded: false,
  isStray: false,
} satisfies Partial<Attempt>;
