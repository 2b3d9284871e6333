import { setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import { SECOND } from '../clock.ts';
import { MollieError, unprocessable } from '../errors.ts';
import { addressOf, originOf, type Parts } from '../parts.ts';
import type { Payment, PaymentStatus } from '../records.ts';
import { mailInstructions } from '../transfers.ts';
import { checkoutOrigins } from './checkout-origin.ts';
import type { ApiContext, ApiEnv } from './env.ts';
import { hal } from './hal.ts';
import { PAGING_PARAMETERS, pageOf } from './paging.ts';
import { bodyOf, queryOf } from './parameters.ts';
import { CREATE_PARAMETERS, paymentRequestOf, UPDATE_PARAMETERS } from './payment-parameters.ts';
import { paymentResource } from './payment-resource.ts';
import { paymentUpdateOf, updatePayment } from './payment-update.ts';

type PresentOptions = { embed?: readonly string[]; originFor?: ReturnType<typeof checkoutOrigins> };

const EMBEDS = ['refunds', 'chargebacks', 'captures'];

/** How long the answer to a create waits for an early webhook at most: its receiver may wait for that answer. */
const EARLY_WEBHOOK = SECOND;

/** `/v2/payments`. https://docs.mollie.com/reference/payments-api */
export function paymentRoutes(parts: Parts): Hono<ApiEnv> {
  const { clock, ledger, reversals, settings } = parts;
  const present = (
    c: ApiContext,
    payment: Payment,
    { embed = [], originFor = checkoutOrigins(parts, c) }: PresentOptions = {},
  ) =>
    paymentResource(payment, originOf(parts, c.req.url), {
      isCancelable: ledger.isCancelable(payment),
      expires: ledger.mayExpire(payment),
      refundable: reversals.refundableOf(payment),
      checkoutOrigin: originFor(payment),
      embed,
    });

  return new Hono<ApiEnv>()
    .post('/', async (c) => {
      queryOf(c, ['include']);
      const at = { settings, now: clock.now() };
      const request = paymentRequestOf(await bodyOf(c, CREATE_PARAMETERS), c.var, at);
      const payment = ledger.create(request, c.get('mode'), c.get('profile'));
      mailInstructions(payment, at.now);
      const answer = present(c, payment);
      await sendEarly(parts, payment);
      return hal(answer, 201);
    })
    .get('/', (c) => {
      const query = queryOf(c, PAGING_PARAMETERS);
      const url = addressOf(parts, c.req.url);
      const payments = ledger.list(c.get('mode'), c.get('profile').id);
      const originFor = checkoutOrigins(parts, c);
      return hal(
        pageOf(payments, {
          url,
          query,
          name: 'payments',
          present: (payment) => present(c, payment, { originFor }),
        }),
      );
    })
    .get('/:id', (c) => {
      const { embed } = queryOf(c, ['include', 'embed']);
      const payment = paymentOf(parts, c);
      const age = clock.now() - payment.createdAt;
      const unseen = parts.faults.take(
        'get',
        ['not_found'],
        payment.profileId,
        ({ ms }) => ms === undefined || age < ms,
      );
      if (unseen) {
        c.get('logged').fault = unseen.kind;
        throw unknownPayment(payment.id);
      }
      return hal(present(c, payment, { embed: embedsOf(embed) }));
    })
    .patch('/:id', async (c) => {
      const body = await bodyOf(c, UPDATE_PARAMETERS);
      const payment = paymentOf(parts, c);
      const at = { settings, profile: c.get('profile'), now: clock.now() };
      updatePayment(parts, payment, paymentUpdateOf(body, payment, at));
      return hal(present(c, payment));
    })
    .delete('/:id', async (c) => {
      await bodyOf(c, []);
      const payment = paymentOf(parts, c);
      if (!ledger.isCancelable(payment)) throw unprocessable('The payment cannot be cancelled');
      return hal(present(c, ledger.settle(payment.id, 'canceled')));
    });
}

/** The payment that the address names, if its key may see it. */
export function paymentOf({ ledger }: Pick<Parts, 'ledger'>, c: ApiContext): Payment {
  const id = c.req.param('id') ?? '';
  const payment = ledger.find(id);
  if (payment?.mode !== c.get('mode') || payment.profileId !== c.get('profile').id) throw unknownPayment(id);
  return payment;
}

function unknownPayment(id: string): MollieError {
  return new MollieError(404, `No payment exists with token ${id}.`);
}

function embedsOf(embed: unknown): string[] {
  const names = typeof embed === 'string' && embed !== '' ? embed.split(',') : [];
  const unknown = names.find((name) => !EMBEDS.includes(name));
  if (unknown !== undefined) throw unprocessable(`The embed value "${unknown}" is invalid`, 'embed');
  return names;
}

/** Has the webhook, and where it is asked for the money too, come before the answer to the create. */
async function sendEarly({ faults, ledger, webhooks, clock }: Parts, payment: Payment): Promise<void> {
  const fault = faults.take('webhook', ['early'], payment.profileId);
  if (!fault) return;
  if (fault.status === undefined) webhooks.notify(payment);
  else ledger.settle(payment.id, fault.status as PaymentStatus);
  await Promise.race([clock.idle(), wait(EARLY_WEBHOOK, undefined, { ref: false })]);
}
