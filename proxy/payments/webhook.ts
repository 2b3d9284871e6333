import { type Clock, MINUTE } from '../clock.ts';
import { ProxyError } from '../errors.ts';
import type { InvoiceDocument } from '../invoice/document.ts';
import { observe } from '../invoice/observe.ts';
import type { Mollie } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import type { MolliePayment } from '../mollie/payment.ts';
import type { Binding } from './binding.ts';
import type { Documents } from './documents.ts';

/** Mollie can announce a payment before it finds it itself. */
const UNKNOWN_AT_MOLLIE = 10 * MINUTE;

/** An answer is asked for again where another was written meanwhile. */
const MAX_ROUNDS = 4;

type Deps = { documents: Documents; mollie: Mollie; binding: Binding; clock: Clock };

/**
 * Handles Mollie's word that something happened to payment `id`, at the address made for attempt `n`: returns once
 * what Mollie says is stored or provably of no concern here.
 * @throws {ProxyError} where Mollie shall call again.
 */
export function createWebhook({ documents, mollie, binding, clock }: Deps) {
  return async function webhook(slug: string, n: number, id: string): Promise<void> {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const document = await documents.read(slug);
      // The address bears our MAC, so there was an invoice: the store has lost it.
      if (!document) throw new ProxyError('resync_needed');
      const known = document.attempts.find((attempt) => attempt.id === id);
      const payment = await ask(document, n, id);
      if (!payment) return;
      const bound = await binding.attemptOf(payment);
      if (bound?.slug !== slug || bound.n !== n || payment.id !== id) {
        // Of a payment that is the invoice's, another answer than its own proves nothing.
        if (known) throw new ProxyError('mollie_unavailable');
        return;
      }

      let overtaken = false;
      await documents.change(slug, (newest) => {
        const attempt = newest.attempts.find((one) => one.id === id);
        overtaken = attempt?.looks !== known?.looks;
        if (overtaken) return undefined;
        const { credential } = attempt ?? newest.intent ?? { credential: '' };
        return observe(newest, [{ id, n, credential, webhooks: true, payment }], 'webhook', clock());
      });
      if (!overtaken) return;
    }
    throw new ProxyError('store_unavailable');
  };

  async function ask(document: InvoiceDocument, n: number, id: string): Promise<MolliePayment | null> {
    const credential =
      document.attempts.find((attempt) => attempt.n === n)?.credential ?? document.intent?.credential;
    try {
      return await mollie.get(id, { credential });
    } catch (error) {
      const isUnknown = error instanceof MollieError && error.failure === 'not_found';
      if (isUnknown && clock() - madeAt(document, n) > UNKNOWN_AT_MOLLIE) return null;
      // Whatever it is that keeps Mollie from telling, it shall call again.
      throw error instanceof MollieError
        ? new ProxyError('mollie_unavailable', {
            cause: error,
            ...(error.retryAfter ? { retryAfter: error.retryAfter } : {}),
          })
        : error;
    }
  }
}

function madeAt({ attempts, intent, factsAt }: InvoiceDocument, n: number): number {
  if (intent?.n === n) return intent.at;
  const attempt = attempts.find((one) => one.n === n);
  return attempt ? Date.parse(attempt.createdAt) : factsAt;
}
