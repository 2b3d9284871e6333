import type { Urgency } from '../mollie/budget.ts';
import type { Mollie } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import type { MolliePayment } from '../mollie/payment.ts';

type List = Awaited<ReturnType<Mollie['page']>> & { isRefused?: boolean };

export type ListPage = {
  /** Names the key whose list it is. */
  credential: string;
  payments: readonly MolliePayment[];
  /** Older payments are not read: `maxPages` was reached, or the list cannot be read at all. */
  isCutOff: boolean;
};

const REFUSED: List = { payments: [], next: null, isRefused: true };

/**
 * Mollie's lists of payments in the profiles of keys, page by page, newest first. The list of a profile that two
 * keys share is read once.
 * @param maxPages of each profile
 * @param credentials names the keys; default: all
 */
export async function* listPages(
  mollie: Mollie,
  urgency: Urgency,
  maxPages = Number.POSITIVE_INFINITY,
  credentials: readonly string[] = mollie.credentials,
): AsyncGenerator<ListPage> {
  const newest = new Set<string>();
  for (const [index, credential] of credentials.entries()) {
    let from: string | undefined;
    for (let count = 1; count <= maxPages; count++) {
      const {
        payments,
        next,
        isRefused = false,
      }: List = await mollie.page(from, { credential, urgency }).catch((error) => {
        if (index > 0 && isUseless(error)) return REFUSED;
        throw error;
      });
      // A payment is of one profile.
      if (count === 1 && payments.some(({ id }) => newest.has(id))) break;
      if (count === 1 && payments[0]) newest.add(payments[0].id);
      yield { credential, payments, isCutOff: isRefused || (next !== null && count === maxPages) };
      if (next === null) break;
      from = next;
    }
  }
}

/** Mollie no longer takes the key, or it cannot be decrypted, so that its list cannot be read. */
function isUseless(error: unknown): boolean {
  if (!(error instanceof MollieError)) return false;
  return error.isKeyGone || error.failure === 'unauthorized' || error.failure === 'not_found';
}
