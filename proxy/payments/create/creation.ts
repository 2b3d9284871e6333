import type { Accounts } from '../../accounts/index.ts';
import type { Config } from '../../config/index.ts';
import type { Documents } from '../../documents/index.ts';
import type { ProxyError } from '../../errors.ts';
import type { Attempt, InvoiceDocument } from '../../invoice/document.ts';
import { withInvoice } from '../../invoice/invoice-error.ts';
import type { PaymentMetadata } from '../../invoice/payment-metadata.ts';
import { type Clock, SECOND } from '../../lib/clock.ts';
import type { Share } from '../../lib/single-flight.ts';
import { MollieError } from '../../mollie/errors.ts';
import { toLookError } from '../../mollie/to-proxy-error.ts';
import type { CancelAttempts } from '../cancel.ts';
import type { Look } from '../look.ts';
import type { Progress } from './decide.ts';
import type { ResolveIntent } from './resolve-intent.ts';
import type { Wish } from './wish.ts';

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

export function atMostPatience(clock: Clock, signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, clock.timeout(PATIENCE)]);
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
