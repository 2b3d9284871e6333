import { type Clock, MINUTE, SECOND } from '../clock.ts';
import type { Config } from '../config.ts';
import { type ErrorCode, ProxyError } from '../errors.ts';
import {
  type Attempt,
  amountIn,
  balanceOfDocument,
  type Intent,
  type InvoiceDocument,
  isFinal,
  isPayable,
  isStartedTransfer,
  logEntry,
} from '../invoice/document.ts';
import { observe } from '../invoice/observe.ts';
import type { CreateRequest, Mollie } from '../mollie/client.ts';
import { MollieError } from '../mollie/errors.ts';
import { isMollieCurrency, type Minor } from '../money.ts';
import type { Binding } from './binding.ts';
import type { Documents } from './documents.ts';
import { toProxyError } from './failure.ts';
import type { ResolveIntent } from './intent.ts';
import { mollieLocale } from './locale.ts';
import type { Look } from './look.ts';

export type CreateOptions = {
  /** What the customer saw, a decimal string; something else being due is an error. */
  expect: string | undefined;
  /** The language that was chosen on the pay page, to come back to. */
  language: string | undefined;
};

export type Created = { document: InvoiceDocument; attempt: Attempt; isNew: boolean };

/** Somebody waits: all calls to Mollie together take no longer than this. */
const DEADLINE = 4.5 * SECOND;

/** A checkout with less time left than this is not handed out again. */
const TIME_TO_PAY = 90 * SECOND;

/** How many payments of one invoice may be payable at once. */
const MAX_PAYABLE = 5;

/** Facts and payments can change while a payment is made, but not for ever. */
const MAX_ROUNDS = 10;

/** The longest description that Mollie keeps. https://docs.mollie.com/reference/create-payment */
const MAX_DESCRIPTION = 255;

type Deps = {
  config: Pick<Config, 'publicUrl' | 'webhooks'>;
  documents: Documents;
  mollie: Mollie;
  binding: Binding;
  look: Look;
  resolveIntent: ResolveIntent;
  clock: Clock;
};

/**
 * Makes a payment for exactly what is due, or answers the one that is open for it.
 *
 * What is to be asked of Mollie is written down first, with the number of the attempt, and every try of that
 * number sends the same bytes under the same Idempotency-Key. So two tabs, two servers and a crash at any point
 * all end with one payment, and Mollie decides who was first.
 */
