/** Plausible answers of a proxy to merchants and administrators. */
import type { ConnectionView, InvoiceView, LogPage } from '../../shared/api.ts';
import { at, attempt, DAY, eur, MINUTE, paidAttempt, payment, states } from './fixtures.ts';

/** What a merchant sees of the same. */
export function asMerchant(view: InvoiceView): InvoiceView {
  const attempts = view.status === 'open' && !view.payment ? [] : [paidAttempt];
  if (view.payment && view.payment.status !== 'paid') {
    attempts[0] = attempt({ ...view.payment });
    attempts.push(attempt({ id: 'tr_2', status: 'expired', createdAt: at(-3 * DAY), expiresAt: null }));
  }
  if (attempts[0]) attempts[0] = { ...attempts[0], refunded: view.refunded, chargedBack: view.chargedBack };
  return { attempts, attemptsOmitted: 0, ...view };
}

/** What only merchants are told. */
export const merchantStates: Record<string, Partial<InvoiceView>> = {
  'booked-twice': {
    ...states.overpaid,
    paid: eur('100.00'),
    paidElsewhere: eur('100.00'),
    reasons: ['maybe_booked_twice'],
  },
  'not-booked': { reasons: ['maybe_not_booked'] },
  'paid-although-void': { ...states['void-paid'], reasons: ['void', 'paid_although_void'] },
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
    ...states.pending,
    reasons: ['payment_pending', 'not_visible'],
    payment: payment({ status: 'pending', method: 'directdebit', checkoutUrl: null, expiresAt: null }),
    attempts: [attempt({ status: 'pending', notVisibleSince: at(-DAY), expiresAt: null })],
  },
  'webhook-silent': { reasons: ['webhook_silent'] },
};

export function log(numbered = false): LogPage {
  const entry = (distance: number, event: string, message: string) => ({
    at: at(distance),
    event,
    message,
    reference: 'k7m2-9xqd',
    details: {},
    ...(numbered && { number: '2026-0042' }),
  });
  return {
    entries: [
      entry(-3 * MINUTE, 'payment.paid', '€ 100.00 was paid with iDEAL.'),
      entry(-5 * MINUTE, 'payment.created', 'A payment of € 100.00 was created.'),
      entry(-2 * DAY, 'invoice.changed', 'The invoice changed: € 21.00 paid elsewhere.'),
      entry(-3 * DAY, 'invoice.seen', 'The invoice was seen for the first time.'),
    ],
    before: 'older',
  };
}

export function connection(facts: Partial<ConnectionView> = {}): ConnectionView {
  return {
    ok: true,
    findings: [],
    mode: 'live',
    profile: { name: 'Van Dijk Tuinen', status: 'verified' },
    methods: [
      { id: 'ideal', description: 'iDEAL | Wero' },
      { id: 'creditcard', description: 'Card' },
      { id: 'banktransfer', description: 'Bank transfer' },
    ],
    store: { kind: 'sqlite', writable: true },
    webhook: { expected: true, lastAt: at(-3 * MINUTE) },
    checkedAt: at(0),
    ...facts,
  };
}

export const connections: Record<string, ConnectionView> = {
  ready: connection(),
  broken: connection({
    ok: false,
    mode: 'test',
    methods: [],
    profile: { name: 'Van Dijk Tuinen', status: 'unverified' },
    webhook: { expected: false, lastAt: null },
    findings: [
      {
        code: 'no_methods',
        message: 'No payment method is enabled.',
        hint: 'Enable at least one under Settings, Payment methods, in Mollie’s dashboard.',
      },
      {
        code: 'webhook_not_expected',
        message: 'Mollie cannot reach this address.',
        hint: 'Set PUBLIC_URL to an address on the internet; until then status comes from asking Mollie.',
      },
    ],
  }),
};
