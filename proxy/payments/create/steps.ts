import type { Accounts } from '../../accounts/index.ts';
import type { Config } from '../../config/index.ts';
import type { Documents } from '../../documents/index.ts';
import type { ProxyError } from '../../errors.ts';
import { disregard, handedOut, withRedirectUrl } from '../../invoice/attempt-changes.ts';
import type { Attempt, InvoiceDocument } from '../../invoice/document.ts';
import { withInvoice } from '../../invoice/invoice-error.ts';
import type { PaymentMetadata } from '../../invoice/payment-metadata.ts';
import { type Clock, SECOND } from '../../lib/clock.ts';
import type { Share } from '../../lib/single-flight.ts';
import { MollieError } from '../../mollie/errors.ts';
import { toLookError } from '../../mollie/to-proxy-error.ts';
import type { CancelAttempts } from '../cancel.ts';
import type { Look } from '../look.ts';
import { changeMethod } from './change-method.ts';
import { isToDisregard, type Progress, type Step, type Wish } from './decide.ts';
import type { ResolveIntent } from './resolve-intent.ts';
import { writeIntent } from './write-intent.ts';

/** For calls that the payment does not depend on, so that the others have time. */
const PATIENCE = 1.5 * SECOND;

export type Deps = {
  config: Pick<Config, 'publicUrl' | 'webhooks'>;
  documents: Documents;
  accounts: Accounts;
  paymentMetadata: PaymentMetadata;
  look: Look;
  resolveIntent: ResolveIntent;
  cancelAttempts: CancelAttempts;
  clock: Clock;
  /** Of many requests that change an attempt's method at once, one asks Mollie. */
  shareChangeMethod: Share<{ document: InvoiceDocument; to: string }>;
  /** Of many requests that change an attempt's address in the same way at once, one asks Mollie. */
  shareSetAddress: Share<InvoiceDocument>;
};

/** One create, from the request to its answer. */
export type Creation = { slug: string; wish: Wish; progress: Progress; signal: AbortSignal };

/** Does what was decided, and answers the invoice as it then is. */
export async function takeStep(
  deps: Deps,
  creation: Creation,
  document: InvoiceDocument,
  step: Exclude<Step, { do: 'answer' | 'refuse' }>,
): Promise<InvoiceDocument> {
  const { documents, clock } = deps;
  const { slug, wish, progress } = creation;
  switch (step.do) {
    case 'look':
      return lookAt(deps, creation, document, step.attempts);
    case 'put aside':
      return documents.rewrite(slug);
    case 'resolve':
      return resolve(deps, creation, document, step.isOwn);
    case 'disregard': {
      const isMeant = (attempt: Attempt) => isToDisregard(attempt, step.ids);
      return documents.change(slug, (newest) => disregard(newest, newest.attempts.filter(isMeant), clock()));
    }
    case 'hand out':
      return documents.change(slug, (newest) => handedOut(newest, step.attempt.id));
    case 'change method':
      return changeMethod(deps, creation, { id: step.attempt.id, method: step.method });
    case 'set return address':
      return setReturnAddress(deps, creation, step.attempt);
    case 'cancel':
      return cancel(deps, creation, document, step.attempts);
    case 'write intent': {
      const { intent, newest } = await writeIntent(deps, slug, document, step.due, wish);
      if (newest.intent === intent) progress.ownN = intent.n;
      return newest;
    }
  }
}

/** Asks Mollie about attempts; where it does not tell of all of them, no payment is made. */
export async function lookAt(
  { look }: Deps,
  { slug, progress, signal }: Creation,
  document: InvoiceDocument,
  attempts: readonly Attempt[],
): Promise<InvoiceDocument> {
  for (const { id } of attempts) progress.looked.add(id);
  const looked = look(slug, document, attempts, { via: 'look', urgency: 'payment', needs: 'later' });
  const { document: newest, failure } = await Promise.race([looked, deadline(signal, document)]);
  if (failure) throw withInvoice(toLookError(failure), newest);
  return newest;
}

async function resolve(
  { resolveIntent }: Deps,
  { slug, progress, signal }: Creation,
  document: InvoiceDocument,
  isOwn: boolean,
): Promise<InvoiceDocument> {
  const resolved = await resolveIntent(slug, document, { isRetry: !isOwn, signal });
  const { document: newest, refusal } = resolved;
  // Where another request's intent was refused, this request goes on to one of its own.
  if (isOwn && refusal) throw withInvoice(refusal, newest);
  const made = newest.attempts.find(({ n }) => n === progress.ownN);
  if (made) progress.looked.add(made.id);
  return newest;
}

/** Has the customer come back in their own language; where Mollie does not do it, in another. */
async function setReturnAddress(
  { documents, accounts, shareSetAddress }: Deps,
  { slug, wish: { redirectUrl, cancelUrl }, progress, signal }: Creation,
  { id, credential }: Attempt,
): Promise<InvoiceDocument> {
  progress.triedToSetAddress.add(id);
  return shareSetAddress(
    `${id} ${redirectUrl}`,
    async () => {
      const document = await documents.newest(slug);
      const attempt = document.attempts.find((one) => one.id === id);
      if (!attempt || attempt.redirectUrl === redirectUrl) return document;
      const { mollie } = await accounts.of(document.realm.account);
      try {
        await mollie.update(id, { redirectUrl, cancelUrl }, { credential, signal: atMostPatience(signal) });
        // What else the answer says may be older than what is known by now.
        return await documents.change(slug, (newest) => withRedirectUrl(newest, id, redirectUrl));
      } catch (error) {
        if (!(error instanceof MollieError)) throw error;
        return document;
      }
    },
    'any',
  );
}

/** What cannot be cancelled now stays open, and keeps nobody from paying. */
async function cancel(
  { cancelAttempts }: Deps,
  { slug, progress, signal }: Creation,
  document: InvoiceDocument,
  attempts: readonly Attempt[],
): Promise<InvoiceDocument> {
  for (const { id } of attempts) progress.triedToCancel.add(id);
  const cancelled = await cancelAttempts(slug, document, attempts, { signal: atMostPatience(signal) });
  // Time has passed, and one that would not be cancelled may have been paid: it is looked at again.
  for (const { id } of attempts) progress.looked.delete(id);
  return cancelled.document;
}

export function atMostPatience(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
}

export function lateError(document: InvoiceDocument): ProxyError {
  return withInvoice(toLookError(new MollieError('unavailable', 'no answer within the deadline')), document);
}

function deadline(signal: AbortSignal, document: InvoiceDocument): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(lateError(document));
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}
