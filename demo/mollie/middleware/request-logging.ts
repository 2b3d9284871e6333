import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../api/env.ts';
import type { MovableClock } from '../clock.ts';
import type { Organizations } from '../organizations.ts';
import { endpointOf, maskAuthorization, type RequestLog } from '../requests.ts';

/** Writes down every request when it comes, so that those never answered are there too. */
export function requestLogging({
  requests,
  clock,
  organizations,
}: {
  requests: RequestLog;
  clock: MovableClock;
  organizations: Organizations;
}): MiddlewareHandler<ApiEnv> {
  return async function logRequest(c, next) {
    const headers = c.req.header();
    const profileId = organizations.callerOf(headers.authorization)?.profile.id ?? null;
    if (headers.authorization !== undefined) headers.authorization = maskAuthorization(headers.authorization);
    const logged = requests.add({
      at: clock.now(),
      method: c.req.method,
      path: c.req.path,
      query: c.req.query(),
      headers,
      body: await c.req.text(),
      endpoint: endpointOf(c.req.method, c.req.path),
      profileId,
      idempotencyKey: headers['idempotency-key'] ?? null,
      status: null,
      replayed: false,
      fault: null,
    });
    c.set('logged', logged);
    await next();
    if (logged.fault === 'hang' || logged.fault === 'lost') return;
    logged.status = c.res.status;
    logged.replayed = c.res.headers.get('idempotent-replayed') === 'true';
  };
}
