import type { Accounts } from '../../accounts/index.ts';
import type { Documents } from '../../documents/index.ts';
import { ProxyError } from '../../errors.ts';
import type { Intent, InvoiceDocument } from '../../invoice/document.ts';
import { putAside } from '../../invoice/intent.ts';
import { withInvoice } from '../../invoice/invoice-error.ts';
import { type Clock, elapsed, MINUTE } from '../../lib/clock.ts';
import { MollieError } from '../../mollie/errors.ts';
import type { MolliePayment } from '../../mollie/payment.ts';
import { isAboutBilling, toProxyError } from '../../mollie/to-proxy-error.ts';
import {
  recordBillingRefused,
  recordMismatch,
  recordNotMade,
  recordPayment,
  recordRejection,
  recordShared,
  recordUncertain,
} from './outcomes.ts';
import type { Resolving, SendIntent } from './send-intent.ts';

/** A server that has the key may be sending it at this moment. */
const KEY_PATIENCE = MINUTE;

type Deps = { documents: Documents; accounts: Accounts; sendIntent: SendIntent; clock: Clock };

export type Resolved = {
  document: InvoiceDocument;
  /** Set where Mollie refused to make the payment. */
  refusal: ProxyError | null;
};

/**
 * Finds out what became of the document's intent, and writes it down.
 *
 * 1. An intent whose API key is not configured here, or is a former one that Mollie no longer takes, is put aside once it
 *    is a minute old; before that the create is refused.
 * 2. Whoever has not written the intent marks it before sending it, so that its writer knows not to be the only one.
 * 3. The intent is sent (send-intent.ts). A repetition answers the payment of the first try, which is then read anew;
 *    where Mollie answers 400, because the key was used with another body, the payment is looked for in Mollie's list.
 * 4. A payment as it was asked for is recorded as an attempt; another one is refused, and the intent is put aside.
 * 5. Where certainly no payment was made, the intent ends, and the next one has another number.
 * 6. Anything else is uncertain: the intent stays, and whoever comes next sends it again. If it was put aside
 *    meanwhile, the create goes on without it.
 *
 * @throws {ProxyError} where the outcome cannot be known yet.
 */
export type ResolveIntent = (
  slug: string,
  document: InvoiceDocument,
  options: Pick<Resolving, 'isRetry' | 'signal'>,
) => Promise<Resolved>;

export function createIntentResolver(deps: Deps): ResolveIntent {
  const running = new Map<string, Promise<Resolved>>();

  /** All who wait for one attempt in this process wait for one request. */
  return async function resolveIntent(slug, document, options) {
    const { intent } = document;
    if (!intent) return { document, refusal: null };
    const key = `${slug}/${intent.n}`;
    let work = running.get(key);
    if (!work) {
      work = resolve(deps, { slug, document, intent, ...options }).finally(() => running.delete(key));
      running.set(key, work);
    }
    return work;
  };
}

async function resolve(deps: Deps, resolving: Resolving): Promise<Resolved> {
  const { documents, accounts, sendIntent, clock } = deps;
  const { slug, document, intent, isRetry } = resolving;
  const { mollie } = await accounts.of(document.realm.account);
  if (!mollie.credentials.includes(intent.credential)) return withoutKey(deps, resolving);
  if (isRetry) {
    const marked = await documents.change(slug, (newest) => recordShared(newest, intent));
    if (marked.intent?.n !== intent.n) return { document: marked, refusal: null };
  }
  try {
    const payment = await sendIntent(resolving);
    if (payment) return await withPayment(deps, resolving, payment);
    const ended = await documents.change(slug, (newest) => recordNotMade(newest, intent, clock()));
    return { document: ended, refusal: null };
  } catch (error) {
    if (error instanceof MollieError) return withoutPayment(deps, resolving, error);
    throw error;
  }
}

async function withPayment(
  { documents, clock }: Deps,
  { slug, document, intent }: Resolving,
  payment: MolliePayment,
): Promise<Resolved> {
  const field = mismatch(document, intent, payment);
  if (field === null) {
    const recorded = await documents.change(slug, (newest) =>
      recordPayment(newest, intent, payment, clock()),
    );
    return { document: recorded, refusal: null };
  }
  const cause = new Error(`Mollie answered another ${field}`);
  const refusal = new ProxyError('mollie_rejected', { cause });
  const aside = await documents.change(slug, (newest) =>
    recordMismatch(newest, intent, { id: payment.id, field }, refusal, clock()),
  );
  return { document: aside, refusal };
}

async function withoutPayment(deps: Deps, resolving: Resolving, answer: MollieError): Promise<Resolved> {
  const { documents, accounts, clock } = deps;
  const { slug, document, intent, isRetry } = resolving;
  const { mollie } = await accounts.of(document.realm.account);
  const isKeyGone = answer.failure === 'unauthorized' && intent.credential !== mollie.credential;
  if (isKeyGone) return withoutKey(deps, resolving);
  const refusal = withInvoice(
    toProxyError(answer, { reference: intent.reported ?? undefined, method: intent.request.method }),
    document,
  );
  const rejection = { answer, refusal };
  let isOver = false;
  const isOfBilling = isAboutBilling(answer, intent.request);
  const ended = await documents.change(slug, (newest) => {
    const isOnlySender = !isRetry && newest.intent?.n === intent.n && !newest.intent.isShared;
    isOver = isCertain(answer, isOnlySender);
    const record = !isOver ? recordUncertain : isOfBilling ? recordBillingRefused : recordRejection;
    return record(newest, intent, rejection, clock());
  });
  if (isOver) return { document: ended, refusal: isOfBilling ? null : refusal };
  if (ended.intent?.n === intent.n) throw refusal;
  return { document: ended, refusal: null };
}

/** Nobody here can send it, nor know what came of it: another number is used. */
async function withoutKey(
  { documents, clock }: Deps,
  { slug, document, intent }: Resolving,
): Promise<Resolved> {
  if (elapsed(intent.at, clock()) < KEY_PATIENCE)
    throw withInvoice(new ProxyError('mollie_unavailable'), document);
  const aside = await documents.change(slug, (newest) =>
    newest.intent?.n === intent.n ? putAside({ document: newest, log: [] }, clock()) : undefined,
  );
  return { document: aside, refusal: null };
}

/** What about Mollie's payment does not fit what was asked; null where all does. Its metadata we have sent ourselves. */
function mismatch({ realm }: InvoiceDocument, intent: Intent, payment: MolliePayment): string | null {
  if (payment.mode !== realm.mode) return 'mode';
  if (payment.currency !== intent.request.amount.currency) return 'currency';
  return payment.amount === intent.amount ? null : 'amount';
}

/** Whether it is certain that no payment was made, by this try or another, earlier or at the same time. */
function isCertain({ failure, answers }: MollieError, isOnlySender: boolean): boolean {
  if (failure === 'rejected') return true;
  // An answer before this one was a 5xx, which leaves open what was done.
  return isOnlySender && answers === 1 && ['unauthorized', 'not_found', 'rate_limited'].includes(failure);
}
