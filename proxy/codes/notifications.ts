/** What the host can be told. */
export type NotificationType =
  | 'invoice.paid'
  | 'invoice.partially_paid'
  | 'invoice.overpaid'
  | 'invoice.partially_refunded'
  | 'invoice.refunded'
  | 'invoice.charged_back'
  | 'invoice.reopened'
  | 'invoice.unconfirmed'
  | 'payment.failed'
  | 'payment.expired'
  | 'payment.canceled';
