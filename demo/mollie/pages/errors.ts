import type { Context } from 'hono';
import { html } from 'hono/html';
import { languageFor } from './language.ts';
import { page } from './layout.ts';
import { textsFor } from './texts.ts';

export function notFoundPage(c: Context): Response | Promise<Response> {
  const language = languageFor(c);
  const title = textsFor(language).notFound;
  return page(c, { title, language, status: 404 }, html`<section class="card"><h1>${title}</h1></section>`);
}

/** @param reason in the words of the API, where it has some. */
export function refusedPage(c: Context, reason = ''): Response | Promise<Response> {
  const language = languageFor(c);
  const title = textsFor(language).refused;
  const content = html`<section class="card"><h1>${title}</h1><p>${reason}</p></section>`;
  return page(c, { title, language, status: 422 }, content);
}
