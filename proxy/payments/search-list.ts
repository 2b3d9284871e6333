import type { Accounts } from '../accounts/index.ts';
import type { Sought } from '../invoice/intent.ts';
import type { PaymentMetadata } from '../invoice/payment-metadata.ts';
import type { Realm } from '../keys/realm.ts';
import { MINUTE } from '../lib/clock.ts';
import type { CallOptions } from '../mollie/call.ts';
import type { Mollie } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import type { MolliePayment } from '../mollie/payment.ts';

/** Mollie's clock and ours may differ by so much. */
const CLOCK_MARGIN = 10 * MINUTE;

/** Pages of 250 searched at once. */
const MAX_PAGES = 20;

export type Found = {
  /** Mollie's payments by the number of their attempt. */
  payments: ReadonlyMap<number, MolliePayment>;
  /** Whether the lists were read back to the time of the oldest intent. */
  isComplete: boolean;
};

/** Looks for attempts of one invoice among Mollie's payments, newest first; rejects with a `MollieError`. */
export type Search = (
  slug: string,
  realm: Realm,
  sought: readonly Omit<Sought, 'searches'>[],
  how: CallOptions,
) => Promise<Found>;

export function createSearch({
  accounts,
  paymentMetadata,
}: {
  accounts: Accounts;
  paymentMetadata: PaymentMetadata;
}): Search {
  return async function search(slug, realm, sought, how) {
    const payments = new Map<number, MolliePayment>();
    const { mollie } = await accounts.of(realm.account);
    const [first, ...former] = mollie.credentials;
    const credentials = [...new Set(sought.map(({ credential }) => credential))];
    const complete = await Promise.all(
      credentials.map(async (credential) => {
        // Another key of its profile lists what a forgotten key has made; whether this one is of that profile, nobody knows.
        const isForgotten = credential !== first && !former.includes(credential);
        const readable = isForgotten ? first : credential;
        if (readable === undefined) return false;
        try {
          const isRead = await searchList(mollie, slug, sought, payments, { ...how, credential: readable });
          return isRead && !isForgotten;
        } catch (error) {
          const isGone =
            error instanceof MollieError && error.failure === 'unauthorized' && credential !== first;
          if (!isGone) throw error;
          return false;
        }
      }),
    );
    return { payments, isComplete: complete.every(Boolean) };
  };

  async function searchList(
    mollie: Mollie,
    slug: string,
    sought: readonly Omit<Sought, 'searches'>[],
    found: Map<number, MolliePayment>,
    how: CallOptions,
  ): Promise<boolean> {
    const ns = new Set(sought.map(({ n }) => n));
    const since = Math.min(...sought.map(({ at }) => at)) - CLOCK_MARGIN;
    let from: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      const { payments, next } = await mollie.page(from, how);
      for (const payment of payments) {
        const metadata = paymentMetadata.attemptOf(payment);
        if (metadata?.slug === slug && ns.has(metadata.n) && !found.has(metadata.n))
          found.set(metadata.n, payment);
      }
      const oldest = payments.at(-1);
      if (!next || !oldest || Date.parse(oldest.createdAt) < since || found.size === ns.size) return true;
      from = next;
    }
    return false;
  }
}
