import type { Documents } from '../../documents/index.ts';
import { ProxyError } from '../../errors.ts';
import { applyPayments } from '../../invoice/apply-payments.ts';
import {
  type Attempt,
  amountIn,
  type Changed,
  type Intent,
  type InvoiceDocument,
  type Refusal,
  withAttempt,
} from '../../invoice/document.ts';
import { putAside } from '../../invoice/intent.ts';
import { withInvoice } from '../../invoice/invoice-error.ts';
import { logEntry } from '../../invoice/log-entry.ts';
import { recentRefusal } from '../../invoice/offer.ts';
import { balanceOfDocument } from '../../invoice/sums.ts';
import type { Keys } from '../../keys/index.ts';
import { type Clock, elapsed, MINUTE } from '../../lib/clock.ts';
import type { CallOptions } from '../../mollie/call.ts';
import type { Mollie } from '../../mollie/client.ts';
import { MollieError } from '../../mollie/errors.ts';
import type { MolliePayment } from '../../mollie/payment.ts';
import { refusalCode, toProxyError } from '../../mollie/to-proxy-error.ts';
import type { LogEntry } from '../../store/store.ts';
import type { Search } from '../search.ts';

/** A server that has the key may be sending it at this moment. */
const KEY_PATIENCE = MINUTE;

/** Between two tries while Mollie is still working on the first. Milliseconds. */
const IN_FLIGHT_PAUSE = 250;

type Deps = {
  keys: Keys;
  documents: Documents;
  mollie: Mollie;
  search: Search;
  clock: Clock;
};

export type Resolved = {
  document: InvoiceDocument;
  /** Set where Mollie refused to make the payment. */
  refusal: ProxyError | null;
};

/** How an intent is resolved: `first`, it was written down just now and nobody can have sent it; `again`, it may have been. */
export type Manner = 'first' | 'again';

/** Finds out what became of the document's intent, and writes it down. Rejects where that cannot be known yet. */
export type ResolveIntent = (
  slug: string,
  document: InvoiceDocument,
  manner: Manner,
  signal: AbortSignal,
) => Promise<Resolved>;

