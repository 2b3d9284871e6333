import type { Next } from 'hono';
import type { AppContext } from '../http/context.ts';

/**
 * No framing, no guessing of types, no referrer; and no cache, no other site and no search engine may keep a response,
 * unless its route sets other headers. https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html
 */
const OF_ALL = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  // The element's files and QR codes are for other sites too; their routes say so.
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'X-Frame-Options': 'DENY',
  'X-Robots-Tag': 'noindex, nofollow',
};

/** Gives each request the headers of its response. */
export function headersOfAll(publicUrl: string) {
  const headers = {
    ...OF_ALL,
    ...(publicUrl.startsWith('https:') && { 'Strict-Transport-Security': 'max-age=15552000' }),
  };
  return function headersOfAll(c: AppContext, next: Next): Promise<void> {
    c.set('headers', { ...headers });
    c.set('deciding', []);
    return next();
  };
}
