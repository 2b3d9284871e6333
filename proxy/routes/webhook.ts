import { z } from 'zod';
import { ProxyError } from '../errors.ts';
import { readForm } from '../http/body.ts';
import type { Handler, Services } from '../http/context.ts';
import { isSlug } from '../keys/index.ts';
import { PAYMENT_ID } from '../token/claims.ts';

/**
 * `POST /webhooks/mollie/{key}/{n}/{mac}`. The MAC is judged before anything is asked of Mollie or the store.
 * https://docs.mollie.com/reference/webhooks
 */
export function mollieWebhook({ payments, connection }: Services): Handler {
  return async (c) => {
    const { key = '', n = '', mac = '' } = c.req.param();
    if (!isSlug(key) || !(await payments.isWebhookPath(key, n, mac))) throw new ProxyError('not_found');
    c.set('isTrusted', true);
    // Mollie may come to say more one day; only the id counts.
    const { id } = await readForm(c, z.object({ id: z.string().regex(PAYMENT_ID) }));
    await payments.webhook(key, Number(n), id);
    await connection.noteWebhook();
    return c.body(null, 200);
  };
}
