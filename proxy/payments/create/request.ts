import type { Config } from '../../config/index.ts';
import { amountIn, type InvoiceDocument } from '../../invoice/document.ts';
import type { PaymentMetadata } from '../../invoice/payment-metadata.ts';
import type { Minor } from '../../lib/money.ts';
import type { CreateRequest } from '../../mollie/client.ts';
import { mollieLocale } from '../../mollie/locale.ts';
import type { Wish } from './decide.ts';

/** The longest description that Mollie keeps. https://docs.mollie.com/reference/create-payment */
const MAX_DESCRIPTION = 255;

type Deps = { config: Pick<Config, 'publicUrl' | 'webhooks'>; paymentMetadata: PaymentMetadata };

/** The body with which Mollie is asked for attempt `n`. */
export async function requestFor(
  { config, paymentMetadata }: Deps,
  slug: string,
  document: InvoiceDocument,
  { n, due }: { n: number; due: Minor },
  { language, redirectUrl }: Wish,
): Promise<CreateRequest> {
  const { facts } = document;
  const locale = mollieLocale(facts.locale, language);
  return {
    amount: amountIn(document, due),
    description: oneLine(facts.description),
    redirectUrl,
    ...(config.webhooks
      ? { webhookUrl: config.publicUrl + (await paymentMetadata.webhookPath(slug, n)) }
      : {}),
    ...(locale === undefined ? {} : { locale }),
    metadata: await paymentMetadata.metadata(slug, n, document, due),
  };
}

/** For a bank statement: one line, cut where Mollie would. */
function oneLine(text: string): string {
  const line = [...text.replace(/[\p{Cc}\s]+/gu, ' ').trim()].slice(0, MAX_DESCRIPTION).join('');
  // Mollie wants a description; one of blanks and control characters leaves nothing to show.
  return line || '-';
}
