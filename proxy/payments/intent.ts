import { type Clock, MINUTE } from '../clock.ts';
import { ProxyError } from '../errors.ts';
import {
  amountIn,
  balanceOfDocument,
  type Intent,
  type InvoiceDocument,
  logEntry,
} from '../invoice/document.ts';
import { observe } from '../invoice/observe.ts';
import type { Keys, Realm } from '../keys.ts';
import type { CallOptions, Mollie } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import type { MolliePayment } from '../mollie/payment.ts';
import type { LogEntry } from '../store/store.ts';
import type { Binding } from './binding.ts';
import type { Documents } from './documents.ts';
import { refusalCode, toProxyError } from './failure.ts';

/**
 * Mollie keeps an Idempotency-Key for an hour. Past this age, a repetition could make a second payment, so the
 * first is looked for in Mollie's list instead. https://docs.mollie.com/reference/api-idempotency
 */
const KEY_TRUSTED = 45 * MINUTE;

/** Between two tries while Mollie is still working on the first. Milliseconds. */
const IN_FLIGHT_PAUSE = 250;

/** The clocks of two machines, when an attempt is looked for by its time. */
const CLOCK_MARGIN = 10 * MINUTE;

/** Pages of 250 searched for one attempt before giving up until later. */
const MAX_PAGES = 20;

type Deps = {
  realm: Realm;
  keys: Keys;
  documents: Documents;
  mollie: Mollie;
  binding: Binding;
  clock: Clock;
};

export type Resolved = {
  document: InvoiceDocument;
  /** Set where Mollie refused to make the payment. */
  refusal: ProxyError | null;
};

/**
 * How an intent is resolved: `first`, it was written down just now and nobody can have sent it; `again`, it may have
 * been sent; `find`, it is only looked for, since nobody is there who wants it made.
 */
export type Manner = 'first' | 'again' | 'find';

/** Finds out what became of the document's intent, and writes it down. Rejects where that cannot be known yet. */
export type ResolveIntent = (
  slug: string,
  document: InvoiceDocument,
  manner: Manner,
  signal: AbortSignal,
) => Promise<Resolved>;

