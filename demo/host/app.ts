import { readFileSync } from 'node:fs';
import { type Context, Hono } from 'hono';
import { ownOriginOnly } from '../own-origin.ts';
import { action, amountAction } from './actions.ts';
import type { Invoice } from './invoices.ts';
import { pathOf } from './merchants.ts';
import { notificationRoute } from './notifications.ts';
import { connectionPage } from './pages/connection.ts';
import { homePage } from './pages/home.ts';
import { invoicePage } from './pages/invoice.ts';
import { invoiceListPage } from './pages/invoice-list.ts';
import { STYLE_SHEETS } from './pages/layout.ts';
import { notFoundPage } from './pages/not-found.ts';
import { onlinePage } from './pages/online.ts';
import { playgroundPage } from './pages/playground.ts';
import { claimsFrom, formValues, lifeFrom } from './playground-form.ts';
import type { Site } from './site.ts';

/** The folder of its style sheets, scripts and pictures; the build copies it. */
export const PUBLIC = new URL('public/', import.meta.url);

const FILES: Record<string, string> = {
  ...Object.fromEntries(STYLE_SHEETS.map((name) => [name, 'text/css; charset=utf-8'])),
  'playground.js': 'text/javascript; charset=utf-8',
  'copy.js': 'text/javascript; charset=utf-8',
  'logo.svg': 'image/svg+xml',
  'de-ketting.svg': 'image/svg+xml',
};

/**
 * An invoicing system that uses the element as any other would: it signs tokens in its back end, embeds one script
 * tag, and tells the proxy when an invoice changes. It has no login, and so gives every token to everyone who
 * reaches it; a real one asks who is there first.
 *
 * @param sites first that of the merchant with the default account, at whose addresses the pages of all begin
 * @param notifySecret what the proxy signs its notifications with
 */
export function createHost(sites: readonly [Site, ...Site[]], notifySecret: string): Hono {
  const [first, ...others] = sites;
  const app = new Hono();
  app.use(ownOriginOnly(first.hosts, 'DEMO_HOSTS'));
  app.get('/', homePage(first, others));
  app.get('/playground', playgroundPage(first));
  app.get('/tokens/playground', async (c) => {
    const values = formValues(c);
    return answerToken(c, await first.tokens.sign(claimsFrom(values), lifeFrom(values)));
  });
  app.post('/notifications', notificationRoute(sites, notifySecret));
  for (const site of sites) app.route(pathOf(site.merchant) || '/', merchantPages(site));

  for (const [name, type] of Object.entries(FILES)) {
    const file = readFileSync(new URL(name, PUBLIC));
    app.get(`/${name}`, (c) => c.body(file, 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }));
  }
  app.notFound(notFoundPage(first));
  return app;
}

/** One merchant's invoices, for the merchant and for its customers. */
function merchantPages(site: Site): Hono {
  const { books, tokens } = site;
  const missing = notFoundPage(site);

  const withInvoice = (id: string | undefined, c: Context, show: (invoice: Invoice) => Promise<Response>) => {
    const invoice = books.find(id ?? '');
    return invoice ? show(invoice) : missing(c);
  };
  const token = (name: 'payer' | 'merchant' | 'row') => (c: Context) =>
    withInvoice(c.req.query('invoice'), c, async (invoice) => answerToken(c, await tokens[name](invoice)));

  return new Hono()
    .get('/invoices', invoiceListPage(site))
    .get('/invoices/:id', (c) =>
      withInvoice(c.req.param('id'), c, (invoice) => invoicePage(c, site, invoice)),
    )
    .get('/online/:id', (c) => withInvoice(c.req.param('id'), c, (invoice) => onlinePage(c, site, invoice)))
    .get('/connection', connectionPage(site))

    .get('/tokens/payer', token('payer'))
    .get('/tokens/merchant', token('merchant'))
    .get('/tokens/row', token('row'))
    .get('/tokens/admin', async (c) => answerToken(c, await tokens.admin()))

    .post(
      '/invoices/:id/book',
      amountAction(site, (id, amount) => books.book(id, amount)),
    )
    .post(
      '/invoices/:id/total',
      amountAction(site, (id, amount) => books.changeTotal(id, amount)),
    )
    .post(
      '/invoices/:id/withdraw',
      action(site, (id) => books.withdraw(id)),
    )
    .post(
      '/invoices/:id/reinstate',
      action(site, (id) => books.reinstate(id)),
    );
}

function answerToken(c: Context, token: string): Response {
  return c.text(token, 200, { 'Cache-Control': 'no-store' });
}
