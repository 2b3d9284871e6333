import type { Amount } from '../../shared/api.ts';
import type { ErrorCode } from '../codes/errors.ts';
import type { NotificationType } from '../codes/notifications.ts';
import type { Realm } from '../keys/realm.ts';
import { type Minor, toAmount } from '../lib/money.ts';
import type { CreateRequest } from '../mollie/client.ts';
import type { MolliePayment } from '../mollie/payment.ts';
import type { LogEntry } from '../store/store.ts';
import type { Facts } from '../token/claims.ts';
import type { Billing as Said } from '../token/customer.ts';

/** What an attempt does not keep of Mollie's payment: the invoice has it, or it only tells which invoice that is. */
type NotKept = 'mode' | 'currency' | 'metadata' | 'description' | 'locale' | 'hasWebhook' | 'statusSince';

/** A Mollie payment of this invoice, as Mollie last told of it. */
export type Attempt = Omit<MolliePayment, NotKept> & {
  n: number;
  /** Names the API key it was made with. */
  credential: string;
  /** The method that Mollie filled in where a profile has only one; null where the customer chooses, or nobody knows. */
  methodAtCreation: string | null;
  /** Whether Mollie was given an address for webhooks. */
  webhooks: boolean;
  /** When its last webhook came, or when it was restored as ended. Milliseconds since 1970, as all times here. */
  webhookAt: number | null;
  /** When its status was first known. */
  statusAt: number;
  /** When Mollie was last asked about it. */
  lookedAt: number;
  /** Counts Mollie's answers that were written. An answer is dropped where another was written since Mollie was asked. */
  looks: number;
  /** Since when Mollie shows it to none of the keys; null while it does. */
  notVisibleSince: number | null;
  /** The merchant goes on without it while Mollie does not show it. */
  isDisregarded: boolean;
  /** Made by a create that was put aside: nobody was ever sent to it, so it is cancelled where Mollie allows it. */
  isStray: boolean;
  /** The method that the customer's press here has set; absent where they choose at Mollie. */
  ownMethod?: string;
  /** A change to this method was asked for, and it is not known yet whether Mollie made it. */
  changesTo?: string | undefined;
  /** How often its method was to be changed. */
  methodChanges?: number;
  /** The methods to which Mollie has refused to change it. */
  refusedMethods?: readonly string[];
  /** Mollie knows who is billed, for methods that need it. */
  isBilled?: true;
};

/** Who is billed, and at which rate of VAT: kept as long as the invoice can be paid. Personal. */
export type Billing = Said & {
  /** Mollie did not take it: which field. Payments are made without it, until it or the facts change. */
  refused?: { field: string | null };
};

/** The write-ahead record of a create: stored before the request is sent, removed when its outcome is known. */
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
  /** Another request than the one that wrote it may have sent it, too. Absent until then. */
  isShared?: true;
};

/** An intent that nobody wants any more. It is never sent again; for a day its payment is still searched in Mollie's list. */
export type PutAside = Pick<Intent, 'n' | 'at' | 'amount' | 'credential' | 'searches'> & {
  /** In milliseconds since 1970, and as much later as searches were late: their pauses are kept. */
  putAsideAt: number;
  webhooks: boolean;
  /** As it will be of its payment. */
  ownMethod?: string;
  isBilled?: true;
};

/** Mollie would not make a payment of this amount, with this key. */
export type Refusal = {
  code: ErrorCode;
  due: Minor;
  at: number;
  credential: string;
  reference: string;
  /** Whether it is answered again without asking Mollie. Of a key that Mollie does not take, only after the second refusal. */
  isFirm: boolean;
};

/** The same of one method, which says nothing of others. */
export type MethodRefusal = Refusal & { method: string };

/** The numbers of attempts that are no longer listed: first and last of each run, in their order. */
export type Omitted = readonly (readonly [first: number, last: number])[];

/** A webhook to the host that the host has not accepted yet. */
export type Delivery = {
  /** Repetitions carry the same one. */
  id: string;
  /** When it happened, in milliseconds. */
  at: number;
  tries: number;
  /** When it was last tried in vain. */
  triedAt?: number;
  /** When it was first tried in vain, and as much later as nobody tried it since. */
  triedSince?: number;
  /** When it is due, again. */
  nextAt: number;
};

/** News of an invoice. Its body is built when it is sent. */
export type Notification = Delivery & {
  type: NotificationType;
  /** The payment that brought it about; null where the host's own facts did. */
  paymentId: string | null;
};

/**
 * The format of a stored invoice. It rises only where an older version would misread what is written; what is merely added
 * needs no other.
 */
export const FORMAT = 1;

/** All that is known of one invoice: small, so that one read answers a status. */
export type InvoiceDocument = {
  v: typeof FORMAT;
  realm: Realm;
  facts: Facts;
  factsAt: number;
  /** Absent where nothing is known of it, and once nothing can be paid. */
  billing?: Billing;
  /** When the facts were taken from a payment's metadata, since the store had lost them; null once they were stated again. */
  restoredAt: number | null;
  /** The facts came while the account was in the other mode, whose record may lack them. */
  isAhead?: true;
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
  /** Oldest first; absent where there are none. */
  methodRefusals?: readonly MethodRefusal[];
  /** Grows with every change. */
  version: number;
  /** What the host has not accepted yet. */
  outbox: readonly Notification[];
};

/** A changed document, with the log entries that tell of the change. */
export type Changed = { document: InvoiceDocument; log: readonly LogEntry[] };

/** An invoice of which nothing but its facts is known. */
export function newDocument(realm: Realm, facts: Facts, now: number): InvoiceDocument {
  return {
    v: FORMAT,
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

/** The document with a change of one attempt. */
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
