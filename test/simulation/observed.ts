/**
 * What the simulation shows of a world to those who judge it: Mollie's books, what the host said and was told, and what
 * each proxy answers. Nothing of it comes from the proxy's own reckoning but the views. Money is in cents (all invoices are in
 * euros); times are milliseconds since 1970 by the world's own clock, which no proxy's clock fault moves.
 */
import type { InvoiceView, LogEntryView, PaymentStatus } from '../../shared/api.ts';
import type { FaultName } from './faults.ts';

/** A payment in Mollie's books as it stands now. */
export type TruePayment = {
  id: string;
  /** The place in `World.invoices` of the invoice that it was made for, by what the create said; null for somebody else's. */
  invoice: number | null;
  account: string;
  mode: 'test' | 'live';
  profileId: string;
  /** The number of the attempt, as its metadata have it. */
  n: number | null;
  amount: number;
  status: PaymentStatus;
  method: string | null;
  /** What was captured; null where the method does not capture. */
  captured: number | null;
  /** Without refunds that failed or were cancelled. */
  refunded: number;
  /** Without chargebacks that were reversed. */
  chargedBack: number;
  createdAt: number;
  expiresAt: number;
  metadata: unknown;
  idempotencyKey: string | null;
  /** All that it has been, oldest first, the present included. */
  past: readonly PastState[];
  /** Whether the key that creates for its account now, or a former one, shows it; null where nobody knows. */
  isShown: boolean | null;
};

export type PastState = Pick<TruePayment, 'status' | 'captured' | 'refunded' | 'chargedBack'> & {
  at: number;
};

/** Facts as the host has stated them, in the order in which it did. */
export type Statement = {
  rev: number;
  /** Seconds since 1970, by the host's clock. */
  iat: number;
  total: number;
  paidElsewhere: number;
  booked: readonly string[];
  void: boolean;
  /** When the first token with these facts left the host. */
  sentAt: number;
  /** When a proxy first answered one of them with 2xx; null where none has. */
  acknowledgedAt: number | null;
};

/** A notification that arrived at the host with a right signature; repetitions are listed too. */
export type Notice = {
  id: string;
  at: number;
  /** When the proxy sent it, and which it was. */
  sentAt: number;
  proxy: number;
  /** Whether the host's 2xx was sent; it may have been lost on its way. */
  isAccepted: boolean;
  type: string;
  version: number | null;
  paymentId: string | null;
  /** Null for `connection.changed`. */
  view: InvoiceView | null;
  /** The place in `World.invoices`; null where it is about none. */
  invoice: number | null;
  account: string;
};

/** A create as it arrived at Mollie. */
export type CreateAsked = {
  at: number;
  invoice: number;
  account: string;
  amount: number;
  idempotencyKey: string | null;
  body: string;
  metadata: Record<string, unknown>;
  /** Which proxy sent it. */
  proxy: number;
};

/** What one proxy says of an invoice as it is stored, asked without any fault and beside the course of events. */
export type Told = {
  proxy: number;
  view: InvoiceView | null;
  error: string | null;
};

/** A request for a payment, `POST /v1/invoice/payments` or the form of the pay page. Times are stamps. */
export type Press = {
  invoice: number;
  /** When it left the person's browser. */
  from: number;
  /** When the answer arrived there or it was given up; infinite until then. */
  to: number;
  /** Null where no answer arrived. */
  status: number | null;
  /** The payment to which the answer leads; null where it leads to none. */
  paymentId: string | null;
  /** Payments that the merchant said to go on without. */
  without: readonly string[];
};

/** A proxy has acknowledged that it knows how a payment stands. Times are stamps: when it was asked, and when it answered. */
export type Heard = { paymentId: string; from: number; at: number };

/** A request of a proxy to Mollie. Times are stamps. */
export type MollieCall = {
  /** The proxy's process: a server has another one after each start. */
  process: string;
  method: string;
  path: string;
  /** Whose key it bears; null where nobody's. */
  account: string | null;
  invoice: number | null;
  /** The payment that it is about; null where about none, or about many. */
  paymentId: string | null;
  from: number;
  /** When it was answered or given up; infinite until then. */
  to: number;
  /** Null where no answer has arrived. */
  status: number | null;
  /** Whether it was sent while the process did what was due in the background. */
  isWatching: boolean;
};

