import type { Changes } from '../codes/log-events.ts';
import { ProxyError } from '../errors.ts';
import type { Realm } from '../keys/realm.ts';
import { MAX_SKEW, MINUTE, SECOND } from '../lib/clock.ts';
import type { Facts } from '../token/claims.ts';
import type { Billing } from '../token/customer.ts';
import { received } from './attempts.ts';
import { changesBilling, withBilling, withoutBillingRefusal } from './billing.ts';
import { amountIn, type Changed, type InvoiceDocument, newDocument } from './document.ts';
import { logEntry } from './log-entry.ts';
import { recompute } from './recompute.ts';
import { withoutRefusals } from './refusals.ts';
import { balanceOfDocument, sumsOf } from './sums.ts';

/** Facts that say which statement this is, not what the invoice is: their change alone is not logged. */
const IDENTITY: ReadonlySet<string> = new Set(['sub', 'rev', 'iat']);

/** The facts whose change is logged with both values; of others only the name is. */
const TOLD_IN_FULL: ReadonlySet<string> = new Set(['total', 'paidElsewhere', 'dueDate', 'void']);

/**
 * Whether `given` is newer than the known facts: a higher `rev` is, and of one `rev` the later `iat`. Of two tokens
 * signed in the same second, the one that the host has `put` counts.
 */
export function isNews({ facts }: InvoiceDocument, given: Facts, put: boolean): boolean {
  if (given.rev !== facts.rev) return given.rev > facts.rev;
  // Later facts are kept even if they say the same: a token signed in between is older than they are.
  if (given.iat !== facts.iat) return given.iat > facts.iat;
  return put && changesBetween(facts, given) !== undefined;
}

/** Whether anything in a token is to be stored. */
export function tellsAnything(
  document: InvoiceDocument,
  { given, billing, put }: Told,
  now: number,
): boolean {
  return (
    isNews(document, given, put) ||
    confirms(document, given, now) ||
    document.facts.sub === '' ||
    (billing !== undefined && !isOlder(document, given) && changesBilling(document, billing))
  );
}

function isOlder({ facts }: InvoiceDocument, given: Facts): boolean {
  return given.rev < facts.rev || (given.rev === facts.rev && given.iat < facts.iat);
}

/** Whether the facts were signed since the restore, and so state the invoice again. A token is precise to the second. */
export function confirms({ restoredAt }: InvoiceDocument, { iat }: Facts, now: number): boolean {
  if (restoredAt === null) return false;
  const since = restoredAt > now + MAX_SKEW ? now - MINUTE : restoredAt;
  return iat >= Math.floor(since / SECOND);
}

/** What a token says, and how it came. */
export type Told = {
  given: Facts;
  /** Who is billed is no part of what makes facts newer or older, and is neither logged nor told. */
  billing?: Billing;
  /** Whether the host has put the facts here, rather than a customer's token brought them. */
  put: boolean;
};

/** What a token says of whose invoice. */
export type News = Told & {
  realm: Realm;
  /** When the invoice's other record was restored, where the facts come from there and were not stated again. */
  restoredAt?: number | null;
};

/** The invoice, restored no longer: the host or the operator says that its facts hold. */
export function confirmed({ document, log }: Changed, now: number): Changed {
  const entry = logEntry(document, now, 'invoice.confirmed', {});
  return { document: { ...document, restoredAt: null }, log: [...log, entry] };
}

/** The operator trusts the facts of a restored invoice. */
export function confirm(document: InvoiceDocument, now: number): Changed {
  return recompute(document, confirmed({ document, log: [] }, now), 'facts', now);
}

/**
 * Stores the facts of a token where they are news; undefined where they are not.
 * @throws {ProxyError} `currency_changed` once a payment was made in another currency.
 */
export function storeFacts(
  document: InvoiceDocument | undefined,
  { realm, restoredAt = null, ...said }: News,
  now: number,
): Changed | undefined {
  const { given, billing = {}, put } = said;
  if (!document) {
    const { document: first, log } = firstSeen(realm, given, restoredAt, now);
    return recompute(undefined, { document: withBilling(first, billing), log }, 'facts', now);
  }
  if (!tellsAnything(document, said, now)) return undefined;
  const isNew = isNews(document, given, put);
  const told: Changed = isNew
    ? withFacts(document, given, now)
    : { document: withId(document, given), log: [] };
  const { document: stated, log } = confirms(document, given, now) ? confirmed(told, now) : told;
  // A host that puts the facts gets the invoice for an answer, and needs no notification.
  const outbox = put ? stated.outbox.filter(({ type }) => type !== 'invoice.unconfirmed') : stated.outbox;
  const known = isOlder(document, given) ? stated : withBilling(stated, billing);
  return recompute(document, { document: { ...known, outbox }, log }, 'facts', now);
}

