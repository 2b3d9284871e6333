import { html } from 'hono/html';
import { type Invoice, totalsOf } from '../invoices.ts';
import type { Merchant } from '../merchants.ts';
import { formatDate, formatMoney } from '../money.ts';
import type { Language } from '../texts.ts';
import { textsIn } from '../texts.ts';
import type { Html } from './layout.ts';

/** As the post abroad wants them. */
const COUNTRIES: Record<Invoice['customer']['country'], string> = {
  NL: 'Nederland',
  BE: 'België',
  DE: 'Deutschland',
  GB: 'United Kingdom',
};

/** The invoice as it was sent, on its sheet of paper. */
export function invoiceDocument(invoice: Invoice, merchant: Merchant, language: Language): Html {
  const texts = textsIn(language);
  const { id, customer, currency, lines, vat, correction, paidElsewhere } = invoice;
  const { net, vat: vatAmount, total } = totalsOf(invoice);
  const money = (minor: number) => formatMoney(minor, currency, language);
  const sum = (label: string, minor: number) => html`<div><dt>${label}</dt><dd>${money(minor)}</dd></div>`;

  return html`<article class="sheet" lang="${language}">
    <header>
      <div>
        <h1>${total < 0 ? texts.creditNote : texts.invoice} ${id}</h1>
        ${invoice.void ? html`<p class="stamp">${texts.withdrawn}</p>` : ''}
      </div>
      <address>
        <strong>${merchant.company}</strong>${merchant.address.map((line) => html`<br>${line}`)}
      </address>
    </header>
    <div class="parties">
      <address>
        <strong>${customer.name}</strong><br>${customer.street}<br>${customer.town}${
          customer.country === merchant.country ? '' : html`<br>${COUNTRIES[customer.country]}`
        }
      </address>
      <dl class="dates">
        <div><dt>${texts.date}</dt><dd>${formatDate(invoice.date, language)}</dd></div>
        <div><dt>${texts.dueDate}</dt><dd>${formatDate(invoice.dueDate, language)}</dd></div>
      </dl>
    </div>
    <table class="lines">
      <thead>
        <tr><th class="number">${texts.quantity}</th><th>${texts.description}</th>
          <th class="number wide">${texts.price}</th><th class="number">${texts.amount}</th></tr>
      </thead>
      <tbody>${lines.map(
        ({ quantity, text, price }) => html`<tr>
          <td class="number">${quantity}</td><td lang="${customer.language}">${text}</td>
          <td class="number wide">${money(price)}</td><td class="number">${money(quantity * price)}</td>
        </tr>`,
      )}</tbody>
    </table>
    <dl class="sums">
      ${sum(texts.net, net)}
      ${sum(vat === 0 ? texts.vatReversed : texts.vat, vatAmount)}
      ${correction === 0 ? '' : sum(texts.correction, correction)}
      <div class="total"><dt>${texts.total}</dt><dd>${money(total)}</dd></div>
      ${paidElsewhere === 0 ? '' : sum(texts.paidElsewhere, -paidElsewhere)}
    </dl>
  </article>`;
}
