import type { Context } from 'hono';
import { html } from 'hono/html';
import { pathOf } from '../merchants.ts';
import type { Site } from '../site.ts';
import { LANGUAGE_NAMES, LANGUAGES, type Language, textsIn } from '../texts.ts';

/** In `public`, in the order in which they count. */
export const STYLE_SHEETS = ['base.css', 'layout.css', 'forms.css', 'invoice.css', 'list.css', 'demo.css'];

/** Escaped already. */
export type Html = ReturnType<typeof html>;

export type PageOptions = {
  title: string;
  language: Language;
  /** Customers see no navigation. */
  audience: 'merchant' | 'customer';
  /** Offered where the page speaks them. */
  languages?: readonly Language[];
  /** Scripts of the host's own, besides the element's. */
  scripts?: readonly string[];
  status?: 200 | 400 | 404 | 502;
};

/** A whole page of the invoicing system. It loads the element as any other site does: one script, by its address. */
export function page(
  c: Context,
  site: Site,
  options: PageOptions,
  content: Html,
): Response | Promise<Response> {
  const { title, language, audience, languages = LANGUAGES, scripts = [], status = 200 } = options;
  const { company, logo } = site.merchant;
  c.header('Content-Security-Policy', policyOf(site));
  c.header('Referrer-Policy', 'same-origin');
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Cache-Control', 'no-store');
  c.status(status);
  return c.html(html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} – ${company}</title>
    <link rel="icon" href="/${logo}">
    ${STYLE_SHEETS.map((name) => html`<link rel="stylesheet" href="/${name}">`)}
    <script type="module" src="${site.proxyUrl}/invoice-pay-button.js"></script>
    ${scripts.map((script) => html`<script type="module" src="${script}"></script>`)}
  </head>
  <body>
    <header class="bar">
      <a class="company" href="${audience === 'merchant' ? `${pathOf(site.merchant)}/invoices` : c.req.path}"><img src="/${logo}" alt="" width="28" height="28"> ${company}</a>
      ${audience === 'merchant' ? navigation(c.req.path, site, language) : ''}
      ${languages.length > 1 ? languageLinks(c, language, languages) : ''}
    </header>
    <main>${content}</main>
    <footer class="colophon" lang="en">
      <p>A demo: company, customers and invoices are invented. <a href="/">What is what</a>
      ${site.simulatorUrl ? html` · <a href="${site.simulatorUrl}/">Mollie simulator</a>` : ''}</p>
    </footer>
  </body>
</html>`);
}

/** Nothing inline, and nothing from elsewhere but the element: it needs no more than this. */
function policyOf({ proxyUrl }: Site): string {
  const { origin } = new URL(proxyUrl);
  return [
    "default-src 'none'",
    `script-src 'self' ${origin}`,
    `connect-src 'self' ${origin}`,
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');
}

function navigation(path: string, { merchant }: Site, language: Language): Html {
  const texts = textsIn(language);
  const own = pathOf(merchant);
  const links = [
    [`${own}/invoices`, texts.invoices],
    [`${own}/connection`, texts.connection],
    ['/playground', 'Playground'],
  ] as const;
  return html`<nav>${links.map(([href, label]) => {
    const current = path.startsWith(href);
    return html`<a href="${href}${language === 'en' ? '' : `?lang=${language}`}"${current ? html` aria-current="page"` : ''}>${label}</a> `;
  })}</nav>`;
}

function languageLinks(c: Context, language: Language, languages: readonly Language[]): Html {
  return html`<nav class="languages" aria-label="${textsIn(language).language}">${languages.map(
    (other) =>
      html`<a href="${c.req.path}?lang=${other}" lang="${other}" hreflang="${other}" title="${LANGUAGE_NAMES[other]}"${
        other === language ? html` aria-current="true"` : ''
      }>${other}</a> `,
  )}</nav>`;
}

/** The demo's own voice: what to try here by hand. */
export function tryThis(content: Html): Html {
  return html`<aside class="try" lang="en"><h2>Try this</h2>${content}</aside>`;
}
