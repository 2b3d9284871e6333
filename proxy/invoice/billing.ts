import type { Customer, Billing as Said } from '../token/customer.ts';
import type { InvoiceDocument } from './document.ts';
import { withoutRefusals } from './refusals.ts';
import { balanceOfDocument } from './sums.ts';

/** What methods need that bill the customer: both parts, and Mollie has not refused them. */
export type Billed = { customer: Customer; vatRate: string };

/** What is known for methods that need it; undefined where they cannot be offered. */
export function billedOf({ billing }: Pick<InvoiceDocument, 'billing'>): Billed | undefined {
  const { customer, vatRate, refused } = billing ?? {};
  const isKnown = customer && Object.keys(customer).length > 0 && vatRate !== undefined && !refused;
  return isKnown ? { customer, vatRate } : undefined;
}

/** The document with what a token says of billing: what it does not say stays. */
export function withBilling(document: InvoiceDocument, said: Said): InvoiceDocument {
  if (!changesBilling(document, said)) return document;
  return { ...withoutRefusals(document), billing: merged(document, said) };
}

/** Whether a token says anything of billing that is not known, and is to be kept. */
export function changesBilling(document: InvoiceDocument, said: Said): boolean {
  const saysNothing = said.customer === undefined && said.vatRate === undefined;
  if (saysNothing || !isWorthKeeping(document)) return false;
  const { refused: _refused, ...known } = document.billing ?? {};
  return JSON.stringify(known) !== JSON.stringify(merged(document, said));
}

function merged({ billing }: InvoiceDocument, said: Said): Said {
  const customer = said.customer ?? billing?.customer;
  const vatRate = said.vatRate ?? billing?.vatRate;
  const isNobody = !customer || Object.keys(customer).length === 0;
  return { ...(isNobody ? {} : { customer }), ...(vatRate === undefined ? {} : { vatRate }) };
}

/** The facts have changed: Mollie may take what it refused before. */
export function withoutBillingRefusal({ billing, ...document }: InvoiceDocument): InvoiceDocument {
  const { refused: _refused, ...said } = billing ?? {};
  return billing ? { ...document, billing: said } : document;
}

/** Once nothing can be paid, nobody needs to know who is billed. Every write goes through here. */
export function withoutUnneededBilling(document: InvoiceDocument, isTaking: boolean): InvoiceDocument {
  if (!document.billing || (isTaking && isWorthKeeping(document))) return document;
  const { billing: _billing, ...rest } = document;
  return rest;
}

/** Whether anything in it tells who is billed. */
export function tellsCustomer({ billing, intent }: InvoiceDocument): boolean {
  return billing?.customer !== undefined || intent?.request.billingAddress !== undefined;
}

function isWorthKeeping(document: InvoiceDocument): boolean {
  return document.restoredAt === null && balanceOfDocument(document).due > 0;
}
