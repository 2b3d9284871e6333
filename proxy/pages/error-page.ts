import { html } from 'hono/html';
import { withChoices } from '../lib/pay-page-url.ts';
import { icon } from './icons.ts';
import type { ErrorPage } from './types.ts';

/** Errors that pass by themselves. */
const PASSING: readonly string[] = [
  'rate_limited',
  'mollie_unavailable',
  'store_unavailable',
  'resync_needed',
  'internal_error',
];

export function errorHeading({ code, translator }: ErrorPage): string {
  const words = translator.texts.page.problem;
  if (code === 'not_found') return words.unknown;
  return PASSING.includes(code) ? words.later : words.other;
}

/** The main part of a page that has no invoice to show. */
export function errorMain(page: ErrorPage) {
  const { code, translator, path, chosen, params, reference } = page;
  const words = translator.texts.page;
  return html`<main>
<p class="status problem attention">${icon('alert')}</p>
<h1 tabindex="-1">${errorHeading(page)}</h1>
<p class="lead">${translator.error(code, params)}</p>
${reference && html`<p class="reference">${words.reference(reference)}</p>`}
${PASSING.includes(code) && html`<div class="actions"><a class="button" href="${withChoices(path, { lang: chosen })}">${words.actions.tryAgain}</a></div>`}
</main>`;
}
