import type { Brand } from '../../shared/api.ts';
import { contentSecurityPolicy } from './csp.ts';
import { errorHeading, errorMain } from './error-page.ts';
import { type KeptPage, keptPage } from './kept.ts';
import { layout } from './layout.ts';
import { payMain } from './pay-page.ts';
import { buildStyle } from './style.ts';
import type { ErrorPage, PayPage } from './types.ts';

/** The pages that customers see, in one merchant's look. */
export type Pages = {
  /** The online invoice, an HTML document. */
  pay(page: PayPage): string;
  /** The same, with a code to scan; not written again while it shows the same. */
  keptPay(page: PayPage): KeptPage;
  /** A page without an invoice: an unknown link, a store that is down. */
  error(page: ErrorPage): string;
  /** The Content-Security-Policy of both. */
  csp: string;
};

export type PageOptions = {
  brand: Brand;
  /** The origin of PUBLIC_URL, and its path without a slash at the end. */
  origin?: string;
  base?: string;
  /** The built script's path below the proxy, `assets/….js`. The pages work without it, by reloading. */
  script?: string | undefined;
  /** The origins of checkouts that are not https. */
  checkoutOrigins?: readonly string[];
};

/** Prepares the pages: the style and the policy that names it are built once for the brand. */
export async function createPages({
  brand,
  origin = '',
  base = '',
  script: name,
  checkoutOrigins = [],
}: PageOptions): Promise<Pages> {
  const style = buildStyle(brand.color);
  const script = name && `${base}/${name}`;
  const look = JSON.stringify([brand, origin, script]);

  function pay(page: PayPage): string {
    const { view, translator } = page;
    return layout({
      ...page,
      title: `${translator.texts.page.heading.open(view.number)} · ${view.label}`,
      main: payMain(page, brand),
      test: view.mode === 'test',
      brand,
      style,
      logo: brand.logo ? `${page.path}/logo` : undefined,
      script,
    });
  }

  return {
    pay,
    keptPay: (page) => keptPage(page, look, pay),
    error(page) {
      return layout({ ...page, title: errorHeading(page), main: errorMain(page), brand, style });
    },
    csp: await contentSecurityPolicy({ style, script, origin, base, checkoutOrigins }),
  };
}
