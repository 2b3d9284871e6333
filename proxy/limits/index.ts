import type { Next } from 'hono';
import type { GetConnInfo } from 'hono/conninfo';
import type { Config } from '../config/index.ts';
import { ProxyError } from '../errors.ts';
import { isTrusted } from '../http/authentication.ts';
import type { AppContext } from '../http/context.ts';
import type { Clock } from '../lib/clock.ts';
import type { VerifyToken } from '../token/index.ts';
import { createClientOf } from './client.ts';
import { createCounts } from './counts.ts';

type Deps = {
  config: Pick<Config, 'rateLimit' | 'trustedProxies'>;
  connInfo: GetConnInfo | undefined;
  verify: VerifyToken;
  clock: Clock;
};

/** Of how many requests one may end as one that guesses does. */
const FAILURES = 10;

/**
 * How often a client's address may ask. A valid token and a webhook's right MAC are not counted at all. What exists
 * for everybody, a link or a file, is also counted by itself and refused by that count alone: many people share an
 * address, and whatever one of them does, the others can pay.
 */
export function createLimits({ config, connInfo, verify, clock }: Deps) {
  const { rateLimit } = config;
  const clientOf = createClientOf({ connInfo, trustedProxies: config.trustedProxies });
  const requests = createCounts(clock);
  const failures = createCounts(clock);
  const things = createCounts(clock);

  /** Whose request is to be counted, once; undefined where it is not. */
  async function uncounted(c: AppContext): Promise<string | undefined> {
    const client = c.get('client');
    if (client === undefined || (await isTrusted(c, verify))) return undefined;
    c.set('client', undefined);
    return client;
  }

  /**
   * What a request is refused with, that ends with this status; undefined where it is not. It is judged by how it ended,
   * so a link that nobody knows costs a look into the store even where it is refused.
   */
  async function refusal(c: AppContext, status: number): Promise<ProxyError | undefined> {
    const client = await uncounted(c);
    if (client === undefined) return undefined;
    const all = requests.add(client);
    if (all.count > rateLimit) return limited(all.left);
    if (status !== 401 && status !== 404) return undefined;
    const failed = failures.add(client);
    return failed.count > Math.ceil(rateLimit / FAILURES) ? limited(failed.left) : undefined;
  }

  return {
    /** Sees to it that every request is judged, whichever way it ends. */
    async middleware(c: AppContext, next: Next): Promise<void> {
      if (rateLimit > 0) c.set('client', clientOf(c));
      await next();
      const refused = await refusal(c, c.res.status);
      if (refused) throw refused;
    },

    /** What an error becomes where its caller has asked too often. */
    async judge(c: AppContext, error: ProxyError): Promise<ProxyError> {
      return (await refusal(c, error.status)) ?? error;
    },

    /**
     * A request for something that exists and that everybody may have.
     * @throws {ProxyError} `rate_limited`
     */
    async admit(c: AppContext, thing: string): Promise<void> {
      const client = await uncounted(c);
      if (client === undefined) return;
      requests.add(client);
      const own = things.add(`${client} ${thing}`);
      if (own.count > rateLimit) throw limited(own.left);
    },
  };
}

export type Limits = ReturnType<typeof createLimits>;

function limited(retryAfter: number): ProxyError {
  return new ProxyError('rate_limited', { retryAfter });
}
