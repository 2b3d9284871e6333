import type { Realm } from '../keys/realm.ts';
import { StoreError } from '../store/store.ts';
import { type Attempt, type InvoiceDocument, newDocument } from './document.ts';
import { numbersBetween } from './omitted-attempts.ts';

/**
 * Reads a stored document; a value that is no document is an error, never an empty invoice. A document of the first
 * release names no realm: it is upgraded as one of `realm`, and is undefined where none is given.
 */
export function asDocument(value: unknown, realm?: Realm): InvoiceDocument | undefined {
  if (value === undefined) return undefined;
  const document = value as Partial<InvoiceDocument> | null;
  if (document?.v !== 1 || !Array.isArray(document.attempts) || typeof document.facts?.sub !== 'string') {
    throw new StoreError('a value that is not an invoice');
  }
  return document.realm ? (document as InvoiceDocument) : realm && upgrade(document as FirstRelease, realm);
}

/** The invoice, or undefined also where the value cannot be read. */
export function asDocumentIfReadable(value: unknown, realm: Realm | undefined): InvoiceDocument | undefined {
  try {
    return asDocument(value, realm);
  } catch {
    return undefined;
  }
}

/** A document as the first release stored it. */
export type FirstRelease = Omit<InvoiceDocument, 'realm' | 'restoredAt' | 'refusal'> & {
  isRestored?: boolean;
};

/** Whether a stored value is an invoice that does not say which realm it belongs to. */
export function isFirstRelease(value: unknown): value is FirstRelease {
  const document = value as Partial<InvoiceDocument> | null | undefined;
  return document?.v === 1 && document.realm === undefined && typeof document.facts?.sub === 'string';
}

function upgrade({ isRestored, ...known }: FirstRelease, realm: Realm): InvoiceDocument {
  return {
    ...newDocument(realm, known.facts, known.factsAt),
    ...known,
    restoredAt: isRestored ? known.factsAt : null,
    // The first release did not keep which attempts it dropped: those that are not listed.
    omitted:
      known.attemptsOmitted > 0 ? numbersBetween([...known.attempts.map(({ n }) => n), known.nextN]) : [],
    attempts: known.attempts.map((attempt) => ({ ...ADDED_SINCE, ...attempt })),
    intent: known.intent && { ...known.intent, searches: 0 },
    refusal: null,
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
