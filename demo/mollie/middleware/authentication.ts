import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../api/env.ts';
import { MollieError } from '../errors.ts';
import type { Mode } from '../records.ts';
import { profileOf, type Settings } from '../settings.ts';

/** Mollie's form of an API key; the mode is part of it. */
const API_KEY = /^Bearer ((test|live)_\w{30,})$/;

/** Lets only requests with an API key pass, and tells the rest which mode and profile it is for. */
export function authentication(settings: Settings): MiddlewareHandler<ApiEnv> {
  return async function authenticate(c, next) {
    const [, apiKey, mode] = API_KEY.exec(c.req.header('authorization') ?? '') ?? [];
    if (apiKey === undefined || (settings.apiKeys !== null && !settings.apiKeys.includes(apiKey))) {
      throw new MollieError(401, 'Missing authentication, or failed to authenticate');
    }
    c.set('apiKey', apiKey);
    c.set('mode', mode as Mode);
    c.set('profile', profileOf(settings, apiKey));
    await next();
  };
}
