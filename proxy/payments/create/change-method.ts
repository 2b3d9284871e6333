import { methodAsked, methodRefused } from '../../invoice/attempt-changes.ts';
import { mayChangeMethod } from '../../invoice/attempts.ts';
import type { Attempt, InvoiceDocument } from '../../invoice/document.ts';
import { MollieError } from '../../mollie/errors.ts';
import { atMostPatience, type Creation, type Deps, lookAt } from './creation.ts';
import { mailOf, methodOf } from './request.ts';

/**
 * Has an open payment paid by another method. It is written down before Mollie is asked, and what came of it Mollie's
 * payment tells, also where the answer is lost: from then on only an address that comes with the new method counts.
 */
export async function changeMethod(
  deps: Deps,
  creation: Creation,
  { id, method }: { id: string; method: string },
): Promise<InvoiceDocument> {
  const { progress } = creation;
  const work = async () => ({ document: await changeNow(deps, creation, id, method), to: method });
  const { document, to } = await deps.shareChangeMethod(id, work, 'any');
  // One that was changed to another method meanwhile is still to be changed to this one.
  if (to === method) progress.triedToChangeMethod.add(id);
  for (const attempt of document.attempts) if (attempt.id === id) progress.looked.add(id);
  return document;
}

async function changeNow(
  deps: Deps,
  creation: Creation,
  id: string,
  method: string,
): Promise<InvoiceDocument> {
  const { documents, accounts, clock } = deps;
  const { slug, signal } = creation;
  const attemptOf = ({ attempts }: InvoiceDocument) => attempts.find((one) => one.id === id);
  const isToChange = (attempt: Attempt | undefined): attempt is Attempt =>
    attempt?.status === 'open' && attempt.method !== method && mayChangeMethod(attempt, method);
  const asked = await documents.change(slug, (newest) =>
    isToChange(attemptOf(newest)) ? methodAsked(newest, id, method) : undefined,
  );
  const attempt = attemptOf(asked);
  if (attempt?.changesTo !== method) return asked;
  const { mollie } = await accounts.of(asked.realm.account);
  const { credential, isBilled } = attempt;
  const change = { ...methodOf(asked, method, clock()), ...(isBilled ? {} : mailOf(asked, method)) };
  let isRefused = false;
  try {
    await mollie.update(id, change, { credential, signal: atMostPatience(clock, signal) });
  } catch (error) {
    if (!(error instanceof MollieError)) throw error;
    isRefused = error.failure === 'rejected';
  }
  const looked = await lookAt(deps, creation, asked, [attempt]);
  const changed = attemptOf(looked);
  if (isRefused && changed?.method !== method) {
    return documents.change(slug, (newest) => methodRefused(newest, id, method));
  }
  const lacksAddress =
    changed?.status === 'open' && changed.method === method && changed.checkoutUrl === null;
  return lacksAddress ? lookAt(deps, creation, looked, [changed]) : looked;
}
