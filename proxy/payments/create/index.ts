import type { ErrorCode } from '../../codes/errors.ts';
import type { Config } from '../../config/index.ts';
import type { Documents } from '../../documents/index.ts';
import { ProxyError } from '../../errors.ts';
import { disregard, handedOut, withRedirectUrl } from '../../invoice/apply-payments.ts';
import { isPayable } from '../../invoice/attempts.ts';
import { type Attempt, amountIn, type Intent, type InvoiceDocument } from '../../invoice/document.ts';
import { isOutdated } from '../../invoice/intent.ts';
import { withInvoice } from '../../invoice/invoice-error.ts';
import {
  attemptForPay,
  awaitsAddress,
  recentRefusal,
  waitForMade,
  waitForOpen,
} from '../../invoice/offer.ts';
import type { PaymentMetadata } from '../../invoice/payment-metadata.ts';
import { attemptsBeforeCreate } from '../../invoice/schedule.ts';
import { balanceOfDocument } from '../../invoice/sums.ts';
import { type Clock, SECOND } from '../../lib/clock.ts';
import { isMollieCurrency, MAX_MINOR, type Minor } from '../../lib/money.ts';
import { createSingleFlight } from '../../lib/single-flight.ts';
import type { CreateRequest, Mollie } from '../../mollie/client.ts';
import { MollieError } from '../../mollie/errors.ts';
import { mollieLocale } from '../../mollie/locale.ts';
import { toLookError } from '../../mollie/to-proxy-error.ts';
import type { CancelAttempts } from '../cancel.ts';
import type { Look } from '../look.ts';
import type { ResolveIntent } from './resolve-intent.ts';

export type CreateOptions = {
  /** What the customer saw, a decimal string; something else being due is an error. */
  expect?: string | undefined;
  /** The language that the customer reads, to come back to. */
  language?: string | undefined;
  /** Payments that Mollie does not show, and that the merchant goes on without. */
  without?: readonly string[] | undefined;
};

export type Created = { document: InvoiceDocument; attempt: Attempt; isNew: boolean };

/** Somebody waits: all calls to Mollie together take no longer than this. */
const DEADLINE = 4.5 * SECOND;

/** What hangs without being needed leaves time for the rest. */
const PATIENCE = 1.5 * SECOND;

/** Facts and payments can change while a payment is made, but not for ever. */
const MAX_ROUNDS = 10;

/** The longest description that Mollie keeps. https://docs.mollie.com/reference/create-payment */
const MAX_DESCRIPTION = 255;

type Deps = {
  config: Pick<Config, 'publicUrl' | 'webhooks'>;
  documents: Documents;
  mollie: Mollie;
  paymentMetadata: PaymentMetadata;
  look: Look;
  resolveIntent: ResolveIntent;
  cancelAttempts: CancelAttempts;
  clock: Clock;
};

/**
 * Makes a payment for exactly what is due, or answers the one that is open for it.
 *
 * 1. Mollie is asked about every attempt that could have brought money since.
 * 2. An intent that is still wanted is resolved first, whoever wrote it.
 * 3. An open attempt for exactly what is due is answered again; what else could be paid is cancelled.
 * 4. What is to be asked is written down, with the number of the attempt, unless anything has changed since 1.
 * 5. It is sent. Every try of one number sends the same bytes under the same Idempotency-Key.
 *
 * So two tabs, two servers and a crash at any point all end with one payment, and Mollie decides who was first.
 */
