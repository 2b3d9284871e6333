/**
 * The shapes that leave the proxy: what the element, a host's back end and the notifications see.
 * Types only, so that the element can take them and no code.
 */

/** With an API key `test_…` or `live_…`. */
export type Mode = 'test' | 'live';

/** Money as Mollie writes it: ISO 4217 and a decimal string with exactly the currency's decimals. */
export type Amount = { currency: string; value: string };

/** Mollie's payment statuses. https://docs.mollie.com/docs/payment-statuses */
export type PaymentStatus = 'open' | 'pending' | 'authorized' | 'paid' | 'canceled' | 'expired' | 'failed';

export type InvoiceStatus =
  | 'open'
  | 'pending'
  | 'partially_paid'
  | 'paid'
  | 'overpaid'
  | 'partially_refunded'
  | 'refunded'
  | 'charged_back'
  | 'nothing_due'
  | 'void';

/** Why an invoice cannot be paid now, or what to know before paying it. */
export type Reason =
  | 'nothing_due'
  | 'paid'
  | 'void'
  | 'payment_pending'
  | 'older_attempt_open'
  | 'bank_transfer_open'
  | 'below_minimum'
  | 'above_maximum'
  | 'currency_unsupported'
  | 'no_methods'
  | 'mollie_unavailable'
  | 'unconfirmed'
  | 'paused'
  | 'not_connected'
  | 'test_mode'
  // to merchants only
  | 'maybe_booked_twice'
  | 'maybe_not_booked'
  | 'paid_although_void'
  | 'captured_in_part'
  | 'not_visible'
  | 'webhook_silent';

/** Where to transfer to, once bank transfer was chosen. What comes otherwise Mollie sends back. */
export type BankTransfer = {
  bankName: string | null;
  bankAccount: string;
  bankBic: string | null;
  transferReference: string;
  /** The last day on which the money may arrive, `YYYY-MM-DD`; null where Mollie does not say. */
  dueDate: string | null;
  /** The text of the QR code that banks' apps scan (EPC069-12); null where none can be made. */
  epc: string | null;
};

/** A payment method that takes what is due now. */
export type MethodView = {
  /** Mollie's id, such as `ideal`; an open string, since Mollie adds methods. */
  id: string;
  /** Mollie's name of it, in the language of the request. */
  label: string;
};

/** A Mollie payment as everyone with the invoice may see it. Times are ISO 8601. */
export type PaymentView = {
  status: PaymentStatus;
  amount: Amount;
  /** Mollie's method id such as `ideal`; an open string, since Mollie adds methods. */
  method: string | null;
  createdAt: string;
  expiresAt: string | null;
  /** Mollie's checkout, only while the payment can be paid. */
  checkoutUrl: string | null;
  /** Present for a bank transfer that was started. */
  bankTransfer?: BankTransfer;
};

/** A Mollie payment as the merchant sees it. */
export type AttemptView = PaymentView & {
  id: string;
  refunded: Amount;
  chargedBack: Amount;
  paidAt: string | null;
  dashboardUrl: string | null;
  /** What was captured, where the method authorises first; null where it does not. */
  captured: Amount | null;
  /** Until when the rest of what is authorized can be captured. */
  captureBefore: string | null;
  /** Since when Mollie shows it to none of the keys; null while it does. */
  notVisibleSince: string | null;
  /** Refunds and chargebacks that Mollie states in another currency than the payment's: in no sum. */
  otherCurrencies: Amount[];
};

/** A payment that is not to be paid any more, and still could be. */
export type OlderPayment = {
  amount: Amount;
  expiresAt: string | null;
  /** A transfer that was started: what must not happen is that it is sent. Absent for a checkout. */
  bankTransfer?: true;
};

