import type { Amount, PaymentStatus } from '../../shared/api.ts';
import type { ErrorCode } from '../codes/errors.ts';
import type { LogEvent } from '../codes/log-events.ts';
import type { Realm } from '../keys/realm.ts';
import { MINUTE, toIso } from '../lib/clock.ts';
import { type Minor, toAmount } from '../lib/money.ts';
import { currentReference } from '../log/reference.ts';
import type { CreateRequest } from '../mollie/client.ts';
import type { MolliePayment } from '../mollie/payment.ts';
import { type LogEntry, StoreError } from '../store/store.ts';
import type { Facts } from '../token/claims.ts';
import { type Balance, balanceOf, type Sums } from './balance.ts';
import type { Notification } from './outbox.ts';

/** What is the invoice's, or of no use once the payment is known to be its own. */
type NotKept = 'mode' | 'currency' | 'metadata' | 'description' | 'locale' | 'hasWebhook' | 'statusSince';

/** A Mollie payment of this invoice, as Mollie last told of it. */
export type Attempt = Omit<MolliePayment, NotKept> & {
  n: number;
  /** Names the API key it was made with. */
  credential: string;
  /** Filled by Mollie where a profile has one method only; null where the customer chooses, or nobody knows. */
  methodAtCreation: string | null;
  /** Whether Mollie was given an address for webhooks. */
  webhooks: boolean;
  /** When the last webhook about it came, or it was restored as over. Milliseconds since 1970, as all times here. */
  webhookAt: number | null;
  /** When its status was first known. */
  statusAt: number;
  /** When Mollie was last asked about it. */
  lookedAt: number;
  /** Counts the answers that were written; an answer is dropped where another was written since it was asked for. */
  looks: number;
  /** Since when Mollie shows it to none of the keys; null while it does. */
  notVisibleSince: number | null;
  /** The merchant goes on without it while Mollie does not show it. */
  isDisregarded: boolean;
  /** It comes of a create that was put aside: nobody was ever sent to it, so it is cancelled where Mollie allows it. */
  isStray: boolean;
};

/** A create that is written down before it is sent, and stays until it is known what became of it. */
export type Intent = {
  n: number;
  at: number;
  amount: Minor;
  credential: string;
  /** Every try sends exactly this. */
  request: CreateRequest;
  /** How often the background has looked for it in Mollie's list. */
  searches: number;
  /** The reference under which the log says that Mollie's answer is missing; null while it does not. */
  reported: string | null;
};

/** An intent that nobody wants any more. It is never sent again; what came of it is still looked for, for a day. */
export type PutAside = Pick<Intent, 'n' | 'at' | 'amount' | 'credential' | 'searches'> & {
  putAsideAt: number;
  webhooks: boolean;
};

/** Mollie would not make a payment of this amount, with this key. */
export type Refusal = {
  code: ErrorCode;
  due: Minor;
  at: number;
  credential: string;
  reference: string;
  /** Whether it is answered again without asking. That Mollie does not take the key is, once it has said so twice. */
  isFirm: boolean;
};

/** The numbers of attempts that are no longer listed: first and last of each run, in their order. */
export type Omitted = readonly (readonly [first: number, last: number])[];

/** All that is known of one invoice: small, so that one read answers a status. */
export type InvoiceDocument = {
  v: 1;
  realm: Realm;
  facts: Facts;
  factsAt: number;
  /** When the facts were taken from a payment's metadata, since the store had lost them; null once they were stated again. */
  restoredAt: number | null;
  /** Oldest first. */
  attempts: readonly Attempt[];
  /** How many attempts that brought no money are no longer listed, and which. */
  attemptsOmitted: number;
  omitted: Omitted;
  /** The number of the next attempt. */
  nextN: number;
  intent: Intent | null;
  putAside: readonly PutAside[];
  /** ISO 8601 */
  completedAt: string | null;
  /** Money was first seen after the withdrawal. */
  paidAlthoughVoid: boolean;
  maybeBookedTwice: boolean;
  refusal: Refusal | null;
  /** Grows with every change. */
  version: number;
  /** What the host has not accepted yet. */
  outbox: readonly Notification[];
};

/** A document with what there is to tell about how it came to be. */
export type Changed = { document: InvoiceDocument; log: readonly LogEntry[] };

/** An invoice of which nothing but its facts is known. */
export function newDocument(realm: Realm, facts: Facts, now: number): InvoiceDocument {
  return {
    v: 1,
    realm,
    facts,
    factsAt: now,
    restoredAt: null,
    attempts: [],
    attemptsOmitted: 0,
    omitted: [],
    nextN: 1,
    intent: null,
    putAside: [],
    completedAt: null,
    paidAlthoughVoid: false,
    maybeBookedTwice: false,
    refusal: null,
    version: 0,
    outbox: [],
  };
}

/**
 * Reads a stored document; a value that is none is an error, never an empty invoice. One of the first release has
 * neither realm nor what came later: `realm` says which it is.
 */
export function asDocument(value: unknown, realm?: Realm): InvoiceDocument | undefined {
  if (value === undefined) return undefined;
  const document = value as Partial<InvoiceDocument> | null;
  if (document?.v !== 1 || !Array.isArray(document.attempts) || typeof document.facts?.sub !== 'string') {
    throw new StoreError('a value that is not an invoice');
  }
  return document.realm ? (document as InvoiceDocument) : realm && upgrade(document as FirstRelease, realm);
}