export function createCreate(deps: Deps) {
  const { config, documents, mollie, paymentMetadata, look, resolveIntent, cancelAttempts, clock } = deps;
  const turn = createSingleFlight<InvoiceDocument>();

  return async function create(
    slug: string,
    known: InvoiceDocument,
    options: CreateOptions,
  ): Promise<Created> {
    const signal = AbortSignal.timeout(DEADLINE);
    const asked = new Set<string>();
    const triedToCancel = new Set<string>();
    const triedToTurn = new Set<string>();
    const back = backTo(slug, options.language);
    let document = known;
    let ownN: number | undefined;
    if (!options.without) refuseAgain(document, options);

    for (let round = 0; round < MAX_ROUNDS; round++) {
      document = await lookAtAll(slug, document, asked, signal);
      if (isOutdated(document, clock())) document = await documents.change(slug, judgedAgain);
      if (document.intent) {
        const isOwn = document.intent.n === ownN;
        const resolved = await resolveIntent(slug, document, isOwn ? 'first' : 'again', signal);
        document = resolved.document;
        if (isOwn && resolved.refusal) throw withInvoice(resolved.refusal, document);
        const made = document.attempts.find(({ n }) => n === ownN);
        if (made) asked.add(made.id);
        continue;
      }
      document = await goOnWithout(slug, document, options.without);
      const due = payableNow(document, options.expect);
      const own = document.attempts.find((attempt) => attempt.n === ownN && isAnswer(attempt, due));
      const answer = own ?? attemptForPay(document, clock());
      if (answer?.isStray) {
        document = await documents.change(slug, (newest) => handedOut(newest, answer.id));
        continue;
      }
      if (answer && options.language && answer.redirectUrl !== back && !triedToTurn.has(answer.id)) {
        triedToTurn.add(answer.id);
        document = await turn(`${answer.id} ${back}`, () => turnBack(slug, answer, back, signal), 'any');
        continue;
      }
      if (answer) return { document, attempt: answer, isNew: answer === own };
      if (awaitsAddress(document, clock())) throw withInvoice(new ProxyError('mollie_unavailable'), document);
      refuseAgain(document, options);
      refuseUntil(document, waitForMade(document, clock()));
      const others = document.attempts.filter(
        ({ id, status, cancelable }) => status === 'open' && cancelable && !triedToCancel.has(id),
      );
      if (others.length > 0) {
        for (const { id } of others) triedToCancel.add(id);
        const soon = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
        // What is not cancelled now is left, and stands in nobody's way.
        ({ document } = await cancelAttempts(slug, document, others, { signal: soon }));
        // Time has passed, and one that would not be cancelled may have been paid: all is judged anew.
        for (const { id } of others) asked.delete(id);
        continue;
      }
      refuseUntil(document, waitForOpen(document, clock()));
      const { intent, newest } = await writeIntent(slug, document, due, options.language);
      if (newest.intent === intent) ownN = intent.n;
      document = newest;
    }
    throw new ProxyError('mollie_unavailable');
  };

  /** What Mollie has just refused is answered again without asking, for the same facts, amount and key. */
  function refuseAgain(document: InvoiceDocument, { expect }: CreateOptions): void {
    const refusal = recentRefusal(document, clock());
    if (!refusal?.isFirm) return;
    if (refusal.due !== payableNow(document, expect)) return;
    throw withInvoice(new ProxyError(refusal.code, { reference: refusal.reference }), document);
  }

  /** Asks about every attempt that could have brought money and has not been asked about for this create. */
  async function lookAtAll(slug: string, document: InvoiceDocument, asked: Set<string>, signal: AbortSignal) {
    const attempts = attemptsBeforeCreate(document, clock()).filter(({ id }) => !asked.has(id));
    for (const { id } of attempts) asked.add(id);
    const looked = look(slug, document, attempts, { via: 'look', urgency: 'payment', needs: 'later' });
    const { document: newest, failure } = await Promise.race([looked, deadline(signal, document)]);
    if (failure) throw withInvoice(toLookError(failure), newest);
    return newest;
  }

  /** Where a customer comes back to, in the language that they read. */
  function backTo(slug: string, language: string | undefined): string {
    const page = `${config.publicUrl}/pay/${slug}`;
    return language === undefined ? page : `${page}?lang=${language}`;
  }

  /** Whoever goes on with a payment comes back in their own language; where Mollie does not do it, in another. */
  async function turnBack(
    slug: string,
    { id, credential }: Attempt,
    redirectUrl: string,
    signal: AbortSignal,
  ): Promise<InvoiceDocument> {
    const document = await documents.newest(slug);
    const attempt = document.attempts.find((one) => one.id === id);
    // Of many who come at once one asks.
    if (!attempt || attempt.redirectUrl === redirectUrl) return document;
    const soon = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
    try {
      await mollie.update(id, { redirectUrl }, { credential, signal: soon });
      // What else the answer says may be older than what is known by now.
      return await documents.change(slug, (newest) => withRedirectUrl(newest, id, redirectUrl));
    } catch (error) {
      if (!(error instanceof MollieError)) throw error;
      return document;
    }
  }

  /** A payment that Mollie shows to no key blocks until the merchant says to go on without it. */
  async function goOnWithout(slug: string, document: InvoiceDocument, without: readonly string[] = []) {
    if (without.some((id) => document.attempts.every((attempt) => attempt.id !== id))) {
      throw new ProxyError('bad_request');
    }
    const isToGo = ({ id, notVisibleSince, isDisregarded }: Attempt) =>
      without.includes(id) && notVisibleSince !== null && !isDisregarded;
    if (!document.attempts.some(isToGo)) return document;
    return documents.change(slug, (newest) => disregard(newest, newest.attempts.filter(isToGo), clock()));
  }

  /** What is due, where a payment may be asked for at all. */
  function payableNow(document: InvoiceDocument, expect: string | undefined): Minor {
    const { facts } = document;
    const { due, remaining } = balanceOfDocument(document);
    const refuse = (code: ErrorCode, params: Record<string, string> = {}) =>
      withInvoice(new ProxyError(code, { params }), document);
    if (facts.void) throw refuse('void');
    if (due === 0) throw refuse(remaining > 0 ? 'payment_pending' : 'nothing_due');
    if (document.restoredAt !== null) throw refuse('unconfirmed');
    const { currency, value } = amountIn(document, due);
    if (expect !== undefined && expect !== value) {
      throw refuse('amount_changed', { from: expect, to: value, currency });
    }
    if (!isMollieCurrency(facts.currency)) throw refuse('currency_unsupported');
    if (due > MAX_MINOR) throw refuse('above_maximum');
    return due;
  }

  /** What was made for this very request is answered, however much time is left. */
  function isAnswer(attempt: Attempt, due: Minor): boolean {
    return attempt.amount === due && attempt.checkoutUrl !== null && isPayable(attempt, clock());
  }

  /** No other payment may be made for so many milliseconds. */
  function refuseUntil(document: InvoiceDocument, wait: number): void {
    if (wait > 0)
      throw withInvoice(new ProxyError('rate_limited', { retryAfter: Math.ceil(wait / SECOND) }), document);
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
      searches: 0,
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
    return {
      amount: amountIn(document, due),
      description: oneLine(facts.description),
      redirectUrl: backTo(slug, language),
      ...(config.webhooks
        ? { webhookUrl: config.publicUrl + (await paymentMetadata.webhookPath(slug, n)) }
        : {}),
      ...(locale === undefined ? {} : { locale }),
      metadata: await paymentMetadata.metadata(slug, n, document, due),
    };
  }
}

