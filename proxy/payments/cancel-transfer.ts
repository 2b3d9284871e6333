import { ProxyError } from '../errors.ts';
import { isStartedTransfer } from '../invoice/attempts.ts';
import type { Attempt, InvoiceDocument } from '../invoice/document.ts';
import { withInvoice } from '../invoice/invoice-error.ts';
import { staleAttempts } from '../invoice/look-schedule.ts';
import { balanceOfDocument } from '../invoice/sums.ts';
import type { Clock } from '../lib/clock.ts';
import { toLookError } from '../mollie/to-proxy-error.ts';
import type { CancelAttempts } from './cancel.ts';
import type { Look } from './look.ts';
import type { Invoice } from './open.ts';

type Deps = { cancelAttempts: CancelAttempts; look: Look; clock: Clock };

/**
 * Cancels the transfers of exactly what is due that were started: the customer says that none of them was made. What
 * Mollie does not cancel is looked at, since its money may have come.
 */
export function createCancelTransfer({ cancelAttempts, look, clock }: Deps) {
  /**
   * Answers the newest transfer as it then is.
   * @throws {ProxyError} `mollie_unavailable`; `bad_request` where there was none
   */
  return async function cancelTransfer({ slug, document, account }: Invoice) {
    if (!account.realm) return answered(document);
    const started = startedTransfers(document);
    const { document: cancelled, failure } = await cancelAttempts(slug, document, started, {});
    if (failure) throw withInvoice(toLookError(failure), cancelled);
    const how = { via: 'look', urgency: 'payment', needs: 'later' } as const;
    const stale = staleAttempts(cancelled, clock());
    const wasTried = ({ id }: Attempt) => started.some((one) => one.id === id && one.cancelable);
    const left = startedTransfers(cancelled).filter(
      (attempt) => wasTried(attempt) || stale.includes(attempt),
    );
    const looked = await look(slug, cancelled, left, how);
    if (looked.failure) throw withInvoice(toLookError(looked.failure), looked.document);
    return answered(looked.document);
  };
}

function answered(document: InvoiceDocument) {
  const attempt = document.attempts.findLast(({ method }) => method === 'banktransfer');
  if (!attempt) throw new ProxyError('bad_request');
  return { document, attempt };
}

function startedTransfers(document: InvoiceDocument): Attempt[] {
  const { due } = balanceOfDocument(document);
  return document.attempts.filter((attempt) => isStartedTransfer(attempt) && attempt.amount === due);
}
