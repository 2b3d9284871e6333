import type { Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ProxyError } from '../errors.ts';
import type { AppContext } from '../http/context.ts';
import { setHeader } from '../http/respond.ts';

/** Refuses a body of more than `maxSize` bytes; one that breaks off is no error of ours. */
export function limitBody(maxSize: number) {
  const limit = bodyLimit({ maxSize, onError: tooLarge });
  async function limited(c: AppContext, next: Next): Promise<void> {
    try {
      await limit(c, next);
    } catch (cause) {
      // Hono hands errors of routes to `onError`, so this one is about reading the body.
      throw cause instanceof ProxyError ? cause : new ProxyError('bad_request', { cause });
    }
  }

  // Nobody reads the body of these, and to see that there is none takes as long as the rest of the answer.
  const isRead = ({ method }: AppContext['req']) => method === 'GET' || method === 'HEAD';
  return function limitBody(c: AppContext, next: Next): Promise<void> {
    return isRead(c.req) ? next() : limited(c, next);
  };
}

/** The rest of the body is not read, so the connection is of no further use. RFC 9110 section 15.5.14 */
function tooLarge(c: AppContext): never {
  setHeader(c, 'Connection', 'close');
  throw new ProxyError('too_large');
}
