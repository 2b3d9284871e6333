import { ProxyError } from '../../errors.ts';
import type { Attempt, InvoiceDocument } from '../../invoice/document.ts';
import { SECOND } from '../../lib/clock.ts';
import { createSingleFlight } from '../../lib/single-flight.ts';
import { decide, type Progress, type Wish } from './decide.ts';
import { refusedBefore } from './refusals.ts';
import { redirectUrlOf } from './request.ts';
import { type Deps, take } from './steps.ts';

export type CreateOptions = Omit<Wish, 'redirectUrl'>;

export type Created = { document: InvoiceDocument; attempt: Attempt; isNew: boolean };

/** A customer waits: all calls to Mollie together take no longer than this. */
const DEADLINE = 4.5 * SECOND;

/** Each look, intent and answer is a step, and others may change the invoice between two: but not for ever. */
const MAX_STEPS = 24;

/**
 * Makes a payment for exactly what is due, or answers one that was made before.
 *
 * 1. What Mollie has just refused is refused again.
 * 2. Mollie is asked about every attempt that could have brought money since it was last asked.
 * 3. An intent that is too old is put aside. Any other is resolved first, whichever request wrote it.
 * 4. What the merchant goes on without no longer counts. Where nothing is due, or no payment can be asked for, the
 *    create ends here.
 * 5. An open attempt for exactly what is due is answered: from now on it is no stray, and leads back to a page in the
 *    customer's language.
 * 6. Without one, the limits are checked and what else is open is cancelled; then it is looked at again, as in 2.
 * 7. The intent is written: the next number, the amount, the exact request. If anything has changed since it was
 *    decided, it is not written, and all is decided again.
 * 8. The intent is resolved: sent, and its payment recorded (resolve-intent.ts). Step 5 answers that payment.
 *
 * `decide` chooses the next step from the invoice as it is, and `take` does it. A number is always sent with the same
 * bytes and the same Idempotency-Key: so two tabs, two servers or a crash at any point still make one payment.
 */
export function createCreate(withoutShare: Omit<Deps, 'shareRedirect'>) {
  const deps = { ...withoutShare, shareRedirect: createSingleFlight<InvoiceDocument>() };
  const { config, clock } = deps;

  return async function create(
    slug: string,
    known: InvoiceDocument,
    options: CreateOptions,
  ): Promise<Created> {
    const wish = { ...options, redirectUrl: redirectUrlOf(config.publicUrl, slug, options.language) };
    const progress: Progress = {
      lookedAt: new Set(),
      triedToCancel: new Set(),
      triedToRedirect: new Set(),
      ownN: undefined,
    };
    const creation = { slug, wish, progress, signal: AbortSignal.timeout(DEADLINE) };
    const refusal = wish.without ? undefined : refusedBefore(known, wish.expect, clock());
    if (refusal) throw refusal;

    let document = known;
    for (let steps = 0; steps < MAX_STEPS; steps++) {
      const step = decide(document, wish, progress, clock());
      if (step.do === 'refuse') throw step.error;
      if (step.do === 'answer') return { document, attempt: step.attempt, isNew: step.isNew };
      document = await take(deps, creation, document, step);
    }
    throw new ProxyError('mollie_unavailable');
  };
}
