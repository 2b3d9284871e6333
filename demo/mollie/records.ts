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

/** An order line; its amounts are in the payment's currency. https://docs.mollie.com/reference/create-payment */
export type Line = {
  type: LineType;
  description: string;
  quantity: number;
  quantityUnit?: string;
  unitPrice: Amount;
  discountAmount?: Amount;
  totalAmount: Amount;
  /** A percentage with two decimals, such as `21.00`. */
  vatRate?: string;
  vatAmount?: Amount;
  sku?: string;
  categories?: string[];
  imageUrl?: string;
  productUrl?: string;
};

export type LineType = (typeof LINE_TYPES)[number];

export const LINE_TYPES = [
  'physical',
  'digital',
  'shipping_fee',
  'discount',
  'store_credit',
  'gift_card',
  'surcharge',
] as const;

/** Who is billed, or where it is sent. https://docs.mollie.com/reference/create-payment */
export type Address = Partial<Record<AddressField, string>>;

export type AddressField =
  | 'title'
  | 'givenName'
  | 'familyName'
  | 'organizationName'
  | 'streetAndNumber'
  | 'streetAdditional'
  | 'postalCode'
  | 'email'
  | 'phone'
  | 'city'
  | 'region'
  | 'country';

/** What some methods need, and what they may be given. Absent where the merchant said nothing. */
export type PaymentExtras = {
  lines?: Line[];
  billingAddress?: Address;
  shippingAddress?: Address;
  captureMode?: 'automatic' | 'manual';
  /** `8 hours`, `2 days`. */
  captureDelay?: string;
  /** `YYYY-MM-DD`, of a bank transfer. */
  dueDate?: string;
};

/** What a merchant asks for, checked. */
export type PaymentRequest = PaymentExtras & {
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
  /** When what is authorised is captured by itself; null for never. */
  captureAt: number | null;
  captures: Capture[];
  refunds: Refund[];
  chargebacks: Chargeback[];
  /** Transfers that came in and were sent back. */
  returned: ReturnedTransfer[];
  /** Mails with the instructions for a bank transfer. */
  mails: Mail[];
};

/** Money that did not fit its payment. */
export type ReturnedTransfer = {
  amount: Amount;
  reference: string;
  /** When it came; it is back within two business days. */
  at: number;
  /** `late`: the payment was not open any more. */
  reason: 'late' | 'reference' | 'amount';
};

/** What Mollie writes to a customer about a bank transfer, in the payment's language. */
export type Mail = {
  at: number;
  to: string;
  locale: string | null;
  amount: Amount;
  bankName: string;
  bankAccount: string;
  bankBic: string;
  transferReference: string;
  expiresAt: number;
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
