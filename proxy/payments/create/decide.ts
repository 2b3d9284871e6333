import { ProxyError } from '../../errors.ts';
import { isPayable, isStartedTransfer } from '../../invoice/attempts.ts';
import type { Attempt, InvoiceDocument } from '../../invoice/document.ts';
import { isOutdated } from '../../invoice/intent.ts';
import { withInvoice } from '../../invoice/invoice-error.ts';
import { attemptsBeforeCreate } from '../../invoice/look-schedule.ts';
import {
  attemptForPay,
  awaitsAddress,
  methodToChange,
  waitForMade,
  waitForOpen,
} from '../../invoice/offer.ts';
import { waitForRefused } from '../../invoice/refusals.ts';
import { balanceOfDocument } from '../../invoice/sums.ts';
import type { Minor } from '../../lib/money.ts';
import { mustWait, notPayable, refusedBefore } from './refusals.ts';
import type { Wish } from './wish.ts';

/** What this create has done so far. */
export type Progress = {
  // Ids of attempts:
  looked: Set<string>;
  triedToCancel: Set<string>;
  triedToSetAddress: Set<string>;
  triedToChangeMethod: Set<string>;
  /** The number of the intent that this create has written. */
  ownN: number | undefined;
};

export type Step =
  | { do: 'look'; attempts: readonly Attempt[] }
  | { do: 'put aside' }
  | { do: 'resolve'; isOwn: boolean }
  | { do: 'disregard'; ids: readonly string[] }
  | { do: 'hand out' | 'set return address'; attempt: Attempt }
  | { do: 'change method'; attempt: Attempt; method: string }
  | { do: 'cancel'; attempts: readonly Attempt[] }
  | { do: 'write intent'; due: Minor }
  | { do: 'answer'; attempt: Attempt; isNew: boolean }
  | { do: 'refuse'; error: ProxyError };

/** The next step towards a payment of what is due. Only `answer` and `refuse` end the create. */
export function decide(document: InvoiceDocument, wish: Wish, progress: Progress, now: number): Step {
  const toLookAt = attemptsBeforeCreate(document, now).filter(({ id }) => !progress.looked.has(id));
  if (toLookAt.length > 0) return { do: 'look', attempts: toLookAt };
  if (isOutdated(document, now)) return { do: 'put aside' };
  if (document.intent) return { do: 'resolve', isOwn: document.intent.n === progress.ownN };
  return (
    stepToDisregard(document, wish.without) ??
    refused(notPayable(document, wish.expect)) ??
    stepToAnswer(document, wish, progress, now) ??
    stepToNew(document, wish, progress, now)
  );
}

/** A payment that Mollie shows to no key blocks until the merchant says to go on without it. */
function stepToDisregard({ attempts }: InvoiceDocument, without: readonly string[] = []): Step | undefined {
  const isUnknown = (id: string) => attempts.every((attempt) => attempt.id !== id);
  if (without.some(isUnknown)) return { do: 'refuse', error: new ProxyError('bad_request') };
  return attempts.some((attempt) => isToDisregard(attempt, without))
    ? { do: 'disregard', ids: without }
    : undefined;
}

export function isToDisregard(
  { id, notVisibleSince, isDisregarded }: Attempt,
  without: readonly string[],
): boolean {
  return without.includes(id) && notVisibleSince !== null && !isDisregarded;
}

/** Towards the attempt that is there already. */
function stepToAnswer(
  document: InvoiceDocument,
  wish: Wish,
  progress: Progress,
  now: number,
): Step | undefined {
  const { due } = balanceOfDocument(document);
  const own = document.attempts.find((attempt) => attempt.n === progress.ownN && isAnswer(attempt, due, now));
  const choice = { method: wish.method, unchanged: progress.triedToChangeMethod };
  const attempt = own ?? attemptForPay(document, now, choice);
  if (!attempt) return undefined;
  if (attempt.isStray) return { do: 'hand out', attempt };
  const method = own ? undefined : methodToChange(attempt, choice);
  if (method !== undefined) return { do: 'change method', attempt, method };
  const isElsewhere = wish.language !== undefined && attempt.redirectUrl !== wish.redirectUrl;
  if (isElsewhere && !progress.triedToSetAddress.has(attempt.id))
    return { do: 'set return address', attempt };
  return { do: 'answer', attempt, isNew: attempt === own };
}

/** What was made for this create is answered, however little time is left to pay it. */
function isAnswer(attempt: Attempt, due: Minor, now: number): boolean {
  return attempt.amount === due && attempt.checkoutUrl !== null && isPayable(attempt, now);
}

/** Towards a new attempt. */
function stepToNew(document: InvoiceDocument, wish: Wish, progress: Progress, now: number): Step {
  if (awaitsAddress(document, now)) {
    return { do: 'refuse', error: withInvoice(new ProxyError('mollie_unavailable'), document) };
  }
  const wait = Math.max(
    waitForMade(document, now),
    wish.method === undefined ? 0 : waitForRefused(document, now),
  );
  const refusal = refusedBefore(document, wish, now) ?? mustWait(document, wait);
  if (refusal) return { do: 'refuse', error: refusal };
  const { due } = balanceOfDocument(document);
  // The money may be on its way: only the customer can say that it is not.
  const mayArrive = (attempt: Attempt) => isStartedTransfer(attempt) && attempt.amount === due;
  const others = document.attempts.filter(
    (attempt) =>
      attempt.status === 'open' &&
      attempt.cancelable &&
      !mayArrive(attempt) &&
      !progress.triedToCancel.has(attempt.id),
  );
  if (others.length > 0) return { do: 'cancel', attempts: others };
  return (
    refused(mustWait(document, waitForOpen(document, now))) ?? {
      do: 'write intent',
      due,
    }
  );
}

function refused(error: ProxyError | undefined): Step | undefined {
  return error && { do: 'refuse', error };
}
