import type { Clock } from '../clock.ts';
import { type Attempt, type InvoiceDocument, isDead } from '../invoice/document.ts';
import { type Observation, observe, type Via } from '../invoice/observe.ts';
import type { Urgency } from '../mollie/budget.ts';
import type { Mollie } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import type { MolliePayment } from '../mollie/payment.ts';
import type { Binding } from './binding.ts';
import type { Documents } from './documents.ts';

export type Looked = {
  document: InvoiceDocument;
  /** What kept Mollie from telling about all that was asked. */
  failure: MollieError | null;
};

export type Look = (
  slug: string,
  document: InvoiceDocument,
  attempts: readonly Attempt[],
  how: { via: Via; urgency: Urgency; signal?: AbortSignal },
) => Promise<Looked>;

type Deps = { documents: Documents; mollie: Mollie; binding: Binding; clock: Clock };

/** An answer is asked for again where another was written meanwhile, since nobody knows which is newer. */
const MAX_ROUNDS = 4;

/** Asks Mollie about attempts of an invoice and writes down what it says. */
export function createLook({ documents, mollie, binding, clock }: Deps): Look {
  async function ask(
    slug: string,
    attempt: Attempt,
    { urgency, signal }: Parameters<Look>[3],
  ): Promise<MolliePayment | MollieError | null> {
    try {
      const payment = await mollie.get(attempt.id, { credential: attempt.credential, urgency, signal });
      const bound = await binding.attemptOf(payment);
      const fits = bound?.slug === slug && payment.id === attempt.id && payment.amount === attempt.amount;
      return fits ? payment : new MollieError('unavailable', 'an answer about another payment');
    } catch (error) {
      if (!(error instanceof MollieError)) throw error;
      return error.failure === 'not_found' ? null : error;
    }
  }

  return async function look(slug, document, attempts, how) {
    let current = document;
    let asked = attempts;
    let failure: MollieError | null = null;
    for (let round = 0; round < MAX_ROUNDS && asked.length > 0; round++) {
      const answers = await Promise.all(
        asked.map(async (attempt) => ({ attempt, payment: await ask(slug, attempt, how) })),
      );
      // That one without money stays so is not worth a doubt.
      failure =
        answers
          .filter(({ attempt }) => !isDead(attempt.status))
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
        return news.length === 0 ? undefined : observe(newest, news, how.via, clock());
      });
      asked = overtaken;
    }
    return { document: current, failure };
  };
}
