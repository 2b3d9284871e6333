import type { Accounts } from '../../accounts/index.ts';
import type { Documents } from '../../documents/index.ts';
import type { Intent, InvoiceDocument } from '../../invoice/document.ts';
import type { Keys } from '../../keys/index.ts';
import type { Clock } from '../../lib/clock.ts';
import type { CallOptions } from '../../mollie/call.ts';
import { MollieError } from '../../mollie/errors.ts';
import type { MolliePayment } from '../../mollie/payment.ts';
import { refusalCode } from '../../mollie/to-proxy-error.ts';
import type { Search } from '../search-list.ts';

/** An intent that is being resolved. */
export type Resolving = {
  slug: string;
  document: InvoiceDocument;
  intent: Intent;
  /** Whether it may have been sent before; else this request has just written it. */
  isRetry: boolean;
  signal: AbortSignal;
};

/** Between two tries while Mollie is still working on the first. Milliseconds. */
const IN_FLIGHT_PAUSE = 250;

type Deps = { keys: Keys; documents: Documents; accounts: Accounts; search: Search; clock: Clock };

/**
 * Mollie's payment for the intent; null where it is certain that there is none and none will come of it. Rejects with
 * a `MollieError` where Mollie refuses, or where nothing is certain.
 */
export type SendIntent = (resolving: Resolving) => Promise<MolliePayment | null>;

export function createSendIntent({ keys, documents, accounts, search, clock }: Deps): SendIntent {
  return async function sendIntent(resolving) {
    const { slug, document, intent, isRetry, signal } = resolving;
    const { credential, request } = intent;
    const { mollie } = await accounts.of(document.realm.account);
    const idempotencyKey = keys.idempotencyKey(document.realm, slug, intent.n);
    // An intent that was put aside is never sent again.
    const maySend = async () => (await documents.newest(slug)).intent?.n === intent.n;
    for (let tries = 0; ; tries++) {
      try {
        const payment = await mollie.create(request, idempotencyKey, { credential, signal, maySend });
        // A repeated create answers what was true when the payment was made.
        const isReplay = tries > 0 || isRetry;
        const lacksAddress = payment.status === 'open' && payment.checkoutUrl === null;
        return isReplay || lacksAddress ? await newestOf(payment, resolving) : payment;
      } catch (error) {
        if (!(error instanceof MollieError)) throw error;
        if (error.failure === 'bad_create') return afterBadCreate(error, resolving);
        if (error.failure !== 'in_flight' || signal.aborted) throw error;
        await clock.sleep(IN_FLIGHT_PAUSE);
        if (!(await maySend())) throw error;
      }
    }
  };

  /** Status 400: the request itself is refused, or the Idempotency-Key was used with another body before. */
  async function afterBadCreate(error: MollieError, resolving: Resolving): Promise<MolliePayment | null> {
    const isRefusal = refusalCode(error, resolving.intent.request.method) !== 'mollie_rejected';
    const found = isRefusal ? null : await findInList(resolving);
    if (found || (resolving.isRetry && !isRefusal)) return found;
    throw new MollieError('rejected', error.message, error);
  }

  /** The payment as it is now. Mollie may not find yet what it has just made: then its answer to the create counts. */
  async function newestOf(payment: MolliePayment, resolving: Resolving): Promise<MolliePayment> {
    const { mollie } = await accounts.of(resolving.document.realm.account);
    try {
      const newest = await mollie.get(payment.id, callOptions(resolving));
      const isSame = newest.id === payment.id && newest.amount === payment.amount;
      if (!isSame) throw new MollieError('unavailable', 'an answer about another payment');
      return { ...newest, checkoutUrl: newest.checkoutUrl ?? payment.checkoutUrl };
    } catch (error) {
      if (error instanceof MollieError && error.failure === 'not_found') return payment;
      throw uncertain(error);
    }
  }

  /** The payment in Mollie's list; null where it is certainly not there. */
  async function findInList(resolving: Resolving): Promise<MolliePayment | null> {
    const { slug, document, intent } = resolving;
    const sought = [{ ...intent, webhooks: false }];
    const { payments, isComplete } = await search(slug, document.realm, sought, callOptions(resolving)).catch(
      (error) => {
        throw uncertain(error);
      },
    );
    const payment = payments.get(intent.n);
    if (payment) return newestOf(payment, resolving);
    if (!isComplete) {
      throw new MollieError('unavailable', 'the list of payments is too long to be searched at once');
    }
    return null;
  }
}

function callOptions({ intent: { credential }, signal }: Resolving): CallOptions {
  return { credential, signal };
}

/** That Mollie does not answer a question, for whatever reason, says nothing about what it has made. */
function uncertain(error: unknown): unknown {
  return error instanceof MollieError ? new MollieError('unavailable', error.message, error) : error;
}
