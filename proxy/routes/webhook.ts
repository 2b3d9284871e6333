import { ProxyError } from '../errors.ts';
import { readForm } from '../http/body.ts';
import type { Handler } from '../http/context.ts';
import { respond } from '../http/respond.ts';
import { isSlug } from '../keys/index.ts';
import { webhookForm } from '../schemas/requests.ts';
import type { Services } from './help/services.ts';

/**
 * `POST /webhooks/mollie/{key}/{n}/{mac}`. The MAC is checked before Mollie or the store is asked anything.
 * https://docs.mollie.com/reference/webhooks
 */
export function mollieWebhook({ payments, connection }: Services): Handler {
  return async (c) => {
    const { key = '', n = '', mac = '' } = c.req.param();
    if (!isSlug(key) || !payments.isWebhookPath(key, n, mac)) throw new ProxyError('not_found');
    c.set('isTrusted', true);
    const { id } = await readForm(c, webhookForm);
    await connection.noteWebhook(await payments.webhook(key, Number(n), id));
    return respond(c, null);
  };
}
