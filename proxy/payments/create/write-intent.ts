import type { Accounts } from '../../accounts/index.ts';
import type { Config } from '../../config/index.ts';
import type { Documents } from '../../documents/index.ts';
import { ProxyError } from '../../errors.ts';
import type { Intent, InvoiceDocument } from '../../invoice/document.ts';
import type { PaymentMetadata } from '../../invoice/payment-metadata.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Minor } from '../../lib/money.ts';
import { requestFor } from './request.ts';
import type { Wish } from './wish.ts';

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
  const now = deps.clock();
  const request = await requestFor(deps, { slug, document: decided, n, due }, wish, now);
  const intent: Intent = {
    n,
    at: now,
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
  const marks = ({ facts, billing, restoredAt, attempts, nextN, intent }: InvoiceDocument) =>
    JSON.stringify([
      [facts, billing, restoredAt, nextN, intent],
      attempts.map(({ id, status, refunded, chargedBack, captured, isDisregarded }) => [
        [id, status, refunded, chargedBack],
        [captured, isDisregarded],
      ]),
    ]);
  return marks(newest) === marks(decided);
}
