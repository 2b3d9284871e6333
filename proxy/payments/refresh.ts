import type { Documents } from '../documents/index.ts';
import { isFinal } from '../invoice/attempts.ts';
import type { Attempt, InvoiceDocument } from '../invoice/document.ts';
import { withInvoice } from '../invoice/invoice-error.ts';
import { canChange, staleAttempts } from '../invoice/look-schedule.ts';
import { withoutRefusals } from '../invoice/refusals.ts';
import { type Clock, elapsed, SECOND } from '../lib/clock.ts';
import { perScope } from '../lib/scope.ts';
import { withTimeout } from '../lib/with-timeout.ts';
import { toLookError } from '../mollie/to-proxy-error.ts';
import type { Look, Looked } from './look.ts';
import type { Invoice } from './open.ts';

/** A person waits for a page: after this it shows what is stored. */
const PATIENCE = 2 * SECOND;

/** How long a webhook that is on its way is waited for, where Mollie is not to be asked again yet. Milliseconds. */
const WEBHOOK_PATIENCE = 300;

/** Between two looks at one invoice, whatever became of the first. */
const PAUSE = 5 * SECOND;

/** Looks remembered at most; the oldest are forgotten first. */
const REMEMBERED = 10_000;

export type Refreshed = { document: InvoiceDocument; mollieUnavailable: boolean };

type Deps = { look: Look; documents: Documents; clock: Clock };

/** Brings an invoice up to date. Mollie is asked once for all who want it at that moment, and not again at once. */
export function createRefresh(deps: Deps) {
  return { ...createRefreshIfStale(deps), refresh: createRefreshNow(deps) };
}

type StaleLook = { at: number; answer: Promise<Looked | null>; settled: Looked | null | undefined };

/** For somebody who sees the invoice: asks only what was not asked lately, and nobody waits long. */
function createRefreshIfStale({ look, documents, clock }: Deps) {
  const looks = perScope(() => new Map<string, StaleLook>());

  function begin(slug: string, document: InvoiceDocument, stale: readonly Attempt[]): StaleLook {
    const how = { via: 'look', urgency: 'view', needs: 'any' } as const;
    const answer = look(slug, document, stale, how).catch(() => null);
    const begun: StaleLook = { at: clock(), answer, settled: undefined };
    answer.then((looked) => {
      begun.settled = looked;
    });
    remember(looks(), slug, begun);
    return begun;
  }

  async function refreshIfStale({ slug, document, account }: Invoice): Promise<Refreshed> {
    const now = clock();
    // Without a key there is nobody to ask.
    const stale = account.realm ? staleAttempts(document, now) : [];
    if (stale.length === 0) return { document, mollieUnavailable: false };
    const last = looks().get(slug);
    const asksAgain = !last || elapsed(last.at, now) >= PAUSE;
    const current = asksAgain ? begin(slug, document, stale) : last;
    if (current.settled !== undefined) {
      // The document was read after that answer was written.
      return { document, mollieUnavailable: isFailure(current.settled) };
    }
    const looked = await withTimeout(clock, current.answer, PATIENCE);
    return { document: looked?.document ?? document, mollieUnavailable: isFailure(looked) };
  }

  /**
   * The same for somebody who may come back from paying: where Mollie was asked a moment ago and is not to be asked
   * again yet, its webhook may be on the way, and is waited for.
   */
  async function refreshOnReturn(invoice: Invoice): Promise<Refreshed> {
    const began = clock();
    const shown = await refreshIfStale(invoice);
    const isOpen = (attempt: Attempt) =>
      invoice.account.realm !== null && !isFinal(attempt.status) && attempt.lookedAt < began;
    if (shown.mollieUnavailable || !shown.document.attempts.some(isOpen)) return shown;
    await documents.changed(invoice.slug, PATIENCE);
    // The webhook may have come to another server.
    return { ...shown, document: (await documents.read(invoice.slug)) ?? shown.document };
  }

  return { refreshIfStale, refreshOnReturn };
}

type FullLook = { at: number; ids: ReadonlySet<string>; answer: Promise<Looked> };

/** For a merchant who wants to know now: asks about everything that can still change. */
function createRefreshNow({ look, documents, clock }: Deps) {
  const looksUnderWay = perScope(() => new Map<string, FullLook>());

  /** @throws {ProxyError} `mollie_unavailable` */
  return async function refresh({ slug, document, account }: Invoice): Promise<InvoiceDocument> {
    if (!account.realm) return document;
    const refreshed = await lookOnce(slug, document);
    // A merchant who asks may have mended at Mollie what a payment was refused for.
    if (!refreshed.refusal && !refreshed.methodRefusals) return refreshed;
    return documents.change(slug, (newest) => ({ document: withoutRefusals(newest), log: [] }));
  };

  /** Asked again at once, answers what Mollie has just said, or what its webhook says now. */
  async function lookOnce(slug: string, document: InvoiceDocument): Promise<InvoiceDocument> {
    const now = clock();
    const changeable = document.attempts.filter((attempt) => canChange(attempt, now));
    const looks = looksUnderWay();
    const known = looks.get(slug);
    const last = known && elapsed(known.at, now) < PAUSE ? known : undefined;
    if (last && changeable.every(({ id }) => last.ids.has(id))) {
      const { failure } = await last.answer;
      if (failure) throw withInvoice(toLookError(failure), document);
      await documents.changed(slug, WEBHOOK_PATIENCE);
      return (await documents.read(slug)) ?? document;
    }
    const how = { via: 'look', urgency: 'payment', needs: 'later' } as const;
    const answer = look(slug, document, changeable, how);
    remember(looks, slug, { at: now, ids: new Set(changeable.map(({ id }) => id)), answer });
    // A failure of the store is no answer of Mollie's.
    answer.catch(() => looks.delete(slug));
    const looked = await answer;
    if (looked.failure) throw withInvoice(toLookError(looked.failure), looked.document);
    return looked.document;
  }
}

/** Keeps the newest; the oldest are forgotten. */
function remember<T>(kept: Map<string, T>, key: string, value: T): void {
  kept.delete(key);
  kept.set(key, value);
  if (kept.size > REMEMBERED) kept.delete(kept.keys().next().value!);
}

function isFailure(looked: Looked | null): boolean {
  return looked === null || looked.failure !== null;
}
