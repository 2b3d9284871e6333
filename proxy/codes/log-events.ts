import type { Amount } from '../../shared/api.ts';

/** How one fact of an invoice changed; null where there was or is none. */
export type Change<T> = { from: T; to: T };

/** The facts that changed, by name; any other fact is a name in `others`. */
export type Changes = {
  total?: Change<Amount>;
  paidElsewhere?: Change<Amount>;
  dueDate?: Change<string | null>;
  /** Withdrawn or not. */
  void?: Change<boolean>;
  others?: string[];
};

type OfPayment = { id: string; amount: Amount };
/** `type` as in the notification, `id` by which the host drops repeats, and the payment that it is about. */
type OfNotification = { type: string; id: string; paymentId: string | null };
type OfMollie = { title?: string; detail?: string };

/** What each log entry carries. Amounts as Mollie writes them, ids as Mollie's, so that machines can use them too. */
export type LogDetails = {
  'invoice.seen': { total: Amount };
  /** From Mollie's list, after the store had lost it. */
  'invoice.restored': Record<string, never>;
  /** After a restore: the host or the operator says that the facts hold. */
  'invoice.confirmed': Record<string, never>;
  'invoice.paid_although_void': OfPayment;
  'invoice.changed': { changes: Changes };
  /** Other facts came with the same revision. */
  'invoice.same_rev': { rev: number };
  'invoice.overpaid': { excess: Amount };
  'invoice.maybe_booked_twice': { amount: Amount };
  'payment.created': OfPayment;
  'payment.rejected': { amount: Amount } & OfMollie;
  /** Mollie did not answer; the attempt will be found again. */
  'payment.uncertain': { amount: Amount };
  /** It was uncertain, and turned out not to exist. */
  'payment.not_made': { amount: Amount };
  /** It was uncertain, and could not be looked up. */
  'payment.not_found': { amount: Amount };
  /** A create whose outcome is unknown and that nobody wants any more. */
  'payment.put_aside': { amount: Amount };
  'payment.not_visible': OfPayment;
  'payment.visible_again': OfPayment;
  /** The merchant goes on without a payment that Mollie does not show. */
  'payment.disregarded': OfPayment;
  /** `amount` is what this entry is about. */
  'payment.captured': OfPayment;
  'payment.other_currency': OfPayment;
  'payment.open': OfPayment;
  'payment.pending': OfPayment & { method?: string | null };
  'payment.authorized': OfPayment & { method?: string | null };
  'payment.paid': OfPayment & { method?: string | null };
  'payment.failed': OfPayment & { method?: string | null };
  'payment.expired': OfPayment;
  'payment.canceled': OfPayment;
  'payment.cancel_refused': OfPayment;
  /** An open payment goes on with another method; null where the customer is to choose. */
  'payment.method_changed': OfPayment & { method: string | null };
  /** `field` as Mollie names it. */
  'payment.billing_refused': { amount: Amount; field?: string };
  /** `amount` is what this entry is about, not the sum. */
  'payment.refunded': OfPayment;
  'payment.refund_undone': OfPayment;
  'payment.charged_back': OfPayment;
  'payment.charge_back_reversed': OfPayment;
  'notification.accepted': OfNotification;
  /** Of several tries only the first is told. */
  'notification.failed': OfNotification;
  /** The host answered 410. */
  'notification.gone': OfNotification;
  'notification.given_up': OfNotification;
  /** Another key creates. */
  'connection.connected': { hint: string; profile: string };
  /** All keys were forgotten. */
  'connection.disconnected': { hint: string };
  'connection.paused': Record<string, never>;
  'connection.resumed': Record<string, never>;
  'connection.branded': Record<string, never>;
  /** Mollie's answer does not fit what was asked. */
  'payment.mismatch': { id: string; field: string };
};

export type LogEvent = keyof LogDetails;
