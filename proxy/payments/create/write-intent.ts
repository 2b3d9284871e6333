import type { Accounts } from '../../accounts/index.ts';
import type { Config } from '../../config/index.ts';
import type { Documents } from '../../documents/index.ts';
import { ProxyError } from '../../errors.ts';
import { amountIn, type Intent, type InvoiceDocument } from '../../invoice/document.ts';
import type { PaymentMetadata } from '../../invoice/payment-metadata.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Minor } from '../../lib/money.ts';
import type { CreateRequest } from '../../mollie/client.ts';
import { mollieLocale } from '../../mollie/locale.ts';
import type { Wish } from './decide.ts';

/** The longest description that Mollie keeps. https://docs.mollie.com/reference/create-payment */
const MAX_DESCRIPTION = 255;

type Deps = {
  config: Pick<Config, 'publicUrl' | 'webhooks'>;
  documents: Documents;
  accounts: Accounts;
  paymentMetadata: PaymentMetadata;
  clock: Clock;
};

/**
 * Writes down what is about to be sent, unless anything has changed since it was decided: then `newest` holds another
 * intent, or none.
 */
export async function writeIntent(
  deps: Deps,
  slug: string,
  decided: InvoiceDocument,
  due: Minor,
  wish: Wish,
): Promise<{ intent: Intent; newest: InvoiceDocument }> {
  const n = decided.nextN;
  const { mollie, realm } = await deps.accounts.of(decided.realm.account);
  // Disconnected meanwhile.
  if (!realm) throw new ProxyError('not_connected');
  const request = await requestFor(deps, slug, decided, { n, due }, wish);
  const intent: Intent = {
    n,
    at: deps.clock(),
    amount: due,
    credential: mollie.credential,
    request,
    searches: 0,
    reported: null,
  };
  const newest = await deps.documents.change(slug, (current) =>
    isSameDecision(current, decided) ? { document: { ...current, intent }, log: [] } : undefined,
  );
  return { intent, newest };
}

/** Whether nothing has changed that the decision to ask for a new payment rested on: there was no intent, either. */
function isSameDecision(newest: InvoiceDocument, decided: InvoiceDocument): boolean {
  const marks = ({ facts, restoredAt, attempts, nextN, intent }: InvoiceDocument) =>
    JSON.stringify([
      [facts, restoredAt, nextN, intent],
      attempts.map(({ id, status, refunded, chargedBack, captured, isDisregarded }) => [
        [id, status, refunded, chargedBack],
        [captured, isDisregarded],
      ]),
    ]);
  return marks(newest) === marks(decided);
}

/** The body with which Mollie is asked for attempt `n`. */
async function requestFor(
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
