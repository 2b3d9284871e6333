import type { Next } from 'hono';
import type { AppContext } from '../http/context.ts';
import { redirect } from '../http/respond.ts';
import { isSlug } from '../keys/index.ts';

/**
 * Finds the path of a request as the routes know it. PUBLIC_URL may have a path, `prefix`; the server in front may or
 * may not remove it, and it may look like a route itself. So the path without the prefix is tried first: no route ends
 * with another route.
 */
export function pathBelow(prefix: string, routes: readonly string[]): (request: Request) => string {
  const pattern = new RegExp(`^(${routes.map(patternOf).join('|')})$`);
  const isRoute = (path: string) => pattern.test(path);
  const rooms = new Set(routes.map(roomOf));
  const isBesideRoute = (path: string) => rooms.has(roomOf(path.toLowerCase()));
  return (request) => {
    const path = pathOf(request.url);
    if (prefix === '' && isRoute(path)) return path;
    const paths = [below(prefix, path, decoded), path];
    return paths.find(isRoute) ?? paths.find(isBesideRoute) ?? path;
  };
}

/** What matches a route: `:name` stands for one part that is not empty. */
function patternOf(route: string): string {
  return route.replaceAll('.', String.raw`\.`).replaceAll(/:\w+/g, '[^/]+');
}

function roomOf(path: string): string | undefined {
  return path.split('/', 2)[1];
}

/** The path of a request's address, which is absolute and in normal form. */
function pathOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('//') + 2);
  return /^[^?#]*/.exec(url.slice(start))![0];
}

/** Whether people open this path, so that errors are pages. */
export function isPage(path: string): boolean {
  return /^\/pay(\/|$)/i.test(path);
}

/** A link as it is given out. */
const WELL_TYPED = /^\/pay\/[a-z2-7]{32}(\/qr\.svg|\/logo)?$/;

/** A link, with what people and mail programs put behind it. */
const LINK = /^\/+pay\/+([a-z2-7]{32})(\/qr\.svg|\/logo)?[\p{P}\p{S}\p{Z}\p{Cf}\s]*$/u;

/** Redirects from a link in capitals, or with a full stop behind it, to the link that is meant; other paths go on. */
export function typedLinks(publicUrl: string) {
  const prefix = prefixOf(publicUrl);
  const form = (text: string) => decoded(text).toLowerCase();
  return async function typedLinks(c: AppContext, next: Next): Promise<Response | undefined> {
    if (WELL_TYPED.test(c.req.path)) {
      await next();
      return undefined;
    }
    const { pathname, search } = new URL(c.req.url);
    const paths = [below(prefix, pathname, form), pathname];
    const [, slug = '', more = ''] = paths.map((path) => LINK.exec(form(path))).find((found) => found) ?? [];
    const path = `/pay/${slug}${more}`;
    if (isSlug(slug)) return redirect(c, publicUrl + path + search, 308);
    await next();
    return undefined;
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
