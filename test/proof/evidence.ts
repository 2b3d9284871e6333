import type { InvoiceView, LogEntryView, PaymentStatus } from '../../shared/api.ts';

/**
 * What is known of a run when it is over, from everywhere but the proxy's own code: Mollie's books, what arrived
 * at Mollie, what the host said, and what the proxy answers in the end. Times are milliseconds since 1970 by one
 * clock; money is in cents.
 */
export type Evidence = {
  payments: readonly TruePayment[];
  asks: readonly Ask[];
  decisions: readonly Decision[];
  statements: readonly Statement[];
  hearings: readonly Hearing[];
  disregards: readonly Disregard[];
  losses: readonly Loss[];
  /** When the proxy was given other keys or another clock, after which it may put aside what was under way. */
  upsets: readonly number[];
  /** What the host has accepted; null where it asked for nothing. */
  notices: readonly Notice[] | null;
  invoices: readonly Told[];
  /** Where people were sent to pay. */
  answers: readonly Answered[];
  /** How often somebody asked for a payment. */
  presses: number;
  /** Absent where there was the default account alone. */
  accounts?: Accounts;
};

/** Somebody asked for a payment at `from`, and was sent to this one at `at`. */
export type Answered = { slug: string; id: string; from: number; at: number };

/** What a payment was from a moment on; `captured` is null where Mollie does not say. */
export type State = {
  at: number;
  status: PaymentStatus;
  refunded: number;
  chargedBack: number;
  captured: number | null;
};

export type Span = { from: number; to: number };

/** While Mollie does not show a payment to any key, or perhaps does not. */
export type Veil = Span & { isPerhaps?: boolean };

/** A payment in Mollie's books, with all that it has been, oldest first. */
export type TruePayment = {
  id: string;
  /** The invoice for which the proxy made it; null where somebody else did. */
  slug: string | null;
  /** Of the key that it was made with. */
  profileId?: string;
  n: number;
  amount: number;
  states: readonly State[];
  /** When Mollie showed it to none of the proxy's keys. */
  hidden: readonly Veil[];
};

/** A create as it arrived at Mollie. */
export type Ask = {
  slug: string;
  n: number;
  at: number;
  /** When the first request for a payment began that may have sent it. */
  from: number;
  /**
   * When the proxy had the payment: its store had acknowledged a write with it. Null where none did, such as where
   * whoever was answered was killed before.
   */
  keptAt: number | null;
  amount: number;
  /** The revision of the facts that the amount was computed from. */
  rev: number;
  /** Tells decisions about one attempt apart. */
  mac: string;
  idempotencyKey: string | null;
  body: string;
};

/** That a payment was decided on: somebody began to ask for one at `from`, and the intent was about to be written at `at`. */
export type Decision = { mac: string; from: number; at: number };

/** Facts as the host states them since `from`. `at` is when the proxy acknowledged them; null where it did not. */
export type Statement = {
  slug: string;
  rev: number;
  from: number;
  total: number;
  paidElsewhere: number;
  booked: readonly string[];
  void: boolean;
  at: number | null;
};

/** The proxy acknowledged at `at` that it knows a payment, after it was asked at `from` to look. */
export type Hearing = { id: string; from: number; at: number };

/** The merchant asked at `from` for a payment that leaves this one out of account, and had it at `at`; null if never. */
export type Disregard = { id: string; from: number; at: number | null };

/** The store was lost, and made anew from Mollie's list by `at`; the host first stated the invoice again at `statedAt`. */
export type Loss = { slug: string; at: number; statedAt: number | null };

/** A notification that the host has accepted; `paymentId` names the payment that it is about. */
export type Notice = {
  id: string;
  type: string;
  slug: string;
  version: number;
  paymentId: string | null;
  invoice: InvoiceView;
};

/** What the proxy tells of an invoice in the end, to its merchant; the log whole. */
export type Told = { slug: string; view: InvoiceView; log: readonly LogEntryView[] };

/** What is known of a run in which several merchants had an account each. */
export type Accounts = {
  /** Whose it is: the account's name, by slug, by number and by the profile at Mollie. */
  owners: ReadonlyMap<string, string>;
  /** All that was answered, told, logged or stored for one account; null for lines of the log that name none. */
  texts: readonly Text[];
  /** Nothing may be decided on from `from`, when every server had to know that the account was paused, to `to`. */
  pauses: readonly { account: string; from: number; to: number }[];
  /** When another key may have come to create for an account, after which it may put aside what was under way. */
  changes: readonly { account: string; at: number }[];
  /** What is shown of the key that creates in the end, and in the newest notification; in several, where they are of one time. */
  hints: readonly { account: string; hint: string | null; heard: readonly (string | null)[] }[];
};

export type Text = { account: string | null; where: string; text: string };

export type ViolationKind =
  | 'asked too much'
  | 'asked too little'
  | 'asked on old facts'
  | 'asked what is no longer wanted'
  | 'asked unconfirmed'
  | 'asked without an intent'
  | 'asked other bytes'
  | 'made twice'
  | 'made without a press'
  | 'too many to pay'
  | 'led to another amount'
  | 'led to what is over'
  | 'told who is billed'
  | 'lost payment'
  | 'foreign payment'
  | 'wrong payment'
  | 'wrong balance'
  | 'wrong status'
  | 'lost log entry'
  | 'lost notification'
  | 'asked for another account'
  | 'asked while paused'
  | 'named another account'
  | 'told a key';

export type Violation = { kind: ViolationKind; slug: string; what: string };
