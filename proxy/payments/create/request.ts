import type { Config } from '../../config/index.ts';
import { billedOf } from '../../invoice/billing.ts';
import { amountIn, type InvoiceDocument } from '../../invoice/document.ts';
import type { PaymentMetadata } from '../../invoice/payment-metadata.ts';
import { DAY } from '../../lib/clock.ts';
import type { Minor } from '../../lib/money.ts';
import { oneLine } from '../../lib/one-line.ts';
import type { CreateRequest } from '../../mollie/client.ts';
import { mollieLocale } from '../../mollie/locale.ts';
import { captureModeOf } from '../../mollie/methods.ts';
import { orderLine } from '../../mollie/order-line.ts';
import type { Wish } from './wish.ts';

/** The longest description that Mollie keeps. https://docs.mollie.com/reference/create-payment */
const MAX_DESCRIPTION = 255;

/** How many days ahead Mollie takes the date until which a transfer may arrive: a day less at both ends, for its clock. */
const DUE_IN = { least: 2, most: 99 };

type Deps = { config: Pick<Config, 'publicUrl' | 'webhooks'>; paymentMetadata: PaymentMetadata };

/** An attempt that is to be made. */
type Wanted = { slug: string; document: InvoiceDocument; n: number; due: Minor };

/** The body with which Mollie is asked for attempt `n`. */
export async function requestFor(
  { config, paymentMetadata }: Deps,
  { slug, document, n, due }: Wanted,
  { method, language, redirectUrl, cancelUrl }: Wish,
  now: number,
): Promise<CreateRequest> {
  const { facts } = document;
  const locale = mollieLocale(facts.locale, language);
  return {
    amount: amountIn(document, due),
    description: described(facts.description),
    redirectUrl,
    cancelUrl,
    ...(config.webhooks ? { webhookUrl: config.publicUrl + paymentMetadata.webhookPath(slug, n) } : {}),
    ...(locale === undefined ? {} : { locale }),
    ...methodOf(document, method, now),
    ...billingOf(document, due, method),
    metadata: paymentMetadata.metadata(slug, n, document, due),
  };
}

/** The method, and what goes along with it alone. */
export function methodOf(
  { facts: { dueDate } }: InvoiceDocument,
  method: string | undefined,
  now: number,
): Pick<CreateRequest, 'method' | 'dueDate'> {
  if (method === undefined) return {};
  const days = dueDate === null ? 0 : (Date.parse(dueDate) - Math.floor(now / DAY) * DAY) / DAY;
  const isInTime = days >= DUE_IN.least && days <= DUE_IN.most;
  return { method, ...(method === 'banktransfer' && dueDate !== null && isInTime && { dueDate }) };
}

/** Who is billed and for what, for methods that need it; for a transfer at least where its details are mailed to. */
function billingOf(
  document: InvoiceDocument,
  due: Minor,
  method: string | undefined,
): Pick<CreateRequest, 'billingAddress' | 'lines' | 'captureMode'> {
  const { facts } = document;
  const billed = billedOf(document);
  if (billed) {
    const { customer, vatRate } = billed;
    const line = orderLine(`Invoice ${described(facts.number)}`, due, facts.currency, vatRate);
    return { billingAddress: customer, lines: [line], captureMode: captureModeOf(method) };
  }
  return mailOf(document, method);
}

/** Where the details of a transfer are mailed to. */
export function mailOf(
  { billing }: InvoiceDocument,
  method: string | undefined,
): Pick<CreateRequest, 'billingAddress'> {
  const email = billing?.refused ? undefined : billing?.customer?.email;
  return method === 'banktransfer' && email !== undefined ? { billingAddress: { email } } : {};
}

/** For a bank statement: cut where Mollie would. */
function described(text: string): string {
  const line = oneLine(text, MAX_DESCRIPTION);
  // Mollie wants a description; one of blanks and control characters leaves nothing to show.
  return line || '-';
}
