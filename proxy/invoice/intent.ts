import { DAY, elapsed, HOUR, MAX_SKEW, MINUTE } from '../lib/clock.ts';
import type { CreateRequest } from '../mollie/client.ts';
import type { LogEntry } from '../store/store.ts';
import { amountIn, type Changed, type Intent, type InvoiceDocument, type PutAside } from './document.ts';
import { logEntry } from './log-entry.ts';
import { balanceOfDocument } from './sums.ts';

/**
 * Mollie keeps an Idempotency-Key for an hour. Past this age a repetition could make a second payment.
 * https://docs.mollie.com/reference/api-idempotency
 */
const KEY_TRUSTED = 45 * MINUTE;

/** When the background searches Mollie's list: time since the intent was stored, or since it was put aside. */
const SEARCHES_OF_WANTED = [1, 5, 15, 30].map((minutes) => minutes * MINUTE);
const SEARCHES_OF_PUT_ASIDE = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, DAY];

/** A create whose outcome is not known, and whose payment is searched in Mollie's list. */
export type Sought = Pick<Intent, 'n' | 'at' | 'amount' | 'credential' | 'searches'> & { webhooks: boolean };

/**
 * An intent that is no longer wanted, or too old to be sent again, is put aside: it blocks nothing any more, and the
 * next number follows. Every write goes through here, so that no intent is sent for an amount that is not due.
 */
export function putAsideUnwanted({ document, log }: Changed, now: number): Changed {
  const { intent } = document;
  const isToStay = !intent || (isWanted(document, intent) && !isOutdated(document, now));
  return isToStay ? { document, log } : putAside({ document, log }, now);
}

/** What a request sets that Mollie's answer does not tell from what Mollie or the customer has set. */
export function chosenIn({ method, lines }: CreateRequest): Pick<PutAside, 'ownMethod' | 'isBilled'> {
  return { ...(method === undefined ? {} : { ownMethod: method }), ...(lines && { isBilled: true }) };
}

/** The document's intent is never sent again; its payment is still searched for. */
export function putAside({ document, log }: Changed, now: number): Changed {
  const { intent } = document;
  if (!intent) return { document, log };
  const { n, at, amount, credential, request } = intent;
  const aside = {
    n,
    at,
    amount,
    credential,
    searches: 0,
    putAsideAt: now,
    webhooks: request.webhookUrl !== undefined,
    ...chosenIn(request),
  };
  return {
    document: {
      ...document,
      intent: null,
      nextN: Math.max(document.nextN, n + 1),
      putAside: [...document.putAside, aside],
    },
    log: [...log, logEntry(document, now, 'payment.put_aside', { amount: amountIn(document, amount) })],
  };
}

/** Whether the intent is too old to be sent again, or of an unknown age, since the clock was set back. */
export function isOutdated({ intent }: InvoiceDocument, now: number): boolean {
  return intent !== null && (now - intent.at > KEY_TRUSTED || intent.at > now + MAX_SKEW);
}

function isWanted(document: InvoiceDocument, { amount }: Intent): boolean {
  return document.restoredAt === null && balanceOfDocument(document).due === amount;
}

/** When Mollie's list is to be searched next, or the intent to be put aside; null where nothing is searched for. */
export function nextSearch({ intent, putAside }: InvoiceDocument): number | null {
  const times = putAside.map(nextOfPutAside);
  if (intent) times.push(intent.at + (SEARCHES_OF_WANTED[intent.searches] ?? KEY_TRUSTED + 1));
  return times.length > 0 ? Math.min(...times) : null;
}

function nextOfPutAside({ putAsideAt, searches }: PutAside): number {
  return putAsideAt + (SEARCHES_OF_PUT_ASIDE[searches] ?? 0);
}

/** What is to be searched for in Mollie's list now. */
export function soughtNow({ intent, putAside }: InvoiceDocument, now: number): Sought[] {
  const sought: Sought[] = putAside.filter(
    ({ putAsideAt, searches }) => elapsed(putAsideAt, now) >= (SEARCHES_OF_PUT_ASIDE[searches] ?? 0),
  );
  const pause = intent && SEARCHES_OF_WANTED[intent.searches];
  if (intent && pause && elapsed(intent.at, now) >= pause) {
    sought.push({ ...intent, webhooks: intent.request.webhookUrl !== undefined });
  }
  return sought;
}

/**
 * The document after a search that did not find the attempts `ns`. One that was put aside is dropped after its last
 * search; where that search was not complete, nobody knows whether its payment was made. Time in which nobody searched does
 * not count.
 */
export function notFound(
  document: InvoiceDocument,
  ns: readonly number[],
  isComplete: boolean,
  now: number,
): Changed {
  const log: LogEntry[] = [];
  const putAside = document.putAside.flatMap((aside) => {
    if (!ns.includes(aside.n)) return [aside];
    const searches = aside.searches + 1;
    if (searches < SEARCHES_OF_PUT_ASIDE.length) {
      const late = Math.max(0, now - nextOfPutAside(aside));
      return [{ ...aside, searches, putAsideAt: aside.putAsideAt + late }];
    }
    const event = isComplete ? 'payment.not_made' : 'payment.not_found';
    log.push(logEntry(document, now, event, { amount: amountIn(document, aside.amount) }));
    return [];
  });
  const { intent } = document;
  const isSought = intent !== null && ns.includes(intent.n);
  return {
    document: {
      ...document,
      putAside,
      intent: isSought ? { ...intent, searches: intent.searches + 1 } : intent,
    },
    log,
  };
}
