import type { InvoiceView } from '../../../shared/api.ts';
import { STATES } from './states.ts';
import { at, attempt, DAY, eur, payment } from './view.ts';

/** What only merchants are told. */
export const MERCHANT_STATES = {
  'booked-twice': {
    ...STATES.overpaid,
    paid: eur('100.00'),
    paidElsewhere: eur('100.00'),
    reasons: ['maybe_booked_twice'],
  },
  'not-booked': { reasons: ['maybe_not_booked'] },
  'paid-although-void': { ...STATES['void-paid'], reasons: ['void', 'paid_although_void'] },
  'captured-in-part': {
    status: 'pending',
    paid: eur('60.00'),
    remaining: eur('40.00'),
    pending: eur('40.00'),
    due: eur('0.00'),
    canPay: false,
    reasons: ['payment_pending', 'captured_in_part'],
    attempts: [
      attempt({ status: 'authorized', captured: eur('60.00'), captureBefore: at(28 * DAY), expiresAt: null }),
    ],
  },
  'not-visible': {
    ...STATES.pending,
    reasons: ['payment_pending', 'not_visible'],
    payment: payment({ status: 'pending', method: 'directdebit', checkoutUrl: null, expiresAt: null }),
    attempts: [attempt({ status: 'pending', notVisibleSince: at(-DAY), expiresAt: null })],
  },
  'webhook-silent': { reasons: ['webhook_silent'] },
} satisfies Record<string, Partial<InvoiceView>>;
