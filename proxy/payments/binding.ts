import type { InvoiceDocument } from '../invoice/document.ts';
import { amountIn, sumsOf } from '../invoice/document.ts';
import type { Keys, Realm } from '../keys.ts';
import type { MolliePayment } from '../mollie/payment.ts';
import { formatMoney, type Minor } from '../money.ts';

/** What binds a Mollie payment to an invoice; kept in the payment's own metadata. */
type Metadata = {
  key: string;
  n: number;
  rev: number;
  currency: string;
  total: string;
  paidElsewhere: string;
  mac: string;
};

/** What a payment's metadata tell, once their MAC held. */
export type Bound = Omit<Metadata, 'key' | 'mac'> & { slug: string };

export type Binding = {
  /** What attempt `n` carries at Mollie: enough to find its invoice again, and proof that this proxy wrote it. */
  metadata(slug: string, n: number, document: InvoiceDocument, amount: Minor): Promise<Metadata>;
  /** The attempt that Mollie's payment is; null unless its metadata bear our MAC for its very amount and mode. */
  attemptOf(payment: MolliePayment): Promise<Bound | null>;
  /** The path of attempt `n`'s webhook; it names the invoice, so it may come before our own write. */
  webhookPath(slug: string, n: number): Promise<string>;
  isWebhookPath(slug: string, n: string, mac: string): Promise<boolean>;
};

export function createBinding(realm: Realm, keys: Keys): Binding {
  const signed = (metadata: Omit<Metadata, 'mac'>, amount: string) => [
    realm.account,
    realm.mode,
    metadata.key,
    metadata.n,
    metadata.rev,
    metadata.currency,
    metadata.total,
    metadata.paidElsewhere,
    amount,
  ];

  return {
    async metadata(slug, n, document, amount) {
      const { facts } = document;
      const metadata = {
        key: slug,
        n,
        rev: facts.rev,
        currency: facts.currency,
        total: formatMoney(facts.total, facts.currency),
        paidElsewhere: formatMoney(sumsOf(document).paidElsewhere, facts.currency),
      };
      return {
        ...metadata,
        mac: await keys.sign('payment', signed(metadata, amountIn(document, amount).value)),
      };
    },
    async attemptOf(payment) {
      const metadata = asMetadata(payment.metadata);
      if (!metadata || payment.mode !== realm.mode || payment.currency !== metadata.currency) return null;
      const parts = signed(metadata, formatMoney(payment.amount, payment.currency));
      if (!(await keys.verify('payment', parts, metadata.mac))) return null;
      const { key: slug, mac: _mac, ...told } = metadata;
      return { ...told, slug };
    },
    async webhookPath(slug, n) {
      const mac = await keys.sign('webhook', [realm.account, realm.mode, slug, n]);
      return `/webhooks/mollie/${slug}/${n}/${mac}`;
    },
    async isWebhookPath(slug, n, mac) {
      return (
        /^[1-9]\d{0,8}$/.test(n) && keys.verify('webhook', [realm.account, realm.mode, slug, Number(n)], mac)
      );
    },
  };
}

/** Anybody with the API key can write metadata, so nothing about its shape is taken for granted. */
function asMetadata(value: unknown): Metadata | null {
  const metadata = value as Partial<Record<keyof Metadata, unknown>> | null;
  if (typeof metadata !== 'object' || metadata === null) return null;
  const { key, n, rev, currency, total, paidElsewhere, mac } = metadata;
  const texts = [key, currency, total, paidElsewhere, mac].every((text) => typeof text === 'string');
  return texts && Number.isSafeInteger(n) && Number.isSafeInteger(rev) ? (metadata as Metadata) : null;
}
