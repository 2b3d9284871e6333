import type { Amount } from '../amounts.ts';
import { iso } from '../clock.ts';
import type { Capture, Chargeback, Payment, Refund } from '../records.ts';
import { documentation, halLink } from './hal.ts';

/** What goes off the merchant's account, known in euros only. */
function settlement(...amounts: Amount[]): { settlementAmount?: Amount } {
  const euros = amounts.find(({ currency }) => currency === 'EUR');
  return euros ? { settlementAmount: { ...euros, value: `-${euros.value}` } } : {};
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
    ...settlement(chargeback.amount, chargeback.taken),
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

/** https://docs.mollie.com/reference/get-capture */
export function captureResource(payment: Payment, capture: Capture, origin: string): Record<string, unknown> {
  const href = `${origin}/v2/payments/${payment.id}`;
  return {
    resource: 'capture',
    id: capture.id,
    mode: payment.mode,
    amount: capture.amount,
    status: 'succeeded',
    createdAt: iso(capture.createdAt),
    paymentId: payment.id,
    _links: {
      self: halLink(`${href}/captures/${capture.id}`),
      payment: halLink(href),
      documentation: documentation('get-capture'),
    },
  };
}
