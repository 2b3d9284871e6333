import type { Amount } from './amounts.ts';

export type Mode = 'test' | 'live';

/** https://docs.mollie.com/docs/payment-statuses */
export type PaymentStatus = 'open' | 'pending' | 'authorized' | 'paid' | 'canceled' | 'expired' | 'failed';

/** https://docs.mollie.com/reference/get-refund */
export type RefundStatus = 'queued' | 'pending' | 'processing' | 'refunded' | 'failed' | 'canceled';

export const PAYMENT_STATUSES: readonly PaymentStatus[] = [
  'open',
  'pending',
  'authorized',
  'paid',
  'canceled',
  'expired',
  'failed',
];

export const REFUND_STATUSES: readonly RefundStatus[] = [
  'queued',
  'pending',
  'processing',
  'refunded',
  'failed',
  'canceled',
];

/** What a merchant asks for, checked. */
export type PaymentRequest = {
  amount: Amount;
  description: string;
  redirectUrl: string;
  cancelUrl: string | null;
  webhookUrl: string | null;
  /** The method, where only one is left. */
  method: string | null;
  /** What the customer may choose from, where the merchant limited it. */
  allowedMethods: string[] | null;
  locale: string | null;
  metadata: unknown;
  restrictPaymentMethodsToCountry: string | null;
};

/** A payment as the simulator keeps it. Times are milliseconds since 1970. */
export type Payment = PaymentRequest & {
  id: string;
  mode: Mode;
  profileId: string;
  organizationId: string;
  /** The method was there from the start, or set by the merchant: where it fails, the payment does. */
  preset: boolean;
  status: PaymentStatus;
  createdAt: number;
  expiresAt: number;
  /** When it came to a status; of the final ones, only the one that stands. */
  times: Partial<Record<PaymentStatus, number>>;
  /** What the bank or the card tells: `consumerName`, `transferReference`, … */
  details: Record<string, string> | null;
  /** Until when an authorisation holds; null where there was none. */
  captureBefore: number | null;
  captures: Capture[];
  refunds: Refund[];
  chargebacks: Chargeback[];
};

/** What the merchant took of what was authorised. */
export type Capture = { id: string; amount: Amount; createdAt: number };

export type Refund = {
  id: string;
  amount: Amount;
  status: RefundStatus;
  description: string;
  metadata: unknown;
  createdAt: number;
};

export type Chargeback = {
  id: string;
  /** In the currency in which the bank took it, which may be another than the payment's. */
  amount: Amount;
  /** What it takes of the payment, in the payment's currency. */
  taken: Amount;
  createdAt: number;
  reversedAt: number | null;
};