function withFacts(document: InvoiceDocument, given: Facts, now: number): Changed {
  const { facts, restoredAt } = document;
  if (given.currency !== facts.currency && wasUsed(document)) {
    throw new ProxyError('currency_changed', { params: { from: facts.currency, to: given.currency } });
  }
  const changed = changesBetween(facts, given);
  // Mollie may accept now what it refused before.
  const known = changed ? withoutRefusals(withoutBillingRefusal(document)) : document;
  const next: InvoiceDocument = { ...known, facts: given, factsAt: now };
  const changes = restoredAt === null ? changed : undefined;
  const event = given.rev === facts.rev ? 'invoice.same_rev' : 'invoice.changed';
  const log = changes ? [logEntry(next, now, event, { rev: given.rev, changes })] : [];
  const twice = seemsBookedTwice(document, next);
  if (twice) log.push(logEntry(next, now, 'invoice.maybe_booked_twice', { amount: twice }));
  next.maybeBookedTwice = document.maybeBookedTwice || twice !== null;
  return { document: next, log };
}

/** Restored facts may lack the id, which any token brings. */
function withId(document: InvoiceDocument, { sub }: Facts): InvoiceDocument {
  return { ...document, facts: { ...document.facts, sub } };
}

/** Whether a payment was made or asked for. Some attempts stay listed however many there were. */
function wasUsed({ attempts, intent, putAside }: InvoiceDocument): boolean {
  return attempts.length + putAside.length > 0 || intent !== null;
}

function firstSeen(realm: Realm, facts: Facts, restoredAt: number | null, now: number): Changed {
  const document = { ...newDocument(realm, facts, now), restoredAt };
  const details = {
    total: amountIn(document, facts.total),
    paidElsewhere: amountIn(document, facts.paidElsewhere),
    rev: facts.rev,
  };
  return { document, log: [logEntry(document, now, 'invoice.seen', details)] };
}

/** What differs, with money as the API writes it; undefined where nothing does. */
function changesBetween(from: Facts, to: Facts): Changes | undefined {
  const names = (Object.keys(to) as (keyof Facts)[]).filter(
    (name) => !IDENTITY.has(name) && JSON.stringify(from[name]) !== JSON.stringify(to[name]),
  );
  if (names.length === 0) return undefined;
  const changed = new Set(names);
  const money = (name: 'total' | 'paidElsewhere') => ({
    from: amountIn({ facts: from }, from[name]),
    to: amountIn({ facts: to }, to[name]),
  });
  const others = names.filter((name) => !TOLD_IN_FULL.has(name));
  return {
    ...(changed.has('total') ? { total: money('total') } : {}),
    ...(changed.has('paidElsewhere') ? { paidElsewhere: money('paidElsewhere') } : {}),
    ...(changed.has('dueDate') ? { dueDate: { from: from.dueDate, to: to.dueDate } } : {}),
    ...(changed.has('void') ? { void: { from: from.void, to: to.void } } : {}),
    ...(others.length > 0 ? { others } : {}),
  };
}

/**
 * The host's books may have taken a payment from here for one from elsewhere: what was paid elsewhere, and is not
 * named as booked, rises by just what was received here, and so makes too much of it.
 */
function seemsBookedTwice(before: InvoiceDocument, after: InvoiceDocument) {
  const rise = sumsOf(after).paidElsewhere - sumsOf(before).paidElsewhere;
  if (rise <= 0 || balanceOfDocument(after).excess <= balanceOfDocument(before).excess) return null;
  const unbooked = after.attempts.filter(({ id }) => !after.facts.booked.includes(id)).map(received);
  const matches = unbooked.includes(rise) || unbooked.reduce((sum, part) => sum + part, 0) === rise;
  return matches ? amountIn(after, rise) : null;
}
