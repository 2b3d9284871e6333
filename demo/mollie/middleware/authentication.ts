import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../api/env.ts';
import { MollieError } from '../errors.ts';
import type { Organizations } from '../organizations.ts';

/** Lets only requests with an API key pass, and tells the rest which mode and profile it is for. */
export function authentication(organizations: Organizations): MiddlewareHandler<ApiEnv> {
  return async function authenticate(c, next) {
    const caller = organizations.callerOf(c.req.header('authorization'));
    if (!caller) throw new MollieError(401, 'Missing authentication, or failed to authenticate');
    c.set('apiKey', caller.apiKey);
    c.set('mode', caller.mode);
    c.set('profile', caller.profile);
    await next();
  };
}
