import { type Attempt, amountIn, type Changed, type InvoiceDocument, withAttempt } from './document.ts';
import { logEntry } from './log-entry.ts';
import { recompute } from './recompute.ts';

/* What becomes of an attempt by what is done here, and not by what Mollie says. */

/** The merchant goes on without payments that Mollie shows to no key; one that turns up after all counts again. */
export function disregard(document: InvoiceDocument, gone: readonly Attempt[], now: number): Changed {
  const attempts = document.attempts.map((one) =>
    gone.includes(one) ? { ...one, isDisregarded: true } : one,
  );
  const log = gone.map(({ id, amount }) =>
    logEntry(document, now, 'payment.disregarded', { id, amount: amountIn(document, amount) }),
  );
  return recompute(document, { document: { ...document, attempts }, log }, 'payment', now);
}

/** Somebody is sent to a payment that nobody was sent to before. */
export function handedOut(document: InvoiceDocument, id: string): Changed {
  return { document: withAttempt(document, id, { isStray: false }), log: [] };
}

/** The customer comes back to another address. */
export function withRedirectUrl(document: InvoiceDocument, id: string, redirectUrl: string): Changed {
  return { document: withAttempt(document, id, { redirectUrl }), log: [] };
}

/** The method of an attempt is about to be changed at Mollie. What was asked before is overtaken by it. */
export function methodAsked(document: InvoiceDocument, id: string, method: string): Changed {
  const attempt = document.attempts.find((one) => one.id === id)!;
  const { looks, methodChanges = 0 } = attempt;
  const change = { changesTo: method, methodChanges: methodChanges + 1, looks: looks + 1 };
  return { document: withAttempt(document, id, change), log: [] };
}

/** Mollie does not change an attempt to this method: it is not asked to again. */
export function methodRefused(document: InvoiceDocument, id: string, method: string): Changed {
  const { refusedMethods = [] } = document.attempts.find((one) => one.id === id)!;
  const change = { changesTo: undefined, refusedMethods: [...refusedMethods, method] };
  return { document: withAttempt(document, id, change), log: [] };
}
