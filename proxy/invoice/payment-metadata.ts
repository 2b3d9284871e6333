import type { Keys } from '../keys/index.ts';
import { DEFAULT_ACCOUNT, MODES, type Realm } from '../keys/realm.ts';
import { formatMoney, type Minor } from '../lib/money.ts';
import type { MolliePayment } from '../mollie/payment.ts';
import type { InvoiceDocument } from './document.ts';
import { amountIn } from './document.ts';
import { sumsOf } from './sums.ts';

/** What binds a Mollie payment to an invoice; kept in the payment's own metadata. */
type Metadata = {
  key: string;
  /** Absent in payments of the first release, which knew one account. */
  account?: string;
  n: number;
  rev: number;
  currency: string;
  total: string;
  paidElsewhere: string;
  /** The invoice's id in the host, where there is room for it. */
  id?: string;
  mac: string;
};

/** What a payment's metadata say, once their MAC was verified. */
export type VerifiedMetadata = Pick<Metadata, 'n' | 'rev' | 'currency' | 'total' | 'paidElsewhere'> & {
  slug: string;
  realm: Realm;
  /** The invoice's id in the host; empty where the metadata had no room for it. */
  sub: string;
};

export type PaymentMetadata = {
  /** What attempt `n` carries at Mollie: enough to find its invoice again, and proof that this proxy wrote it. */
  metadata(slug: string, n: number, document: InvoiceDocument, amount: Minor): Metadata;
  /** The attempt that Mollie's payment is; null unless its metadata bear our MAC for its very amount and mode. */
  attemptOf(payment: MolliePayment): VerifiedMetadata | null;
  /** The path of attempt `n`'s webhook. It names the invoice, so that a webhook can be handled before the payment is stored. */
  webhookPath(slug: string, n: number): string;
  isWebhookPath(slug: string, n: string, mac: string): boolean;
};

/**
 * Mollie allows "approximately 1kB". Bytes, rounded down for what Mollie may count besides.
 * https://docs.mollie.com/reference/create-payment
 */
const METADATA_ROOM = 1000;

export function createPaymentMetadata(keys: Keys): PaymentMetadata {
  const signed = ({ account, mode }: Realm, metadata: Omit<Metadata, 'mac'>, amount: string) => [
    account,
    mode,
    metadata.key,
    metadata.n,
    metadata.rev,
    metadata.currency,
    metadata.total,
    metadata.paidElsewhere,
    amount,
  ];

  return {
    metadata(slug, n, document, amount) {
      const { facts, realm } = document;
      const metadata = {
        key: slug,
        account: realm.account,
        n,
        rev: facts.rev,
        currency: facts.currency,
        total: formatMoney(facts.total, facts.currency),
        paidElsewhere: formatMoney(sumsOf(document).paidElsewhere, facts.currency),
      };
      const mac = keys.sign('payment', signed(realm, metadata, amountIn(document, amount).value));
      const whole = { ...metadata, id: facts.sub, mac };
      return bytesOf(whole) <= METADATA_ROOM ? whole : { ...metadata, mac };
    },
    attemptOf(payment) {
      const metadata = asMetadata(payment.metadata);
      const mode = MODES.find((one) => one === payment.mode);
      if (!metadata || !mode || payment.currency !== metadata.currency) return null;
      const { key: slug, account = DEFAULT_ACCOUNT, n, rev, currency, total, paidElsewhere, id } = metadata;
      const realm = { account, mode };
      const parts = signed(realm, metadata, formatMoney(payment.amount, payment.currency));
      if (!keys.verify('payment', parts, metadata.mac)) return null;
      // The slug is derived from the id, so the MAC of the slug covers the id, too.
      const isOwn = id !== undefined && keys.slug(realm, id) === slug;
      return { slug, realm, n, rev, currency, total, paidElsewhere, sub: isOwn ? id : '' };
    },
    webhookPath(slug, n) {
      return `/webhooks/mollie/${slug}/${n}/${keys.sign('webhook', [slug, n])}`;
    },
    isWebhookPath(slug, n, mac) {
      if (!/^[1-9]\d{0,8}$/.test(n)) return false;
      // Webhooks of the first release were signed with the realm as well, which the slug says already.
      const firstRelease = MODES.map((mode) => [DEFAULT_ACCOUNT, mode, slug, Number(n)]);
      const all = [[slug, Number(n)], ...firstRelease];
      return all.some((parts) => keys.verify('webhook', parts, mac));
    },
  };
}

function bytesOf(metadata: Metadata): number {
  return new TextEncoder().encode(JSON.stringify(metadata)).length;
}

/** Anybody with the API key can write metadata, so nothing about its shape is taken for granted. */
function asMetadata(value: unknown): Metadata | null {
  const metadata = value as Partial<Record<keyof Metadata, unknown>> | null;
  if (typeof metadata !== 'object' || metadata === null) return null;
  const { key, n, rev, currency, total, paidElsewhere, mac, account = '', id = '' } = metadata;
  const texts = [key, currency, total, paidElsewhere, mac, account, id];
  const isText = texts.every((text) => typeof text === 'string');
  return isText && Number.isSafeInteger(n) && Number.isSafeInteger(rev) ? (metadata as Metadata) : null;
}
