import type { Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ProxyError } from '../errors.ts';
import type { AppContext } from '../http/context.ts';
import { setHeader } from '../http/respond.ts';

const DIGITS = /^\d+$/;

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

  return function limitBody(c: AppContext, next: Next): Promise<void> {
    const { method } = c.req;
    // Nobody reads the body of these, and to see that there is none takes as long as the rest of the answer.
    if (method === 'GET' || method === 'HEAD') return next();
    const length = lengthSaid(c);
    if (length === undefined) return limited(c, next);
    return length > maxSize ? tooLarge(c) : next();
  };
}

/** The length of the body in bytes where the request says it: whoever serves it reads no more. RFC 9112 section 6.2 */
function lengthSaid({ req }: AppContext): number | undefined {
  const length = req.header('Content-Length');
  const isSaid = length !== undefined && DIGITS.test(length) && req.header('Transfer-Encoding') === undefined;
  return isSaid ? Number(length) : undefined;
}

/** The rest of the body is not read, so the connection is of no further use. RFC 9110 section 15.5.14 */
function tooLarge(c: AppContext): never {
  setHeader(c, 'Connection', 'close');
  throw new ProxyError('too_large');
}
