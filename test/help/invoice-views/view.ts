/** An invoice, a payment and an attempt, as a proxy answers them, for pictures and tests of pages and element. */

import { type Language, texts } from '../../../proxy/texts/languages.ts';
import type { Amount, AttemptView, InvoiceView, PaymentView } from '../../../shared/api.ts';

/** The moment at which they are looked at: 15:17 in Amsterdam. Milliseconds since 1970. */
export const NOW = Date.parse('2026-11-03T14:17:00Z');

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** So many milliseconds after `NOW`. */
export const at = (distance: number) => new Date(NOW + distance).toISOString();

export const eur = (value: string): Amount => ({ currency: 'EUR', value });

export function payment(facts: Partial<PaymentView> = {}): PaymentView {
  return {
    status: 'open',
    amount: eur('100.00'),
    method: null,
    createdAt: at(-MINUTE),
    expiresAt: at(14 * MINUTE),
    checkoutUrl: 'https://checkout.example/pay/7UhSN1zuXS',
    ...facts,
  };
}

export function attempt(facts: Partial<AttemptView> = {}): AttemptView {
  return {
    ...payment({ checkoutUrl: null, ...facts }),
    id: 'tr_7UhSN1zuXS',
    refunded: eur('0.00'),
    chargedBack: eur('0.00'),
    paidAt: null,
    dashboardUrl: 'https://www.mollie.com/dashboard/payments/tr_7UhSN1zuXS',
    captured: null,
    captureBefore: null,
    notVisibleSince: null,
    otherCurrencies: [],
    ...facts,
  };
}

/** An invoice of € 100.00 that nobody has touched, but for the facts given. */
export function invoice(facts: Partial<InvoiceView> = {}, language: Language = 'en'): InvoiceView {
  const zero = eur('0.00');
  const view: InvoiceView = {
    id: 'inv-42',
    number: '2026-0042',
    date: '2026-11-01',
    dueDate: '2026-12-01',
    url: 'https://host.example/invoices/42',
    mode: 'live',
    status: 'open',
    label: '',
    total: eur('100.00'),
    paid: zero,
    paidElsewhere: zero,
    refunded: zero,
    chargedBack: zero,
    remaining: eur('100.00'),
    pending: zero,
    due: eur('100.00'),
    excess: zero,
    completedAt: null,
    canPay: true,
    continues: false,
    reasons: [],
    link: 'https://pay.example/pay/k3x7q2m9v4t8w6r5n1p0s7d2fa',
    payment: null,
    ended: null,
    stillPayable: [],
    chargedBackAt: null,
    checkedAt: at(0),
    ...facts,
  };
  return { ...view, label: facts.label ?? texts(language).status[view.status] };
}

export const paidAttempt = attempt({
  status: 'paid',
  method: 'ideal',
  createdAt: at(-5 * MINUTE),
  expiresAt: null,
  paidAt: at(-3 * MINUTE),
});
