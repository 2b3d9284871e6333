import { ProxyError } from '../../errors.ts';
import type { Attempt, InvoiceDocument } from '../../invoice/document.ts';
import { SECOND } from '../../lib/clock.ts';
import { returnAddresses } from '../../lib/pay-page-url.ts';
import { createSingleFlight } from '../../lib/single-flight.ts';
import { type Deps, lateError } from './creation.ts';
import { decide, type Progress } from './decide.ts';
import { refusedBefore } from './refusals.ts';
import { takeStep } from './steps.ts';
import type { Wish } from './wish.ts';

export type CreateOptions = Omit<Wish, 'redirectUrl' | 'cancelUrl'>;

export type Created = { document: InvoiceDocument; attempt: Attempt; isNew: boolean };

/** A customer waits: all calls to Mollie together take no longer than this, and no step begins later. */
const DEADLINE = 4.5 * SECOND;

/** Others may change the invoice between two steps, so that more are needed: but not for ever. */
const MAX_STEPS = 24;

/**
 * Makes a payment for exactly what is due, or answers one that was made before.
 *
 * 1. What Mollie has just refused is refused again without asking, unless the merchant goes on without a payment.
 * 2. Mollie is asked about every attempt that is not final, and the newest five that ended without money in the last
 *    two hours: each once in a create, again after a cancel.
 * 3. An intent that is too old is put aside. Any other is resolved first, whichever request wrote it.
 * 4. Payments that the merchant goes on without no longer count. The create is refused where nothing is due, or where
 *    what is due cannot be paid here.
 * 5. An open attempt for exactly what is due is answered: the one that this create has made, else one with 90 seconds
 *    left; where no other may be made, any with a checkout. A stray is marked as handed out before, and the address to
 *    which the customer comes back is changed to their language.
 * 6. Without such an attempt, the create is refused with `mollie_unavailable` while Mollie has not yet told the checkout
 *    of an attempt for what is due; then 1 is checked again, and whether too many payments were made. Other open attempts
 *    are cancelled, each tried once. Where too many are open after that, the create is refused.
 * 7. The intent is written: the next number, the amount, the exact request. Where anything has changed since it was
 *    decided, nothing is written.
 * 8. The intent is resolved: it is sent, and its payment recorded (resolve-intent.ts). Then 5 answers that payment.
 *
 * After each step all is decided again from 2. `decide` chooses the next step from the invoice as it is, `takeStep` does
 * it. Every try of one number sends the same bytes under the same Idempotency-Key: so two tabs, two servers or a crash
 * at any point still make one payment.
 */
export function createCreate(given: Omit<Deps, 'shareSetAddress' | 'shareChangeMethod'>) {
  const deps: Deps = {
    ...given,
    shareSetAddress: createSingleFlight(given.clock),
    shareChangeMethod: createSingleFlight(given.clock),
  };
  const { config, clock } = deps;

  return async function create(
    slug: string,
    known: InvoiceDocument,
    options: CreateOptions,
  ): Promise<Created> {
    const wish = { ...options, ...returnAddresses(config.publicUrl, slug, options.language) };
    const progress: Progress = {
      looked: new Set(),
      triedToCancel: new Set(),
      triedToSetAddress: new Set(),
      triedToChangeMethod: new Set(),
      ownN: undefined,
    };
    const creation = { slug, wish, progress, signal: clock.timeout(DEADLINE) };
    const refusal = wish.without ? undefined : refusedBefore(known, wish, clock());
    if (refusal) throw refusal;

    let document = known;
    for (let steps = 0; steps < MAX_STEPS; steps++) {
      // Mollie's answers may all have been in time, and the store slow.
      if (creation.signal.aborted) throw lateError(document);
      const step = decide(document, wish, progress, clock());
      if (step.do === 'refuse') throw step.error;
      if (step.do === 'answer') return { document, attempt: step.attempt, isNew: step.isNew };
      document = await takeStep(deps, creation, document, step);
    }
    throw new ProxyError('mollie_unavailable');
  };
}
