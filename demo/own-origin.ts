import type { Context, MiddlewareHandler } from 'hono';
import { isLoopback } from '../proxy/lib/addresses.ts';

/**
 * Keeps a server on this machine to this machine: it answers for the names of this machine alone, so that no web page
 * can have its own name lead here, and what changes something is asked by its own pages or by programs, not by other pages.
 *
 * @param hosts further names that it answers for
 * @param option where people add a name
 */
export function ownOriginOnly(hosts: readonly string[], option: string): MiddlewareHandler {
  const known = hosts.map((host) => host.toLowerCase());
  return async function refuseOthers(c, next) {
    const { hostname } = new URL(c.req.url);
    if (!isLoopback(hostname) && !known.includes(hostname)) {
      return c.text(`Not for ${hostname}: this answers for localhost, unless ${option} names others.\n`, 421);
    }
    if (!/^(GET|HEAD|OPTIONS)$/.test(c.req.method) && !isOwn(c)) {
      return c.text('Not from another page: only the pages of this address may change something.\n', 403);
    }
    return next();
  };
}

/** Browsers say where a request comes from, `null` too; programs do not. https://www.w3.org/TR/fetch-metadata/ */
function isOwn({ req }: Context): boolean {
  const site = req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = req.header('origin');
  // Where somebody else ends TLS, the scheme is not the one that browsers see.
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === new URL(req.url).host);
}
