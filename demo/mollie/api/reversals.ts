import { Hono } from 'hono';
import type { Amount } from '../amounts.ts';
import { SECOND } from '../clock.ts';
import { MollieError, unprocessable } from '../errors.ts';
import { addressOf, originOf, type Parts } from '../parts.ts';
import type { Payment, Refund } from '../records.ts';
import { amountOf } from './amount-parameter.ts';
import type { ApiEnv } from './env.ts';
import { hal } from './hal.ts';
import { chargebackResource, refundResource } from './money-resources.ts';
import { PAGING_PARAMETERS, pageOf } from './paging.ts';
import { bodyOf, queryOf, textOf } from './parameters.ts';
import { paymentOf } from './payments.ts';

/** Mollie takes a second refund of the same amount "in short succession" for a mistake. */
const SHORT_SUCCESSION = 10 * SECOND;

/** `/v2/payments/{id}/refunds`. https://docs.mollie.com/reference/refunds-api */
export function refundRoutes(parts: Parts): Hono<ApiEnv> {
  const { clock, reversals } = parts;
  const origin = (c: { req: { url: string } }) => originOf(parts, c.req.url);

  return new Hono<ApiEnv>()
    .post('/:id/refunds', async (c) => {
      const body = await bodyOf(c, ['amount', 'description', 'metadata']);
      const payment = paymentOf(parts, c);
      const amount = amountOf(body.amount);
      if (isRepetition(payment, amount, clock.now())) {
        throw new MollieError(409, 'A duplicate refund has been detected');
      }
      const description = textOf(body, 'description') ?? payment.description;
      const refund = reversals.refund(payment, { amount, description, metadata: body.metadata ?? null });
      return hal(refundResource(payment, refund, origin(c)), 201);
    })
    .get('/:id/refunds', (c) => {
      const query = queryOf(c, [...PAGING_PARAMETERS, 'embed']);
      const payment = paymentOf(parts, c);
      const present = (refund: Refund) => refundResource(payment, refund, origin(c));
      return hal(
        pageOf(payment.refunds.toReversed(), {
          url: addressOf(parts, c.req.url),
          query,
          name: 'refunds',
          present,
        }),
      );
    })
    .get('/:id/refunds/:refund', (c) => {
      queryOf(c, ['embed']);
      const payment = paymentOf(parts, c);
      return hal(refundResource(payment, reversals.findRefund(payment, c.req.param('refund')), origin(c)));
    })
    .delete('/:id/refunds/:refund', async (c) => {
      await bodyOf(c, []);
      const payment = paymentOf(parts, c);
      const refund = reversals.findRefund(payment, c.req.param('refund'));
      if (refund.status !== 'queued' && refund.status !== 'pending') {
        throw unprocessable('The refund cannot be canceled');
      }
      reversals.setRefundStatus(payment, refund, 'canceled');
      return c.body(null, 204);
    });
}

/** `/v2/payments/{id}/chargebacks`. https://docs.mollie.com/reference/chargebacks-api */
export function chargebackRoutes(parts: Parts): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .get('/:id/chargebacks', (c) => {
      const query = queryOf(c, [...PAGING_PARAMETERS, 'embed']);
      const payment = paymentOf(parts, c);
      return hal(
        pageOf(payment.chargebacks.toReversed(), {
          url: addressOf(parts, c.req.url),
          query,
          name: 'chargebacks',
          present: (chargeback) => chargebackResource(payment, chargeback, originOf(parts, c.req.url)),
        }),
      );
    })
    .get('/:id/chargebacks/:chargeback', (c) => {
      queryOf(c, ['embed']);
      const payment = paymentOf(parts, c);
      const chargeback = parts.reversals.findChargeback(payment, c.req.param('chargeback'));
      return hal(chargebackResource(payment, chargeback, originOf(parts, c.req.url)));
    });
}

function isRepetition({ refunds }: Payment, amount: Amount, now: number): boolean {
  return refunds.some(
    (refund) => refund.amount.value === amount.value && now - refund.createdAt < SHORT_SUCCESSION,
  );
}
