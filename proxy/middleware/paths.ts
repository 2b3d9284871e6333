import type { Next } from 'hono';
import type { AppContext } from '../http/context.ts';
import { isSlug } from '../keys/index.ts';

/**
 * Finds the path of a request as the routes know it. PUBLIC_URL may have a path, `prefix`; the server in front may or
 * may not remove it, and it may look like a route itself. So the path without the prefix is tried first: no route ends
 * with another route.
 */
export function pathBelow(prefix: string, routes: readonly string[]): (request: Request) => string {
  const patterns = routes.map((route) => route.split('/'));
  const isRoute = (path: string) => {
    const parts = path.split('/');
    return patterns.some(
      (pattern) =>
        pattern.length === parts.length &&
        pattern.every((part, at) => (part.startsWith(':') ? parts[at] !== '' : part === parts[at])),
    );
  };
  const isBesideRoute = (path: string) => {
    const [, room] = path.toLowerCase().split('/', 2);
    return patterns.some((pattern) => pattern[1] === room);
  };
  return (request) => {
    const { pathname } = new URL(request.url);
    const paths = [below(prefix, pathname, decoded), pathname];
    return paths.find(isRoute) ?? paths.find(isBesideRoute) ?? pathname;
  };
}

/** Whether people open this path, so that errors are pages. */
export function isPage(path: string): boolean {
  return /^\/pay(\/|$)/i.test(path);
}

/** A link, with what people and mail programs put behind it. */
const LINK = /^\/+pay\/+([a-z2-7]{32})(\/qr\.svg|\/logo)?[\p{P}\p{S}\p{Z}\p{Cf}\s]*$/u;

/** Redirects from a link in capitals, or with a full stop behind it, to the link that is meant. */
export function typedLinks(publicUrl: string) {
  const prefix = prefixOf(publicUrl);
  const form = (text: string) => decoded(text).toLowerCase();
  return async function typedLinks(c: AppContext, next: Next): Promise<Response | undefined> {
    const { pathname, search } = new URL(c.req.url);
    const paths = [below(prefix, pathname, form), pathname];
    const [, slug = '', more = ''] = paths.map((path) => LINK.exec(form(path))).find((found) => found) ?? [];
    const path = `/pay/${slug}${more}`;
    if (!isSlug(slug) || c.req.path === path) {
      await next();
      return undefined;
    }
    return c.redirect(publicUrl + path + search, 308);
  };
}

/** The path of PUBLIC_URL, without a slash at its end. */
export function prefixOf(publicUrl: string): string {
  const { pathname } = new URL(publicUrl);
  return pathname.endsWith('/') ? pathname.slice(0, -1) : pathname;
}

/**
 * The part of the path that is below the prefix, or the whole path if it is not. `form` makes parts comparable: a server
 * in front may escape more than is needed, or less.
 */
function below(prefix: string, path: string, form: (part: string) => string): string {
  const [parts, given] = [prefix.split('/'), path.split('/')];
  const isBelow =
    given.length > parts.length && parts.every((part, at) => form(part) === form(given[at] ?? ''));
  return isBelow ? `/${given.slice(parts.length).join('/')}` : path;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
