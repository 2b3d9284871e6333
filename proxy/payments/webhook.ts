import type { Accounts } from '../accounts/index.ts';
import type { Documents } from '../documents/index.ts';
import { ProxyError } from '../errors.ts';
import { applyPayments, FINDABLE_AFTER } from '../invoice/apply-payments.ts';
import type { Intent, InvoiceDocument, PutAside } from '../invoice/document.ts';
import type { PaymentMetadata } from '../invoice/payment-metadata.ts';
import type { Realm } from '../keys/realm.ts';
import { type Clock, elapsed } from '../lib/clock.ts';
import { MollieError } from '../mollie/errors.ts';
import { toLookError } from '../mollie/to-proxy-error.ts';
import type { Look } from './look.ts';

type Deps = {
  documents: Documents;
  accounts: Accounts;
  paymentMetadata: PaymentMetadata;
  look: Look;
  clock: Clock;
};

/**
 * Mollie says that something happened to payment `id`, at the address made for attempt `n`: asks what it is, and
 * answers the invoice's realm once the answer is stored, or the payment is known not to be this invoice's.
 * @throws {ProxyError} where Mollie shall call again.
 */
export function createWebhook({ documents, accounts, paymentMetadata, look, clock }: Deps) {
  return webhook;

  async function webhook(slug: string, n: number, id: string): Promise<Realm> {
    const stored = await documents.find(slug);
    // The address bears our MAC, so there was an invoice: the store has lost it.
    if (!stored) throw new ProxyError('resync_needed');
    const { document, account, isAsleep } = stored;
    // No running key sees it. Mollie calls again, perhaps once its realm runs again.
    if (isAsleep || !account.realm) throw new ProxyError('mollie_unavailable');
    await take(slug, document, n, id);
    return document.realm;
  }

  async function take(slug: string, document: InvoiceDocument, n: number, id: string): Promise<void> {
    const known = document.attempts.find((attempt) => attempt.id === id);
    if (!known) return takeUp(slug, document, n, id);
    const { failure, notShown } = await look(slug, document, [known], {
      via: 'webhook',
      urgency: 'payment',
      needs: 'later',
    });
    if (failure) throw toLookError(failure);
    if (notShown.length > 0) callAgainWhileNew(document, n);
  }

  /** A payment that the invoice does not know yet: it is the invoice's if its metadata prove it. */
  async function takeUp(slug: string, document: InvoiceDocument, n: number, id: string): Promise<void> {
    const { mollie } = await accounts.of(document.realm.account);
    const credential = unresolved(document, n)?.credential ?? mollie.credential;
    try {
      const payment = await mollie.get(id, { credential });
      const metadata = paymentMetadata.attemptOf(payment);
      if (metadata?.slug !== slug || metadata.n !== n || payment.id !== id) return;
      let isKnown = false;
      await documents.change(slug, (newest) => {
        isKnown = newest.attempts.some((attempt) => attempt.id === id);
        const update = { id, n, credential, webhooks: true, payment };
        return isKnown ? undefined : applyPayments(newest, [update], 'webhook', clock());
      });
      // Another request has recorded it, and nobody knows whose answer is newer: Mollie is asked again.
      if (isKnown) await webhook(slug, n, id);
    } catch (error) {
      if (!(error instanceof MollieError)) throw error;
      // Whatever the reason that Mollie does not tell, it shall call again.
      if (error.failure !== 'not_found') throw toLookError(error);
      callAgainWhileNew(document, n);
    }
  }

  /** Mollie can announce a payment before it finds it itself. */
  function callAgainWhileNew(document: InvoiceDocument, n: number): void {
    if (elapsed(madeAt(document, n), clock()) <= FINDABLE_AFTER) throw new ProxyError('mollie_unavailable');
  }
}

/** The create of attempt `n`, where its outcome is not known. */
function unresolved({ intent, putAside }: InvoiceDocument, n: number): Intent | PutAside | undefined {
  return intent?.n === n ? intent : putAside.find((aside) => aside.n === n);
}

function madeAt(document: InvoiceDocument, n: number): number {
  const create = unresolved(document, n);
  if (create) return create.at;
  const attempt = document.attempts.find((one) => one.n === n);
  return attempt ? Date.parse(attempt.createdAt) : document.factsAt;
}
