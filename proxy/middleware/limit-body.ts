import type { Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ProxyError } from '../errors.ts';
import type { AppContext } from '../http/context.ts';
import { setHeader } from '../http/respond.ts';

/** Their bodies have no meaning, and nobody reads them. RFC 9110 section 9.3.1 */
const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Refuses a body of more than `maxSize` bytes; one that breaks off is no error of ours. */
export function limitBody(maxSize: number) {
  const limit = bodyLimit({ maxSize, onError: tooLarge });
  return async function limitBody(c: AppContext, next: Next): Promise<Response | undefined> {
    // Hono would make a whole request of it to see that it has no body.
    if (BODILESS.has(c.req.method)) {
      await next();
      return undefined;
    }
    try {
      return (await limit(c, next)) ?? undefined;
    } catch (cause) {
      // Hono hands errors of routes to `onError`, so this one is about reading the body.
      throw cause instanceof ProxyError ? cause : new ProxyError('bad_request', { cause });
    }
  };
}

/** The rest of the body is not read, so the connection is of no further use. RFC 9110 section 15.5.14 */
function tooLarge(c: AppContext): never {
  setHeader(c, 'Connection', 'close');
  throw new ProxyError('too_large');
}
