import type { Brand } from '../config/index.ts';
import { type ErrorPage, errorHeading, errorMain } from './error-page.ts';
import { document } from './layout.ts';
import { type PayPage, payMain } from './pay-page.ts';
import { script } from './script.ts';
import { buildStyle } from './style.ts';

export type { ErrorPage } from './error-page.ts';
export type { Message } from './messages.ts';
export type { PayPage } from './pay-page.ts';

/** The pages that customers see, in one merchant's look. */
export type Pages = {
  /** The online invoice, an HTML document. */
  pay(page: PayPage): string;
  /** A page without an invoice: an unknown link, a store that is down. */
  error(page: ErrorPage): string;
  /** The Content-Security-Policy of both. */
  csp: string;
  /** What the pages load from beside them, at `assets/{name}`. */
  script: { name: string; text: string };
};

/**
 * Prepares the pages: the style is built once for the brand, and its hash goes into the policy. `origin` and `base`, its
 * path, are those of PUBLIC_URL; `checkoutOrigins` are those of a checkout that is not https, a simulator's on loopback.
 */
export async function createPages({
  brand,
  origin = '',
  base = '',
  checkoutOrigins = [],
}: {
  brand: Brand;
  origin?: string;
  base?: string;
  checkoutOrigins?: readonly string[];
}): Promise<Pages> {
  const style = buildStyle(brand.color);
  const name = `pay-${(await sha256(script)).replace(/\W/g, '').slice(-10)}.js`;
  const address = `${base}/assets/${name}`;
  // Below a path, the origin's other scripts are not ours. https://www.w3.org/TR/CSP3/#match-paths
  const scripts = base === '' ? "'self'" : origin + address.replace(/[;,]/g, encodeURIComponent);
  return {
    pay(page) {
      const { view, translator } = page;
      return document({
        ...page,
        title: `${translator.texts.page.heading.open(view.number)} · ${view.label}`,
        main: payMain(page, brand),
        test: view.mode === 'test',
        brand,
        style,
        logo: brand.logo ? `${page.path}/logo` : undefined,
        script: address,
      });
    },
    error(page) {
      return document({ ...page, title: errorHeading(page), main: errorMain(page), brand, style });
    },
    csp: csp({ style: await sha256(style), scripts, checkoutOrigins }),
    script: { name, text: script },
  };
}

function csp(page: { style: string; scripts: string; checkoutOrigins: readonly string[] }): string {
  return [
    "default-src 'none'",
    `style-src '${page.style}'`,
    `script-src ${page.scripts}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    // Chrome applies it to the redirect as well, and that leads to Mollie's checkout and on to any bank.
    ["form-action 'self' https:", ...page.checkoutOrigins].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** A hash source. https://www.w3.org/TR/CSP3/#grammardef-hash-source */
async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}
