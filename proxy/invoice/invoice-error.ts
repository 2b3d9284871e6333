import type { ProxyError } from '../errors.ts';
import type { InvoiceDocument } from './document.ts';

/** No field of `ProxyError`: that class knows nothing of invoices, and what an error holds may be logged. */
const documents = new WeakMap<ProxyError, InvoiceDocument>();

/** The error, with the invoice as it stands: the answer shows it to those who may see it. */
export function withInvoice(error: ProxyError, document: InvoiceDocument): ProxyError {
  documents.set(error, document);
  return error;
}

/** The invoice that an error is about, where it is known. */
export function documentOf(error: ProxyError): InvoiceDocument | undefined {
  return documents.get(error);
}
