import type { Context } from 'hono';
import { html } from 'hono/html';
import { pathOf } from '../merchants.ts';
import type { Site } from '../site.ts';
import { page } from './layout.ts';

export function notFoundPage(site: Site) {
  return (c: Context) =>
    page(
      c,
      site,
      { title: 'Not found', language: 'en', audience: 'merchant', languages: [], status: 404 },
      html`<div class="middle"><h1>There is no such page</h1><p><a href="${pathOf(site.merchant)}/invoices">To the invoices</a></p></div>`,
    );
}
