import { disregard, handedOut, withRedirectUrl } from '../../invoice/attempt-changes.ts';
import type { Attempt, InvoiceDocument } from '../../invoice/document.ts';
import { withInvoice } from '../../invoice/invoice-error.ts';
import { MollieError } from '../../mollie/errors.ts';
import { changeMethod } from './change-method.ts';
import { atMostPatience, type Creation, type Deps, lookAt } from './creation.ts';
import { isToDisregard, type Step } from './decide.ts';
import { writeIntent } from './write-intent.ts';

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
  { documents, accounts, clock, shareSetAddress }: Deps,
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
        await mollie.update(
          id,
          { redirectUrl, cancelUrl },
          { credential, signal: atMostPatience(clock, signal) },
        );
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
  { cancelAttempts, clock }: Deps,
  { slug, progress, signal }: Creation,
  document: InvoiceDocument,
  attempts: readonly Attempt[],
): Promise<InvoiceDocument> {
  for (const { id } of attempts) progress.triedToCancel.add(id);
  const cancelled = await cancelAttempts(slug, document, attempts, { signal: atMostPatience(clock, signal) });
  // Time has passed, and one that would not be cancelled may have been paid: it is looked at again.
  for (const { id } of attempts) progress.looked.delete(id);
  return cancelled.document;
}
