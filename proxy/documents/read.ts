import type { InvoiceDocument } from '../invoice/document.ts';
import { asDocument, type FirstRelease } from '../invoice/stored.ts';
import type { Realm } from '../keys/realm.ts';

/** Whether a stored value is an invoice that does not say which realm it belongs to. */
export function isFirstRelease(value: unknown): value is FirstRelease {
  const document = value as Partial<InvoiceDocument> | null | undefined;
  return document?.v === 1 && document.realm === undefined && typeof document.facts?.sub === 'string';
}

/** The invoice, or undefined also where the value cannot be read. */
export function asDocumentIfReadable(value: unknown, realm: Realm | undefined): InvoiceDocument | undefined {
  try {
    return asDocument(value, realm);
  } catch {
    return undefined;
  }
}

/** The invoice for the key that creates: what Mollie refused to another key it may do for this one. */
export function forKey(document: InvoiceDocument, credential: string): InvoiceDocument {
  const isOfAnother = document.refusal !== null && document.refusal.credential !== credential;
  return isOfAnother ? { ...document, refusal: null } : document;
}
