import type { Context } from 'hono';
import { html } from 'hono/html';
import { type Invoice, totalsOf } from '../invoices.ts';
import { pathOf } from '../merchants.ts';
import { formatDate, formatMoney } from '../money.ts';
import { chosenLanguage, type Site } from '../site.ts';
import { textsIn } from '../texts.ts';
import { page, tryThis } from './layout.ts';

/** `/invoices`: all of them, each with an element that tells how it stands. */
export function invoiceListPage(site: Site) {
  return async (c: Context) => {
    const language = chosenLanguage(c) ?? 'en';
    const texts = textsIn(language);
    const own = pathOf(site.merchant);
    const query = language === 'en' ? '' : `?lang=${language}`;

    const row = async (invoice: Invoice) => html`<tr>
      <th scope="row"><a href="${own}/invoices/${invoice.id}${query}">${invoice.id}</a><span class="who">${invoice.customer.name}</span></th>
      <td class="date">${formatDate(invoice.date, language)}</td>
      <td class="date">${formatDate(invoice.dueDate, language)}</td>
      <td class="number">${formatMoney(totalsOf(invoice).total, invoice.currency, language)}</td>
      <td class="payment">
        <invoice-pay-button class="compact" token="${await site.tokens.row(invoice)}" token-url="${own}/tokens/row?invoice=${invoice.id}"></invoice-pay-button>
      </td>
    </tr>`;
    const rows = await Promise.all(site.books.list().map(row));

    return page(
      c,
      site,
      { title: texts.invoices, language, audience: 'merchant' },
      html`<h1>${texts.invoices}</h1>
        ${tryThis(html`<p>All elements of this page share one request: have a look at the network panel, where one
          <code>POST /v1/invoices</code> carries every token. Pay an invoice in another tab and come back: its row is up
          to date.</p>`)}
        <div class="card">
          <table class="list">
            <thead><tr><th>${texts.invoice}</th><th class="date">${texts.date}</th><th class="date">${texts.dueDate}</th>
              <th class="number">${texts.total}</th><th class="payment">${texts.payment}</th></tr></thead>
            <tbody>${rows}</tbody>
          </table>
        </div>`,
    );
  };
}
