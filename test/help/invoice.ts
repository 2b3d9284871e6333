import type { PaymentUpdate } from '../../proxy/invoice/apply-payments.ts';
import { type Attempt, type InvoiceDocument, newDocument } from '../../proxy/invoice/document.ts';
import type { MolliePayment } from '../../proxy/mollie/payment.ts';
import type { Facts } from '../../proxy/token/claims.ts';

/** 2026-11-21T09:00:00Z, in milliseconds. */
export const NOW = Date.UTC(2026, 10, 21, 9);

export const FACTS: Facts = {
  ...{ sub: 'invoice-1', rev: 1, iat: NOW / 1000, number: '2026-0042', date: null, dueDate: null },
  ...{ currency: 'EUR', total: 12_100, paidElsewhere: 0, booked: [], void: false },
  ...{ description: '2026-0042', url: null, locale: null },
};

/** An open payment of all, made at `NOW`, as Mollie tells of it. */
export const PAYMENT: MolliePayment = {
  ...{ id: 'tr_1', mode: 'test', status: 'open', currency: 'EUR', amount: 12_100, method: null },
  ...{ createdAt: '2026-11-21T09:00:00+00:00', expiresAt: '2026-11-21T09:15:00+00:00', paidAt: null },
  ...{
    refunded: 0,
    chargedBack: 0,
    chargedBackAt: null,
    otherCurrencies: [],
    captured: null,
    captureBefore: null,
    statusSince: null,
  },
  ...{
    cancelable: false,
    checkoutUrl: 'https://www.mollie.com/checkout/1',
    redirectUrl: 'https://pay.example/pay/1',
    dashboardUrl: null,
    bankTransfer: null,
  },
  ...{ metadata: null, description: '', locale: null, hasWebhook: true },
};

/** The same as the invoice keeps it. */
export const ATTEMPT: Attempt = (() => {
  const {
    mode: _m,
    currency: _c,
    metadata: _d,
    description: _n,
    locale: _l,
    hasWebhook: _w,
    statusSince: _s,
    ...figures
  } = PAYMENT;
  return {
    ...figures,
    ...{ n: 1, credential: 'key', methodAtCreation: null, webhooks: true, webhookAt: null, statusAt: NOW },
    ...{ lookedAt: NOW, looks: 1, notVisibleSince: null, isDisregarded: false, isStray: false },
  };
})();

export const seen = (
  payment: Partial<MolliePayment> = {},
  rest: Partial<PaymentUpdate> = {},
): PaymentUpdate => {
  const whole = { ...PAYMENT, ...payment };
  return { id: whole.id, n: 1, credential: 'key', webhooks: true, payment: whole, ...rest };
};

export const invoice = (
  change: Partial<InvoiceDocument> = {},
  facts: Partial<Facts> = {},
): InvoiceDocument => ({
  ...newDocument({ account: 'default', mode: 'test' }, { ...FACTS, ...facts }, NOW),
  ...change,
});

export const attempt = (change: Partial<Attempt> = {}): Attempt => ({ ...ATTEMPT, ...change });
