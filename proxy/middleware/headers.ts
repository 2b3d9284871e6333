import type { Next } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { AppContext } from '../http/context.ts';

/** No framing, no guessing of types, no referrer. */
export function securityHeaders(publicUrl: string) {
  return secureHeaders({
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    strictTransportSecurity: publicUrl.startsWith('https:') ? 'max-age=15552000' : false,
    // The element's files and QR codes are for other sites too; see `privateByDefault`.
    crossOriginResourcePolicy: false,
    xXssProtection: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
  });
}

/** No cache, no other site and no search engine may keep a response, unless its route sets other headers. */
export function privateByDefault() {
  return async function privateByDefault(c: AppContext, next: Next): Promise<void> {
    c.header('Cache-Control', 'no-store');
    c.header('Cross-Origin-Resource-Policy', 'same-origin');
    c.header('X-Robots-Tag', 'noindex, nofollow');
    await next();
  };
}
