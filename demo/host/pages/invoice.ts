import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Invoice } from '../invoices.ts';
import { totalsOf } from '../invoices.ts';
import { type Merchant, pathOf } from '../merchants.ts';
import { toDecimal } from '../money.ts';
import { chosenLanguage, type Site } from '../site.ts';
import { type Texts, textsIn } from '../texts.ts';
import { invoiceDocument } from './document.ts';
import { type Html, page, tryThis } from './layout.ts';

/** `/invoices/{id}`: the merchant's invoice. @param problem what the last action met with */
export async function invoicePage(
  c: Context,
  site: Site,
  invoice: Invoice,
  problem?: { status: 400 | 502; message: string },
): Promise<Response> {
  const language = chosenLanguage(c) ?? 'en';
  const texts = textsIn(language);
  const { id, customer } = invoice;
  const own = pathOf(site.merchant);
  const query = language === 'en' ? '' : `?lang=${language}`;
  return page(
    c,
    site,
    {
      title: `${texts.invoice} ${id}`,
      language,
      audience: 'merchant',
      ...(problem ? { status: problem.status } : {}),
    },
    html`<p class="crumbs"><a href="${own}/invoices${query}">${texts.invoices}</a> / ${id}</p>
      ${problem ? html`<p class="problem" role="alert">${problem.message}</p>` : ''}
      <div class="beside">
        ${invoiceDocument(invoice, site.merchant, customer.language)}
        <div class="stack">
          <section aria-label="${texts.payment}">
            <invoice-pay-button token="${await site.tokens.merchant(invoice)}" token-url="${own}/tokens/merchant?invoice=${id}"></invoice-pay-button>
          </section>
          ${actions(invoice, site.merchant, { texts, query })}
        </div>
        ${tryThis(hints(site))}
      </div>`,
  );
}

function actions(
  invoice: Invoice,
  merchant: Merchant,
  { texts, query }: { texts: Texts; query: string },
): Html {
  const own = pathOf(merchant);
  const path = `${own}/invoices/${invoice.id}`;
  const { currency } = invoice;
  const field = (label: string, value: string) =>
    html`<label>${label} <span class="money"><span>${currency}</span><input name="amount" inputmode="decimal" autocomplete="off" required value="${value}"></span></label>`;
  return html`<section class="card actions">
    <h2>${texts.billing}</h2>
    <form method="post" action="${path}/book${query}">${field(texts.bookAmount, '50.00')}<button>${texts.book}</button></form>
    <form method="post" action="${path}/total${query}">${field(texts.newTotal, toDecimal(totalsOf(invoice).total))}<button>${texts.change}</button></form>
    <form method="post" action="${path}/${invoice.void ? 'reinstate' : 'withdraw'}${query}"><button>${
      invoice.void ? texts.reinstate : texts.withdraw
    }</button></form>
    <p><a href="${own}/online/${invoice.id}">${texts.customersView}</a></p>
  </section>`;
}

function hints({ merchant, simulatorUrl }: Site): Html {
  const mollie = simulatorUrl ? html`<a href="${simulatorUrl}/">simulator</a>` : html`Mollie dashboard`;
  return html`<ul>
    ${
      merchant.account === null
        ? ''
        : html`<li><b>Not connected:</b> until this merchant’s key is connected, under
          <a href="${pathOf(merchant)}/connection">Connection</a>, its invoices cannot be paid.</li>`
    }
    <li>Press <b>Create payment</b>, open the customer's page in another tab and pay: this page turns to paid by itself.</li>
    <li><b>Booked elsewhere, changed, withdrawn:</b> use the invoice actions while the customer's page is open in another tab.
      Pay there: the customer is told before anything is paid.</li>
    <li><b>Refund, chargeback:</b> under <b>Attempts</b>, follow the paid one to the ${mollie} and give the money back there,
      in part or in full. <b>Check now</b> shows it at once.</li>
    ${
      simulatorUrl
        ? html`<li><b>A bank transfer:</b> choose it on the customer's page. Follow the attempt to the simulator and let the money come:
            exactly as it says, or another amount, which is sent back.</li>
          <li><b>Expiry:</b> follow an open attempt to the simulator and press <b>Expire now</b>. The link still pays.</li>
          <li><b>A lost webhook:</b> switch on <b>Webhooks get lost</b> in the ${mollie}, then pay. This page is right all the
            same within ten seconds of looking.</li>`
        : html`<li><b>Expiry:</b> choose <b>Expired</b> on Mollie's test page, or wait a quarter of an hour. The link still pays.</li>`
    }
  </ul>`;
}