/** Whether nothing has happened that the decision to ask for a new payment rested on. */
function isSameDecision(newest: InvoiceDocument, decided: InvoiceDocument): boolean {
  const marks = ({ facts, restoredAt, attempts, nextN, intent }: InvoiceDocument) =>
    JSON.stringify([
      [facts, restoredAt, nextN, intent],
      attempts.map(({ id, status, refunded, chargedBack, captured, isDisregarded }) => [
        [id, status, refunded, chargedBack],
        [captured, isDisregarded],
      ]),
    ]);
  return marks(newest) === marks(decided);
}

/** For a bank statement: one line, cut where Mollie would. */
function oneLine(text: string): string {
  const line = [...text.replace(/[\p{Cc}\s]+/gu, ' ').trim()].slice(0, MAX_DESCRIPTION).join('');
  // Mollie wants one; a number of blanks and control characters leaves nothing to show.
  return line || '-';
}

/** Whatever is written is judged again: an intent that has become too old is put aside. */
function judgedAgain(document: InvoiceDocument) {
  return { document, log: [] };
}

function deadline(signal: AbortSignal, document: InvoiceDocument): Promise<never> {
  const late = () =>
    withInvoice(toLookError(new MollieError('unavailable', 'no answer within the deadline')), document);
  return new Promise((_, reject) => {
    if (signal.aborted) reject(late());
    else signal.addEventListener('abort', () => reject(late()), { once: true });
  });
}
