import type { Next } from 'hono';
import { cors } from 'hono/cors';
import type { AppContext } from '../http/context.ts';

/** How long browsers may remember what a preflight allowed. Seconds. */
const PREFLIGHT_MAX_AGE = 600;

/** The headers that the element sends. */
const ELEMENT_HEADERS = ['Authorization', 'Content-Type'];

/** RFC 9110 section 5.6.2 */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/** Pages of these origins may call the API, with whatever headers their own tools add, such as `traceparent`. */
export function crossOrigin(origins: readonly string[]) {
  return async function crossOrigin(c: AppContext, next: Next): Promise<Response | undefined> {
    const isAllowed = origins.includes(c.req.header('Origin') ?? '');
    const answer = cors({
      origin: [...origins],
      allowMethods: ['GET', 'PUT', 'POST', 'DELETE'],
      allowHeaders: isAllowed ? [...ELEMENT_HEADERS, ...otherHeaders(c)] : ELEMENT_HEADERS,
      exposeHeaders: ['Retry-After'],
      maxAge: PREFLIGHT_MAX_AGE,
    });
    return (await answer(c, next)) ?? undefined;
  };
}

function otherHeaders(c: AppContext): string[] {
  const asked = (c.req.header('Access-Control-Request-Headers') ?? '').split(',').map((name) => name.trim());
  const known = ELEMENT_HEADERS.map((name) => name.toLowerCase());
  return asked.filter((name) => TOKEN.test(name) && !known.includes(name.toLowerCase()));
}