export function createIntentResolver(deps: Deps): ResolveIntent {
  const { realm, keys, documents, mollie, binding, clock } = deps;
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
    try {
      const payment = await send(slug, intent, manner, signal);
      if (!payment) return await end(slug, intent, (newest) => [lostEntry(newest, intent)]);
      const problem = await mismatch(slug, intent, payment);
      if (!problem) return await adopt(slug, intent, payment);
      const refusal = new ProxyError('mollie_rejected', {
        cause: new Error(`Mollie answered another ${problem}`),
      });
      const entry = (newest: InvoiceDocument) =>
        logEntry(newest, clock(), 'payment.mismatch', { id: payment.id, field: problem }, refusal.reference);
      // A payment of ours is never lost sight of, even if nobody can be sent to it.
      if (problem === 'checkout') return { ...(await adopt(slug, intent, payment, entry)), refusal };
      return await end(slug, intent, (newest) => [entry(newest)], refusal);
    } catch (error) {
      if (!(error instanceof MollieError)) throw error;
      const refusal = toProxyError(error, document, intent.reported ?? undefined);
      if (isDefinite(error, manner)) {
        return await end(slug, intent, (newest) => [rejectedEntry(newest, intent, error, refusal)], refusal);
      }
      await report(slug, intent, error, refusal);
      throw refusal;
    }
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
    intent: Intent,
    manner: Manner,
    signal: AbortSignal,
  ): Promise<MolliePayment | null> {
    const isOld = clock() - intent.at > KEY_TRUSTED;
    const how: CallOptions = { urgency: manner === 'find' ? 'background' : 'payment', signal };
    if (isOld || manner === 'find') {
      const found = await find(slug, intent, how);
      if (found || isOld) return found;
      throw new MollieError('unavailable', 'not in the list yet');
    }
    const { credential } = intent;
    const idempotencyKey = await keys.idempotencyKey(realm, slug, intent.n);
    for (let tries = 0; ; tries++) {
      try {
        const payment = await mollie.create(intent.request, idempotencyKey, { credential, signal });
        // A repeated create answers what was true when the payment was made.
        const isReplay = tries > 0 || manner !== 'first';
        return isReplay ? await asItIs(payment, intent, how) : payment;
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
      }
    }
  }

  /** Mollie may not find a payment yet that it has only just made; then what it said when making it counts. */
  async function asItIs(payment: MolliePayment, intent: Intent, how: CallOptions): Promise<MolliePayment> {
    try {
      const newest = await mollie.get(payment.id, { ...how, credential: intent.credential });
      const isAboutIt = newest.id === payment.id && newest.amount === payment.amount;
      if (!isAboutIt) throw new MollieError('unavailable', 'an answer about another payment');
      return newest;
    } catch (error) {
      if (error instanceof MollieError && error.failure === 'not_found') return payment;
      throw error;
    }
  }

  /** Looks for the attempt among Mollie's payments, back to the time when it was intended. */
  async function find(slug: string, intent: Intent, how: CallOptions): Promise<MolliePayment | null> {
    let from: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      const { payments, next } = await mollie.page(from, how);
      for (const payment of payments) {
        const bound = await binding.attemptOf(payment);
        if (bound?.slug === slug && bound.n === intent.n) return asItIs(payment, intent, how);
      }
      const oldest = payments.at(-1);
      if (!next || !oldest || Date.parse(oldest.createdAt) < intent.at - CLOCK_MARGIN) return null;
      from = next;
    }
    throw new MollieError('unavailable', 'the list of payments is too long to be searched at once');
  }

  /** What about Mollie's answer does not fit what was asked; null where all does. */
  async function mismatch(slug: string, intent: Intent, payment: MolliePayment): Promise<string | null> {
    if (payment.mode !== realm.mode) return 'mode';
    if (payment.currency !== intent.request.amount.currency) return 'currency';
    if (payment.amount !== intent.amount) return 'amount';
    const bound = await binding.attemptOf(payment);
    if (bound?.slug !== slug || bound.n !== intent.n) return 'metadata';
    return payment.status === 'open' && payment.checkoutUrl === null ? 'checkout' : null;
  }

  async function adopt(
    slug: string,
    intent: Intent,
    payment: MolliePayment,
    entry?: (newest: InvoiceDocument) => LogEntry,
  ): Promise<Resolved> {
    const { n, credential, request } = intent;
    const observation = {
      id: payment.id,
      n,
      credential,
      webhooks: request.webhookUrl !== undefined,
      payment,
    };
    const document = await documents.change(slug, (newest) => {
      // A webhook may have been faster.
      if (newest.attempts.some(({ id }) => id === payment.id)) return undefined;
      const { document: adopted, log } = observe(newest, [observation], 'create', clock());
      return { document: adopted, log: entry ? [...log, entry(newest)] : log };
    });
    return { document, refusal: null };
  }

  async function end(
    slug: string,
    { n, amount }: Intent,
    log: (newest: InvoiceDocument) => LogEntry[],
    refusal: ProxyError | null = null,
  ): Promise<Resolved> {
    const document = await documents.change(slug, (newest) => {
      if (newest.intent?.n !== n) return undefined;
      const { due } = balanceOfDocument(newest);
      const kept = refusal && due === amount ? { code: refusal.code, due, at: clock() } : null;
      const ended = { ...newest, intent: null, nextN: Math.max(newest.nextN, n + 1), refusal: kept };
      return { document: ended, log: log(newest) };
    });
    return { document, refusal };
  }

  /** Says once that an intent is unresolved; the next who comes tries again. */
  async function report(slug: string, { n }: Intent, error: MollieError, refusal: ProxyError): Promise<void> {
    await documents.change(slug, (newest) => {
      if (newest.intent?.n !== n || newest.intent.reported !== null) return undefined;
      const details = {
        amount: amountIn(newest, newest.intent.amount),
        ...(error.status === undefined
          ? {}
          : { status: error.status, title: error.title, detail: error.message }),
      };
      const event = error.failure === 'unauthorized' ? 'payment.rejected' : 'payment.uncertain';
      const log = [logEntry(newest, clock(), event, details, refusal.reference)];
      return { document: { ...newest, intent: { ...newest.intent, reported: refusal.reference } }, log };
    });
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
