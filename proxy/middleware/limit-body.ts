import type { Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ProxyError } from '../errors.ts';
import type { AppContext } from '../http/context.ts';
import { setHeader } from '../http/respond.ts';

/** Refuses a body of more than `maxSize` bytes; one that breaks off is no error of ours. */
export function limitBody(maxSize: number) {
  const limit = bodyLimit({ maxSize, onError: tooLarge });
  return async function limitBody(c: AppContext, next: Next): Promise<Response | undefined> {
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
