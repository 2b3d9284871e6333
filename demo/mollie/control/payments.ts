import { type Context, Hono } from 'hono';
import type { Amount } from '../amounts.ts';
import type { Parts } from '../parts.ts';
import { PAYMENT_STATUSES, type Payment, REFUND_STATUSES } from '../records.ts';
import { receiveTransfer } from '../transfers.ts';
import type { ControlEnv } from './env.ts';
import { inputOf, oneOf, optionalText } from './input.ts';

/** The payments as they are, and what customers, banks and time do to them. */
export function paymentControl({ clock, ledger, reversals }: Parts): Hono<ControlEnv> {
  const paymentOf = (c: Context) => ledger.get(c.req.param('id') ?? '');

  return new Hono<ControlEnv>()
    .get('/', (c) => c.json({ payments: ledger.list() }))
    .get('/:id', (c) => c.json(paymentOf(c)))
    .post('/:id/status', async (c) => {
      const input = await inputOf(c, ['status', 'method', 'details']);
      const method = optionalText(input.method, 'method');
      return c.json(
        ledger.settle(c.req.param('id'), oneOf(input.status, PAYMENT_STATUSES, 'status'), {
          ...(method === undefined ? {} : { method }),
          ...(input.details === undefined ? {} : { details: input.details as Record<string, string> }),
        }),
      );
    })
    .post('/:id/expire', (c) => c.json(ledger.settle(c.req.param('id'), 'expired')))
    .post('/:id/method', async (c) => {
      const { method } = await inputOf(c, ['method']);
      return c.json(ledger.chooseMethod(c.req.param('id'), String(method)));
    })
    .post('/:id/defer', (c) => c.json(ledger.defer(c.req.param('id'))))
    .post('/:id/transfers', async (c) => {
      const input = await inputOf(c, ['amount', 'reference']);
      const payment = paymentOf(c);
      const [amount, reference] = [
        amountOf(payment, input.amount),
        optionalText(input.reference, 'reference'),
      ];
      const transfer = { ...(amount ? { amount } : {}), ...(reference === undefined ? {} : { reference }) };
      const returned = receiveTransfer({ ledger, now: clock.now() }, payment, transfer);
      return c.json({ status: payment.status, returned }, 201);
    })
    .post('/:id/captures', async (c) => {
      const { amount } = await inputOf(c, ['amount']);
      return c.json(ledger.capture(c.req.param('id'), amountOf(paymentOf(c), amount)), 201);
    })
    .post('/:id/release', (c) => c.json(ledger.release(c.req.param('id'))))
    .post('/:id/refunds', async (c) => {
      const { amount, status = 'refunded' } = await inputOf(c, ['amount', 'status']);
      const payment = paymentOf(c);
      const refund = { amount: amountOf(payment, amount), status: oneOf(status, REFUND_STATUSES, 'status') };
      return c.json(reversals.refund(payment, { ...refund, unlimited: true }), 201);
    })
    .patch('/:id/refunds/:refund', async (c) => {
      const { status } = await inputOf(c, ['status']);
      const refund = reversals.findRefund(paymentOf(c), c.req.param('refund'));
      return c.json(
        reversals.setRefundStatus(paymentOf(c), refund, oneOf(status, REFUND_STATUSES, 'status')),
      );
    })
    .post('/:id/chargebacks', async (c) => {
      const input = await inputOf(c, ['amount', 'currency', 'taken']);
      const dispute = {
        amount: optionalText(input.amount, 'amount'),
        currency: optionalText(input.currency, 'currency'),
        taken: optionalText(input.taken, 'taken'),
      };
      return c.json(reversals.chargeBack(paymentOf(c), dispute), 201);
    })
    .post('/:id/chargebacks/:chargeback/reverse', (c) => {
      const chargeback = reversals.findChargeback(paymentOf(c), c.req.param('chargeback'));
      return c.json(reversals.reverse(paymentOf(c), chargeback));
    });
}

/** A decimal string in the payment's currency; undefined for all of it. */
function amountOf({ amount: { currency } }: Payment, value: unknown): Amount | undefined {
  const text = optionalText(value, 'amount');
  return text === undefined ? undefined : { currency, value: text };
}