export function createCreate(deps: Deps) {
  const { config, documents, mollie, binding, look, resolveIntent, clock } = deps;

  return async function create(
    slug: string,
    known: InvoiceDocument,
    options: CreateOptions,
  ): Promise<Created> {
    const signal = AbortSignal.timeout(DEADLINE);
    const asked = new Set<string>();
    const uncancelable = new Set<string>();
    let document = known;
    let ownN: number | undefined;

    for (let round = 0; round < MAX_ROUNDS; round++) {
      if (document.intent) {
        const isOwn = document.intent.n === ownN;
        const resolved = await resolveIntent(slug, document, isOwn ? 'first' : 'again', signal);
        document = resolved.document;
        if (isOwn && resolved.refusal) throw withDocument(resolved.refusal, document);
        const made = document.attempts.find(({ n }) => n === ownN);
        if (made) asked.add(made.id);
      }
      document = await lookAtAll(slug, document, asked, signal);
      // Another server has come first in the meantime.
      if (document.intent) continue;

      const due = payableNow(document, options.expect);
      const reusable = document.attempts.findLast((attempt) => canReuse(attempt, due, ownN));
      if (reusable) return { document, attempt: reusable, isNew: reusable.n === ownN };

      const others = document.attempts.filter(({ id }) => !uncancelable.has(id)).filter(canCancel);
      if (others.length > 0) {
        document = await cancelAll(slug, document, others, uncancelable, signal);
        // Time has passed, and one that would not be cancelled may have been paid: all is judged anew.
        for (const { id } of others) asked.delete(id);
        continue;
      }
      refuseTooMany(document);
      const { intent, newest } = await writeIntent(slug, document, due, options.language);
      if (newest.intent === intent) ownN = intent.n;
      document = newest;
    }
    throw new ProxyError('mollie_unavailable');
  };

  /** Asks about every attempt that is not final and has not been asked about for this create. */
  async function lookAtAll(slug: string, document: InvoiceDocument, asked: Set<string>, signal: AbortSignal) {
    const attempts = document.attempts.filter(({ id, status }) => !isFinal(status) && !asked.has(id));
    for (const { id } of attempts) asked.add(id);
    const { document: newest, failure } = await look(slug, document, attempts, {
      via: 'look',
      urgency: 'payment',
      signal,
    });
    if (failure) throw toProxyError(failure, newest);
    return newest;
  }

  /** What is due, where a payment may be asked for at all. */
  function payableNow(document: InvoiceDocument, expect: string | undefined): Minor {
    const { facts } = document;
    const { due, remaining } = balanceOfDocument(document);
    const refuse = (code: ErrorCode, params: Record<string, string> = {}) =>
      new ProxyError(code, { document, params });
    if (facts.void) throw refuse('void');
    if (due === 0) throw refuse(remaining > 0 ? 'payment_pending' : 'nothing_due');
    const { currency, value } = amountIn(document, due);
    if (expect !== undefined && expect !== value) {
      throw refuse('amount_changed', { from: expect, to: value, currency });
    }
    if (!isMollieCurrency(facts.currency)) throw refuse('currency_unsupported');
    return due;
  }

  function canReuse(attempt: Attempt, due: Minor, ownN: number | undefined): boolean {
    if (!isPayable(attempt) || attempt.amount !== due) return false;
    // What was made for this very request is answered, whatever it looks like.
    if (attempt.n === ownN) return true;
    const left =
      attempt.expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(attempt.expiresAt) - clock();
    return !isStartedTransfer(attempt) && left >= TIME_TO_PAY;
  }

  /** What else could still be paid is cancelled where Mollie allows it; what it refuses is left in `uncancelable`. */
  async function cancelAll(
    slug: string,
    document: InvoiceDocument,
    others: readonly Attempt[],
    uncancelable: Set<string>,
    signal: AbortSignal,
  ): Promise<InvoiceDocument> {
    let newest = document;
    for (const attempt of others) {
      try {
        const payment = await mollie.cancel(attempt.id, { credential: attempt.credential, signal });
        newest = await documents.change(slug, (current) =>
          observe(current, [{ ...attempt, payment }], 'create', clock()),
        );
      } catch (error) {
        if (!(error instanceof MollieError)) throw error;
        if (error.failure !== 'rejected' && error.failure !== 'not_found') throw toProxyError(error, newest);
        uncancelable.add(attempt.id);
        const details = { id: attempt.id, amount: amountIn(newest, attempt.amount) };
        newest = await documents.change(slug, (current) => ({
          document: current,
          log: [logEntry(current, clock(), 'payment.cancel_refused', details)],
        }));
      }
    }
    return newest;
  }

  function refuseTooMany(document: InvoiceDocument): void {
    const payable = document.attempts.filter(({ status }) => status === 'open');
    if (payable.length < MAX_PAYABLE) return;
    const ends = payable.map(({ expiresAt }) =>
      expiresAt === null ? clock() + MINUTE : Date.parse(expiresAt),
    );
    const retryAfter = Math.max(1, Math.ceil((Math.min(...ends) - clock()) / SECOND));
    throw new ProxyError('rate_limited', { document, retryAfter });
  }

  /**
   * Writes down what is about to be asked, unless anything has changed since it was decided: then `newest` holds
   * somebody else's intent, or none.
   */
  async function writeIntent(
    slug: string,
    decided: InvoiceDocument,
    due: Minor,
    language: string | undefined,
  ) {
    const n = decided.nextN;
    const request = await requestFor(slug, n, decided, due, language);
    const intent: Intent = {
      n,
      at: clock(),
      amount: due,
      credential: await mollie.credential(),
      request,
      reported: null,
    };
    const newest = await documents.change(slug, (current) =>
      current.intent === null && isSameDecision(current, decided)
        ? { document: { ...current, intent }, log: [] }
        : undefined,
    );
    return { intent, newest };
  }

  async function requestFor(
    slug: string,
    n: number,
    document: InvoiceDocument,
    due: Minor,
    language: string | undefined,
  ): Promise<CreateRequest> {
    const { facts } = document;
    const locale = mollieLocale(facts.locale, language);
    const back = `${config.publicUrl}/pay/${slug}`;
    return {
      amount: amountIn(document, due),
      description: oneLine(facts.description),
      redirectUrl: language === undefined ? back : `${back}?lang=${language}`,
      ...(config.webhooks ? { webhookUrl: config.publicUrl + (await binding.webhookPath(slug, n)) } : {}),
      ...(locale === undefined ? {} : { locale }),
      metadata: await binding.metadata(slug, n, document, due),
    };
  }
}

function canCancel(attempt: Attempt): boolean {
  return isPayable(attempt) && attempt.cancelable;
}

/** Whether nothing has happened that the decision to ask for a new payment rested on. */
function isSameDecision(newest: InvoiceDocument, decided: InvoiceDocument): boolean {
  const marks = ({ facts, attempts, nextN, intent }: InvoiceDocument) =>
    JSON.stringify([
      [facts, nextN, intent],
      attempts.map(({ id, status, refunded, chargedBack }) => [id, status, refunded, chargedBack]),
    ]);
  return marks(newest) === marks(decided);
}

/** For a bank statement: one line, cut where Mollie would. */
function oneLine(text: string): string {
  const line = [...text.replace(/[\p{Cc}\s]+/gu, ' ').trim()].slice(0, MAX_DESCRIPTION).join('');
  // Mollie wants one; a number of blanks and control characters leaves nothing to show.
  return line || '-';
}

function withDocument(error: ProxyError, document: InvoiceDocument): ProxyError {
  error.document = document;
  return error;
}
