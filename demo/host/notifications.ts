import { timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { Webhook } from 'standardwebhooks';
import { ProxyRefusal } from './proxy.ts';
import type { Site } from './site.ts';

/**
 * `POST /notifications`: what the proxy tells, of all merchants. Amounts and statuses stay with the element; a merchant
 * who has connected another key has other pay pages, and so its books are told to the proxy once more, to learn them.
 */
export function notificationRoute(sites: readonly Site[], secret: string) {
  const verifier = new Webhook(secret);
  return async (c: Context): Promise<Response> => {
    const body = await c.req.text();
    if (!isSigned(c, body, verifier)) return c.body(null, 401);
    const { type, data } = JSON.parse(body) as { type: string; data: { account?: string } };
    const site = sites.find(({ merchant }) => (merchant.account ?? 'default') === data.account);
    try {
      if (type === 'connection.changed') await site?.books.sendAll();
    } catch (error) {
      if (!(error instanceof ProxyRefusal)) throw error;
      return c.body(null, 503);
    }
    return c.body(null, 204);
  };
}

/**
 * Whether it is the proxy's, by https://www.standardwebhooks.com. A real system refuses old ones too, as `verify` of the
 * library does; here the clock jumps, and a repetition does no harm.
 */
function isSigned(c: Context, body: string, verifier: Webhook): boolean {
  const [id = '', time = '', signatures = ''] = ['id', 'timestamp', 'signature'].map((name) =>
    c.req.header(`webhook-${name}`),
  );
  if (!/^\d{1,12}$/.test(time)) return false;
  const expected = Buffer.from(verifier.sign(id, new Date(Number(time) * 1000), body));
  return signatures.split(' ').some((signature) => {
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
