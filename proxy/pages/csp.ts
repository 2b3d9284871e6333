import { isLoopback } from '../lib/addresses.ts';
import { digestOf } from '../lib/digest.ts';

/** What a page may load and where it may lead, besides what every page may. */
type Sources = {
  /** The content of the style element. */
  style: string;
  /** The script's path on the origin; undefined where the page has no script. */
  script: string | undefined;
  /** The origin of PUBLIC_URL, and its path. */
  origin: string;
  base: string;
  /** Checkouts that are not https: a simulator's on loopback. */
  checkoutOrigins: readonly string[];
};

/** The Content-Security-Policy of the pages. */
export async function contentSecurityPolicy(sources: Sources): Promise<string> {
  return [
    "default-src 'none'",
    `style-src '${await digestOf(sources.style, 'sha256')}'`,
    `script-src ${scriptSource(sources)}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    // Chrome checks redirects after the form as well, and those lead to Mollie's checkout and on to any bank.
    ["form-action 'self' https:", ...sources.checkoutOrigins].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Checkouts on this machine, beside the API of a simulator there. They are not https, so the policy must name them. */
export function checkoutOrigins(endpoint: string): string[] {
  const onLoopback = ['http://127.0.0.1:*', 'http://localhost:*', 'http://*.localhost:*'];
  return isLoopback(new URL(endpoint).hostname) ? onLoopback : [];
}

/** Where PUBLIC_URL has a path, other scripts of the origin are not ours. https://www.w3.org/TR/CSP3/#match-paths */
function scriptSource({ script, origin, base }: Sources): string {
  if (script === undefined) return "'none'";
  return base === '' ? "'self'" : origin + script.replace(/[;,]/g, encodeURIComponent);
}