/** A document as the first release stored it. */
export type FirstRelease = Omit<InvoiceDocument, 'realm' | 'restoredAt' | 'refusal'> & {
  isRestored?: boolean;
};

function upgrade({ isRestored, ...known }: FirstRelease, realm: Realm): InvoiceDocument {
  return {
    ...newDocument(realm, known.facts, known.factsAt),
    ...known,
    restoredAt: isRestored ? known.factsAt : null,
    omitted: known.attemptsOmitted > 0 ? runsBetween([...known.attempts.map(({ n }) => n), known.nextN]) : [],
    attempts: known.attempts.map((attempt) => ({ ...LATER_FIGURES, ...attempt })),
    intent: known.intent && { ...known.intent, searches: 0 },
    refusal: null,
  };
}

/** The numbers that `ns` leave out. Which attempts it dropped the first release did not keep: those that are not listed. */
function runsBetween(ns: readonly number[]): Omitted {
  return ns
    .map((n, index) => [(ns[index - 1] ?? 0) + 1, n - 1] as const)
    .filter(([first, last]) => first <= last);
}

/** What the first release did not know of an attempt. */
const LATER_FIGURES = {
  ...{ captured: null, captureBefore: null, chargedBackAt: null, otherCurrencies: [], redirectUrl: null },
  ...{ notVisibleSince: null, isDisregarded: false, isStray: false },
} satisfies Partial<Attempt>;

/** What a payment has brought: as much as was captured, where Mollie says so; else all of it once it is paid. */
export function received({ status, amount, captured }: Attempt): Minor {
  return captured || (status === 'paid' ? amount : 0);
}

/** What a payment may still bring of its own accord; nothing once the merchant goes on without it. */
export function underWay(attempt: Attempt): Minor {
  const isUnderWay = attempt.status === 'pending' || attempt.status === 'authorized';
  return isUnderWay && !attempt.isDisregarded ? Math.max(0, attempt.amount - received(attempt)) : 0;
}

/** The sums that balance and status follow from. */
export function sumsOf({ facts, attempts }: InvoiceDocument): Sums {
  const sum = (figure: (attempt: Attempt) => Minor, of = attempts) =>
    of.reduce((total, attempt) => total + figure(attempt), 0);
  const booked = sum(
    received,
    attempts.filter(({ id }) => facts.booked.includes(id)),
  );
  const unbooked = facts.paidElsewhere - booked;
  return {
    total: facts.total,
    // Books that hold less than they name as booked do not make anything due again.
    paidElsewhere: facts.paidElsewhere < 0 ? unbooked : Math.max(0, unbooked),
    paid: sum(received),
    refunded: sum(({ refunded }) => refunded),
    chargedBack: sum(({ chargedBack }) => chargedBack),
    pending: sum(underWay),
    void: facts.void,
  };
}

export function balanceOfDocument(document: InvoiceDocument): Balance {
  return balanceOf(sumsOf(document));
}

/** Whether nothing but money coming back can change it any more, as far as Mollie promises. */
export function isFinal(status: PaymentStatus): boolean {
  return status === 'paid' || isDead(status);
}

/** Whether it ended without money. */
export function isDead(status: PaymentStatus): status is 'expired' | 'canceled' | 'failed' {
  return status === 'expired' || status === 'canceled' || status === 'failed';
}

/** Whether it ended without money: nothing captured stays of it either. */
export function isInVain(attempt: Attempt): boolean {
  return isDead(attempt.status) && received(attempt) === 0;
}

/** Methods whose money may come days after they were chosen, by a transfer or at a machine. */
const SLOW_METHODS: ReadonlySet<string | null> = new Set(['banktransfer', 'multibanco', 'mybank']);

/** One that the customer has chosen to pay outside the checkout, and may pay days later. */
export function isStartedTransfer({ status, method, methodAtCreation }: Attempt): boolean {
  return status === 'open' && SLOW_METHODS.has(method) && method !== methodAtCreation;
}

/** Where Mollie does not say until when a payment stays open, as long as one without a method does. */
const USUAL_LIFETIME = 15 * MINUTE;

/** Until when it can be paid, by what Mollie last said. */
export function expiryOf({ createdAt, expiresAt }: Attempt): number {
  return expiresAt === null ? Date.parse(createdAt) + USUAL_LIFETIME : Date.parse(expiresAt);
}

/**
 * Whether a customer could pay it now, as far as known. Mollie alone decides; the time that it named does where it
 * no longer shows the payment.
 */
export function isPayable(attempt: Attempt, now: number): boolean {
  return attempt.status === 'open' && (attempt.notVisibleSince === null || now <= expiryOf(attempt));
}

/** The document with something else about one attempt. */
export function withAttempt(
  document: InvoiceDocument,
  id: string,
  change: Partial<Attempt>,
): InvoiceDocument {
  const attempts = document.attempts.map((one) => (one.id === id ? { ...one, ...change } : one));
  return { ...document, attempts };
}

export function amountIn({ facts }: Pick<InvoiceDocument, 'facts'>, minor: Minor): Amount {
  return toAmount(minor, facts.currency);
}

/** A line of the invoice's log. */
export function logEntry(
  { facts }: Pick<InvoiceDocument, 'facts'>,
  now: number,
  event: LogEvent,
  details: Record<string, unknown>,
  reference = currentReference(),
): LogEntry {
  return { at: toIso(now), event, reference, number: facts.number, details };
}
