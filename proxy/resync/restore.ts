import { applyPayments } from '../invoice/apply-payments.ts';
import { isDead } from '../invoice/attempts.ts';
import { type Changed, type InvoiceDocument, newDocument } from '../invoice/document.ts';
import { logEntry } from '../invoice/log-entry.ts';
import { isOmitted } from '../invoice/omitted-attempts.ts';
import { outboxAfter, unconfirmedNotification } from '../invoice/outbox.ts';
import type { VerifiedMetadata } from '../invoice/payment-metadata.ts';
import { SECOND } from '../lib/clock.ts';
import { parseMoney } from '../lib/money.ts';
import type { MolliePayment } from '../mollie/payment.ts';
import type { Facts } from '../token/claims.ts';

/** A listed payment, and what restoring it needs to know. */
export type Found = {
  payment: MolliePayment;
  metadata: VerifiedMetadata;
  credential: string;
  webhooks: boolean;
};

/**
 * Puts a payment that Mollie lists into its invoice, which is made anew where the store has lost it: with the facts
 * that the payment's metadata hold, not payable until they are confirmed. Undefined where it is there already.
 * @param notifies whether the host is told
 */
export function restore(
  document: InvoiceDocument | undefined,
  found: Found,
  now: number,
  notifies: boolean,
): Changed | undefined {
  const { payment, metadata, credential, webhooks } = found;
  if (document && isKnown(document, payment, metadata.n)) return undefined;
  const facts = factsOf(found);
  const isLost = !document || isBegunAnew(document, metadata.n);
  const known = isLost
    ? unconfirmed(document ?? newDocument(metadata.realm, facts, now), now, notifies)
    : document;
  const update = { id: payment.id, n: metadata.n, credential, webhooks, payment };
  const { document: restored, log } = applyPayments(withFacts(known, facts), [update], 'resync', now);
  // What happened to a lost invoice is no news: one line of the log, and one notification, stand for all of it.
  if (isLost) return { document: restored, log: [logEntry(restored, now, 'invoice.restored', {})] };
  if (known.restoredAt !== null) return { document: restored, log: [] };
  const outbox = notifies ? outboxAfter(known, restored, now) : restored.outbox;
  return { document: { ...restored, outbox }, log };
}

/** Whether the payment is an attempt of the invoice, or was one that was dropped since it brought no money. */
export function isKnown(document: InvoiceDocument, { id, status }: MolliePayment, n: number): boolean {
  return document.attempts.some((attempt) => attempt.id === id) || (isDead(status) && isOmitted(document, n));
}

/** Whether the invoice was made anew after the store had lost it: attempt `n` was made, and it has not come so far. */
function isBegunAnew({ restoredAt, nextN, intent }: InvoiceDocument, n: number): boolean {
  return restoredAt === null && n >= nextN && intent?.n !== n;
}

function unconfirmed(document: InvoiceDocument, now: number, notifies: boolean): InvoiceDocument {
  return {
    ...document,
    restoredAt: now,
    // The host has heard of higher versions of this invoice than a new one has.
    version: Math.max(document.version, Math.floor(now / SECOND)),
    outbox: notifies ? [...document.outbox, unconfirmedNotification(now)] : document.outbox,
  };
}

/** With the newest facts that any of its payments tells, until the host states them again. */
function withFacts(document: InvoiceDocument, facts: Facts): InvoiceDocument {
  const { restoredAt, facts: known } = document;
  if (restoredAt === null) return document;
  // Payments settle the currency, whatever else was said since.
  const newest = facts.rev > known.rev || facts.currency !== known.currency ? facts : known;
  // Payments of the first release do not tell the invoice's id.
  return { ...document, facts: { ...newest, sub: known.sub || facts.sub } };
}

/** The host's id is where the metadata had room for it; the description is the number unless the host chose otherwise. */
function factsOf({ payment, metadata }: Found): Facts {
  const { rev, currency, total, paidElsewhere, sub } = metadata;
  return {
    sub,
    rev,
    iat: 0,
    number: payment.description,
    date: null,
    dueDate: null,
    currency,
    total: parseMoney(total, currency) ?? 0,
    paidElsewhere: parseMoney(paidElsewhere, currency) ?? 0,
    booked: [],
    void: false,
    description: payment.description,
    url: null,
    locale: payment.locale,
  };
}
