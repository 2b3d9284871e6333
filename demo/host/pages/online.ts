import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Invoice } from '../invoices.ts';
import { pathOf } from '../merchants.ts';
import { chosenLanguage, type Site } from '../site.ts';
import { textsIn } from '../texts.ts';
import { invoiceDocument } from './document.ts';
import { page } from './layout.ts';

/**
 * `/online/{id}`: the invoice as its customer sees it. A real system gives these pages addresses that nobody can
 * guess, or asks for a login.
 */
export async function onlinePage(c: Context, site: Site, invoice: Invoice): Promise<Response> {
  const language = chosenLanguage(c) ?? invoice.customer.language;
  const texts = textsIn(language);
  const { id, link } = invoice;
  return page(
    c,
    site,
    { title: `${texts.invoice} ${id}`, language, audience: 'customer' },
    html`<div class="beside online">
      <div class="stack">
        <section aria-label="${texts.payment}">
          <invoice-pay-button token="${await site.tokens.payer(invoice)}" token-url="${pathOf(site.merchant)}/tokens/payer?invoice=${id}">
            ${link === null ? '' : html`<a class="button" href="${link}">${texts.payLink}</a>`}
            <p slot="paid" class="quiet">${texts.thanksPaid}</p>
          </invoice-pay-button>
        </section>
        <p class="quiet">${texts.thanks}</p>
      </div>
      ${invoiceDocument(invoice, site.merchant, language)}
    </div>`,
  );
}