export type InvoiceView = {
  id: string;
  number: string;
  /** `YYYY-MM-DD` */
  date: string | null;
  /** `YYYY-MM-DD` */
  dueDate: string | null;
  /** The online invoice at the host. */
  url: string | null;
  /** Null while the merchant's account has no API key. */
  mode: Mode | null;
  status: InvoiceStatus;
  /** The status in words, in the language of the request. */
  label: string;
  total: Amount;
  paid: Amount;
  paidElsewhere: Amount;
  refunded: Amount;
  chargedBack: Amount;
  remaining: Amount;
  pending: Amount;
  /** What the next payment asks. */
  due: Amount;
  excess: Amount;
  completedAt: string | null;
  /** Something is due and nothing forbids to pay it. */
  canPay: boolean;
  /** Pay leads back to the checkout of `payment`; else it makes a new payment. */
  continues: boolean;
  reasons: Reason[];
  /** The pay page, for good within its account and mode; null while the account has no API key. */
  link: string | null;
  /** The payment that can be paid, else the pending one, else the newest. */
  payment: PaymentView | null;
  /** How `payment` ended, where it was made within a day and brought no money. */
  ended: 'failed' | 'canceled' | 'expired' | null;
  /** Payments that Pay does not lead to, whose checkout may still work or whose transfer may still be made. */
  stillPayable: OlderPayment[];
  /** When a bank last took money back that it has not returned. */
  chargedBackAt: string | null;
  /** Offered beside Pay, in this order; absent where they are not known, and where nothing can be paid. */
  methods?: MethodView[];
  /** To merchants only, newest first. */
  attempts?: AttemptView[];
  /** To merchants only: how many older attempts that brought no money are no longer listed. */
  attemptsOmitted?: number;
  /** To merchants only: who is paid, as the customer reads it: the brand's name, else the profile's at Mollie. */
  merchantName?: string | null;
  /** To merchants only: what was wrong without being an error, in the language of the request. */
  warnings?: string[];
  /** As of when this is true: when Mollie last told of the payments, or now where it has nothing to tell. */
  checkedAt: string;
};

export type LogEntryView = {
  at: string;
  /** Stable, such as `payment.paid`. */
  event: string;
  /** What happened, for people, in the language of the request. */
  message: string;
  reference: string;
  details: Record<string, unknown>;
  /** The invoice's number; in the log of the whole integration. */
  number?: string;
};

/** Newest first; `before` asks for the next page, null where there is none. */
export type LogPage = { entries: LogEntryView[]; before: string | null };

export type Finding = { code: string; message: string; hint: string };

/** What the pay page looks like. */
export type Brand = {
  name: string | null;
  /** A `data:` URL of a PNG, JPEG or WebP image. */
  logo: string | null;
  /** `#rrggbb` */
  color: string | null;
};

/** The API key that creates, as far as anybody is told of it. */
export type KeyView = {
  /** Where it comes from: the proxy's environment, or what an administrator has connected. */
  source: 'environment' | 'stored' | 'none';
  /** `test_…4Fd9`; null without a key. */
  hint: string | null;
};

export type ConnectionView = {
  /** Nothing stands in the way of a payment. */
  ok: boolean;
  findings: Finding[];
  /** Whose connection: the claim `account`. */
  account: string;
  key: KeyView;
  /** No payments are made for the time being. */
  paused: boolean;
  brand: Brand;
  /** Null without a key. */
  mode: Mode | null;
  profile: { name: string; status: string } | null;
  /** The methods enabled at Mollie, named in the language of the request. */
  methods: { id: string; description: string }[];
  store: { kind: string; writable: boolean };
  /** When Mollie's last webhook arrived; null if none did, or none is asked for. */
  webhook: { expected: boolean; lastAt: string | null };
  checkedAt: string;
};

/** Every error the API answers. */
export type ErrorBody = {
  error: {
    /** Stable. */
    code: string;
    /** Fit to show, in the language of the request. */
    message: string;
    /** Finds the entry in the log. */
    reference: string;
    /** The claim of the invoice token, with `invalid_invoice`. */
    claim?: string;
    /** To merchants only: what the claim should have been. */
    expected?: string;
  };
  /** What stands now, with 409. */
  invoice?: InvoiceView;
};

export type BatchView = { invoices: (InvoiceView | ErrorBody)[] };

export type CreatedView = { payment: PaymentView | AttemptView; invoice: InvoiceView };