/** A request that arrived at a proxy. Times are stamps. */
export type Visit = {
  process: string;
  invoice: number | null;
  kind: 'view' | 'refresh' | 'press' | 'webhook' | 'other';
  from: number;
  /** When it was answered; infinite until then. */
  to: number;
};

/** Something that a proxy says, as text. */
export type Said = { where: 'log' | 'answer' | 'notification'; text: string };

/** All that is known of one invoice at one moment. */
export type Observation = {
  invoice: number;
  at: number;
  payments: readonly TruePayment[];
  statements: readonly Statement[];
  notices: readonly Notice[];
  views: readonly Told[];
  /** Whether the account has a key, of which mode and profile, and is paused, as the last change that was answered said. */
  account: AccountState;
};

export type AccountState = {
  name: string;
  mode: 'test' | 'live' | null;
  profileId: string | null;
  /** Null where nobody knows. */
  isPaused: boolean | null;
  /** Whether a change of it was sent and its outcome is not known. */
  isUnsure: boolean;
};

export type SimulatedInvoice = {
  index: number;
  sub: string;
  account: string;
  /** How many messages, store operations and requests about it are under way. */
  underWay: number;
};

/** What the judges hang in; each may call `world.fail`. All run between steps: nothing happens meanwhile. */
export type Hooks = {
  /** After every step. */
  onStep?(world: World): void;
  /** An armed fault has befallen something; `state` is of the invoice it was about, by Mollie's books and the host's statements. */
  onFault?(name: FaultName, state: string | null, world: World): void;
  onCreate?(asked: CreateAsked, world: World): void;
  onNotification?(notice: Notice, world: World): void;
  /** Somebody asks for a payment. Once that is answered, or will never be, the same object says so. */
  onPress?(press: Press, world: World): void;
  /** A proxy has answered Mollie's webhook about a payment with 200, or a merchant's check of an invoice. */
  onHeard?(heard: Heard, world: World): void;
  /** A request to Mollie leaves a proxy; and once more when it was answered or given up: the same object says so. */
  onMollieCall?(call: MollieCall, world: World): void;
  /** A request arrives at a proxy. Once that is answered, the same object says so. */
  onVisit?(visit: Visit, world: World): void;
  /** A proxy logs, answers or tells something. */
  onSaid?(said: Said, world: World): void;
  /** A write has had its effect in the store: the value as it is stored now, and the log lines that came with it. */
  onStored?(
    stored: {
      key: string;
      value: unknown;
      log: readonly { event: string; details: Record<string, unknown> }[];
    },
    world: World,
  ): void;
  /** A change of an account (key, mode, profile, pause) was sent, or was answered: `state` is what was asked for. */
  onAccount?(change: { state: AccountState; isAnswered: boolean }, world: World): void;
  /**
   * Nothing is under way about this invoice, and something about it has changed since this was last called. `observe` is to
   * be awaited: it asks the proxies for what they have stored.
   */
  onQuiet?(invoice: SimulatedInvoice, world: World): Promise<void> | void;
  /** All faults have ended, all invoices were looked at, all notifications had their time. */
  onEnd?(world: World): Promise<void> | void;
};

/** A world as hooks see it. */
export type World = {
  readonly seed: number;
  readonly steps: number;
  now(): number;
  /**
   * Milliseconds since the world began plus a hundred-thousandth for each step: grows with every step, so that of two
   * events it tells which was first. All times that judges are told are stamps but those inside of views.
   */
  stamp(): number;
  readonly invoices: readonly SimulatedInvoice[];
  observe(invoice: number): Promise<Observation>;
  /** The invoice's whole log, as its merchant reads it; asked like a view. */
  log(invoice: number): Promise<readonly LogEntryView[]>;
  /** Of every account, by its name, as the last change that was answered said. */
  account(name: string): AccountState;
  payments(invoice: number): readonly TruePayment[];
  statements(invoice: number): readonly Statement[];
  notices(invoice: number): readonly Notice[];
  /** A word for what is the case of an invoice by Mollie's books and the host's statements: `open`, `paid`, `void`, … */
  stateOf(invoice: number): string;
  /** Says that something is wrong; the world ends after this step. */
  fail(kind: string, what: string): void;
};
