import type { MiddlewareHandler, Next } from 'hono';
import { type AppContext, decidingHeader } from '../http/context.ts';
import { respond, setHeader } from '../http/respond.ts';

/** How long browsers may remember what a preflight allowed. Seconds. */
const PREFLIGHT_MAX_AGE = 600;

/** The headers that the element sends. */
const ELEMENT_HEADERS = ['Authorization', 'Content-Type'];

/** RFC 9110 section 5.6.2 */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * Pages of these origins may call the API, with whatever headers their own tools add, such as `traceparent`.
 * https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function crossOrigin(origins: readonly string[]) {
  return function crossOrigin(c: AppContext, next: Next): ReturnType<MiddlewareHandler> {
    const origin = decidingHeader(c, 'Origin') ?? '';
    const isAllowed = origins.includes(origin);
    if (isAllowed) setHeader(c, 'Access-Control-Allow-Origin', origin);
    setHeader(c, 'Access-Control-Expose-Headers', 'Retry-After');
    return c.req.method === 'OPTIONS' ? preflight(c, isAllowed) : next();
  };
}

function preflight(c: AppContext, isAllowed: boolean): Promise<Response> {
  const asked = decidingHeader(c, 'Access-Control-Request-Headers') ?? '';
  const allowed = isAllowed ? [...ELEMENT_HEADERS, ...othersIn(asked)] : ELEMENT_HEADERS;
  return respond(c, null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': 'GET,PUT,POST,DELETE',
      'Access-Control-Allow-Headers': allowed.join(','),
      'Access-Control-Max-Age': String(PREFLIGHT_MAX_AGE),
    },
  });
}

function othersIn(asked: string): string[] {
  const known = ELEMENT_HEADERS.map((name) => name.toLowerCase());
  const names = asked.split(',').map((name) => name.trim());
  return names.filter((name) => TOKEN.test(name) && !known.includes(name.toLowerCase()));
}
