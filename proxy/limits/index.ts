import type { Next } from 'hono';
import type { GetConnInfo } from 'hono/conninfo';
import type { Config } from '../config/index.ts';
import { ProxyError } from '../errors.ts';
import { isTrusted } from '../http/authentication.ts';
import type { AppContext } from '../http/context.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../log/index.ts';
import type { VerifyToken } from '../token/index.ts';
import { createClientOf } from './client.ts';
import { createCounts } from './counts.ts';

type Deps = {
  config: Pick<Config, 'rateLimit' | 'trustedProxies'>;
  connInfo: GetConnInfo | undefined;
  verify: VerifyToken;
  clock: Clock;
  log: Log;
};

/** One in this many requests may end as guessing does: with 401 or 404. */
const FAILURES = 10;

/**
 * How often a client's address may ask. Requests with a valid token or a webhook's MAC are not counted. A request for
 * something that everybody may have, a link or a file, is counted for that link or file too, and only that count can
 * refuse it: many people share an address, and whatever one of them does, the others can pay.
 */
export function createLimits({ config, connInfo, verify, clock, log }: Deps) {
  const { rateLimit } = config;
  const clientOf = createClientOf({ connInfo, trustedProxies: config.trustedProxies });
  const requests = createCounts(clock);
  const failures = createCounts(clock);
  const named = createCounts(clock);

  /** Whether there is a client to be counted, unless its token is yet to be verified. */
  const mayCount = (c: AppContext) => c.get('client') !== undefined && !c.get('isTrusted');

  /** The client for whom this request is to be counted, once; undefined where it is not. */
  async function takeClient(c: AppContext): Promise<string | undefined> {
    const client = c.get('client');
    if (!mayCount(c) || (await isTrusted(c, verify))) return undefined;
    c.set('client', undefined);
    return client;
  }

  /**
   * The error for a request that ends with this status, where its client asks too often. It depends on how the request
   * ends, so an unknown link costs a read of the store even where it is refused.
   */
  async function refusal(c: AppContext, status: number): Promise<ProxyError | undefined> {
    const client = await takeClient(c);
    if (client === undefined) return undefined;
    const all = requests.add(client);
    if (all.count > rateLimit) return limited('requests', all.left);
    if (status !== 401 && status !== 404) return undefined;
    const failed = failures.add(client);
    return failed.count > Math.ceil(rateLimit / FAILURES) ? limited('failures', failed.left) : undefined;
  }

  function limited(limit: 'requests' | 'failures' | 'named', retryAfter: number): ProxyError {
    log({ level: 'debug', code: 'limit', limit });
    return new ProxyError('rate_limited', { retryAfter });
  }

  return {
    /** Counts every request that ends well. */
    async middleware(c: AppContext, next: Next): Promise<void> {
      if (rateLimit > 0) c.set('client', clientOf(c));
      await next();
      const refused = mayCount(c) && (await refusal(c, c.res.status));
      if (!refused) return;
      // Hono would give its headers to the error.
      c.res = undefined;
      throw refused;
    },

    /** Counts a request that ends with an error; answers the error for its caller. */
    async judge(c: AppContext, error: ProxyError): Promise<ProxyError> {
      return (await refusal(c, error.status)) ?? error;
    },

    /**
     * Counts a request for something that exists and that everybody may have.
     * @throws {ProxyError} `rate_limited`
     */
    async admit(c: AppContext, name: string): Promise<void> {
      const client = await takeClient(c);
      if (client === undefined) return;
      requests.add(client);
      const own = named.add(`${client} ${name}`);
      if (own.count > rateLimit) throw limited('named', own.left);
    },
  };
}

export type Limits = ReturnType<typeof createLimits>;
