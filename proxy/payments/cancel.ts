import type { Clock } from '../clock.ts';
import { type Attempt, amountIn, type InvoiceDocument, logEntry } from '../invoice/document.ts';
import { observe } from '../invoice/observe.ts';
import type { CallOptions, Mollie } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import type { Documents } from './documents.ts';

export type Cancelled = {
  document: InvoiceDocument;
  /** What kept Mollie from answering about one of them. */
  failure: MollieError | null;
};

/**
 * Cancels attempts at Mollie and answers the invoice as it then is. What Mollie refuses to cancel is marked so until
 * it says otherwise.
 */
export type CancelAttempts = (
  slug: string,
  document: InvoiceDocument,
  attempts: readonly Attempt[],
  how: CallOptions,
) => Promise<Cancelled>;

export function createCancel({
  documents,
  mollie,
  clock,
}: {
  documents: Documents;
  mollie: Mollie;
  clock: Clock;
}): CancelAttempts {
  return async function cancelAttempts(slug, document, attempts, how) {
    let newest = document;
    let failure: MollieError | null = null;
    for (const attempt of attempts) {
      try {
        const payment = await mollie.cancel(attempt.id, { ...how, credential: attempt.credential });
        newest = await documents.change(slug, (current) =>
          observe(current, [{ ...attempt, payment }], 'look', clock()),
        );
      } catch (error) {
        if (!(error instanceof MollieError)) throw error;
        failure = error.failure === 'rejected' || error.failure === 'not_found' ? failure : error;
        if (failure === error) continue;
        newest = await documents.change(slug, (current) => refused(current, attempt));
      }
    }
    return { document: newest, failure };
  };

  function refused(current: InvoiceDocument, { id, amount }: Attempt) {
    const attempts = current.attempts.map((one) => (one.id === id ? { ...one, cancelable: false } : one));
    const details = { id, amount: amountIn(current, amount) };
    return {
      document: { ...current, attempts },
      log: [logEntry(current, clock(), 'payment.cancel_refused', details)],
    };
  }
}
