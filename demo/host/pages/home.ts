import type { Context } from 'hono';
import { html } from 'hono/html';
import { pathOf } from '../merchants.ts';
import type { Site } from '../site.ts';
import { page } from './layout.ts';

/** `/`: what is what, and where to begin. */
export function homePage(site: Site, others: readonly Site[]) {
  return (c: Context) => {
    const { books, merchant, proxyUrl, simulatorUrl, url } = site;
    const { id } = books.newest();
    const business = simulatorUrl ? books.list().find(({ customer }) => customer.contact) : undefined;
    const link = (href: string, label: string, text: string) =>
      html`<li><a href="${href}">${label}</a><span>${text}</span></li>`;
    return page(
      c,
      site,
      { title: 'Start', language: 'en', audience: 'merchant', languages: [] },
      html`<div class="middle">
        <h1>Invoices, paid online through Mollie</h1>
        <p class="lead">${merchant.company} sends invoices from a system of its own. One script tag and one element on its pages
          are all that it took to get them paid.</p>

        <h2>Look around</h2>
        <ul class="doors">
          ${link(`/invoices/${id}`, 'The merchant’s invoice', `${id}: 121.00 in all, 21.00 paid by cash. Create a payment, copy the link, book, withdraw.`)}
          ${link(`/online/${id}`, 'The customer’s online invoice', 'The same invoice, to be paid.')}
          ${business ? link(`/online/${business.id}`, 'A business’s online invoice', 'Klarna and Billie besides, under More: the host has said who is billed.') : ''}
          ${link('/invoices', 'The invoice list', `${books.list().length} invoices in every state, in one request.`)}
          ${link('/connection', 'Connection and log', 'Does the key work, do webhooks arrive, what happened.')}
          ${link('/playground', 'Playground', 'Sign any token and see the element that it makes.')}
        </ul>

        ${others.map(
          (other) => html`<h2>Another merchant: ${other.merchant.company}</h2>
            <p>The same system and the same proxy, for a merchant with a Mollie account of its own, to be connected by hand.</p>
            <ul class="doors">
              ${link(`${pathOf(other.merchant)}/connection`, 'Its connection', 'Connect the merchant’s own API key, by hand.')}
              ${link(`${pathOf(other.merchant)}/invoices`, 'Its invoices', `${other.books.list().length} of them, to be paid once it is connected.`)}
              ${link(`${pathOf(other.merchant)}/online/${other.books.newest().id}`, 'Its customer’s online invoice', `${other.books.newest().id}, as ${other.books.newest().customer.name} sees it.`)}
            </ul>`,
        )}

        <h2>What runs here</h2>
        <dl class="servers">
          <div><dt>Invoicing system</dt><dd><code>${url}</code> These pages. The back end signs a token for each invoice.</dd></div>
          <div><dt>Proxy</dt><dd><code>${proxyUrl}</code> Serves the element and the pay page, and talks to Mollie.</dd></div>
          <div><dt>${simulatorUrl ? 'Mollie simulator' : 'Mollie'}</dt><dd>${
            simulatorUrl
              ? html`<a href="${simulatorUrl}/"><code>${simulatorUrl}</code></a> Plays Mollie: API, checkout, dashboard. No money
                  moves. Refunds, chargebacks, expiry, lost webhooks and the clock are in your hands there, and “+ 1 day” is a
                  day for all three.`
              : 'With your test key. No money moves.'
          }</dd></div>
        </dl>
        ${
          simulatorUrl
            ? html`<h2>With Mollie itself</h2>
                <p>Take the test key of your own profile, and start again:</p>
                <pre><code>MOLLIE_API_KEY=test_… npm start</code></pre>`
            : ''
        }
      </div>`,
    );
  };
}
