import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../api/env.ts';
import { MollieError } from '../errors.ts';
import type { Settings } from '../settings.ts';

/** @param policy the name of the limit, where the headers that tell of it are sent too. */
export function tooManyRequests(retryAfter?: number, policy?: string): MollieError {
  return new MollieError(
    429,
    'You have exceeded the rate limit. Please slow down your requests.',
    undefined,
    {
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
      ...(policy === undefined
        ? {}
        : {
            'ratelimit-policy': `"${policy}";q=20;w=3;mollie-burst=60`,
            ratelimit: `"${policy}";r=0;t=${retryAfter ?? 3};mollie-burst=60`,
          }),
    },
  );
}

/**
 * Answers a profile 429 beyond `requestsPerSecond`, where it is set. By real time, not by the simulator's: it guards
 * against bursts, and those are real while a moved clock stands still.
 */
export function rateLimit(settings: Settings): MiddlewareHandler<ApiEnv> {
  const recentOf = new Map<string | null, number[]>();
  return async function limitRate(c, next) {
    const limit = settings.requestsPerSecond;
    if (limit !== null) {
      const now = performance.now();
      const { profileId } = c.get('logged');
      const recent = (recentOf.get(profileId) ?? []).filter((at) => now - at < 1000);
      recentOf.set(profileId, recent);
      if (recent.length >= limit) throw tooManyRequests(1);
      recent.push(now);
    }
    await next();
  };
}
