import { SECOND } from '../clock.ts';
import { type Changed, type InvoiceDocument, logEntry, newDocument } from '../invoice/document.ts';
import { observe } from '../invoice/observe.ts';
import type { MolliePayment } from '../mollie/payment.ts';
import { parseMoney } from '../money.ts';
import type { Bound } from '../payments/binding.ts';
import type { Facts } from '../token.ts';

/** What restoring needs to know besides the payment itself. */
export type Found = { payment: MolliePayment; bound: Bound; credential: string; webhooks: boolean };

/**
 * Puts a payment that Mollie lists into its invoice, which is made anew where the store has lost it: with the facts
 * that the payment's metadata hold, until a token brings all of them. Undefined where it is there already.
 */
export function restore(
  document: InvoiceDocument | undefined,
  found: Found,
  now: number,
): Changed | undefined {
  const { payment, bound, credential, webhooks } = found;
  if (document?.attempts.some(({ id }) => id === payment.id)) return undefined;
  const facts = factsOf(found);
  // Its host has heard of higher versions than a new invoice's.
  const version = Math.floor(now / SECOND);
  const known = document ?? { ...newDocument(bound.realm, facts, now), restoredAt: now, version };
  const isNewer = known.restoredAt !== null && facts.rev > known.facts.rev;
  const observation = { id: payment.id, n: bound.n, credential, webhooks, payment };
  // What happened then is no news now: one line stands for all of it.
  const { document: restored } = observe(isNewer ? { ...known, facts } : known, [observation], 'resync', now);
  return { document: restored, log: document ? [] : [logEntry(restored, now, 'invoice.restored', {})] };
}

/** The host's id is not to be had back from the key; the description is the number unless the host chose otherwise. */
function factsOf({ payment, bound }: Found): Facts {
  const { rev, currency, total, paidElsewhere, sub } = bound;
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
