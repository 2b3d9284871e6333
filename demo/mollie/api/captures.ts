import { Hono } from 'hono';
import { MollieError } from '../errors.ts';
import { addressOf, originOf, type Parts } from '../parts.ts';
import type { ApiEnv } from './env.ts';
import { hal } from './hal.ts';
import { captureResource } from './money-resources.ts';
import { PAGING_PARAMETERS, pageOf } from './paging.ts';
import { queryOf } from './parameters.ts';
import { paymentOf } from './payments.ts';

/** `/v2/payments/{id}/captures`, to read. https://docs.mollie.com/reference/captures-api */
export function captureRoutes(parts: Parts): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .get('/:id/captures', (c) => {
      const query = queryOf(c, [...PAGING_PARAMETERS, 'embed']);
      const payment = paymentOf(parts, c);
      return hal(
        pageOf(payment.captures.toReversed(), {
          url: addressOf(parts, c.req.url),
          query,
          name: 'captures',
          present: (capture) => captureResource(payment, capture, originOf(parts, c.req.url)),
        }),
      );
    })
    .get('/:id/captures/:capture', (c) => {
      queryOf(c, ['embed']);
      const payment = paymentOf(parts, c);
      const capture = payment.captures.find(({ id }) => id === c.req.param('capture'));
      if (!capture) throw new MollieError(404, `No capture exists with token ${c.req.param('capture')}.`);
      return hal(captureResource(payment, capture, originOf(parts, c.req.url)));
    });
}
