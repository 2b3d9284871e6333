import type { Next } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { AppContext } from '../http/context.ts';

/** Nothing here may be framed, sniffed, or told where people came from. */
export function securityHeaders(publicUrl: string) {
  return secureHeaders({
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    strictTransportSecurity: publicUrl.startsWith('https:') ? 'max-age=15552000' : false,
    // The element's files and QR codes are for other sites too; see `privately`.
    crossOriginResourcePolicy: false,
    xXssProtection: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
  });
}

/** Answers are for the one who asked, and for now, and for no search engine; routes that differ say so themselves. */
export function privately() {
  return async function privately(c: AppContext, next: Next): Promise<void> {
    c.header('Cache-Control', 'no-store');
    c.header('Cross-Origin-Resource-Policy', 'same-origin');
    c.header('X-Robots-Tag', 'noindex, nofollow');
    await next();
  };
}
