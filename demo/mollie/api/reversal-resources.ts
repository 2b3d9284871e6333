import type { Amount } from '../amounts.ts';
import { iso } from '../clock.ts';
import type { Chargeback, Payment, Refund } from '../records.ts';
import { documentation, halLink } from './hal.ts';

/** What goes off the merchant's account, known in euros only. */
function settlement({ currency, value }: Amount): { settlementAmount?: Amount } {
  return currency === 'EUR' ? { settlementAmount: { currency, value: `-${value}` } } : {};
}

/** https://docs.mollie.com/reference/get-refund */
export function refundResource(payment: Payment, refund: Refund, origin: string): Record<string, unknown> {
  const href = `${origin}/v2/payments/${payment.id}`;
  return {
    resource: 'refund',
    id: refund.id,
    mode: payment.mode,
    amount: refund.amount,
    ...settlement(refund.amount),
    status: refund.status,
    createdAt: iso(refund.createdAt),
    description: refund.description,
    metadata: refund.metadata,
    paymentId: payment.id,
    _links: {
      self: halLink(`${href}/refunds/${refund.id}`),
      payment: halLink(href),
      documentation: documentation('get-refund'),
    },
  };
}

/** https://docs.mollie.com/reference/get-chargeback */
export function chargebackResource(
  payment: Payment,
  chargeback: Chargeback,
  origin: string,
): Record<string, unknown> {
  const href = `${origin}/v2/payments/${payment.id}`;
  return {
    resource: 'chargeback',
    id: chargeback.id,
    amount: chargeback.amount,
    ...settlement(chargeback.amount),
    createdAt: iso(chargeback.createdAt),
    ...(chargeback.reversedAt === null ? {} : { reversedAt: iso(chargeback.reversedAt) }),
    paymentId: payment.id,
    _links: {
      self: halLink(`${href}/chargebacks/${chargeback.id}`),
      payment: halLink(href),
      documentation: documentation('get-chargeback'),
    },
  };
}
