import type { Next } from 'hono';
import { routePath } from 'hono/route';
import type { AppContext } from '../http/context.ts';
import type { Clock } from '../lib/clock.ts';
import { inScope } from '../lib/scope.ts';
import type { Log } from '../log/index.ts';
import { underOneReference } from '../log/reference.ts';

type Options = {
  log: Log;
  /** Whether the log takes the line of each request, so that each has a reference to be found by. */
  isTold: boolean;
  /** Whether the line is counted. */
  isMeasured: boolean;
  clock: Clock;
};

/**
 * Gives each request a line in the log, with its route, since a path may contain a slug; and a reference, unless it reads
 * only: then its error has one, and so has what it writes all the same.
 */
export function inRequest({ log, isTold, isMeasured, clock }: Options) {
  const hasLine = isTold || isMeasured;
  return function inRequest(c: AppContext, next: Next): Promise<void> {
    const answer = async () => {
      const started = clock.monotonic();
      await next();
      const { method } = c.req;
      const ms = Math.round(clock.monotonic() - started);
      log({ level: 'debug', code: 'request', method, route: routePath(c, -1), status: c.res.status, ms });
    };
    const run = hasLine ? answer : next;
    const hasReference = isTold || (c.req.method !== 'GET' && c.req.method !== 'HEAD');
    return inScope(
      () => (hasReference ? underOneReference(run) : run()),
      (end) => hold(c, end),
    );
  };
}

/** A Worker that does not pass on its context has what goes on after the answer cut off, as by a crash. */
function hold(c: AppContext, end: Promise<void>): void {
  try {
    c.executionCtx.waitUntil(end);
  } catch {}
}
