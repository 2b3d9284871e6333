import type { Clock } from '../clock.ts';
import { type Attempt, amountIn, type InvoiceDocument, logEntry } from '../invoice/document.ts';
import { observe } from '../invoice/observe.ts';
import type { CallOptions, Mollie } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import type { Documents } from './documents.ts';
import { toLookError } from './failure.ts';

/**
 * Cancels attempts at Mollie and answers the invoice as it then is. What Mollie refuses to cancel is marked so until
 * it says otherwise.
 * @throws {ProxyError} `mollie_unavailable`
 */
export type CancelAttempts = (
  slug: string,
  document: InvoiceDocument,
  attempts: readonly Attempt[],
  how: CallOptions,
) => Promise<InvoiceDocument>;

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
    for (const attempt of attempts) {
      try {
        const payment = await mollie.cancel(attempt.id, { ...how, credential: attempt.credential });
        newest = await documents.change(slug, (current) =>
          observe(current, [{ ...attempt, payment }], 'create', clock()),
        );
      } catch (error) {
        const isRefused =
          error instanceof MollieError && (error.failure === 'rejected' || error.failure === 'not_found');
        if (!isRefused) throw error instanceof MollieError ? toLookError(error, newest) : error;
        newest = await documents.change(slug, (current) => refused(current, attempt));
      }
    }
    return newest;
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
