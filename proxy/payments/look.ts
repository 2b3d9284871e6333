import type { Clock } from '../clock.ts';
import { type Attempt, type InvoiceDocument, isInVain } from '../invoice/document.ts';
import { type Observation, observe, type Via } from '../invoice/observe.ts';
import type { Urgency } from '../mollie/budget.ts';
import type { Mollie } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import type { MolliePayment } from '../mollie/payment.ts';
import type { Documents } from './documents.ts';
import { createSharing } from './sharing.ts';

export type Looked = {
  document: InvoiceDocument;
  /** What kept Mollie from telling about all that was asked. */
  failure: MollieError | null;
  /** Ids of payments that Mollie shows to no key. */
  unseen: readonly string[];
};

export type LookOptions = {
  via: Via;
  urgency: Urgency;
  /** `any`: a look that others have begun will do; `later`: only one that begins after this was asked. */
  needs: 'any' | 'later';
};

export type Look = (
  slug: string,
  document: InvoiceDocument,
  attempts: readonly Attempt[],
  options: LookOptions,
) => Promise<Looked>;

type Deps = { documents: Documents; mollie: Mollie; clock: Clock };

/** An answer is asked for again where another was written meanwhile, since nobody knows which is newer. */
const MAX_ROUNDS = 4;

/** Asks Mollie about attempts of an invoice and writes down what it says; once for all who want it at one moment. */
export function createLook({ documents, mollie, clock }: Deps): Look {
  const share = createSharing<Looked>();

  /** A payment that was once taken up stays the invoice's, whatever its metadata say later. */
  async function ask(attempt: Attempt, document: InvoiceDocument, urgency: Urgency) {
    try {
      const payment = await mollie.get(attempt.id, { credential: attempt.credential, urgency });
      return fits(payment, attempt, document)
        ? payment
        : new MollieError('unavailable', 'an answer about another payment');
    } catch (error) {
      if (!(error instanceof MollieError)) throw error;
      return error.failure === 'not_found' ? null : error;
    }
  }

  async function lookNow(
    slug: string,
    document: InvoiceDocument,
    attempts: readonly Attempt[],
    { via, urgency }: LookOptions,
  ): Promise<Looked> {
    let current = document;
    let asked = attempts;
    let failure: MollieError | null = null;
    const unseen = new Set<string>();
    for (let round = 0; round < MAX_ROUNDS && asked.length > 0; round++) {
      const answers = await Promise.all(
        asked.map(async (attempt) => ({ attempt, payment: await ask(attempt, current, urgency) })),
      );
      for (const { attempt, payment } of answers) {
        if (payment === null) unseen.add(attempt.id);
        else unseen.delete(attempt.id);
      }
      // That one without money stays so is not worth a doubt. What a round before this one met is not over with it.
      failure ??=
        answers
          .filter(({ attempt }) => !isInVain(attempt))
          .map(({ payment }) => payment)
          .find((answer) => answer instanceof MollieError) ?? null;
      let overtaken: Attempt[] = [];
      current = await documents.change(slug, (newest) => {
        overtaken = [];
        const news: Observation[] = [];
        for (const { attempt, payment } of answers) {
          const known = newest.attempts.find(({ id }) => id === attempt.id);
          if (!known || payment instanceof MollieError) continue;
          if (known.looks === attempt.looks) news.push({ ...known, payment });
          else overtaken.push(known);
        }
        return news.length === 0 ? undefined : observe(newest, news, via, clock());
      });
      asked = overtaken;
    }
    // What is overtaken again and again is not known to be written.
    if (asked.length > 0) failure ??= new MollieError('unavailable', 'overtaken by other answers');
    return { document: current, failure, unseen: [...unseen] };
  }

  return async function look(slug, document, attempts, options) {
    if (attempts.length === 0) return { document, failure: null, unseen: [] };
    const ids = attempts.map(({ id }) => id).sort();
    // A webhook's look is known as one, so that it tells whether webhooks come.
    const key = [slug, options.via === 'webhook', ...ids].join(' ');
    return share(key, () => lookNow(slug, document, attempts, options), options.needs);
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
