import type { Documents } from '../documents/index.ts';
import { isFinal } from '../invoice/attempts.ts';
import type { Attempt, InvoiceDocument } from '../invoice/document.ts';
import { withInvoice } from '../invoice/invoice-error.ts';
import { canChange, staleAttempts } from '../invoice/schedule.ts';
import { type Clock, elapsed, SECOND } from '../lib/clock.ts';
import { withTimeout } from '../lib/with-timeout.ts';
import { toLookError } from '../mollie/to-proxy-error.ts';
import type { Look, Looked } from './look.ts';

/** Somebody waits for a page: longer than this it shows what is stored. */
const PATIENCE = 2 * SECOND;

/** A webhook that was sent a moment ago is waited for so long, where Mollie is not to be asked again yet. */
const NEWS_ON_ITS_WAY = 300;

/** Between two questions about one invoice, whatever became of the first. */
const PAUSE = 5 * SECOND;

/** Questions remembered at most, the oldest given up first. */
const REMEMBERED = 10_000;

export type Fresh = { document: InvoiceDocument; mollieUnavailable: boolean };

type Question = { at: number; answer: Promise<Looked | null>; settled: Looked | null | undefined };

/**
 * Brings an invoice up to date for somebody who looks: Mollie is asked only about what has not been asked lately,
 * once for all who look at that moment, and nobody waits long for it.
 */
export function createFreshness(look: Look, documents: Documents, clock: Clock) {
  const questions = new Map<string, Question>();
  const refreshes = new Map<string, { at: number; ids: ReadonlySet<string>; answer: Promise<Looked> }>();

  function ask(slug: string, document: InvoiceDocument, stale: Parameters<Look>[2]): Question {
    const how = { via: 'look', urgency: 'view', needs: 'any' } as const;
    const answer = look(slug, document, stale, how).catch(() => null);
    const question: Question = { at: clock(), answer, settled: undefined };
    answer.then((looked) => {
      question.settled = looked;
    });
    remember(questions, slug, question);
    return question;
  }

  async function fresh(slug: string, document: InvoiceDocument): Promise<Fresh> {
    const now = clock();
    const stale = staleAttempts(document, now);
    if (stale.length === 0) return { document, mollieUnavailable: false };
    const last = questions.get(slug);
    const asksAgain = !last || elapsed(last.at, now) >= PAUSE;
    const question = asksAgain ? ask(slug, document, stale) : last;
    if (question.settled !== undefined) {
      // The document was read after that answer was written.
      return { document, mollieUnavailable: isFailure(question.settled) };
    }
    const looked = await withTimeout(question.answer, PATIENCE);
    return { document: looked?.document ?? document, mollieUnavailable: isFailure(looked) };
  }

  /**
   * The same for somebody who comes from elsewhere, perhaps from paying: where Mollie was asked a moment ago and is
   * not to be asked again yet, its webhook may be on the way, and is waited for.
   */
  async function arrived(slug: string, document: InvoiceDocument): Promise<Fresh> {
    const began = clock();
    const shown = await fresh(slug, document);
    const isOpen = (attempt: Attempt) => !isFinal(attempt.status) && attempt.lookedAt < began;
    if (shown.mollieUnavailable || !shown.document.attempts.some(isOpen)) return shown;
    await documents.changed(slug, PATIENCE);
    // The webhook may have come to another server.
    return { ...shown, document: (await documents.read(slug)) ?? shown.document };
  }

  /**
   * Asks about everything that can still change, for a merchant who wants to know; who asks again at once is answered
   * what Mollie has just said, or its webhook says now.
   * @throws {ProxyError} `mollie_unavailable`
   */
  async function refresh(slug: string, document: InvoiceDocument): Promise<InvoiceDocument> {
    const now = clock();
    const changeable = document.attempts.filter((attempt) => canChange(attempt, now));
    const known = refreshes.get(slug);
    const last = known && elapsed(known.at, now) < PAUSE ? known : undefined;
    if (last && changeable.every(({ id }) => last.ids.has(id))) {
      const { failure } = await last.answer;
      if (failure) throw withInvoice(toLookError(failure), document);
      await documents.changed(slug, NEWS_ON_ITS_WAY);
      return (await documents.read(slug)) ?? document;
    }
    const how = { via: 'look', urgency: 'payment', needs: 'later' } as const;
    const answer = look(slug, document, changeable, how);
    remember(refreshes, slug, { at: now, ids: new Set(changeable.map(({ id }) => id)), answer });
    // What the store could not do is no answer of Mollie's.
    answer.catch(() => refreshes.delete(slug));
    const looked = await answer;
    if (looked.failure) throw withInvoice(toLookError(looked.failure), looked.document);
    return looked.document;
  }

  return { fresh, arrived, refresh };
}

/** Keeps the newest; the oldest are given up. */
function remember<T>(kept: Map<string, T>, key: string, value: T): void {
  kept.delete(key);
  kept.set(key, value);
  if (kept.size > REMEMBERED) kept.delete(kept.keys().next().value!);
}

function isFailure(looked: Looked | null): boolean {
  return looked === null || looked.failure !== null;
}
