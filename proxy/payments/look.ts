import type { Accounts } from '../accounts/index.ts';
import type { Documents } from '../documents/index.ts';
import { applyPayments, FINDABLE_AFTER, type PaymentUpdate } from '../invoice/apply-payments.ts';
import type { Attempt, InvoiceDocument } from '../invoice/document.ts';
import type { Via } from '../invoice/payment-log.ts';
import { type Clock, elapsed } from '../lib/clock.ts';
import { createSingleFlight } from '../lib/single-flight.ts';
import type { Log } from '../log/index.ts';
import type { Urgency } from '../mollie/budget.ts';
import { MollieError } from '../mollie/errors.ts';
import type { MolliePayment } from '../mollie/payment.ts';

export type Looked = {
  document: InvoiceDocument;
  /** Why Mollie did not tell about all attempts; null where it did. */
  failure: MollieError | null;
  /** Ids of payments that Mollie shows to no key. */
  notShown: readonly string[];
};

export type LookOptions = {
  via: Via;
  urgency: Urgency;
  /** `any`: joins a look that is running; `later`: only a look that begins after this call. */
  needs: 'any' | 'later';
};

export type Look = (
  slug: string,
  document: InvoiceDocument,
  attempts: readonly Attempt[],
  options: LookOptions,
) => Promise<Looked>;

/** Mollie's payment; null where Mollie does not show it, or, with a `failure`, where that is not known. */
type Answer = Pick<PaymentUpdate, 'payment' | 'isKeyGone'> & { failure?: MollieError };

type Deps = { documents: Documents; accounts: Accounts; clock: Clock; log: Log };

/** Where another answer was written meanwhile, nobody knows which is newer: Mollie is asked again, so many times. */
const MAX_ROUNDS = 4;

/** Asks Mollie about attempts of an invoice and writes down what it says; once for all who want it at one moment. */
export function createLook({ documents, accounts, clock, log }: Deps): Look {
  const share = createSingleFlight<Looked>(clock);

  /** Metadata are not read: a payment that was recorded once stays the invoice's, whatever they say later. */
  async function ask(attempt: Attempt, document: InvoiceDocument, urgency: Urgency): Promise<Answer> {
    const { mollie } = await accounts.of(document.realm.account, attempt.credential);
    try {
      const payment = await mollie.get(attempt.id, { credential: attempt.credential, urgency });
      return fits(payment, attempt, document)
        ? { payment }
        : { payment: null, failure: new MollieError('unavailable', 'an answer about another payment') };
    } catch (error) {
      if (!(error instanceof MollieError)) throw error;
      if (error.failure === 'not_found') return { payment: null, isKeyGone: error.isKeyGone };
      // What cannot be read later either counts as not shown.
      const isOld = elapsed(Date.parse(attempt.createdAt), clock()) > FINDABLE_AFTER;
      if (error.failure === 'unreadable' && isOld) return { payment: null };
      return { payment: null, failure: error };
    }
  }

  async function lookNow(
    slug: string,
    document: InvoiceDocument,
    attempts: readonly Attempt[],
    { via, urgency }: LookOptions,
    hasWaited: boolean,
  ): Promise<Looked> {
    // The look before this one has written its answers.
    let current = hasWaited ? await documents.newest(slug) : document;
    let asked = attempts.map((attempt) => current.attempts.find(({ id }) => id === attempt.id) ?? attempt);
    let failure: MollieError | null = null;
    const notShown = new Set<string>();
    for (let round = 0; round < MAX_ROUNDS && asked.length > 0; round++) {
      const answers = await Promise.all(
        asked.map(async (attempt) => ({ attempt, answer: await ask(attempt, current, urgency) })),
      );
      for (const { attempt, answer } of answers) {
        if (answer.payment === null && !answer.failure) notShown.add(attempt.id);
        else notShown.delete(attempt.id);
      }
      // A failure stays one, also where a later round succeeds for other attempts.
      failure ??= answers.find(({ answer }) => answer.failure)?.answer.failure ?? null;
      let overtaken: Attempt[] = [];
      current = await documents.change(slug, (newest) => {
        overtaken = [];
        const news: PaymentUpdate[] = [];
        for (const { attempt, answer } of answers) {
          const known = newest.attempts.find(({ id }) => id === attempt.id);
          if (!known || answer.failure) continue;
          if (known.looks === attempt.looks) news.push({ ...known, ...answer });
          else overtaken.push(known);
        }
        return news.length === 0 ? undefined : applyPayments(newest, news, via, clock());
      });
      asked = overtaken;
    }
    // An answer that was overtaken each time was never written.
    if (asked.length > 0) failure ??= new MollieError('unavailable', 'overtaken by other answers');
    log({ level: 'debug', code: 'look', via, outcome: failure ? 'failed' : 'ok' });
    return { document: current, failure, notShown: [...notShown] };
  }

  return async function look(slug, document, attempts, options) {
    if (attempts.length === 0) return { document, failure: null, notShown: [] };
    const ids = attempts.map(({ id }) => id).sort();
    // A webhook's look is shared with other webhooks only: it records that one came.
    const key = [slug, options.via === 'webhook', ...ids].join(' ');
    const work = (hasWaited: boolean) => lookNow(slug, document, attempts, options, hasWaited);
    return share(key, work, options.needs);
  };
}

function fits(payment: MolliePayment, attempt: Attempt, { facts, realm }: InvoiceDocument): boolean {
  return (
    payment.id === attempt.id &&
    payment.amount === attempt.amount &&
    payment.currency === facts.currency &&
    payment.mode === realm.mode
  );
}
