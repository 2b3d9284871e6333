import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { Language } from '../methods.ts';
import { STYLE } from './style.ts';
import { textsFor } from './texts.ts';

/** Markup in which all text is escaped already. */
export type Html = ReturnType<typeof html>;

/** A whole page, marked as the simulator's. */
export function page(
  c: Context,
  {
    title,
    language,
    width = 'narrow',
    status = 200,
  }: { title: string; language: Language; width?: 'narrow' | 'medium' | 'wide'; status?: number },
  content: Html | Html[],
): Response | Promise<Response> {
  const texts = textsFor(language);
  c.header('cache-control', 'no-store');
  c.header(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  );
  c.header('referrer-policy', 'no-referrer');
  c.status(status as 200);
  return c.html(html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} – ${texts.simulator}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<p class="ribbon"><strong>${texts.simulator}</strong> · ${texts.noMoney} <a href="/">${texts.dashboard}</a></p>
<main class="${width}">${content}</main>
</body>
</html>`);
}
