import { defineConfig } from 'vitepress';
import { PAGES } from './pages.ts';
import { css } from './theme/palette.ts';

const REPOSITORY = 'https://github.com/invoice-pay-button/invoice-pay-button';

/** A small invoice with its button, without a file of its own. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect x="6" y="2" width="20" height="28" rx="4" fill="#1d4ed8"/><path d="M11 9h10M11 14h6" stroke="#fff" stroke-width="2" stroke-linecap="round"/><rect x="11" y="20" width="10" height="5" rx="2.5" fill="#fff"/></svg>',
)}`;

/** Of the reader's own machine. */
const LOCAL = /^http:\/\/localhost/;

/** Columns that speak for themselves have no head, and an empty one is none for screen readers either. */
function emptyHeads({ tokens }: { tokens: { type: string; tag: string; content: string }[] }): void {
  for (const [at, { type, content }] of tokens.entries()) {
    if (type !== 'inline' || content !== '' || tokens[at - 1]?.type !== 'th_open') continue;
    for (const token of [tokens[at - 1], tokens[at + 1]]) token!.tag = 'td';
  }
}

export default defineConfig({
  title: 'invoice-pay-button',
  description:
    'Any invoice page, in any system, paid online through Mollie: a web component and a thin proxy.',
  lang: 'en',
  // Where the site is not at the root of its host: `/invoice-pay-button/`.
  base: process.env.DOCS_BASE ?? '/',
  head: [
    ['link', { rel: 'icon', href: ICON }],
    ['style', {}, css],
  ],
  ignoreDeadLinks: [LOCAL],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: (markdown) => markdown.core.ruler.push('empty heads', emptyHeads),
  },
  themeConfig: {
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'Element', link: '/element/', activeMatch: '^/element/' },
      { text: 'Back end', link: '/hosts/tokens', activeMatch: '^/hosts/' },
      { text: 'Operating', link: '/operating/', activeMatch: '^/(operating|runtimes)/' },
      { text: 'Reference', link: '/reference/configuration', activeMatch: '^/reference/' },
    ],
    sidebar: PAGES,
    outline: [2, 3],
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
    editLink: { pattern: `${REPOSITORY}/edit/main/docs/:path`, text: 'Improve this page' },
    footer: { message: 'MIT licence' },
  },
});
