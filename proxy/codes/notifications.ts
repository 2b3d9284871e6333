/** What the host can be told of an invoice. */
export const NOTIFICATION_TYPES = [
  'invoice.paid',
  'invoice.partially_paid',
  'invoice.overpaid',
  'invoice.partially_refunded',
  'invoice.refunded',
  'invoice.charged_back',
  'invoice.reopened',
  'invoice.unconfirmed',
  'payment.failed',
  'payment.expired',
  'payment.canceled',
] as const;

/** What the host can be told of a merchant's account. */
export const CONNECTION_CHANGED = 'connection.changed';

export type NotificationType = (typeof NOTIFICATION_TYPES)[number];
