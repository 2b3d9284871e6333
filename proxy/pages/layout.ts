import { html, raw } from 'hono/html';
import type { Brand } from '../../shared/api.ts';
import { withChoices } from '../lib/pay-page-url.ts';
import { LANGUAGES, type Language, texts } from '../texts/languages.ts';
import type { Translator } from '../texts/translator.ts';

/** A whole HTML document, with style and icons in it. Script and logo can come later, in files of their own. */
export function layout(page: {
  title: string;
  /** The main element. */
  main: unknown;
  translator: Translator;
  brand: Brand;
  path: string;
  transferred?: boolean | undefined;
  test?: boolean;
  style: string;
  /** Where the logo is. */
  logo?: string | undefined;
  /** Where the script is. */
  script?: string | undefined;
}): string {
  const { translator, brand, logo, test } = page;
  const words = translator.texts.page;
  const document = html`<!doctype html>
<html lang="${translator.language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<title>${[page.title, brand.name].filter(Boolean).join(' · ')}</title>
<link rel="icon" href="data:,">
<style>${raw(page.style)}</style>
</head>
<body>
<div class="card">
${(brand.name || logo || test) && header(brand, logo, test ? words.test : null)}
${page.main}
${test && html`<aside class="test-hint">${words.testHint}</aside>`}
</div>
<p class="unseen" role="status"></p>
<footer>${languages(page)}</footer>
${page.script && html`<script type="module" src="${page.script}"></script>`}
</body>
</html>
`;
  return String(document);
}

function header({ name }: Brand, logo: string | undefined, ribbon: string | null) {
  return html`<header>${logo && html`<img src="${logo}" alt="">`}<span class="name"><bdi>${name}</bdi></span>${
    ribbon && html`<span class="ribbon">${ribbon}</span>`
  }</header>`;
}

function languages({
  translator,
  path,
  transferred,
}: {
  translator: Translator;
  path: string;
  transferred?: boolean | undefined;
}) {
  const link = (lang: Language) =>
    html`<a href="${withChoices(path, { lang, transferred })}" lang="${lang}" hreflang="${lang}"${
      lang === translator.language && html` aria-current="true"`
    }>${texts(lang).name}</a>`;
  return html`<nav aria-label="${translator.texts.page.languages}">${LANGUAGES.map(link)}</nav>`;
}
