import type { Accounts } from '../accounts/index.ts';
import type { Documents } from '../documents/index.ts';
import { applyPayments } from '../invoice/apply-payments.ts';
import { type Attempt, amountIn, type InvoiceDocument, withAttempt } from '../invoice/document.ts';
import { logEntry } from '../invoice/log-entry.ts';
import type { Clock } from '../lib/clock.ts';
import { createSingleFlight } from '../lib/single-flight.ts';
import type { CallOptions } from '../mollie/call.ts';
import { MollieError } from '../mollie/errors.ts';

export type Cancelled = {
  document: InvoiceDocument;
  /** Why Mollie did not answer about one of them; null where it did. */
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
  accounts,
  clock,
}: {
  documents: Documents;
  accounts: Accounts;
  clock: Clock;
}): CancelAttempts {
  const share = createSingleFlight<Cancelled>(clock);

  return async function cancelAttempts(slug, document, attempts, how) {
    let cancelled: Cancelled = { document, failure: null };
    for (const { id } of attempts) {
      const { document: newest, failure } = await share(id, () => cancelOne(slug, id, how), 'any');
      cancelled = { document: newest, failure: failure ?? cancelled.failure };
    }
    return cancelled;
  };

  async function cancelOne(slug: string, id: string, how: CallOptions): Promise<Cancelled> {
    const document = await documents.newest(slug);
    const attempt = document.attempts.find((one) => one.id === id);
    // Another request may have cancelled it meanwhile, or tried to.
    if (attempt?.status !== 'open' || !attempt.cancelable) return { document, failure: null };
    const { mollie } = await accounts.of(document.realm.account);
    try {
      const payment = await mollie.cancel(id, { ...how, credential: attempt.credential });
      const withAnswer = (current: InvoiceDocument) =>
        applyPayments(current, [{ ...attempt, payment }], 'look', clock());
      return { document: await documents.change(slug, withAnswer), failure: null };
    } catch (error) {
      if (!(error instanceof MollieError)) throw error;
      const isRefused = error.failure === 'rejected' || error.failure === 'not_found';
      if (!isRefused) return { document, failure: error };
      return {
        document: await documents.change(slug, (current) => notCancelable(current, attempt)),
        failure: null,
      };
    }
  }

  function notCancelable(current: InvoiceDocument, { id, amount }: Attempt) {
    // One that has ended meanwhile need not be cancelled.
    if (current.attempts.every((one) => one.id !== id || one.status !== 'open')) return undefined;
    const details = { id, amount: amountIn(current, amount) };
    return {
      document: withAttempt(current, id, { cancelable: false }),
      log: [logEntry(current, clock(), 'payment.cancel_refused', details)],
    };
  }
}
