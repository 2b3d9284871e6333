import { type Balance, balanceOf, type Sums } from '../balance.ts';
import { toIso } from '../clock.ts';
import type { ErrorCode } from '../errors.ts';
import { createReference } from '../keys.ts';
import type { CreateRequest } from '../mollie/client.ts';
import type { MolliePayment } from '../mollie/payment.ts';
import { type Minor, toAmount } from '../money.ts';
import type { Notice } from '../notify/outbox.ts';
import { type LogEntry, StoreError } from '../store/store.ts';
import type { LogEvent } from '../texts/index.ts';
import type { Facts } from '../token.ts';
import type { Amount, PaymentStatus } from '../types.ts';

/** What is the invoice's, or of no use once the payment is known to be its own. */
type NotKept = 'mode' | 'currency' | 'metadata' | 'description' | 'locale' | 'hasWebhook';

/** A Mollie payment of this invoice, as Mollie last told of it. */
export type Attempt = Omit<MolliePayment, NotKept> & {
  n: number;
  /** Names the API key it was made with. */
  credential: string;
  /** Filled by Mollie where a profile has one method only; null where the customer chooses, or nobody knows. */
  methodAtCreation: string | null;
  /** Whether Mollie was given an address for webhooks. */
  webhooks: boolean;
  /** When the last webhook about it came. Milliseconds since 1970, as all numbers of time here. */
  webhookAt: number | null;
  /** When its status was first known. */
  statusAt: number;
  /** When Mollie was last asked about it. */
  lookedAt: number;
  /** Counts the answers that were written; an answer is dropped where another was written since it was asked for. */
  looks: number;
};

/** A create that is written down before it is sent, and stays until it is known what became of it. */
export type Intent = {
  n: number;
  at: number;
  amount: Minor;
  credential: string;
  /** Every try sends exactly this. */
  request: CreateRequest;
  /** The reference under which the log says that Mollie's answer is missing; null while it does not. */
  reported: string | null;
};

/** Mollie would not make a payment of this amount. */
export type Refusal = { code: ErrorCode; due: Minor; at: number };

/** All that is known of one invoice: small, so that one read answers a status. */
export type InvoiceDocument = {
  v: 1;
  facts: Facts;
  factsAt: number;
  /** The facts come from a payment's metadata, since the store had lost them: a token brings the whole. */
  isRestored?: boolean;
  /** Oldest first. */
  attempts: readonly Attempt[];
  /** Attempts that brought no money and are no longer listed. */
  attemptsOmitted: number;
  /** The number of the next attempt. */
  nextN: number;
  intent: Intent | null;
  /** ISO 8601 */
  completedAt: string | null;
  maybeBookedTwice: boolean;
  refusal: Refusal | null;
  /** Grows with every change. */
  version: number;
  /** What the host has not accepted yet. */
  outbox: readonly Notice[];
};

/** A document with what there is to tell about how it came to be. */
export type Changed = { document: InvoiceDocument; log: readonly LogEntry[] };

/** An invoice of which nothing but its facts is known. */
export function newDocument(facts: Facts, now: number): InvoiceDocument {
  return {
    v: 1,
    facts,
    factsAt: now,
    attempts: [],
    attemptsOmitted: 0,
    nextN: 1,
    intent: null,
    completedAt: null,
    maybeBookedTwice: false,
    refusal: null,
    version: 0,
    outbox: [],
  };
}

/** Reads a stored document; a value that is none is an error, never an empty invoice. */
export function asDocument(value: unknown): InvoiceDocument | undefined {
  if (value === undefined) return undefined;
  const document = value as Partial<InvoiceDocument> | null;
  if (document?.v !== 1 || !Array.isArray(document.attempts) || typeof document.facts?.sub !== 'string') {
    throw new StoreError('a value that is not an invoice');
  }
  return document as InvoiceDocument;
}

/** The sums that balance and status follow from. */
export function sumsOf({ facts, attempts }: InvoiceDocument): Sums {
  const settled = attempts.filter(({ status }) => status === 'paid');
  const sum = (of: readonly Attempt[], figure: 'amount' | 'refunded' | 'chargedBack') =>
    of.reduce((total, attempt) => total + attempt[figure], 0);
  const booked = settled.filter(({ id }) => facts.booked.includes(id));
  return {
    total: facts.total,
    paidElsewhere: facts.paidElsewhere - sum(booked, 'amount'),
    paid: sum(settled, 'amount'),
    refunded: sum(settled, 'refunded'),
    chargedBack: sum(settled, 'chargedBack'),
    pending: sum(
      attempts.filter(({ status }) => status === 'pending' || status === 'authorized'),
      'amount',
    ),
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
export function isDead(status: PaymentStatus): boolean {
  return status === 'expired' || status === 'canceled' || status === 'failed';
}

/** A bank transfer that the customer has chosen and may make by hand, days later. */
export function isStartedTransfer({ status, method, methodAtCreation }: Attempt): boolean {
  return status === 'open' && method === 'banktransfer' && methodAtCreation !== 'banktransfer';
}

/** Whether a customer could pay it now, as far as known. */
export function isPayable({ status, checkoutUrl }: Attempt): boolean {
  return status === 'open' && checkoutUrl !== null;
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
  reference = createReference(),
): LogEntry {
  return { at: toIso(now), event, reference, number: facts.number, details };
}
