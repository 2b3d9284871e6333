import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Clock } from '../lib/clock.ts';
import { inScope } from '../lib/scope.ts';
import type { Log } from '../log/index.ts';
import { underOneReference } from '../log/reference.ts';

/** Gives each request a reference and a line in the log, with its route: a path may contain a slug. */
export function inRequest(log: Log, clock: Clock): MiddlewareHandler {
  return (c, next) => {
    const answer = async () => {
      const started = clock.monotonic();
      await next();
      const { method } = c.req;
      const ms = Math.round(clock.monotonic() - started);
      log({ level: 'debug', code: 'request', method, route: routePath(c, -1), status: c.res.status, ms });
    };
    return inScope(
      () => underOneReference(answer),
      (end) => hold(c, end),
    );
  };
}

/** A Worker that does not pass on its context has what goes on after the answer cut off, as by a crash. */
function hold(c: Context, end: Promise<void>): void {
  try {
    c.executionCtx.waitUntil(end);
  } catch {}
}
