import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../api/env.ts';
import { HOUR, type MovableClock } from '../clock.ts';
import { MollieError } from '../errors.ts';

/** How long Mollie knows a key. https://docs.mollie.com/reference/api-idempotency */
const LIFETIME = HOUR;

type Entry = {
  at: number;
  /** Method, address and body: what has to be the same for a replay. */
  request: string;
  /** Null while the first request is running. */
  answer: { status: number; headers: [string, string][]; body: string } | null;
};

/**
 * Answers a POST that repeats an `Idempotency-Key` with what the first one was answered, errors of the
 * caller included; the server's own are forgotten, so that the next try runs.
 *
 * @param capacity how many keys are remembered.
 */
export function idempotency({
  clock,
  capacity,
}: {
  clock: MovableClock;
  capacity: number;
}): MiddlewareHandler<ApiEnv> {
  const entries = new Map<string, Entry>();

  return async function replayOrRun(c, next) {
    const key = c.req.header('idempotency-key');
    if (c.req.method !== 'POST' || key === undefined) return next();

    const slot = `${c.get('apiKey')} ${key}`;
    const { pathname, search } = new URL(c.req.url);
    const request = `${c.req.method} ${pathname}${search}\n${await c.req.text()}`;
    const known = entries.get(slot);
    if (known && clock.now() - known.at < LIFETIME) return replay(known, request);

    const entry: Entry = { at: clock.now(), request, answer: null };
    entries.delete(slot);
    entries.set(slot, entry);
    if (entries.size > capacity) {
      const [oldest] = entries.keys();
      if (oldest !== undefined) entries.delete(oldest);
    }
    await next();
    if (c.res.status >= 500) entries.delete(slot);
    else {
      const body = await c.res.clone().text();
      entry.answer = { status: c.res.status, headers: [...c.res.headers], body };
    }
  };
}

export function stillProcessing(): MollieError {
  return new MollieError(409, 'A request with this idempotency key is still being processed');
}

function replay({ request: first, answer }: Entry, request: string): Response {
  if (request !== first) {
    throw new MollieError(400, 'The idempotency key was already used for a request with other parameters');
  }
  if (answer === null) throw stillProcessing();
  const response = new Response(answer.body, { status: answer.status, headers: answer.headers });
  response.headers.set('idempotent-replayed', 'true');
  return response;
}