export function createIntentResolver(deps: Deps): ResolveIntent {
  const { keys, documents, mollie, search, clock } = deps;
  const running = new Map<string, Promise<Resolved>>();

  /** All who wait for one attempt in this process wait for one request. */
  return async function resolveIntent(slug, document, manner, signal) {
    const { intent } = document;
    if (!intent) return { document, refusal: null };
    const key = `${slug}/${intent.n}`;
    let work = running.get(key);
    if (!work) {
      work = resolve(slug, document, intent, manner, signal).finally(() => running.delete(key));
      running.set(key, work);
    }
    return work;
  };

  async function resolve(
    slug: string,
    document: InvoiceDocument,
    intent: Intent,
    manner: Manner,
    signal: AbortSignal,
  ): Promise<Resolved> {
    if (!(await mollie.credentials()).includes(intent.credential)) return withoutKey(slug, document, intent);
    try {
      const payment = await send(slug, document, intent, manner, signal);
      if (!payment) return await end(slug, intent, (newest) => [lostEntry(newest, intent)]);
      const problem = mismatch(document, intent, payment);
      if (!problem) return await adopt(slug, intent, payment);
      const refusal = new ProxyError('mollie_rejected', {
        cause: new Error(`Mollie answered another ${problem}`),
      });
      const entry = (newest: InvoiceDocument) =>
        logEntry(newest, clock(), 'payment.mismatch', { id: payment.id, field: problem }, refusal.reference);
      // Something was made all the same.
      return { document: await leave(slug, intent, (newest) => [entry(newest)]), refusal };
    } catch (error) {
      if (!(error instanceof MollieError)) throw error;
      // A former key that Mollie no longer takes is as good as gone.
      const isKeyGone = error.failure === 'unauthorized' && intent.credential !== (await mollie.credential());
      if (isKeyGone) return withoutKey(slug, document, intent);
      const refusal = withInvoice(toProxyError(error, intent.reported ?? undefined), document);
      if (isDefinite(error, manner)) {
        const log = (newest: InvoiceDocument) => [rejectedEntry(newest, intent, error, refusal)];
        return await end(slug, intent, log, refusal, error);
      }
      await report(slug, intent, error, refusal);
      const newest = await superseded(slug, intent);
      if (!newest) throw refusal;
      return { document: newest, refusal: null };
    }
  }

  /** Nobody here can send it, nor know what came of it: another number is used. */
  async function withoutKey(slug: string, document: InvoiceDocument, intent: Intent): Promise<Resolved> {
    if (elapsed(intent.at, clock()) < KEY_PATIENCE)
      throw withInvoice(new ProxyError('mollie_unavailable'), document);
    return { document: await leave(slug, intent), refusal: null };
  }

  /** Puts the intent aside: it is not sent again, and what came of it is looked for. */
  function leave(
    slug: string,
    { n }: Intent,
    log: (newest: InvoiceDocument) => LogEntry[] = () => [],
  ): Promise<InvoiceDocument> {
    return documents.change(slug, (newest) =>
      newest.intent?.n === n ? putAside({ document: newest, log: log(newest) }, clock()) : undefined,
    );
  }

  /** The invoice as it is by now, where its intent no longer stands: what was put aside is never sent again. */
  async function superseded(slug: string, { n }: Intent): Promise<InvoiceDocument | null> {
    const newest = await documents.newest(slug);
    return newest.intent?.n === n ? null : newest;
  }

  /** Whether it is certain that no payment was made, by this try or an earlier one. */
  function isDefinite({ failure, answers }: MollieError, manner: Manner): boolean {
    if (failure === 'rejected') return true;
    // An answer before this one was a 5xx, which leaves open what was done.
    return (
      manner === 'first' && answers === 1 && ['unauthorized', 'not_found', 'rate_limited'].includes(failure)
    );
  }

  /** Mollie's payment for the intent; null where it is certain that there is none and none will come of it. */
  async function send(
    slug: string,
    { realm }: InvoiceDocument,
    intent: Intent,
    manner: Manner,
    signal: AbortSignal,
  ): Promise<MolliePayment | null> {
    const { credential } = intent;
    const how: CallOptions = { signal, credential };
    const idempotencyKey = await keys.idempotencyKey(realm, slug, intent.n);
    const maySend = async () => (await superseded(slug, intent)) === null;
    for (let tries = 0; ; tries++) {
      try {
        const payment = await mollie.create(intent.request, idempotencyKey, {
          credential,
          signal,
          maySend,
        });
        // A repeated create answers what was true when the payment was made.
        const isReplay = tries > 0 || manner !== 'first';
        const lacksAddress = payment.status === 'open' && payment.checkoutUrl === null;
        return isReplay || lacksAddress ? await asItIs(payment, how) : payment;
      } catch (error) {
        if (!(error instanceof MollieError)) throw error;
        if (error.failure === 'other_body') {
          const isRefusal = refusalCode(error) !== 'mollie_rejected';
          const found = isRefusal ? null : await find(slug, intent, how);
          if (found || (manner !== 'first' && !isRefusal)) return found;
          throw new MollieError('rejected', error.message, error);
        }
        if (error.failure !== 'in_flight' || signal.aborted) throw error;
        await new Promise((done) => setTimeout(done, IN_FLIGHT_PAUSE));
        if (!(await maySend())) throw error;
      }
    }
  }

  /** Mollie may not find a payment yet that it has only just made; then what it said when making it counts. */
  async function asItIs(payment: MolliePayment, how: CallOptions): Promise<MolliePayment> {
    try {
      const newest = await mollie.get(payment.id, how);
      const isAboutIt = newest.id === payment.id && newest.amount === payment.amount;
      if (!isAboutIt) throw new MollieError('unavailable', 'an answer about another payment');
      return { ...newest, checkoutUrl: newest.checkoutUrl ?? payment.checkoutUrl };
    } catch (error) {
      if (error instanceof MollieError && error.failure === 'not_found') return payment;
      throw uncertain(error);
    }
  }

  /** The payment in Mollie's list; null where it is certainly not there. */
  async function find(slug: string, intent: Intent, how: CallOptions): Promise<MolliePayment | null> {
    const sought = [{ ...intent, webhooks: false }];
    const { payments, isComplete } = await search(slug, sought, how).catch((error) => {
      throw uncertain(error);
    });
    const payment = payments.get(intent.n);
    if (payment) return asItIs(payment, how);
    if (!isComplete) {
      throw new MollieError('unavailable', 'the list of payments is too long to be searched at once');
    }
    return null;
  }

  async function adopt(slug: string, intent: Intent, payment: MolliePayment): Promise<Resolved> {
    const { n, credential, request } = intent;
    const webhooks = request.webhookUrl !== undefined;
    const document = await documents.change(slug, (newest) => {
      // A webhook may have been faster, and what it led to may lack the address.
      const known = newest.attempts.find(({ id }) => id === payment.id);
      if (known) return withoutIntent(withAddress(newest, known, payment), n);
      return applyPayments(newest, [{ id: payment.id, n, credential, webhooks, payment }], 'create', clock());
    });
    return { document, refusal: null };
  }

  async function end(
    slug: string,
    { n, amount, credential }: Intent,
    log: (newest: InvoiceDocument) => LogEntry[],
    refusal: ProxyError | null = null,
    answer: MollieError | null = null,
  ): Promise<Resolved> {
    const document = await documents.change(slug, (newest) => {
      const isIntent = newest.intent?.n === n;
      if (!isIntent && !newest.putAside.some((aside) => aside.n === n)) return undefined;
      const { due } = balanceOfDocument(newest);
      // That Mollie wants fewer requests refuses nothing.
      const isKept = refusal && answer && answer.failure !== 'rate_limited' && isIntent && due === amount;
      const ended = {
        ...newest,
        intent: isIntent ? null : newest.intent,
        putAside: newest.putAside.filter((aside) => aside.n !== n),
        nextN: Math.max(newest.nextN, n + 1),
        refusal: isKept ? remembered(newest, refusal, answer, credential) : newest.refusal,
      };
      return { document: ended, log: log(newest) };
    });
    return { document, refusal };
  }

  /** Says once that an intent is unresolved; the next who comes tries again. */
  async function report(
    slug: string,
    intent: Intent,
    error: MollieError,
    refusal: ProxyError,
  ): Promise<void> {
    const { n, credential } = intent;
    const isRefused = error.failure === 'unauthorized';
    await documents.change(slug, (newest) => {
      if (newest.intent?.n !== n || (newest.intent.reported !== null && !isRefused)) return undefined;
      const known = isRefused ? remembered(newest, refusal, error, credential) : newest.refusal;
      if (newest.intent.reported !== null) return { document: { ...newest, refusal: known }, log: [] };
      const details = {
        amount: amountIn(newest, newest.intent.amount),
        ...(error.status === undefined
          ? {}
          : { status: error.status, title: error.title, detail: error.message }),
      };
      const event = isRefused ? 'payment.rejected' : 'payment.uncertain';
      const log = [logEntry(newest, clock(), event, details, refusal.reference)];
      const reported = { ...newest.intent, reported: refusal.reference };
      return { document: { ...newest, intent: reported, refusal: known }, log };
    });
  }

  /** Mollie's refusal of what is due, to be answered again for a while. */
  function remembered(
    newest: InvoiceDocument,
    { code, reference }: ProxyError,
    { failure }: MollieError,
    credential: string,
  ): Refusal {
    const { due } = balanceOfDocument(newest);
    // That the key is not taken may be over at once; said twice, it is believed for a while.
    const isFirm = failure === 'rejected' || recentRefusal(newest, clock())?.code === code;
    return { code, due, at: clock(), credential, reference, isFirm };
  }

  function rejectedEntry(
    newest: InvoiceDocument,
    intent: Intent,
    error: MollieError,
    refusal: ProxyError,
  ): LogEntry {
    const { title, message: detail, field, status } = error;
    const details = {
      amount: amountIn(newest, intent.amount),
      status,
      title,
      detail,
      ...(field ? { field } : {}),
    };
    return logEntry(newest, clock(), 'payment.rejected', details, refusal.reference);
  }

  function lostEntry(newest: InvoiceDocument, intent: Intent): LogEntry {
    return logEntry(newest, clock(), 'payment.not_made', { amount: amountIn(newest, intent.amount) });
  }
}

/** That Mollie does not answer a question, for whatever reason, says nothing about what it has made. */
function uncertain(error: unknown): unknown {
  return error instanceof MollieError ? new MollieError('unavailable', error.message, error) : error;
}

function withoutIntent(document: InvoiceDocument, n: number): Changed {
  const intent = document.intent?.n === n ? null : document.intent;
  return { document: { ...document, intent, nextN: Math.max(document.nextN, n + 1) }, log: [] };
}

/** An address once given is kept, also where an answer that lacks it was written first. */
function withAddress(
  document: InvoiceDocument,
  known: Attempt,
  { checkoutUrl }: MolliePayment,
): InvoiceDocument {
  if (known.status !== 'open' || known.checkoutUrl !== null) return document;
  return withAttempt(document, known.id, { checkoutUrl });
}

/** What about Mollie's answer does not fit what was asked; null where all does. It is ours: we have asked for it. */
function mismatch({ realm }: InvoiceDocument, intent: Intent, payment: MolliePayment): string | null {
  if (payment.mode !== realm.mode) return 'mode';
  if (payment.currency !== intent.request.amount.currency) return 'currency';
  return payment.amount === intent.amount ? null : 'amount';
}
